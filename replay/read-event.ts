// Parses a row as an event of this release or an older one. A fast path accepts events that are valid, canonical, in their stored form and
// of the newest shape; every other body is parsed by the schema, which also gives the reason for a refusal.
import * as z from "zod";
import { canonicalJson } from "../schema/canonical.ts";
import { Envelope, EVENTS, Gate, Increment, parseEvent, type StoredEvent } from "../schema/events.ts";
import { Evidence, Provenance } from "../schema/provenance.ts";
import { SignalId } from "../schema/ids.ts";
import { OWN } from "../schema/stored-evidence.ts";
import type { EventRow } from "../schema/shipment.ts";
import { isStoredForm, wholeForm } from "../schema/stored-form.ts";
import { newestVersion, UnknownSchemaVersion } from "../schema/upcast.ts";
import type { Finding } from "./faults.ts";
import { checkOf, REFUSED, UNSURE } from "./shape.ts";

const { streamId: _stream, version: _version, sealed: _sealed, ...IN_BODY } = Envelope.shape;

const StoredEvidence = z.tuple([Evidence.shape.table, Evidence.shape.id, Evidence.shape.columns.optional()]);
const StoredIncrement = z.tuple([Increment.shape.rule, Increment.shape.basisPoints, z.literal(false).optional()]);

/** The stored form (schema/stored-form.ts) of each type of event. */
const STORED = new Map(
  Object.entries(EVENTS).map(([type, { payload }]) => [
    type,
    checkOf(
      z.strictObject({
        ...IN_BODY,
        type: z.literal(type),
        schemaVersion: newestVersion(type) === 1 ? z.literal(1).optional() : z.literal(newestVersion(type)),
        policy: IN_BODY.policy.optional(),
        causationId: IN_BODY.causationId.optional(),
        correlationId: IN_BODY.correlationId.optional(),
        provenance: z.strictObject({ ...Provenance.shape, evidence: z.array(StoredEvidence).min(1).max(60) }),
        payload: storedPayload(payload),
      }),
    ),
  ]),
);

function storedPayload(payload: z.ZodObject): z.ZodObject {
  const { gate, increments, signalId } = payload.shape;
  return payload.extend({
    ...(gate ? { gate: storedGate(gate as z.ZodType) } : {}),
    ...(increments ? { increments: z.array(StoredIncrement) } : {}),
    ...(signalId ? { signalId: z.union([z.literal(OWN), SignalId]) } : {}),
  });
}

/** A gate as it is stored, of which the type and the evidence may say everything. */
function storedGate(gate: z.ZodType): z.ZodType {
  const stored = Gate.partial();
  return gate instanceof z.ZodOptional ? stored.optional() : stored;
}

/** The event of a row, and the findings about its body. `event` is null when the body has no known type and shape. */
export interface ReadEvent {
  readonly event: StoredEvent | null;
  readonly findings: readonly Finding[];
}

const NOTHING: readonly Finding[] = [];

type Row = Pick<EventRow, "streamId" | "version" | "body" | "sealed">;

/** Reads one row. Never throws. */
export function readEvent(row: Row): ReadEvent {
  const { body } = row;
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { event: null, findings: [{ name: "body_unreadable", found: body.slice(0, 40) }] };
  }
  const length = STORED.get((value as { readonly type?: string } | null)?.type ?? "")?.(value) ?? REFUSED;
  if (length !== REFUSED && isCanonicalAt(length, value, body) && isInPlace(row)) {
    const event = wholeForm(value, row) as StoredEvent;
    if (hasWholeGate(event) && isStoredForm(value, event)) return { event, findings: NOTHING };
  }
  return parsedBySchema(value, row);
}

/** Whether what a row has beside its body has the shape that an event needs. */
const isInPlace = ({ streamId, version, sealed }: Row): boolean =>
  isStreamId(streamId) !== REFUSED && isVersion(version) !== REFUSED && isSealed(sealed) !== REFUSED;
const [isStreamId, isVersion, isSealed] = [
  checkOf(Envelope.shape.streamId),
  checkOf(Envelope.shape.version),
  checkOf(Envelope.shape.sealed),
];

/** Whether the evidence of an event had what its gate left out. */
function hasWholeGate({ payload }: StoredEvent): boolean {
  const gate: Partial<Gate> | undefined = "gate" in payload ? payload.gate : undefined;
  return gate === undefined || (gate.where !== undefined && gate.flags !== undefined && gate.revision !== undefined);
}

/** Whether a body is the canonical text of its value. The keys are in order already, and the canonical text has `length` characters. */
const isCanonicalAt = (length: number, value: unknown, body: string): boolean =>
  length < UNSURE && !body.includes("\\")
    ? length === body.length && body.isWellFormed()
    : JSON.stringify(value) === body;

function parsedBySchema(value: unknown, row: Row): ReadEvent {
  let event: StoredEvent;
  let whole: unknown;
  try {
    whole = wholeForm(value, row);
    event = parseEvent(whole);
  } catch (error) {
    return { event: null, findings: [invalid(error)] };
  }
  const isStored = isCanonical(value, row.body) && isStoredForm(value, whole);
  return { event, findings: isStored ? NOTHING : [{ name: "body_not_canonical" }] };
}

/** Whether a body is the canonical text of its value. A value without a canonical form, such as half a surrogate pair, gives false. */
function isCanonical(value: unknown, body: string): boolean {
  try {
    return canonicalJson(value) === body;
  } catch {
    return false;
  }
}

function invalid(error: unknown): Finding {
  if (error instanceof UnknownSchemaVersion)
    return {
      name: "schema_version_unknown",
      field: "schemaVersion",
      expected: `1 to ${error.newest}`,
      found: error.found,
    };
  const [issue] = error instanceof z.ZodError ? error.issues : [];
  if (!issue) return { name: "event_invalid" };
  return { name: "event_invalid", field: issue.path.join("."), expected: expectedBy(issue) };
}

/** What the schema requires. The found value is left out, because it may be personal. */
const expectedBy = (issue: z.core.$ZodIssue): string =>
  issue.code === "invalid_type" ? issue.expected : issue.code === "unrecognized_keys" ? "no other keys" : issue.code;
