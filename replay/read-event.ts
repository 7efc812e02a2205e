// A row's body as an event, of this release or an older one. The fast way takes what is exactly right and of today; everything else is
// looked at by the schema, which says what is wrong.
import { z } from "zod";
import { canonicalJson } from "../schema/canonical.ts";
import { Envelope, EVENTS, parseEvent, type StoredEvent } from "../schema/events.ts";
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
        schemaVersion: z.literal(newestVersion(type)),
        payload,
      }),
    ),
  ]),
);

/** The event a body holds, and what is wrong with the body. No event: it is not of a known type and shape. */
export interface ReadEvent {
  readonly event: StoredEvent | null;
  readonly findings: readonly Finding[];
}

const NOTHING: readonly Finding[] = [];

export function readEvent(body: string): ReadEvent {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { event: null, findings: [{ name: "body_unreadable", found: body.slice(0, 40) }] };
  }
  const length = ENVELOPES.get((value as { readonly type?: string } | null)?.type ?? "")?.(value) ?? REFUSED;
  if (length !== REFUSED && isCanonicalAt(length, value, body))
    return { event: value as StoredEvent, findings: NOTHING };
  return lookedAt(value, body);
}

/** Whether a body is the canonical text of its value, whose keys are in order and whose text has so many characters. */
const isCanonicalAt = (length: number, value: unknown, body: string): boolean =>
  length < UNSURE && !body.includes("\\")
    ? length === body.length && body.isWellFormed()
    : JSON.stringify(value) === body;

function lookedAt(value: unknown, body: string): ReadEvent {
  let event: StoredEvent;
  try {
    event = parseEvent(value);
  } catch (error) {
    return { event: null, findings: [invalid(error)] };
  }
  return { event, findings: isCanonical(value, body) ? NOTHING : [{ name: "body_not_canonical" }] };
}

/** Text that has no canonical form at all, such as half a surrogate pair, is not in it either. */
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

/** What the schema asked for. Never the value that was found: it may be anything, and somebody's. */
const expectedBy = (issue: z.core.$ZodIssue): string =>
  issue.code === "invalid_type" ? issue.expected : issue.code === "unrecognized_keys" ? "no other keys" : issue.code;
