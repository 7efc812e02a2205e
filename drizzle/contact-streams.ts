// Reads the whole streams of contacts from the log, a page at a time in the order of their ids. Rows are returned unchecked.
import { ContactId, shardOf } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { eventColumns, rowOf } from "../schema/stored-row.ts";
import type { DeskReads } from "./desk-reads.ts";
import { headsAfter } from "./log-heads.ts";

/** The most contacts of a page; of each the head is read first (three rows). */
const MOST_STREAMS = 100;
/** The most events of a page, but for a single contact with more: about 4 MB, which an answer to another Worker may have. */
export const MOST_EVENTS = 2_000;

/** Sorts before every contact, and after all other streams. */
const BEFORE_ALL = "ct_";

const STREAMS = `SELECT ${eventColumns()} FROM events WHERE stream_id IN (SELECT value FROM json_each(?1)) ORDER BY stream_id, version`;

/** `shards` are the EVENTS databases in order; `mostEvents` is another one only in tests. */
export function contactStreams(
  shards: readonly D1Database[],
  mostEvents = MOST_EVENTS,
): Pick<DeskReads, "contactStreams"> {
  const streamsIn = async (shard: D1Database, ids: readonly ContactId[]): Promise<readonly EventRow[]> => {
    if (ids.length === 0) return [];
    const { results } = await shard.prepare(STREAMS).bind(JSON.stringify(ids)).all();
    return results.map((row) => rowOf(row) as unknown as EventRow);
  };
  return {
    async contactStreams({ after }) {
      const page = await headsAfter(shards, { after: after ?? BEFORE_ALL, limit: MOST_STREAMS });
      const heads = page.heads.flatMap(({ streamId, version }) => {
        const id = ContactId.safeParse(streamId);
        return id.success ? [{ id: id.data, version }] : [];
      });
      const taken = firstOf(heads, mostEvents);
      const ids = taken.map(({ id }) => id);
      const found = await Promise.all(
        shards.map((shard, index) =>
          streamsIn(
            shard,
            ids.filter((id) => shardOf(id, shards.length) === index),
          ),
        ),
      );
      const byStream = Map.groupBy(found.flat(), ({ streamId }) => streamId as ContactId);
      const isLast = page.next === null && taken.length === heads.length;
      return {
        rows: ids.map((streamId) => ({ streamId, rows: byStream.get(streamId) ?? [] })),
        next: isLast ? null : (ids.at(-1) ?? null),
      };
    },
  };
}

interface Length {
  readonly id: ContactId;
  /** Of the last event, so the number of events. */
  readonly version: number;
}

/** The first contacts that have together at most so many events; one at least, so that a page goes on. */
function firstOf(heads: readonly Length[], mostEvents: number): readonly Length[] {
  let events = 0;
  const end = heads.findIndex(({ version }) => {
    events += version;
    return events > mostEvents;
  });
  return end === -1 ? heads : heads.slice(0, Math.max(1, end));
}
