// Reads a part of the policy from a form and writes it into one. Pure. What cannot be read is named with its field; nothing is guessed.
import { canonicalJson } from "../../../schema/canonical.ts";
import * as z from "zod";
import { Policy } from "../../../schema/policy.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import { faultText } from "./fault-text.ts";
import type { FieldKind, PartLanguage, PolicyField } from "./part.ts";
import { PART_NAMES, PARTS, type PartName, WEEKDAYS } from "./sections.ts";

/** The name of a field in a form: its path with dots. */
export const nameOf = ({ path }: Pick<PolicyField, "path">): string => path.join(".");

/** What is wrong with a field. `name` is the field's, or the place in the policy where no field of the form is. */
export interface FieldFault {
  readonly name: string;
  readonly label: string;
  readonly message: string;
}

export const fieldsOf = (part: PartName, policy: Policy, language: PartLanguage | null): readonly PolicyField[] =>
  PARTS[part].groups(policy, language).flatMap(({ fields }) => fields);

/** A field's value as the form shows it. Boxes have names of their own. */
export function shownValue({ path, kind }: Pick<PolicyField, "path" | "kind">, policy: Policy): string {
  const value = valueAt(policy, path);
  return value === undefined ? "" : WRITTEN[kind](value);
}

/**
 * The policy with the values of the form in this part. A field that the form does not have keeps its value: a form that was made for an older policy
 * changes nothing that its person did not see. Fails with each field that cannot be read or that the policy's schema refuses.
 */
export function readPart(
  part: PartName,
  language: PartLanguage | null,
  form: Readonly<Record<string, unknown>>,
  base: Policy,
): Result<Policy, readonly FieldFault[]> {
  const fields = fieldsOf(part, base, language);
  const faults: FieldFault[] = [];
  let changed: unknown = base;
  const emptied = emptiedEntries(form, fields);
  for (const field of fields) {
    const written = writtenIn(form, field);
    if (written === undefined) continue;
    if (field.entry && emptied.has(entryName(field.entry))) {
      changed = withValue(changed, field.entry, undefined);
      continue;
    }
    const value = READ[field.kind](written);
    if (value === undefined && written.trim() !== "") faults.push({ ...named(field), message: UNREADABLE[field.kind] });
    else changed = withValue(changed, field.path, field.optional && written.trim() === "" ? undefined : value);
  }
  if (faults.length > 0) return err(faults);
  const parsed = Policy.safeParse(withoutEmpty(changed));
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map((issue) => faultOf(issue, fields, changed)));
}

/** A box has a field of its own, so that each name is there once. */
export const boxName = (field: Pick<PolicyField, "path">, day: string): string => `${nameOf(field)}.${day}`;

function writtenIn(form: Readonly<Record<string, unknown>>, field: PolicyField): string | undefined {
  if (field.kind === "days") {
    const isThere = form[nameOf(field)] !== undefined;
    return isThere ? WEEKDAYS.filter((day) => form[boxName(field, day)] !== undefined).join("\n") : undefined;
  }
  const text = form[nameOf(field)];
  return typeof text === "string" ? text.replaceAll("\r\n", "\n") : undefined;
}

const entryName = (entry: NonNullable<PolicyField["entry"]>): string => entry.join(".");

/** The entries of lists of which every field is there and empty. */
function emptiedEntries(form: Readonly<Record<string, unknown>>, fields: readonly PolicyField[]): ReadonlySet<string> {
  const entries = Map.groupBy(
    fields.filter(({ entry }) => entry !== undefined),
    ({ entry = [] }) => entryName(entry),
  );
  const isEmpty = (field: PolicyField): boolean => writtenIn(form, field)?.trim() === "";
  return new Set([...entries].flatMap(([name, own]) => (own.every(isEmpty) ? [name] : [])));
}

const named = (field: PolicyField) => ({ name: nameOf(field), label: field.label });

const lines = (text: string): readonly string[] =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");

const STATEMENT = /^([a-z0-9-]{1,40}):\s*(\S.*)$/u;
const FACT = /^([^:\s][^:]*?)\s*:\s*(\S.*)$/u;

/** How an empty entry of a list is written. */
const EMPTY = "(empty)";
/** One in basis points. */
const WHOLE = 10_000;

const numberIn = (text: string): number | undefined =>
  /^-?\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : undefined;

/** The value of a written field; undefined where it cannot be read. */
const READ: Readonly<Record<FieldKind, (text: string) => unknown>> = {
  line: (text) => text.trim(),
  text: (text) => text.trim(),
  number: numberIn,
  share: (text) => {
    const share = numberIn(text.trim().replace(",", "."));
    return share === undefined ? undefined : Math.round(share * WHOLE);
  },
  numbers: (text) => allOf(text.split(",").map(numberIn)),
  lines: (text) => lines(text).map((line) => (line === EMPTY ? "" : line)),
  days: lines,
  statements: (text) => pairs(text, STATEMENT, ["id", "text"]),
  facts: (text) => pairs(text, FACT, ["kind", "value"]),
  // In the policy the titles of a rule are one text, with spaces between, and the words of a title are joined by a line.
  titles: (text) =>
    lines(text)
      .map((title) => title.normalize("NFC").toLowerCase().split(/\s+/u).join("_"))
      .join(" "),
};

/** Pairs of a first and a second part, one to a line. */
const pairs = (text: string, pattern: RegExp, names: readonly [string, string]): unknown =>
  allOf(
    lines(text).map((line) => {
      const [, first, second] = pattern.exec(line) ?? [];
      return first === undefined || second === undefined ? undefined : { [names[0]]: first, [names[1]]: second };
    }),
  );

const allOf = <T>(values: readonly (T | undefined)[]): readonly T[] | undefined =>
  values.every((value) => value !== undefined) ? values : undefined;

const UNREADABLE: Readonly<Record<FieldKind, string>> = {
  line: "This cannot be read.",
  text: "This cannot be read.",
  number: "A number is needed.",
  share: "A number is needed, as 0.60.",
  numbers: "Numbers with commas between are needed, as “3, 5, 7”.",
  lines: "This cannot be read.",
  days: "This cannot be read.",
  statements: "Each line needs a short name, a colon and the words: “price: The service costs 49 euros a month.”",
  facts: "Each line needs a kind, a colon and a value, as “industry: logistics”.",
  titles: "This cannot be read.",
};

const Statements = z.array(z.object({ id: z.string(), text: z.string() }));
const Facts = z.array(z.object({ kind: z.string(), value: z.string() }));
const Lines = z.array(z.union([z.string(), z.number()]));

const WRITTEN: Readonly<Record<FieldKind, (value: unknown) => string>> = {
  line: String,
  text: String,
  number: String,
  numbers: (value) => Lines.parse(value).join(", "),
  share: (value) => shareText(Number(value)),
  lines: (value) =>
    Lines.parse(value)
      .map((line) => (line === "" ? EMPTY : line))
      .join("\n"),
  days: (value) => Lines.parse(value).join("\n"),
  statements: (value) =>
    Statements.parse(value)
      .map(({ id, text }) => `${id}: ${text}`)
      .join("\n"),
  facts: (value) =>
    Facts.parse(value)
      .map((fact) => `${fact.kind}: ${fact.value}`)
      .join("\n"),
  titles: (value) => String(value).split(" ").join("\n").replaceAll("_", " "),
};

/** Two digits at least, as grades are shown, and as many as there are. */
const shareText = (basisPoints: number): string => (basisPoints / WHOLE).toFixed(4).replace(/0{1,2}$/, "");

type Path = readonly (string | number)[];

function valueAt(value: unknown, path: Path): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  return typeof value === "object" && value !== null
    ? valueAt((value as Readonly<Record<string | number, unknown>>)[first], rest)
    : undefined;
}

/** A copy with the value at the path; undefined takes it out. Lists are made where the next step is a number. */
function withValue(base: unknown, path: Path, value: unknown): unknown {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  if (typeof first === "number") {
    const list: unknown[] = Array.isArray(base) ? [...base] : [];
    list[first] = withValue(list[first], rest, value);
    return list;
  }
  const fields: Record<string, unknown> = typeof base === "object" && base !== null ? { ...base } : {};
  fields[first] = withValue(fields[first], rest, value);
  return fields;
}

/** Leaves out what was emptied: fields without a value, and entries of lists without any field. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty).filter((one) => !isEmptied(one));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([name, one]) => [name, withoutEmpty(one)]),
  );
}

const isEmptied = (value: unknown): boolean =>
  value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);

function faultOf(issue: z.core.$ZodIssue, fields: readonly PolicyField[], candidate: unknown): FieldFault {
  const place = issue.path.join(".");
  const field = fields.find((one) => place === nameOf(one) || place.startsWith(`${nameOf(one)}.`));
  const value = valueAt(candidate, issue.path as Path);
  const message = faultText(issue, value, field?.kind);
  if (!field) return { name: place, label: place, message };
  const entry = issue.path.length > field.path.length ? value : undefined;
  return { ...named(field), message: typeof entry === "string" ? `“${entry}”: ${message}` : message };
}

/** How a field of a form changes, in the texts of the form. Of a list, `before` has the lines that go and `after` those that come. */
export interface FieldChange {
  /** "Sender: Name of the person" */
  readonly title: string;
  readonly isList: boolean;
  readonly before: string;
  readonly after: string;
}

const LISTS: ReadonlySet<FieldKind> = new Set(["lines", "statements", "facts", "titles", "days"]);

/** What a form of this part changes, field by field, in the order of the form. */
export function fieldChanges(
  part: PartName,
  language: PartLanguage | null,
  { before, after }: { readonly before: Policy; readonly after: Policy },
): readonly FieldChange[] {
  const groups = [before, after].flatMap((policy) => PARTS[part].groups(policy, language));
  const seen = new Set<string>();
  return groups.flatMap((group) =>
    group.fields.flatMap((field): readonly FieldChange[] => {
      const [was, is] = [shownValue(field, before), shownValue(field, after)];
      if (was === is || seen.has(nameOf(field))) return [];
      seen.add(nameOf(field));
      const isList = LISTS.has(field.kind);
      return [
        {
          title: `${group.title}: ${field.label}`,
          isList,
          ...(isList ? lineChanges(was, is) : { before: was, after: is }),
        },
      ];
    }),
  );
}

/** Only another order of the same lines is shown whole. */
function lineChanges(was: string, is: string): Pick<FieldChange, "before" | "after"> {
  const [old, fresh] = [new Set(lines(was)), new Set(lines(is))];
  const [gone, come] = [lines(was).filter((line) => !fresh.has(line)), lines(is).filter((line) => !old.has(line))];
  if (gone.length + come.length === 0) return { before: was, after: is };
  return { before: gone.join("\n"), after: come.join("\n") };
}

/** What a policy changes, in the words of all forms, and by its place in the policy what no form has. */
export function allChanges(policies: { readonly before: Policy; readonly after: Policy }): readonly FieldChange[] {
  const { before, after } = policies;
  const forms = PART_NAMES.flatMap((part) =>
    [null, ...(PARTS[part].languages ?? [])].map((language) => ({ part, language })),
  );
  const told = forms.flatMap(({ part, language }) => fieldChanges(part, language, policies));
  // Fields that have no language of their own stand in the form of each.
  const fields = [...new Map(told.map((change) => [JSON.stringify(change), change])).values()];
  const written = forms.flatMap(({ part, language }) =>
    [before, after].flatMap((one) => fieldsOf(part, one, language)),
  );
  // An entry of a list that goes is taken out as a whole.
  const places = written.map(({ path, entry }) => (entry && valueAt(after, entry) === undefined ? entry : path));
  const asTold = places
    .filter((place) => !isSame(valueAt(before, place), valueAt(after, place)))
    .reduce<unknown>((policy, place) => withValue(policy, place, valueAt(after, place)), before);
  const untold = changesOf(withoutEmpty(asTold), withoutEmpty(after));
  return [
    ...fields,
    ...untold.map(({ place, before: was, after: is }) => ({
      title: place,
      isList: false,
      before: JSON.stringify(was) ?? "",
      after: JSON.stringify(is) ?? "",
    })),
  ];
}

/** What a candidate changes: each value that differs, by its place in the policy, as JSON. */
export interface Change {
  readonly place: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Objects are compared field by field, everything else as a whole. */
export function changesOf(before: unknown, after: unknown, place: readonly string[] = []): readonly Change[] {
  if (isFields(before) && isFields(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changesOf(before[name], after[name], [...place, name]));
  }
  return isSame(before, after) ? [] : [{ place: place.join("."), before, after }];
}

/** In whichever order their fields are. */
const isSame = (one: unknown, other: unknown): boolean =>
  one === undefined || other === undefined ? one === other : canonicalJson(one) === canonicalJson(other);

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
