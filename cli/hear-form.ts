// Reads a form's body for `holdpoint hear`: whose it is, its fields, what stands below its text, and what becomes of it.
import type { Answer } from "../domain/forms/answers.ts";
import { answersIn } from "../domain/forms/answers.ts";
import { SourceLabels } from "../schema/source-labels.ts";
import { type FormFault, mapForm, type MappedForm } from "../domain/forms/lead.ts";
import type { WhoseRule } from "../domain/forms/meaning.ts";
import { isBeyond } from "../domain/forms/read-time.ts";
import { FormResponse, typeformAnswers } from "../domain/forms/typeform.ts";
import { urlencodedIn } from "../domain/forms/urlencoded.ts";
import { hear, HEARING } from "../domain/replies/hear.ts";
import { jsonIn } from "../schema/json.ts";

/** What a message as JSON has beside its words; a body with anything else is a form. */
const MESSAGE_KEYS = new Set(
  "type timestamp data id email name subject text auto_submitted headers raw thread reports occurred_at".split(" "),
);
const WORDS_OF_MESSAGE = ["text", "raw", "headers", "subject"];

/** Events of a program of one's own, whose data is no form. */
const OTHER_EVENT = /^(?:message|contact|outcome|activity|history)\.[a-z]+$/u;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** One line of names and values, as an HTML form posts it. */
const URLENCODED = /^[^\s=&]{1,400}=\S*$/u;

/** The body of a form that a file has; null where the file is a mail or a message. `isForm`: it is one whatever it looks like. */
export function formBodyIn(text: string, isForm: boolean): unknown {
  const trimmed = text.trim();
  if (URLENCODED.test(trimmed)) return urlencodedIn(trimmed);
  const body = /^[{[]/u.test(trimmed) ? jsonIn(trimmed) : null;
  if (!isObject(body)) return Array.isArray(body) ? body : null;
  const { type, data } = body;
  if (type === "lead.created" && isObject(data)) return data;
  if (typeof type === "string" && OTHER_EVENT.test(type)) return null;
  return isForm || !isMessage(body) ? body : null;
}

function isMessage(body: Readonly<Record<string, unknown>>): boolean {
  const inner = isObject(body["data"]) ? body["data"] : body;
  const hasOnly = (one: object): boolean => Object.keys(one).every((key) => MESSAGE_KEYS.has(key));
  return hasOnly(body) && hasOnly(inner) && WORDS_OF_MESSAGE.some((key) => Object.hasOwn(inner, key));
}

/** Typeform's answers name their questions by ids; every other tool's body is read by its shape. */
function answersOf(body: unknown): readonly Answer[] {
  const response = isObject(body) ? FormResponse.safeParse(body["form_response"]) : undefined;
  return response?.success ? typeformAnswers(response.data) : answersIn(body);
}

export type HeardForm =
  | { readonly form: "refused"; readonly reason: FormFault["reason"]; readonly how: string | null }
  | {
      readonly form: "lead" | "opt_out" | "ambiguous_person";
      readonly email: string;
      /** By which rule the address is the person's; null where that is open. */
      readonly by: WhoseRule | null;
      readonly label: string | null;
      /** The addresses between which a person decides. */
      readonly addresses: readonly string[];
      readonly fields: Readonly<Record<string, string>>;
      readonly unread: readonly string[];
      readonly own: string;
      readonly below: readonly string[];
      readonly leftOut: readonly string[];
      /** By which rule the words are an opt-out. */
      readonly rule: string | null;
    };

const FIELDS = ["name", "firstName", "company", "title", "phone", "subject", "occurredAt"] as const;

/** What a form would be read as at a moment. */
export function heardForm(body: unknown, labels: SourceLabels, now: Date): HeardForm {
  const form = mapForm(answersOf(body), labels);
  if (!form.ok) return { form: "refused", reason: form.error.reason, how: form.error.how ?? null };
  const { signal, whose, own, below, leftOut, profile, submissionId } = form.value;
  const has = new Map(Object.entries({ ...signal, profile, submissionId }));
  const isLate = typeof has.get("occurredAt") === "string" && isBeyond(String(has.get("occurredAt")), now);
  const fields = [...FIELDS, "profile", "submissionId"].flatMap((name) => {
    const value = has.get(name);
    return typeof value === "string" && !(name === "occurredAt" && isLate) ? [[name, value] as const] : [];
  });
  const unread = Array.isArray(signal["unread"]) ? signal["unread"].map(String) : [];
  const by = whose.is === "one" ? { by: whose.by, label: whose.label } : { by: null, label: null };
  return {
    ...ofKind(form.value, now),
    email: String(signal["email"]),
    ...by,
    addresses: whose.is === "several" ? whose.addresses : [],
    fields: Object.fromEntries(fields),
    unread: isLate ? [...unread, "occurredAt"] : unread,
    own,
    below,
    leftOut,
  };
}

function ofKind(
  { signal, own }: MappedForm,
  now: Date,
): { readonly form: "lead" | "opt_out" | "ambiguous_person"; readonly rule: string | null } {
  if (signal["kind"] === "lead") return { form: "lead", rule: null };
  if (signal["doubt"] === "person") return { form: "ambiguous_person", rule: null };
  const { rule } = hear({ text: own, email: String(signal["email"]) }, now.toISOString());
  return { form: "opt_out", rule: `${HEARING}#${rule}` };
}

const FOLLOWS = {
  lead: "a run begins: a person sees it as a preview",
  opt_out: "the mailbox goes on the suppression list, and what is open is voided",
  ambiguous_person: "a task asks a person whose form it is",
} as const;

const BY: Readonly<Record<WhoseRule, string>> = {
  source_label: "the source's own labels name it",
  own_label: "its label says that it is the person's own",
  email_label: "its label asks for an address",
  hidden_field: "the page filled it in, and no other stands there",
  second_label: "its label says that it is a second one, and no other stands there",
  only_address: "it is the only answer that is nothing but an address",
};

const WHY: Readonly<Record<string, string>> = {
  of_another: "the only address stands below a label that names another person",
  no_text: "the field of the address is empty",
  too_long: "what stands in the field of the address is too long for one",
  no_at: "what stands in the field of the address is none",
  several: "the field of the address has several",
  comma_in_domain: "a comma stands in the domain, and the right address may be another's",
  dot_before_at: "a dot stands where no mailbox has one, and the right address may be another's",
  among_words: "the address stands in a sentence, which may speak of anybody",
  malformed: "what stands in the field of the address can be none",
};

const indented = (lines: readonly string[]): readonly string[] =>
  lines.flatMap((line) => line.split("\n")).map((line) => `  ${line}`);
const section = (title: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : ["", title, ...indented(lines)];

/** The form in words, for a terminal. */
export function formText(found: HeardForm): string {
  if (found.form === "refused") {
    const why = found.how === null ? "no answer is an address" : (WHY[found.how] ?? found.how);
    return `refused, by ${[found.reason, ...(found.how === null ? [] : [found.how])].join(", ")}: ${why}`;
  }
  const { form, email, by, label, addresses, rule } = found;
  const whose =
    by === null ? `open between ${addresses.join(", ")}` : `${email}, below ${JSON.stringify(label)}: ${BY[by]}`;
  return [
    `a form, ${form}${rule === null ? "" : `, by ${rule}`}: ${FOLLOWS[form]}`,
    `whose: ${whose}`,
    ...Object.entries(found.fields).map(([name, value]) => `${name}: ${value}`),
    ...(found.unread.length === 0 ? [] : [`unread: ${found.unread.join(", ")}`]),
    ...section("Their words:", found.own === "" ? ["(none)"] : [found.own]),
    ...section("Shown below them:", found.below),
    ...section("Left out as the form tool's own:", found.leftOut),
  ].join("\n");
}

/** A source's own labels, as `SOURCES` states them; null where the text has none. */
export function sourceLabelsIn(text: string): SourceLabels | null {
  const labels = SourceLabels.safeParse(jsonIn(text));
  return labels.success ? labels.data : null;
}
