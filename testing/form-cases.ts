// The labelled forms, addresses and times of samples/corpora/forms: what form tools, people and programs write, with the one right reading.
import * as z from "zod";
import { corpusRows } from "./corpora.ts";

const oneOrMore = z.union([z.string(), z.array(z.string())]);

export const ExpectedForm = z.strictObject({
  /** `one` person's, or open between `several`, or of `none`: refused. */
  whose: z.enum(["one", "several", "none"]),
  email: z.string().optional(),
  /** Of `none`: why. */
  fault: z.string().optional(),
  /** A list: each is as right. Null: there must be none. */
  name: oneOrMore.nullable().optional(),
  firstName: z.string().optional(),
  company: z.string().optional(),
  title: z.string().optional(),
  /** As it was written, or in another spelling: the digits count. */
  phone: z.string().optional(),
  /** Whether it is heard as an opt-out, of forms that speak of one. */
  optOut: z.boolean().optional(),
  /** What must stand in a field or in the text. */
  says: z.array(z.string()).optional(),
  /** What must not stand in the text: technical values. */
  silent: z.array(z.string()).optional(),
});
export type ExpectedForm = z.infer<typeof ExpectedForm>;

export const FormCase = z.strictObject({
  id: z.string(),
  tool: z.string(),
  /** Where the shape is from: an address, or "by memory". */
  shape: z.string(),
  how: z.string(),
  /** `form`: the body is urlencoded text. */
  format: z.enum(["json", "form"]),
  /** Absent for a signed form. */
  source: z.literal("typeform").optional(),
  body: z.unknown(),
  expected: ExpectedForm,
});
export type FormCase = z.infer<typeof FormCase>;

export const formCases = (): FormCase[] => corpusRows("forms/bodies.jsonl", FormCase);

const SpelledAddress = z.strictObject({
  id: z.string(),
  value: z.unknown(),
  address: z.string().nullable(),
  why: z.string(),
});
export const spelledAddresses = (): z.infer<typeof SpelledAddress>[] =>
  corpusRows("forms/addresses.jsonl", SpelledAddress);

const SpelledTime = z.strictObject({
  id: z.string(),
  value: z.unknown(),
  time: z.string().nullable(),
  why: z.string(),
});
export const spelledTimes = (): z.infer<typeof SpelledTime>[] => corpusRows("forms/times.jsonl", SpelledTime);
