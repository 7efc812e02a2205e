// Checks a stream as a chain: versions from 1 without a gap, and each row's hash over its body and the previous hash. It needs no key and no
// policy. Whether the events are lawful is checked in lawful.ts.
import { GENESIS_HASH, type StoredEvent } from "../schema/events.ts";
import type { EventRow } from "../schema/shipment.ts";
import { chainHash } from "../domain/contact/record.ts";
import type { Finding } from "./faults.ts";
import { readEvent } from "./read-event.ts";
import type { StreamRows } from "./source.ts";

/** A row with its event, and the findings about both. `follows`: the fold can continue from the previous row with this event. */
export interface Link {
  readonly row: EventRow;
  readonly event: StoredEvent | null;
  readonly findings: readonly Finding[];
  readonly follows: boolean;
}

const NOTHING: readonly Finding[] = [];

/** The links of a stream, in the order of its rows. */
export function* linksOf({ rows }: StreamRows): Generator<Link> {
  let [expected, last] = [1, 0];
  // The previous row's hash as stored and as computed. If they differ, that was reported at the previous row, so both are accepted here.
  let before: readonly [stated: string, computed: string] = [GENESIS_HASH, GENESIS_HASH];
  let counts: ReadonlyMap<number, number> | null = null;
  for (const row of rows) {
    const found: Finding[] = [];
    const isNext = row.version === expected;
    if (!isNext) {
      counts ??= countsOf(rows);
      found.push(misplaced(row.version, expected, counts));
    }
    const { event, findings } = readEvent(row);
    found.push(...findings);
    // Without the row before, nothing says what the hash should be: that it is missing, repeated or elsewhere was reported above.
    const hash = last === row.version - 1 ? hashAfter(before, row) : row.hash;
    if (hash !== row.hash) found.push({ name: "hash_wrong", field: "hash", expected: hash, found: row.hash });
    yield {
      row,
      event,
      findings: found.length === 0 ? NOTHING : found,
      follows: isNext && event !== null,
    };
    [before, last] = [[row.hash, hash], row.version];
    expected = Math.max(expected, row.version + 1);
  }
}

/** The hash of a row after the one before it: as it should be, or as it is where it follows from the computed hash. */
function hashAfter([stated, computed]: readonly [string, string], row: EventRow): string {
  const expected = chainHash(stated, row);
  return expected !== row.hash && computed !== stated && chainHash(computed, row) === row.hash ? row.hash : expected;
}

function countsOf(rows: readonly EventRow[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { version } of rows) counts.set(version, (counts.get(version) ?? 0) + 1);
  return counts;
}

/** The finding for a row with an unexpected version: a row before it is missing, its version is repeated, or rows are out of order. */
function misplaced(version: number, expected: number, counts: ReadonlyMap<number, number>): Finding {
  const about = { field: "version", expected, found: version };
  if (version < expected && (counts.get(version) ?? 0) > 1) return { name: "version_repeated", ...about };
  return version > expected && !counts.has(expected)
    ? { name: "version_missing", ...about }
    : { name: "version_out_of_order", ...about };
}
