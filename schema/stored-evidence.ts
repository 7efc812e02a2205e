// The rows of evidence in the stored form of an event (stored-form.ts), and in the whole event. A stored row is a list: its table, its id, and its
// columns where it has any. What it would repeat of its event is left out.
import { Flag } from "./lists.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** Stands for what the event itself has: its stream, its policy's digest, its receipt, or the field of its payload that a column repeats. */
export const OWN = "@";
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
export interface EventParts {
  readonly streamId: string;
  readonly payload: Fields;
  readonly policy: Fields;
  readonly rows: readonly EvidenceRow[];
}
export interface EvidenceRow {
  readonly table: string;
  readonly id: string;
  readonly columns: Fields;
}
type StoredRow = readonly [table: string, id: string, columns?: Fields];

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);
export const fieldsIn = (value: unknown): Fields => (isFields(value) ? value : {});
const isRow = (value: unknown): value is EvidenceRow =>
  isFields(value) &&
  typeof value["table"] === "string" &&
  typeof value["id"] === "string" &&
  isFields(value["columns"]);

const isStoredRow = (value: unknown): value is StoredRow =>
  Array.isArray(value) &&
  typeof value[0] === "string" &&
  typeof value[1] === "string" &&
  (value.length === 2 || (value.length === 3 && isFields(value[2]) && !isEmpty(value[2])));

/** The parts of a whole event that the forms differ in; null for a value without them. */
export function partsOf(event: unknown): EventParts | null {
  if (!isFields(event)) return null;
  const { streamId, payload, policy } = event;
  const rows = fieldsIn(event["provenance"])["evidence"];
  if (typeof streamId !== "string" || !isFields(payload) || !Array.isArray(rows) || !rows.every(isRow)) return null;
  return { streamId, payload, policy: fieldsIn(policy), rows };
}

/** The same parts of the stored form of an event of this stream. Its rows are not whole. */
export function storedPartsOf(body: unknown, streamId: string): EventParts | null {
  if (!isFields(body)) return null;
  const { payload, policy } = body;
  const rows = fieldsIn(body["provenance"])["evidence"];
  if (!isFields(payload) || !Array.isArray(rows) || !rows.every(isStoredRow)) return null;
  return { streamId, payload, policy: fieldsIn(policy), rows: rows.map(rowIn) };
}

const rowIn = ([table, id, columns = NO_COLUMNS]: StoredRow): EvidenceRow => ({ table, id, columns });
const NO_COLUMNS: Fields = {};

/** A row as it is stored. */
const storedRow = ({ table, id, columns }: EvidenceRow): StoredRow =>
  isEmpty(columns) ? [table, id] : [table, id, columns];

export const isOwn = (id: unknown, own: string | null): boolean => own !== null && id === own;
export const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

export const isRevision = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) >= 0;

/** What `@` as the id of a row stands for; null where it stands for nothing. */
function ownId({ table, columns }: EvidenceRow, { streamId, payload, policy }: EventParts): string | null {
  if (table === "policy") return textOrNull(policy["digest"]);
  if (table === "receipts") return textOrNull(payload["receipt"]);
  if (table === "suppressions")
    return isRevision(columns["revision"]) ? `revision-${String(columns["revision"])}` : null;
  return isOfStream(table) ? streamId : null;
}

const isOfStream = (table: string): boolean =>
  table === "events" || table === "flags" || table === "contacts" || table === "companies";

export function wholeRow(row: EvidenceRow, parts: EventParts): EvidenceRow {
  const { table, id } = row;
  const columns = wholeColumns(row, parts);
  if (!OWN_REFERENCE.test(id)) return { ...row, columns };
  const own = id === OWN || isOfStream(table) ? ownId(row, parts) : null;
  return { ...row, id: own === null ? id : id === OWN ? own : own + id, columns };
}

export const shortRow = (row: EvidenceRow, parts: EventParts): StoredRow =>
  storedRow({ ...row, id: shortId(row, parts), columns: shortColumns(row, parts) });

/** Whether nothing more of a stored row could be left out. */
export const isShortRow = (row: EvidenceRow, parts: EventParts): boolean =>
  shortId(row, parts) === row.id && shortColumns(row, parts) === row.columns;

function shortId(row: EvidenceRow, parts: EventParts): string {
  const { id } = row;
  const own = ownId(row, parts);
  if (own === null || !id.startsWith(own)) return id;
  if (id.length === own.length) return OWN;
  const rest = id.slice(own.length);
  return isOfStream(row.table) && OWN_VERSION.test(rest) ? rest : id;
}

function wholeColumns({ table, id, columns }: EvidenceRow, { payload, policy }: EventParts): Fields {
  if (table === "flags") return wholeFlags(columns);
  if (table === "policy")
    return id === OWN && isEmpty(columns) && "section" in policy ? { section: policy["section"] } : columns;
  if (table === "suppressions") return isOnly(columns, "revision") ? { hit: false, ...columns } : columns;
  if (table === "contacts") return isGraded(columns) ? { ...NOTHING_KNOWN, ...columns } : columns;
  return withRepeated(columns, payload);
}

/** The same columns where nothing is left out. */
function shortColumns(row: EvidenceRow, parts: EventParts): Fields {
  const { table, columns } = row;
  const { payload, policy } = parts;
  if (table === "flags") return shortFlags(columns);
  if (table === "policy") {
    const isSame = isOnly(columns, "section") && columns["section"] === policy["section"];
    return isSame && (row.id === OWN || isOwn(row.id, ownId(row, parts))) ? {} : columns;
  }
  if (table === "suppressions") {
    const { hit, ...rest } = columns;
    return hit === false && isOnly(rest, "revision") ? rest : columns;
  }
  if (table === "contacts") return shortContact(columns);
  return withoutRepeated(columns, payload);
}

/** Of what a grade asks of a contact's row, only what is so is stored. Every grade asks both questions (domain/rules/qualify.ts). */
const NOTHING_KNOWN: Fields = { seniority_has_source: false, stored_seniority_known: false };
const isGraded = (columns: Fields): boolean => "title_rule" in columns;
function shortContact(columns: Fields): Fields {
  if (!isGraded(columns)) return columns;
  const kept = Object.entries(columns).filter(([name, value]) => value !== false || !(name in NOTHING_KNOWN));
  return kept.length === Object.keys(columns).length ? columns : Object.fromEntries(kept);
}

const isEmpty = (columns: Fields): boolean => Object.keys(columns).length === 0;
const isOnly = (columns: Fields, name: string): boolean => name in columns && Object.keys(columns).length === 1;

/** Of a contact's flags, only those that are on are stored. */
function wholeFlags(columns: Fields): Fields {
  for (const name in columns) if (columns[name] !== true || !isFlag(name)) return columns;
  return { ...NO_FLAGS, ...columns };
}
function shortFlags(columns: Fields): Fields {
  if (!isFlags(columns) || Flag.options.every((flag) => columns[flag])) return columns;
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value));
}
const NO_FLAGS: Fields = Object.fromEntries(Flag.options.map((flag) => [flag, false]));
const isFlag = (name: string): boolean => Object.hasOwn(NO_FLAGS, name);
export const isFlags = (columns: Fields): boolean =>
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
