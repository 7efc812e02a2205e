// The labelled replies of samples/corpora/hear: what a person wrote to the sender, and how it is right to read it. `HEARD_ON` is the day on
// which all of them were received.
import * as z from "zod";
import { LANGUAGES } from "../domain/replies/message.ts";
import { Day } from "../schema/formats.ts";
import { ReplyClass } from "../schema/lists.ts";
import { corpusRows } from "./corpora.ts";

/** A Monday. `until` is counted from it. */
export const HEARD_ON = "2026-11-30";

export const HearCase = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*-\d{3}$/),
  language: z.enum(LANGUAGES),
  subject: z.string().optional(),
  text: z.string().min(1),
  /** The classes that are right; any other is wrong. */
  expect: z.array(ReplyClass).min(1).readonly(),
  /** Nothing else of meaning stands beside the opt-out or the refusal: no reason, no question, no demand. */
  alone: z.boolean().optional(),
  /** It is right that a person reads the message, even if the class ends the conversation or is another one. */
  task: z.literal(true).optional(),
  /** The first day on which the person wants to be written to. */
  until: Day.optional(),
  /** Why the label is as it is, where the text does not show it. */
  note: z.string().optional(),
});
export type HearCase = z.infer<typeof HearCase>;

export const HeldOutCase = HearCase.extend({ kind: z.enum(["opt_out", "mention", "answer"]) });
export type HeldOutCase = z.infer<typeof HeldOutCase>;

/** `opt-outs` ask not to be written to, `mentions` only use its words, `answers` buy, ask or refuse. */
export const HEAR_SETS = ["opt-outs", "mentions", "answers"] as const;
export type HearSet = (typeof HEAR_SETS)[number];

export const hearCases = (set: HearSet): HearCase[] => corpusRows(`hear/${set}.jsonl`, HearCase);

/** Cases for one measurement at the end. The rules were written without a look at them. */
export const heldOutCases = (): HeldOutCase[] => corpusRows("hear/held-out.jsonl", HeldOutCase);

/**
 * Sets written one after the other, each in one go by an author who had not seen the rules as they then were, and measured once before the rules
 * changed (docs/classifying.md has the numbers). The first two look for the unusual, the third is what people mostly write.
 */
export const FRESH_SETS = ["fresh", "fresher", "freshest"] as const;
export type FreshSet = (typeof FRESH_SETS)[number];

export const FreshCase = HearCase.extend({ kind: z.enum(["opt_out", "mention", "answer", "refusal"]) });
export type FreshCase = z.infer<typeof FreshCase>;

const mail = { id: z.string(), what: z.string(), mail: z.string() };
/** A whole mail (RFC 5322). `final`: a report says that the address does not exist. `left`: the person no longer works there. */
export const FreshMail = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("machine"), ...mail, left: z.literal(true).optional() }),
  z.strictObject({ kind: z.literal("report"), ...mail, final: z.boolean() }),
  z.strictObject({ kind: z.literal("person"), ...mail, expect: z.array(ReplyClass).min(1).readonly() }),
]);
export type FreshMail = z.infer<typeof FreshMail>;

export const freshCases = (set: FreshSet): FreshCase[] => corpusRows(`hear/${set}.jsonl`, FreshCase);
export const freshMails = (set: FreshSet): FreshMail[] => corpusRows(`hear/${set}-mails.jsonl`, FreshMail);
