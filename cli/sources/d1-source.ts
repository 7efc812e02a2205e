// Reads the log from its databases: each database in pages by key, and all databases merged into one order of streams. Only SELECTs are used.
import type { LogSource, StreamQuery, StreamRows } from "../../replay/source.ts";
import { shardOf, type StreamId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { eventColumns, rowOf } from "../../schema/stored-row.ts";
import { isRow } from "../row.ts";
import { CannotRun } from "../shell.ts";
import type { Query } from "./query.ts";

/** A page is a few hundred kilobytes: few round trips, and little memory. */
const ROWS_PER_PAGE = 500;

const SELECT_PAGE = `SELECT ${eventColumns()} FROM events WHERE (stream_id, version) > (?1, CAST(?2 AS INTEGER)) AND stream_id < ?3 ORDER BY stream_id, version LIMIT CAST(?4 AS INTEGER)`;

/** Streams from `from` on (inclusive) to `to` (exclusive). */
interface StreamRange {
  readonly from: string;
  readonly to: string;
  /** Returns the index of the one database to read, from the number of databases. When absent, all databases are read. */
  readonly shardIndex?: (count: number) => number;
}

/** A text that sorts after every stream id. */
const AFTER_ALL = "\u{10FFFF}";

/**
 * `shards` are the databases in the order of the installation. Throws `CannotRun` when it reads a stream from the wrong database. A query
 * by ids reads only the database of each id, so it does not find a misplaced stream.
 */
export function d1Source(shards: readonly Query[]): LogSource {
  return {
    async *streams(query = {}) {
      for (const range of rangesOf(query)) {
        const chosen = [...shards.entries()].filter(
          ([index]) => (range.shardIndex?.(shards.length) ?? index) === index,
        );
        yield* merged(chosen.map(([index, shard]) => streamsOfShard(shard, range, { index, count: shards.length })));
      }
    },
  };
}

function rangesOf({ ids, prefix }: StreamQuery): readonly StreamRange[] {
  // "!" sorts before every character of an id, so that the range has only the stream with this id.
  if (ids) return ids.toSorted().map((id) => ({ from: id, to: `${id}!`, shardIndex: (count) => shardOf(id, count) }));
  return [prefix ? { from: prefix, to: `${prefix}${AFTER_ALL}` } : { from: "", to: AFTER_ALL }];
}

async function* streamsOfShard(
  database: Query,
  { from, to }: StreamRange,
  shard: { readonly index: number; readonly count: number },
): AsyncGenerator<StreamRows> {
  let after: { readonly streamId: string; readonly version: number } = { streamId: from, version: 0 };
  let rows: EventRow[] = [];
  for (;;) {
    const selected = await database(SELECT_PAGE, [after.streamId, after.version, to, ROWS_PER_PAGE]);
    const page = selected.map((row) => rowOf(row as Readonly<Record<string, unknown>>));
    if (!page.every(isRow)) throw new CannotRun("The table `events` is not of this version.");
    for (const row of page) {
      const current = rows[0]?.streamId;
      if (current !== undefined && current !== row.streamId) {
        yield { streamId: current, rows };
        rows = [];
      }
      if (current !== row.streamId) refuseWrongShard(row.streamId, shard);
      rows.push(row);
    }
    const last = page.at(-1);
    if (!last || page.length < ROWS_PER_PAGE) break;
    after = last;
  }
  const [first] = rows;
  if (first) yield { streamId: first.streamId, rows };
}

function refuseWrongShard(streamId: StreamId, { index, count }: { index: number; count: number }): void {
  const home = shardOf(streamId, count);
  if (home === index) return;
  throw new CannotRun(`Stream ${streamId} is in EVENTS_${index}; of ${count} databases it belongs in EVENTS_${home}.`, {
    advice: "Give all databases of the installation, in their order: EVENTS_0, EVENTS_1, …",
  });
}

/** Streams of all shards in ascending order of their ids. A stream is in one shard only. */
async function* merged(shards: readonly AsyncGenerator<StreamRows>[]): AsyncGenerator<StreamRows> {
  const heads = await Promise.all(shards.map((shard) => shard.next()));
  for (;;) {
    let lowest: { readonly index: number; readonly value: StreamRows } | null = null;
    for (const [index, head] of heads.entries()) {
      if (!head.done && (!lowest || head.value.streamId < lowest.value.streamId)) lowest = { index, value: head.value };
    }
    if (!lowest) return;
    yield lowest.value;
    const next = await shards[lowest.index]?.next();
    if (next) heads[lowest.index] = next;
  }
}
