// What the log holds against a parcel: the rules that the triggers of `events` enforce, as words. The triggers decide; this explains.
import { z } from "zod";
import { GENESIS_HASH } from "../schema/events.ts";
import type { EventRow } from "../schema/shipment.ts";
import type { LogConflict } from "./event-log.ts";
import type { Parcel } from "./parcel.ts";

/** The event before is missing. Whoever has it ships it again with the next repeat. */
export const GAP = "events_gap";

/** The body is no event. The object writes none such; one that came would not be let in, and holds up nobody else. */
export const UNREADABLE = "events_unreadable";

export type Fault =
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

/** The first fault of a parcel beside what the log has; undefined when it may be appended. */
export function faultOf(
  { streamId, events }: Parcel,
  stored: (version: number) => string | undefined,
): Fault | undefined {
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

const conflict = (of: LogConflict): Fault => ({ kind: "conflict", conflict: of });
