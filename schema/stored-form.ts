// The stored form of an event: what its evidence and its gate would repeat of the event itself is left out, so that the row fits a page of the
// database. In memory and on pages every event is whole: the parser makes it whole, and `record` stores its short form. Each value has one
// stored form, which `verify` asks for.
import { Flag } from "./lists.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Stands for what the event itself has: its stream, its policy's digest, its receipt, or the field of its payload that a column repeats. */
const OWN = "@";
/** A reference to the own stream, or to an event of it. */
const OWN_REFERENCE = /^@\d{0,15}$/;
const OWN_VERSION = /^@\d{1,15}$/;

/** The columns of evidence that repeat a field of the event's payload. */
const REPEATED: readonly (readonly [column: string, field: string])[] = [
  ["approval_id", "approvalId"],
  ["digest", "digest"],
  ["hold_id", "holdId"],
];

/** An event without the shape of its type: `provenance` and `payload` may be anything. */
interface Parts {
  readonly streamId: string;
  readonly payload: Fields;
  readonly policyDigest: unknown;
  readonly rows: readonly Row[];
}
interface Row {
  readonly table: string;
  readonly id: string;
  readonly columns: Fields;
}

/** The whole event of a body as it was parsed from JSON. A value that is no event, and a whole event, are returned as they are. */
export const wholeForm = (body: unknown): unknown => rewritten(body, { row: wholeRow, gate: wholeGate });

/** The stored form of a whole event. */
export const storedForm = (event: unknown): unknown => rewritten(event, { row: shortRow, gate: shortGate });

/** Whether a body, as it was parsed from JSON, repeats nothing that the stored form of `whole` leaves out. */
export function isStoredForm(body: unknown, whole: unknown): boolean {
  const [parts, made] = [partsOf(body), partsOf(whole)];
  if (!parts || !made) return true;
  const { gate } = parts.payload;
  return parts.rows.every((row) => isShortRow(row, parts)) && (!isFields(gate) || isShortGate(gate, made.rows));
}

interface Form {
  readonly row: (row: Row, parts: Parts) => Row;
  readonly gate: (gate: Fields, rows: readonly Row[]) => Fields;
}

function rewritten(body: unknown, { row, gate }: Form): unknown {
  const parts = partsOf(body);
  if (!parts) return body;
  const event = body as Fields;
  const evidence = parts.rows.map((one) => row(one, parts));
  // A gate names rows of the whole evidence, in both directions.
  const whole = row === wholeRow ? evidence : parts.rows;
  const { payload } = parts;
  return {
    ...event,
    provenance: { ...fieldsIn(event["provenance"]), evidence },
    payload: isFields(payload["gate"]) ? { ...payload, gate: gate(payload["gate"], whole) } : payload,
  };
}

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const fieldsIn = (value: unknown): Fields => (isFields(value) ? value : {});
const isRow = (value: unknown): value is Row =>
  isFields(value) &&
  typeof value["table"] === "string" &&
  typeof value["id"] === "string" &&
  isFields(value["columns"]);

/** The parts of an event that the forms differ in; null for a value without them, which the parser then refuses. */
function partsOf(body: unknown): Parts | null {
  if (!isFields(body)) return null;
  const { streamId, payload, policy } = body;
  const rows = fieldsIn(body["provenance"])["evidence"];
  if (typeof streamId !== "string" || !isFields(payload) || !Array.isArray(rows) || !rows.every(isRow)) return null;
  return { streamId, payload, policyDigest: fieldsIn(policy)["digest"], rows };
}

/** What `@` as the id of a row stands for; null where it stands for nothing. */
function ownId({ table, columns }: Row, { streamId, payload, policyDigest }: Parts): string | null {
  const own = (value: unknown): string | null => (typeof value === "string" ? value : null);
  if (table === "policy") return own(policyDigest);
  if (table === "receipts") return own(payload["receipt"]);
  if (table === "suppressions")
    return isRevision(columns["revision"]) ? `revision-${String(columns["revision"])}` : null;
  return isOfStream(table) ? streamId : null;
}

const isOfStream = (table: string): boolean =>
  table === "events" || table === "flags" || table === "contacts" || table === "companies";

function wholeRow(row: Row, parts: Parts): Row {
  const { table, id } = row;
  const columns = table === "flags" ? wholeFlags(row.columns) : withRepeated(row.columns, parts.payload);
  if (!OWN_REFERENCE.test(id)) return { ...row, columns };
  const own = id === OWN || isOfStream(table) ? ownId(row, parts) : null;
  return { ...row, id: own === null ? id : id === OWN ? own : own + id, columns };
}

function shortRow(row: Row, parts: Parts): Row {
  const { table, columns } = row;
  const short = table === "flags" ? shortFlags(columns) : withoutRepeated(columns, parts.payload);
  return { ...row, id: shortId(row, parts), columns: short };
}

/** Whether `shortRow` leaves the row as it is. */
const isShortRow = (row: Row, parts: Parts): boolean =>
  shortId(row, parts) === row.id &&
  (row.table === "flags"
    ? !isFlags(row.columns) || Flag.options.every((flag) => row.columns[flag])
    : withoutRepeated(row.columns, parts.payload) === row.columns);

function shortId(row: Row, parts: Parts): string {
  const { id } = row;
  const own = ownId(row, parts);
  if (own === null || !id.startsWith(own)) return id;
  if (id.length === own.length) return OWN;
  const rest = id.slice(own.length);
  return isOfStream(row.table) && OWN_VERSION.test(rest) ? rest : id;
}

/** Of a contact's flags, only those that are on are stored. */
function wholeFlags(columns: Fields): Fields {
  for (const name in columns) if (columns[name] !== true || !isFlag(name)) return columns;
  return { ...NO_FLAGS, ...columns };
}
function shortFlags(columns: Fields): Fields {
  return isFlags(columns) ? Object.fromEntries(Object.entries(columns).filter(([, value]) => value)) : columns;
}
const NO_FLAGS: Fields = Object.fromEntries(Flag.options.map((flag) => [flag, false]));
const isFlag = (name: string): boolean => Object.hasOwn(NO_FLAGS, name);
const isFlags = (columns: Fields): boolean =>
  Object.keys(columns).length === Flag.options.length &&
  Flag.options.every((flag) => typeof columns[flag] === "boolean");

const withRepeated = (columns: Fields, payload: Fields): Fields =>
  replaced(columns, (value, field) => (value === OWN && typeof payload[field] === "string" ? payload[field] : value));
const withoutRepeated = (columns: Fields, payload: Fields): Fields =>
  replaced(columns, (value, field) => (typeof value === "string" && value === payload[field] ? OWN : value));

function replaced(columns: Fields, change: (value: unknown, field: string) => unknown): Fields {
  let made = columns;
  for (const [column, field] of REPEATED) {
    const value = columns[column];
    const other = change(value, field);
    if (other !== value) made = { ...made, [column]: other };
  }
  return made;
}

/** The flags and the revision that the evidence has: a gate with the same ones keeps only its place. */
function evidenced(rows: readonly Row[]): { readonly flags: Fields | null; readonly revision: unknown } {
  const flags = rows.find(({ table }) => table === "flags")?.columns;
  const list = rows.find(({ table }) => table === "suppressions")?.columns;
  const revision = list?.["revision"];
  return { flags: flags && isFlags(flags) ? flags : null, revision: isRevision(revision) ? revision : undefined };
}

const isRevision = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

function wholeGate(gate: Fields, rows: readonly Row[]): Fields {
  const { flags, revision } = evidenced(rows);
  return {
    ...gate,
    ...(gate["flags"] === undefined && flags ? { flags: { ...flags } } : {}),
    ...(gate["revision"] === undefined && revision !== undefined ? { revision } : {}),
  };
}

function shortGate({ flags, revision, ...rest }: Fields, rows: readonly Row[]): Fields {
  const known = evidenced(rows);
  return {
    ...rest,
    ...(flags === undefined || isKnown(flags, known.flags) ? {} : { flags }),
    ...(revision === undefined || revision === known.revision ? {} : { revision }),
  };
}

/** Whether `shortGate` leaves the gate as it is. */
function isShortGate({ flags, revision }: Fields, rows: readonly Row[]): boolean {
  if (flags === undefined && revision === undefined) return true;
  const known = evidenced(rows);
  return !isKnown(flags, known.flags) && (revision === undefined || revision !== known.revision);
}

const isKnown = (flags: unknown, known: Fields | null): boolean =>
  known !== null && isFields(flags) && isFlags(flags) && Flag.options.every((flag) => flags[flag] === known[flag]);
