// Explains why the log refuses a parcel: the rules of the triggers on `events`, repeated in TypeScript. The triggers decide; this code only finds
// the reason for the report.
import * as z from "zod";
import { GENESIS_HASH } from "../schema/events.ts";
import type { EventRow } from "../schema/shipment.ts";
import type { LogConflict } from "./event-log.ts";
import type { Parcel } from "./parcel.ts";

/** The reason when the previous event is missing in the log. The object ships that event again with its next repeat. */
export const GAP = "events_gap";

/**
 * The reason when a body is no event. An object never ships such a body; the log would refuse its stream and append the others.
 */
export const UNREADABLE = "events_unreadable";

export type ParcelFault =
  | { readonly kind: "conflict"; readonly conflict: LogConflict }
  | { readonly kind: "refused"; readonly reason: string };

const Linked = z.object({ prevHash: z.string() });

function prevHashOf({ body }: EventRow): string | undefined {
  try {
    return Linked.parse(JSON.parse(body)).prevHash;
  } catch {
    return undefined;
  }
}

/** The first fault of a parcel, given the log's stored hashes; undefined when the parcel can be appended. */
export function faultOf(
  { streamId, events }: Parcel,
  stored: (version: number) => string | undefined,
): ParcelFault | undefined {
  const added = new Map<number, string>();
  const hashAt = (version: number) => stored(version) ?? added.get(version);
  for (const event of events) {
    const { version, hash } = event;
    const found = stored(version);
    if (found === hash) continue;
    if (found !== undefined) return conflict({ streamId, version, expected: hash, found });
    const before = version === 1 ? GENESIS_HASH : hashAt(version - 1);
    if (before === undefined) return { kind: "refused", reason: GAP };
    const expected = prevHashOf(event);
    if (expected === undefined) return { kind: "refused", reason: UNREADABLE };
    if (before !== expected) return conflict({ streamId, version: version - 1, expected, found: before });
    added.set(version, hash);
  }
  return undefined;
}

const conflict = (of: LogConflict): ParcelFault => ({ kind: "conflict", conflict: of });
