// Parses a row's body as an event of this release or an older one. A fast path accepts events that are valid, canonical, in their stored form and
// of the newest shape; every other body is parsed by the schema, which also gives the reason for a refusal.
import * as z from "zod";
import { canonicalJson } from "../schema/canonical.ts";
import { Envelope, EVENTS, Gate, parseEvent, type StoredEvent } from "../schema/events.ts";
import { isStoredForm, wholeForm } from "../schema/stored-form.ts";
import { newestVersion, UnknownSchemaVersion } from "../schema/upcast.ts";
import type { Finding } from "./faults.ts";
import { checkOf, REFUSED, UNSURE } from "./shape.ts";

const ENVELOPES = new Map(
  Object.entries(EVENTS).map(([type, { payload }]) => [
    type,
    checkOf(
      z.strictObject({
        ...Envelope.shape,
        type: z.literal(type),
        schemaVersion: newestVersion(type) === 1 ? z.literal(1).optional() : z.literal(newestVersion(type)),
        policy: Envelope.shape.policy.optional(),
        sealed: Envelope.shape.sealed.optional(),
        payload: "gate" in payload.shape ? payload.extend({ gate: storedGate(payload.shape.gate) }) : payload,
      }),
    ),
  ]),
);

/** A gate as it is stored, of which the type and the evidence may say everything. */
function storedGate(gate: z.ZodType): z.ZodType {
  const stored = Gate.partial();
  return gate instanceof z.ZodOptional ? stored.optional() : stored;
}

/** The event of a body, and the findings about the body. `event` is null when the body has no known type and shape. */
export interface ReadEvent {
  readonly event: StoredEvent | null;
  readonly findings: readonly Finding[];
}

const NOTHING: readonly Finding[] = [];

/** Reads one body. Never throws. */
export function readEvent(body: string): ReadEvent {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { event: null, findings: [{ name: "body_unreadable", found: body.slice(0, 40) }] };
  }
  const length = ENVELOPES.get((value as { readonly type?: string } | null)?.type ?? "")?.(value) ?? REFUSED;
  if (length !== REFUSED && isCanonicalAt(length, value, body)) {
    const event = wholeForm(value) as StoredEvent;
    if (hasWholeGate(event) && isStoredForm(value, event)) return { event, findings: NOTHING };
  }
  return parsedBySchema(value, body);
}

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

function parsedBySchema(value: unknown, body: string): ReadEvent {
  let event: StoredEvent;
  try {
    event = parseEvent(value);
  } catch (error) {
    return { event: null, findings: [invalid(error)] };
  }
  const isStored = isCanonical(value, body) && isStoredForm(value, wholeForm(value));
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
