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
  textOrNull,
  wholeRow,
} from "./stored-evidence.ts";

/** The whole event of a body as it was parsed from JSON. A value that is no event, and a whole event, are returned as they are. */
export const wholeForm = (body: unknown): unknown => rewritten(body, WHOLE);

/** The stored form of a whole event. */
export const storedForm = (event: unknown): unknown => rewritten(event, SHORT);

/** Whether a body, as it was parsed from JSON, repeats nothing that the stored form of `whole` leaves out. */
export function isStoredForm(body: unknown, whole: unknown): boolean {
  const [parts, made] = [partsOf(body), partsOf(whole)];
  if (!parts || !made) return true;
  const { gate, signalId } = parts.payload;
  const { policy, sealed, schemaVersion, causationId, correlationId, type } = body as Fields;
  return (
    policy !== null &&
    sealed !== null &&
    schemaVersion !== USUAL.schemaVersion &&
    !isOwn(causationId, ownCause(parts)) &&
    !isOwn(correlationId, ownBeginning(parts)) &&
    !isOwn(signalId, ownSignal(parts)) &&
    parts.rows.every((row) => isShortRow(row, parts)) &&
    (!isFields(gate) || isShortGate(gate, made.rows, type))
  );
}

interface Form {
  readonly row: (row: EvidenceRow, parts: EventParts) => EvidenceRow;
  readonly gate: (gate: Fields, rows: readonly EvidenceRow[], type: unknown) => Fields;
  /** An id, given what `@` stands for in its place; null where it stands for nothing. */
  readonly id: (id: unknown, own: string | null) => unknown;
  /** The fields of the envelope that have their usual value: added, or left out. */
  readonly usual: (event: Fields) => Fields;
}
const WHOLE: Form = {
  row: wholeRow,
  gate: wholeGate,
  id: (id, own) => (id === OWN && own !== null ? own : id),
  usual: (event) => ({ ...USUAL, ...event }),
};
const SHORT: Form = {
  row: shortRow,
  gate: shortGate,
  id: (id, own) => (isOwn(id, own) ? OWN : id),
  usual: ({ schemaVersion, policy, sealed, ...event }) => ({
    ...event,
    ...(schemaVersion === USUAL.schemaVersion || schemaVersion === undefined ? {} : { schemaVersion }),
    ...(policy === null || policy === undefined ? {} : { policy }),
    ...(sealed === null || sealed === undefined ? {} : { sealed }),
  }),
};

/** What an event has that does not say otherwise: the first shape of its type, no policy and no words. */
const USUAL = { schemaVersion: 1, policy: null, sealed: null } as const;

function rewritten(body: unknown, form: Form): unknown {
  const parts = partsOf(body);
  if (!parts) return body;
  const event = body as Fields;
  const { payload } = parts;
  const evidence = parts.rows.map((one) => form.row(one, parts));
  // A gate names rows of the whole evidence, in both directions.
  const rows = form === WHOLE ? evidence : parts.rows;
  const { gate, signalId } = payload;
  return {
    ...form.usual(event),
    causationId: form.id(event["causationId"], ownCause(parts)),
    correlationId: form.id(event["correlationId"], ownBeginning(parts)),
    provenance: { ...fieldsIn(event["provenance"]), evidence },
    payload: {
      ...payload,
      ...(signalId === undefined ? {} : { signalId: form.id(signalId, ownSignal(parts)) }),
      ...(isFields(gate) ? { gate: form.gate(gate, rows, event["type"]) } : {}),
    },
  };
}

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
