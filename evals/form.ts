// Whose a form is and what stands in it: each labelled body of samples/corpora/forms is a line. It goes through the sources' own mapping, as a
// webhook's body does once its signature is verified.
import * as z from "zod";
import { urlencodedIn } from "../domain/forms/urlencoded.ts";
import { Signal } from "../schema/signals.ts";
import { ExpectedForm, type FormCase, formCases } from "../testing/form-cases.ts";
import { signedForm } from "../workers/ingest/sources/signed-form.ts";
import { typeform } from "../workers/ingest/sources/typeform.ts";
import { goldenSuite } from "./golden.ts";

const Input = z.strictObject({
  format: z.enum(["json", "form"]),
  source: z.literal("typeform").optional(),
  body: z.unknown(),
});
type Input = z.infer<typeof Input>;

/** A signal, or why the form was refused. */
const Found = z.strictObject({ signal: Signal.nullable(), fault: z.string().nullable() });
type Found = z.infer<typeof Found>;

const lineOf = ({ id, tool, how, format, source, body, expected }: FormCase) => ({
  id,
  input: { format, ...(source === undefined ? {} : { source }), body },
  expected,
  why: `A form in the shape of ${tool} (${id}) is read whole: ${how}.`,
});

function answer({ format, source, body }: Input): Found {
  const payload = format === "form" ? urlencodedIn(String(body)) : body;
  const mapped = (source === "typeform" ? typeform : signedForm).map(payload);
  if (mapped.ok) return { signal: "signal" in mapped.value ? mapped.value.signal : null, fault: null };
  const { error } = mapped;
  return { signal: null, fault: "how" in error && error.how !== undefined ? error.how : "missing" };
}

const digitsIn = (text: string): string => text.replace(/\D/gu, "");
const FIELDS = ["name", "firstName", "company", "title"] as const;

/** What of a form was read wrongly, in words; empty where all is right. */
export function wrongIn(expected: ExpectedForm, found: unknown): readonly string[] {
  const { signal, fault } = Found.parse(found);
  const has: Readonly<Record<string, unknown>> = { ...signal };
  const whose = signal === null ? "none" : has["doubt"] === "person" ? "several" : "one";
  const text = typeof has["text"] === "string" ? has["text"] : "";
  const all = Object.values(has).map(String).join("\n");
  const isOptOut = has["kind"] === "message" && has["doubt"] === undefined;
  return [
    ...(whose === expected.whose ? [] : [`whose: ${whose}`]),
    ...(expected.fault === undefined || fault === expected.fault ? [] : [`fault: ${fault}`]),
    ...(expected.email === undefined || has["email"] === expected.email ? [] : [`email: ${String(has["email"])}`]),
    ...FIELDS.filter((field) => {
      const right = expected[field];
      return right !== undefined && ![right].flat().includes((has[field] ?? null) as string);
    }).map((field) => `${field}: ${String(has[field])}`),
    ...(expected.phone === undefined || digitsIn(String(has["phone"])) === digitsIn(expected.phone) ? [] : ["phone"]),
    ...(expected.optOut === undefined || isOptOut === expected.optOut ? [] : [`opt-out: ${isOptOut}`]),
    ...(expected.says ?? []).filter((words) => !all.includes(words)).map((words) => `not shown: ${words}`),
    ...(expected.silent ?? []).filter((words) => text.includes(words)).map((words) => `shown: ${words}`),
  ];
}

const FAULTS = [
  "missing",
  "of_another",
  "malformed",
  "comma_in_domain",
  "dot_before_at",
  "no_at",
  "among_words",
  "too_long",
  "several",
];

export const form = goldenSuite("form", {
  input: Input,
  expected: ExpectedForm,
  lines: () => formCases().map(lineOf),
  answer,
  score: (expected, found) => (wrongIn(expected, found).length === 0 ? 1 : 0),
  branches: {
    ...Object.fromEntries(
      FAULTS.map((fault) => [`refused: ${fault}`, (_: Input, expected: ExpectedForm) => expected.fault === fault]),
    ),
    "one person's": (_, { whose }) => whose === "one",
    "a task for a person": (_, { whose }) => whose === "several",
    "an opt-out": (_, { optOut }) => optOut === true,
    "a question about opt-outs": (_, { optOut }) => optOut === false,
    "answers with a field of their own": (_, { company, title, phone }) => Boolean(company && title && phone),
    "answers below the text": (_, { says }) => says !== undefined,
    "technical values that are left out": (_, { silent }) => silent !== undefined,
    "a name that must be absent": (_, { name }) => name === null,
    "a urlencoded body": ({ format }) => format === "form",
    "a source of its own": ({ source }) => source === "typeform",
    "labels in other letters": ({ body }) => /[\p{Script=Han}\p{Script=Cyrillic}]/u.test(JSON.stringify(body)),
  },
});
