// Maps a form's labels to our fields. The rules are data: a deployment with other forms can have other rules.
import * as z from "zod";

const FIELDS = [
  "email",
  "name",
  "firstName",
  "lastName",
  "company",
  "title",
  "phone",
  "profile",
  "subject",
  "text",
  "occurredAt",
  "submissionId",
] as const;
export type Field = (typeof FIELDS)[number];

/** Labels in the form that `plainLabel` returns. */
export const LabelRules = z.record(z.enum(FIELDS), z.array(z.string().max(80)).max(60));
export type LabelRules = z.infer<typeof LabelRules>;

export const DEFAULT_LABELS: LabelRules = {
  email: [
    "email",
    "e mail",
    "email address",
    "e mail address",
    "e mail adresse",
    "mail",
    "work email",
    "business email",
    "company email",
  ],
  name: ["name", "full name", "vor und nachname", "vollständiger name"],
  firstName: ["first name", "firstname", "given name", "vorname"],
  lastName: ["last name", "lastname", "surname", "family name", "nachname"],
  company: [
    "company",
    "company name",
    "organisation",
    "organization",
    "organisation name",
    "organization name",
    "employer",
    "business name",
    "firma",
    "unternehmen",
  ],
  title: [
    "title",
    "job title",
    "jobtitle",
    "role",
    "job role",
    "position",
    "job position",
    "berufsbezeichnung",
    "funktion",
  ],
  phone: [
    "phone",
    "phone number",
    "telephone",
    "tel",
    "mobile",
    "mobile number",
    "telefon",
    "telefonnummer",
    "handynummer",
  ],
  profile: [
    "linkedin",
    "linkedin url",
    "linkedin profile",
    "linkedin profile url",
    "linkedin profil",
    "your linkedin profile",
    "profile url",
    "xing",
    "xing profil",
  ],
  subject: ["subject", "betreff"],
  text: [
    "message",
    "text",
    "comment",
    "comments",
    "question",
    "enquiry",
    "inquiry",
    "nachricht",
    "anfrage",
    "how can we help",
    "how can we help you",
  ],
  occurredAt: ["submitted at", "submittedat", "occurred at", "occurredat"],
  submissionId: ["submission id", "submissionid"],
};

/** Words around the field's name: "What is your job title?" asks for a job title. */
const FILLERS = new Set([
  "what",
  "whats",
  "what's",
  "is",
  "your",
  "please",
  "enter",
  "the",
  "ihr",
  "ihre",
  "dein",
  "deine",
  "bitte",
]);
const LABEL_CHARACTERS = 200;

/**
 * A label or question in lower case, single spaces, without fillers: `First_Name`, `first-name` and "Your first name?" become the
 * same.
 */
export function plainLabel(label: string): string {
  const words = label
    .slice(0, LABEL_CHARACTERS)
    .normalize("NFC")
    .toLowerCase()
    .replaceAll("\u2019", "'")
    .match(/[\p{L}\p{M}\p{N}']+/gu);
  return (words ?? []).filter((word) => !FILLERS.has(word)).join(" ");
}

export function fieldOf(label: string, rules: LabelRules): Field | undefined {
  const plain = plainLabel(label);
  return FIELDS.find((field) => rules[field].includes(plain));
}

export type Fields = Readonly<Partial<Record<Field, unknown>>>;

/** The fields among labelled values. A repeated field keeps its first value; values without a rule are dropped. */
export function pickFields(labelled: Iterable<readonly [label: string, value: unknown]>, rules: LabelRules): Fields {
  const fields: Partial<Record<Field, unknown>> = {};
  for (const [label, value] of labelled) {
    const field = fieldOf(label, rules);
    if (field !== undefined && isPresent(value) && !Object.hasOwn(fields, field)) fields[field] = value;
  }
  return fields;
}

/** Null, undefined and blank text are unfilled fields. */
export const isPresent = (value: unknown): boolean =>
  value !== undefined && value !== null && !(typeof value === "string" && value.trim() === "");

/** The own properties of an object; nothing for other values. */
export const entriesOf = (value: unknown): readonly [string, unknown][] =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
