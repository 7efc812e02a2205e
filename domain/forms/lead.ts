// Makes a signal of a form: a lead; a message where its words are an opt-out, or where it is open whose it is. Whatever a person answered stands in it:
// in a field, or labelled below the text.
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import type { AddressFault } from "../read-address.ts";
import { hear } from "../replies/hear.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import type { Answer } from "./answers.ts";
import type { SourceLabels } from "../../schema/source-labels.ts";
import { linesOf } from "./lines.ts";
import { type ReadAnswer, readAnswer, type WhoseForm, whoseForm } from "./meaning.ts";
import { isOwnOfTool, isTime, type Side, sortedForm } from "./sorted-form.ts";
import { cutText, manyLines, oneLine } from "./values.ts";

/** Why a form gives no signal. */
export interface FormFault {
  readonly reason: "field_missing" | "field_invalid";
  readonly field: "email";
  readonly how?: AddressFault | "of_another";
}

export interface MappedForm {
  /** A lead or a message, as `Signal` has them. */
  readonly signal: Readonly<Record<string, unknown>>;
  readonly profile: string | undefined;
  /** The id that the body gives the submission. */
  readonly submissionId: string | undefined;
  readonly whose: Exclude<WhoseForm, { readonly is: "none" }>;
  /** What the person wrote, and in lines what stands below it because it has no field. */
  readonly own: string;
  readonly below: readonly string[];
  /** Lines that the signal does not have: what form programs say beside the answers. */
  readonly leftOut: readonly string[];
}

/** Of a long text, so much is given up for the other answers. */
const MOST_FOR_OTHERS = 2_000;
/** A mail program's sign before a signature: the readers of messages leave out what follows it. */
const BELOW_WORDS = "\n\n-- \n";
/** Days in a form's text decide nothing about whether it is an opt-out. */
const ANY_TIME = "2000-01-01T00:00:00.000Z";

function nameOf({ name, firstName, lastName }: Side): string | undefined {
  const parts = oneLine([firstName, lastName].filter((part) => part !== undefined).join(" "));
  // A field "name" beside both parts may have the first one alone.
  return name === undefined || name === firstName ? parts : name;
}

/** "Nome" asks for a first name where the last one is asked apart, and else for both. */
const firstNameOf = ({ name, firstName, lastName }: Side): string | undefined =>
  name === undefined && lastName === undefined && firstName?.includes(" ") ? undefined : firstName;

/** The text of a lead: what the person wrote, and below it what has no place of its own. */
function withOthers(texts: readonly string[], lines: readonly string[]): string | undefined {
  const own = manyLines(texts.join("\n\n"), Number.POSITIVE_INFINITY) ?? "";
  const others = lines.join("\n");
  const kept = SIGNAL_LIMITS.text - (others === "" ? 0 : Math.min(others.length, MOST_FOR_OTHERS) + 2);
  return cutText([cutText(own, kept), others].filter((part) => part).join("\n\n"), SIGNAL_LIMITS.text);
}

/** A first or last name that a whole name already has says nothing more. */
function unusedParts({ name, firstName, lastName }: Side): readonly string[] {
  if (name === undefined) return [];
  const has = (part: string): boolean => name.toLowerCase().includes(part.toLowerCase());
  return [
    ...(firstName === undefined || has(firstName) ? [] : [`First name: ${firstName}`]),
    ...(lastName === undefined || has(lastName) ? [] : [`Last name: ${lastName}`]),
  ];
}

/** Whether the person's words are an opt-out. What else the form asked does not make it less of one. */
const isOptOut = (text: string, subject: string | undefined, email: string): boolean =>
  text !== "" && hear({ text, subject, email }, ANY_TIME).class === "unsubscribe";

/**
 * The signal of a form's answers. A form fails only for want of an address. Where the answers name several people's and none as the person's own, it is a message
 * marked `doubt: "person"`, with every answer in its text. Words that are an opt-out make it a message, too. Pure, and linear in the answers' length.
 */
export function mapForm(answers: readonly Answer[], labels: SourceLabels = {}): Result<MappedForm, FormFault> {
  const read = answers.map((answer) => readAnswer(answer, labels));
  const whose = whoseForm(read);
  if (whose.is === "none") {
    const { fault } = whose;
    if (fault === null) return err({ reason: "field_missing", field: "email" });
    const reason = fault === "of_another" ? "field_missing" : "field_invalid";
    return err({ reason, field: "email", how: fault });
  }
  const address = whose.is === "one" ? whose.address : (whose.addresses[0] ?? "");
  const form = sortedForm(read, whose.is === "one" ? address : null);
  const { side, occurredAt, submissionId, profile } = form;
  const times = { occurredAt, ...(form.unread.length === 0 ? {} : { unread: form.unread }) };
  const leftOut = linesOf(form.leftOut);
  if (whose.is === "several") {
    const isAnswer = (answer: ReadAnswer): boolean =>
      !isTime(answer) && answer.field !== "submissionId" && !isOwnOfTool(answer);
    const below = linesOf(read.filter(isAnswer));
    const text = withOthers([], below) ?? whose.addresses.join(", ");
    const signal = { kind: "message", email: address, text, doubt: "person", ...times };
    return ok({ signal, profile: undefined, submissionId, whose, own: "", below, leftOut });
  }
  const name = nameOf(side);
  const below = [...unusedParts({ ...side, name }), ...linesOf(form.rest)];
  const own = manyLines(form.texts.join("\n\n")) ?? "";
  const person = { name, company: side.company, title: side.title, phone: side.phone };
  const mapped = { profile, submissionId, whose, own, below, leftOut };
  if (isOptOut(own, form.subject, address)) {
    const others = [
      ...SIDE_LINES.flatMap(([field, label]) => (person[field] ? [`${label}: ${person[field]}`] : [])),
      ...below,
    ];
    const text = cutText(
      [own, ...(others.length === 0 ? [] : [others.join("\n")])].join(BELOW_WORDS),
      SIGNAL_LIMITS.message,
    );
    return ok({ ...mapped, signal: { kind: "message", email: address, name, subject: form.subject, text, ...times } });
  }
  const text = withOthers(form.texts, below);
  return ok({
    ...mapped,
    signal: { kind: "lead", email: address, ...person, firstName: firstNameOf(side), text, ...times },
  });
}

const SIDE_LINES = [
  ["company", "Company"],
  ["title", "Title"],
  ["phone", "Phone"],
] as const;
