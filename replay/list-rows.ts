// Compares the rows of the suppression list with the events that record them, both ways: an entry without its row, a row without an
// event, and a row that differs. Rows are found by their revision.
import type { StoredEvent } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import { listDifference, type ListEntry, listEntriesIn } from "../domain/contact/list-entries.ts";
import { linksOf } from "./chain.ts";
import { type Fault, faultAt } from "./faults.ts";
import type { StreamRows } from "./source.ts";

/** A row of the list as it is stored. Its values are unchecked. */
export interface ListRow {
  readonly revision: number;
  readonly op: string;
  readonly kind: string;
  readonly digest: string;
}

type Logged = Pick<ListEntry, "op" | "kind" | "digest"> & Pick<StoredEvent, "streamId" | "version">;

export interface ListBook {
  /** Adds the entries of a stream's events; a stream without entries changes nothing. */
  learn(stream: StreamRows): void;
  /** Whether an event has this revision. */
  has(revision: number): boolean;
  /** The faults of a row. The row then counts as found. */
  row(row: ListRow): readonly Fault[];
  /** The fault for each entry whose row was not found. */
  missing(): readonly Fault[];
  /** The highest revision of each stream that has entries. */
  highest(): ReadonlyMap<StreamId, number>;
  /** The number of entries. */
  count(): number;
}

const fieldOf = (revision: number, field?: string): string =>
  `suppressions.${revision}${field === undefined ? "" : `.${field}`}`;

export function listBook(): ListBook {
  const entries = new Map<number, Logged[]>();
  const highest = new Map<StreamId, number>();
  const found = new Set<number>();
  return {
    learn: (stream) => {
      for (const { event } of linksOf(stream)) {
        for (const { revision, op, kind, digest } of event ? listEntriesIn(event) : []) {
          const own = entries.get(revision);
          const { streamId, version } = stream.streamId === event?.streamId ? event : { ...stream, version: 0 };
          const logged = { op, kind, digest, streamId, version };
          // Another pass over the same stream finds its entries again.
          if (own?.some((one) => one.streamId === streamId && one.version === version && one.digest === digest))
            continue;
          if (own) own.push(logged);
          else entries.set(revision, [logged]);
          highest.set(streamId, Math.max(revision, highest.get(streamId) ?? 0));
        }
      }
    },
    has: (revision) => entries.has(revision),
    row: (row) => {
      found.add(row.revision);
      const own = entries.get(row.revision);
      const [first] = own ?? [];
      if (!own || !first)
        return [faultAt(null, null, { name: "list_row_unlogged", field: fieldOf(row.revision), found: row.op })];
      const difference = listDifference(own, row);
      if (!difference) return [];
      const { field, expected, found: other } = difference;
      const finding = {
        name: "list_row_differs",
        field: fieldOf(row.revision, field),
        expected,
        found: other,
      } as const;
      return [faultAt(first.streamId, first.version, finding)];
    },
    missing: () =>
      [...entries].flatMap(([revision, [first]]) =>
        found.has(revision) || !first
          ? []
          : [
              faultAt(first.streamId, first.version, {
                name: "list_row_missing",
                field: fieldOf(revision),
                expected: first.op,
              }),
            ],
      ),
    highest: () => highest,
    count: () => entries.size,
  };
}
