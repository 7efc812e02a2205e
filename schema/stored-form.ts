// The stored form of an event: what its evidence and its gate would repeat of the event itself is left out, so that the row fits a page of the
// database. In memory and on pages every event is whole: the parser makes it whole, and `record` stores its short form. Each value has one
// stored form, which `verify` asks for.
import { Flag, type GatePlace } from "./lists.ts";
import {
  type Fields,
  fieldsIn,
  isFields,
  isFlags,
  isOwn,
  isRevision,
  isShortRow,
  OWN,
  type EventParts,
  partsOf,
  type EvidenceRow,
  shortRow,
  storedPartsOf,
  textOrNull,
  wholeRow,
} from "./stored-evidence.ts";

/** What a row of the log has of its event beside the body. */
export interface Place {
  readonly streamId: string;
  readonly version: number;
  readonly sealed: string | null;
}

/**
 * The whole event of a row: its body as it was parsed from JSON, and what the row has beside it, which no body can say otherwise. A value that is
 * no stored form gets nothing more, for the parser to refuse.
 */
export function wholeForm(body: unknown, { streamId, version, sealed }: Place): unknown {
  const parts = storedPartsOf(body, streamId);
  if (!parts) return isFields(body) ? { ...body, streamId, version, sealed } : body;
  const event = body as Fields;
  const evidence = parts.rows.map((row) => wholeRow(row, parts));
  const { commandId } = event;
  return {
    ...USUAL,
    ...event,
    streamId,
    version,
    sealed,
    causationId: wholeId(event["causationId"], ownCause(parts), commandId),
    correlationId: wholeId(event["correlationId"], ownBeginning(parts), commandId),
    provenance: { ...fieldsIn(event["provenance"]), evidence },
    payload: wholePayload(parts, evidence, event["type"]),
  };
}

/** The stored form of a whole event, which becomes the body of its row. A value that is no event is returned as it is. */
export function storedForm(event: unknown): unknown {
  const parts = partsOf(event);
  if (!parts) return event;
  const { streamId: _stream, version: _version, sealed: _sealed, ...fields } = event as Fields;
  const { schemaVersion, policy, causationId, correlationId, ...rest } = fields;
  const { commandId } = rest;
  return {
    ...rest,
    ...(schemaVersion === USUAL.schemaVersion || schemaVersion === undefined ? {} : { schemaVersion }),
    ...(policy === null || policy === undefined ? {} : { policy }),
    ...shortId("causationId", causationId, ownCause(parts), commandId),
    ...shortId("correlationId", correlationId, ownBeginning(parts), commandId),
    provenance: { ...fieldsIn(rest["provenance"]), evidence: parts.rows.map((row) => shortRow(row, parts)) },
    payload: shortPayload(parts, rest["type"]),
  };
}

/** Whether a body, as it was parsed from JSON, repeats nothing that the stored form of `whole` leaves out. */
export function isStoredForm(body: unknown, whole: unknown): boolean {
  const made = partsOf(whole);
  if (!made) return true;
  const parts = storedPartsOf(body, made.streamId);
  if (!parts) return false;
  const { gate, signalId, increments } = parts.payload;
  const { policy, schemaVersion, commandId, causationId, correlationId, type } = body as Fields;
  return (
    ROW_FIELDS.every((field) => !(field in (body as Fields))) &&
    policy !== null &&
    schemaVersion !== USUAL.schemaVersion &&
    causationId !== commandId &&
    correlationId !== commandId &&
    !isOwn(causationId, ownCause(parts)) &&
    !isOwn(correlationId, ownBeginning(parts)) &&
    !isOwn(signalId, ownSignal(parts)) &&
    parts.rows.every((row) => isShortRow(row, parts)) &&
    (!Array.isArray(increments) || increments.every(isShortIncrement)) &&
    (!isFields(gate) || isShortGate(gate, made.rows, type))
  );
}

/** The fields of an event that its row has beside the body. */
export const ROW_FIELDS = ["streamId", "version", "sealed"] as const;

/** What an event has that does not say otherwise: the first shape of its type, and no policy. */
const USUAL = { schemaVersion: 1, policy: null } as const;

/** An id that is missing is the command's, and `@` stands for an id of the payload. */
const wholeId = (id: unknown, own: string | null, commandId: unknown): unknown =>
  id === undefined ? commandId : id === OWN && own !== null ? own : id;
const shortId = (field: string, id: unknown, own: string | null, commandId: unknown): Fields =>
  id === undefined || id === commandId ? {} : { [field]: isOwn(id, own) ? OWN : id };

function wholePayload(parts: EventParts, evidence: readonly EvidenceRow[], type: unknown): Fields {
  const { gate, signalId, increments } = parts.payload;
  const own = ownSignal(parts);
  return {
    ...parts.payload,
    ...(signalId === OWN && own !== null ? { signalId: own } : {}),
    ...(isFields(gate) ? { gate: wholeGate(gate, evidence, type) } : {}),
    ...(Array.isArray(increments) ? { increments: increments.map(wholeIncrement) } : {}),
  };
}

function shortPayload(parts: EventParts, type: unknown): Fields {
  const { gate, signalId, increments } = parts.payload;
  return {
    ...parts.payload,
    ...(isOwn(signalId, ownSignal(parts)) ? { signalId: OWN } : {}),
    ...(isFields(gate) ? { gate: shortGate(gate, parts.rows, type) } : {}),
    ...(Array.isArray(increments) ? { increments: increments.map(shortIncrement) } : {}),
  };
}

/** An increment of a grade is stored as its rule and its basis points, with `false` where it was not applied. */
const wholeIncrement = (stored: unknown): unknown => {
  if (!Array.isArray(stored)) return stored;
  const [rule, basisPoints, applied = true] = stored as readonly unknown[];
  return { rule, basisPoints, applied };
};
function shortIncrement(whole: unknown): unknown {
  const { rule, basisPoints, applied } = fieldsIn(whole);
  return applied === false ? [rule, basisPoints, false] : [rule, basisPoints];
}
const isShortIncrement = (stored: unknown): boolean =>
  Array.isArray(stored) && (stored.length === 2 || (stored.length === 3 && stored[2] === false));

/** What caused the click on a hold is the hold. */
const ownCause = ({ payload }: EventParts): string | null => textOrNull(payload["holdId"]);
/** What a webhook brings begins with its receipt, and what a person begins is a run's. */
const ownBeginning = ({ payload }: EventParts): string | null => textOrNull(payload["receipt"] ?? payload["runId"]);
/** A signal has the digest of its receipt (`signalIdOf`). */
function ownSignal({ payload }: EventParts): string | null {
  const receipt = textOrNull(payload["receipt"]);
  return receipt === null ? null : receipt.replace("rc_", "sg_");
}

/** The flags and the revision that the evidence has: a gate with the same ones keeps only its place. */
function evidenced(rows: readonly EvidenceRow[]): { readonly flags: Fields | null; readonly revision: unknown } {
  const flags = rows.find(({ table }) => table === "flags")?.columns;
  const list = rows.find(({ table }) => table === "suppressions")?.columns;
  const revision = list?.["revision"];
  return { flags: flags && isFlags(flags) ? flags : null, revision: isRevision(revision) ? revision : undefined };
}

/** Where the gate of a type stands. */
const PLACES: ReadonlyMap<unknown, GatePlace> = new Map([
  ["ActionDecided", "plan"],
  ["PreviewHeld", "hold"],
  ["DraftHeld", "hold"],
  ["DraftApproved", "approve"],
  ["DispatchClaimed", "dispatch"],
]);

function wholeGate(gate: Fields, rows: readonly EvidenceRow[], type: unknown): Fields {
  const { flags, revision } = evidenced(rows);
  const where = PLACES.get(type);
  return {
    ...(where ? { where } : {}),
    ...(flags ? { flags: { ...flags } } : {}),
    ...(revision === undefined ? {} : { revision }),
    ...gate,
  };
}

function shortGate({ where, flags, revision, ...rest }: Fields, rows: readonly EvidenceRow[], type: unknown): Fields {
  const known = evidenced(rows);
  return {
    ...rest,
    ...(where === undefined || where === PLACES.get(type) ? {} : { where }),
    ...(flags === undefined || isKnown(flags, known.flags) ? {} : { flags }),
    ...(revision === undefined || revision === known.revision ? {} : { revision }),
  };
}

/** Whether `shortGate` leaves the gate as it is. */
function isShortGate({ where, flags, revision }: Fields, rows: readonly EvidenceRow[], type: unknown): boolean {
  if (where !== undefined && where === PLACES.get(type)) return false;
  if (flags === undefined && revision === undefined) return true;
  const known = evidenced(rows);
  return !isKnown(flags, known.flags) && (revision === undefined || revision !== known.revision);
}

const isKnown = (flags: unknown, known: Fields | null): boolean =>
  known !== null && isFields(flags) && isFlags(flags) && Flag.options.every((flag) => flags[flag] === known[flag]);
