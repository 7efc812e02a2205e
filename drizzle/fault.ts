// Explains why the log refuses a parcel: the rules of the triggers on `events`, repeated in TypeScript. The triggers decide; this code only finds
// the reason for the report.
import * as z from "zod";
import { GENESIS_HASH } from "../schema/events.ts";
import type { LogConflict } from "./event-log.ts";
import type { Linked, Parcel } from "./parcel.ts";

/** The reason when the previous event is missing in the log. The object ships that event again with its next repeat. */
export const GAP = "events_gap";

/**
 * The reason when a body is no event. An object never ships such a body; the log would refuse its stream and append the others.
 */
export const UNREADABLE = "events_unreadable";

export type ParcelFault =
  | { readonly kind: "conflict"; readonly conflict: LogConflict }
  | { readonly kind: "refused"; readonly reason: string };

function isEvent({ body }: Linked): boolean {
  try {
    return Written.safeParse(JSON.parse(body)).success;
  } catch {
    return false;
  }
}
const Written = z.object({ type: z.string() });

/** The first fault of a parcel, given the log's stored hashes; undefined when the parcel can be appended. */
export function faultOf(
  { streamId, events }: Parcel,
  stored: (version: number) => string | undefined,
): ParcelFault | undefined {
  // The events of a parcel follow from one another where no version is missing: parcel.ts refuses others.
  const added = new Map([[0, GENESIS_HASH]]);
  for (const event of events) {
    const { version, hash, prevHash: expected } = event;
    const found = stored(version);
    if (found === hash) continue;
    if (found !== undefined) return conflict({ streamId, version, expected: hash, found });
    const before = stored(version - 1) ?? added.get(version - 1);
    if (before === undefined) return { kind: "refused", reason: GAP };
    if (!isEvent(event)) return { kind: "refused", reason: UNREADABLE };
    if (before !== expected) return conflict({ streamId, version: version - 1, expected, found: before });
    added.set(version, hash);
  }
  return undefined;
}

const conflict = (of: LogConflict): ParcelFault => ({ kind: "conflict", conflict: of });
