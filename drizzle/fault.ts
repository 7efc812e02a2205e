// What the log holds against a parcel: the rules that the triggers of `events` enforce, as words. The triggers decide; this explains.
import { z } from "zod";
import { GENESIS_HASH } from "../schema/events.ts";
import type { EventRow } from "../schema/shipment.ts";
import type { LogConflict } from "./event-log.ts";
import type { Parcel } from "./parcel.ts";

/** The event before is missing. Whoever has it ships it again with the next repeat. */
export const GAP = "events_gap";

export type Fault = { readonly kind: "conflict"; readonly conflict: LogConflict } | { readonly kind: "gap" };

const Linked = z.object({ prevHash: z.string() });
const prevHashOf = (event: EventRow): string => Linked.parse(JSON.parse(event.body)).prevHash;

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
    if (before === undefined) return { kind: "gap" };
    const expected = prevHashOf(event);
    if (before !== expected) return conflict({ streamId, version: version - 1, expected, found: before });
    added.set(version, hash);
  }
  return undefined;
}

const conflict = (of: LogConflict): Fault => ({ kind: "conflict", conflict: of });
