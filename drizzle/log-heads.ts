// The last event of every stream, in pages over all databases of the log: what the cron compares and what the daily root is made of.
import { z } from "zod";
import { shardOf, type StreamId } from "../schema/ids.ts";
import { type Head, EventRow } from "../schema/shipment.ts";

// From one stream's first event straight to the next one's: three rows read a stream, however long it is.
const HEADS = `
  WITH RECURSIVE streams (stream_id) AS (
    SELECT min(stream_id) FROM events WHERE stream_id > ?1
    UNION ALL
    SELECT (SELECT min(stream_id) FROM events WHERE events.stream_id > streams.stream_id) FROM streams WHERE stream_id IS NOT NULL
    LIMIT ?2)
  SELECT events.stream_id AS streamId, version, hash
    FROM streams JOIN events ON events.stream_id = streams.stream_id
   WHERE version = (SELECT max(version) FROM events WHERE events.stream_id = streams.stream_id)`;
const HEAD = "SELECT version, hash FROM events WHERE stream_id = ?1 ORDER BY version DESC LIMIT 1";

const Heads = z.array(EventRow.omit({ body: true }));
const OneHead = EventRow.pick({ version: true, hash: true });

export interface HeadsPage {
  /** In ascending order of their streams' ids. */
  readonly heads: readonly Head[];
  /** After which id the next page begins; null when this one is the last. */
  readonly next: string | null;
}

/** The heads of the streams after `after`: `limit` at most, or one of each database where there are more of these. */
export async function headsAfter(
  shards: readonly D1Database[],
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<HeadsPage> {
  // Streams are spread evenly, so an equal share of each is nearly a page; what one gave too much of is read again with the next.
  const share = Math.max(1, Math.floor(limit / shards.length));
  const answers = await Promise.all(shards.map((shard) => shard.prepare(HEADS).bind(after, share).all()));
  return mergedPage(
    answers.map(({ results }) => Heads.parse(results)),
    share,
  );
}

/** The last event of one stream; null when the log has none. */
export async function headOfStream(
  shards: readonly D1Database[],
  streamId: StreamId,
): Promise<Pick<Head, "version" | "hash"> | null> {
  const row = await shards[shardOf(streamId, shards.length)]?.prepare(HEAD).bind(streamId).first();
  return row ? OneHead.parse(row) : null;
}

/** Pages of single databases, of `limit` each, as one. A database that gave all it was asked for has more: beyond its last stream nothing is known. */
export function mergedPage(pages: readonly (readonly Head[])[], limit: number): HeadsPage {
  const ordered = pages.map((page) => page.toSorted(byId));
  const ends = ordered.flatMap((page) => (page.length < limit ? [] : (page.at(-1)?.streamId ?? [])));
  const next = ends.toSorted()[0] ?? null;
  const heads = ordered.flat().filter(({ streamId }) => next === null || streamId <= next);
  return { heads: heads.toSorted(byId), next };
}

const byId = (a: Head, b: Head): number => (a.streamId < b.streamId ? -1 : 1);
