// Makes a signal of a form: a lead; a message where its words are an opt-out, or where it is open whose it is. Whatever a person answered stands in it:
// in a field, or labelled below the text.
import { SIGNAL_LIMITS, type UnreadField } from "../../schema/signals.ts";
import type { AddressFault } from "../read-address.ts";
import { bareAddressIn } from "../read-address.ts";
import { hear } from "../replies/hear.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { type Answer, answersIn } from "./answers.ts";
import type { SourceLabels } from "./labels.ts";
import type { Field } from "./label-words.ts";
import { type ReadAnswer, readAnswer, whoseForm } from "./meaning.ts";
import { readPhone } from "../read-phone.ts";
import { readTime } from "./read-time.ts";
import { isHidden, isInWords, isPage, isTechnical, mayBeAsked } from "./technical.ts";
import { cutText, manyLines, oneLine, profileOf, type Scalar } from "./values.ts";

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
}

/** Of a long text, so much is given up for the other answers. */
const MOST_FOR_OTHERS = 2_000;
/** A label with more characters is cut: it is there to say which answer it is. */
const LABEL_CHARACTERS = 120;
/** A mail program's sign before a signature: the readers of messages leave out what follows it. */
const BELOW_WORDS = "\n\n-- \n";
/** What a clock or a database says whose time was never set. */
const NEVER_SET = "1970-01-01T00:00:00.000Z";
/** Days in a form's text decide nothing about whether it is an opt-out. */
const ANY_TIME = "2000-01-01T00:00:00.000Z";

const SIDE_FIELDS = ["name", "firstName", "lastName", "company", "title", "phone"] as const satisfies readonly Field[];
type Side = Readonly<Partial<Record<(typeof SIDE_FIELDS)[number], string>>>;

const shown = (value: Scalar): string => (typeof value === "boolean" ? (value ? "yes" : "no") : String(value));
const wordsIn = ({ values }: Answer): string => values.map(shown).join(", ");
const textIn = ({ values }: Answer): string => values.map(shown).join("\n\n");

/** An answer as lines for a person: its label, and what was answered. */
function lineOf(answer: Answer): string | undefined {
  const value = manyLines(wordsIn(answer));
  const names = [...answer.path, ...answer.labels.slice(0, 1)].map(
    (name) => oneLine(name.replace(/\{\{[^{}]*\}\}/gu, "…")) ?? "",
  );
  const label = cutText(names.filter((name) => name !== "").join(", "), LABEL_CHARACTERS)?.replace(
    /[:：?？*\s]+$/u,
    "",
  );
  return value === undefined ? undefined : label === undefined || label === "" ? value : `${label}: ${value}`;
}

interface Sorted {
  readonly side: Side;
  readonly texts: readonly string[];
  readonly subject: string | undefined;
  readonly profile: string | undefined;
  readonly occurredAt: string | undefined;
  readonly unread: readonly UnreadField[];
  readonly submissionId: string | undefined;
  /** Answers without a place of their own. */
  readonly rest: readonly ReadAnswer[];
}

/** Puts each answer in its place; a second answer of a field, one that was cut and one without a field are left for below the text. */
function sorted(answers: readonly ReadAnswer[], address: string | null): Sorted {
  const side: Partial<Record<(typeof SIDE_FIELDS)[number], string>> = {};
  // Some form tools send the same answer several times.
  const texts = new Set<string>();
  const [rest, unread]: [ReadAnswer[], UnreadField[]] = [[], []];
  const found: {
    subject?: string | undefined;
    profile?: string | undefined;
    occurredAt?: string | undefined;
    submissionId?: string | undefined;
  } = {};
  for (const answer of answers) {
    const { field, isOthers } = answer;
    if (isOthers) rest.push(...(isOwnOfTool(answer) ? [] : [answer]));
    else if (field === "text") texts.add(textIn(answer));
    else if (field === "occurredAt") {
      const time = readTime(answer.values[0]);
      if (time === null || time === NEVER_SET) {
        rest.push(answer);
        if (!unread.includes("occurredAt")) unread.push("occurredAt");
      } else found.occurredAt ??= time;
    } else if (field === "submissionId") found.submissionId ??= oneLine(answer.values[0]);
    else if (field === "subject") {
      found.subject ??= oneLine(wordsIn(answer));
      rest.push(answer);
    } else if (field === "profile") {
      const profile = found.profile === undefined ? profileOf(answer.values[0]) : undefined;
      if (profile === undefined) rest.push(answer);
      else found.profile = profile;
    } else if (field === "phone") {
      const read = readPhone(answer.values[0]);
      side.phone ??= read?.phone;
      const isAll = read?.isWhole === true && answer.values.length === 1 && read.phone === side.phone;
      if (!isAll) rest.push(answer);
      if (read === null && !unread.includes("phone")) unread.push("phone");
    } else if (field !== undefined && field !== "email") {
      // Of a field that was given twice, or of several choices, the first one has the place.
      const first = oneLine(shown(answer.values[0] ?? ""), Number.POSITIVE_INFINITY);
      side[field] ??= oneLine(first);
      const isAll = answer.values.length === 1 && (first === undefined || isSame(side[field], first));
      if (!isAll) rest.push(answer);
    } else if (!(address !== null && answer.values.every((value) => isAddress(value, address))) && !isOwnOfTool(answer))
      rest.push(answer);
  }
  return {
    side,
    texts: [...texts],
    subject: found.subject,
    profile: found.profile,
    occurredAt: found.occurredAt,
    // A second answer may have said it.
    unread: unread.filter((field) => (field === "phone" ? side.phone : found.occurredAt) === undefined),
    submissionId: found.submissionId,
    rest,
  };
}

const isTime = ({ field, values }: ReadAnswer): boolean => field === "occurredAt" && readTime(values[0]) !== null;
const isSame = (one: string | undefined, other: string): boolean => one?.toLowerCase() === other.toLowerCase();
const isAddress = (value: Scalar, address: string): boolean => bareAddressIn(value) === address;
/**
 * What a form program says beside the answers. A question of a form has a type, and is an answer whatever its name; so is a text in a person's words
 * below a name that a question may have, too.
 */
function isOwnOfTool({ labels, path, type, values, isOthers }: ReadAnswer): boolean {
  const label = labels[0] ?? path.at(-1) ?? "";
  if (type === undefined ? new Set(labels).size > 1 : !isHidden(type)) return false;
  if (isOthers) return values.every((value) => isPage(label, value));
  return isTechnical(label) && !(mayBeAsked(label) && values.some(isInWords));
}

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

const linesOf = (answers: readonly ReadAnswer[]): readonly string[] =>
  answers.map(lineOf).filter((line) => line !== undefined);

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
  const form = sorted(read, whose.is === "one" ? address : null);
  const { side, occurredAt, submissionId, profile } = form;
  const times = { occurredAt, ...(form.unread.length === 0 ? {} : { unread: form.unread }) };
  if (whose.is === "several") {
    const text =
      withOthers(
        [],
        linesOf(read.filter((answer) => !isTime(answer) && answer.field !== "submissionId" && !isOwnOfTool(answer))),
      ) ?? whose.addresses.join(", ");
    return ok({
      signal: { kind: "message", email: address, text, doubt: "person", ...times },
      profile: undefined,
      submissionId,
    });
  }
  const name = nameOf(side);
  const lines = [...unusedParts({ ...side, name }), ...linesOf(form.rest)];
  const own = manyLines(form.texts.join("\n\n")) ?? "";
  const person = { name, company: side.company, title: side.title, phone: side.phone };
  if (isOptOut(own, form.subject, address)) {
    const others = [
      ...SIDE_LINES.flatMap(([field, label]) => (person[field] ? [`${label}: ${person[field]}`] : [])),
      ...lines,
    ];
    const text = cutText(
      [own, ...(others.length === 0 ? [] : [others.join("\n")])].join(BELOW_WORDS),
      SIGNAL_LIMITS.message,
    );
    return ok({
      signal: { kind: "message", email: address, name: person.name, subject: form.subject, text, ...times },
      profile,
      submissionId,
    });
  }
  return ok({
    signal: {
      kind: "lead",
      email: address,
      ...person,
      firstName: firstNameOf(side),
      text: withOthers(form.texts, lines),
      ...times,
    },
    profile,
    submissionId,
  });
}

const SIDE_LINES = [
  ["company", "Company"],
  ["title", "Title"],
  ["phone", "Phone"],
] as const;

/** Everything that a program states, as lines for a person. */
export const answerLines = (data: unknown): readonly string[] =>
  answersIn(data)
    .map(lineOf)
    .filter((line) => line !== undefined);
