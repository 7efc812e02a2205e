// Reads the last event of every stream, in pages over all databases of the log. The cron compares these heads with the objects and makes the
// daily root from them; neither is done here.
import * as z from "zod";
import { type StreamId } from "../schema/ids.ts";
import { type Head, EventRow } from "../schema/shipment.ts";
import { eventColumns, rowOf } from "../schema/stored-row.ts";
import { databaseOf } from "./database-of.ts";

const HEAD_COLUMNS = eventColumns(["streamId", "version", "hash", "signature"]);
// Jumps from the first event of a stream to the first event of the next one: three rows are read for a stream of any length.
const HEADS = `
  WITH RECURSIVE streams (id) AS (
    SELECT min(stream_id) FROM events WHERE stream_id > ?1
    UNION ALL
    SELECT (SELECT min(stream_id) FROM events WHERE stream_id > streams.id) FROM streams WHERE id IS NOT NULL
    LIMIT ?2)
  SELECT ${HEAD_COLUMNS}, coalesce(body ->> '$.at', '') AS at
    FROM streams JOIN events ON stream_id = streams.id
   WHERE version = (SELECT max(version) FROM events WHERE stream_id = streams.id)`;
const HEAD = `SELECT ${HEAD_COLUMNS}, coalesce(body ->> '$.at', '') AS at FROM events WHERE stream_id = ?1 ORDER BY version DESC LIMIT 1`;

/** A head as the log has it, with the time of its event. */
const LoggedHead = EventRow.omit({ body: true, sealed: true }).extend({ at: z.string() });
export type LoggedHead = z.infer<typeof LoggedHead>;
const Heads = z.array(LoggedHead);

export interface HeadsPage<H extends Head = Head> {
  /** The heads, in ascending order of stream ids. */
  readonly heads: readonly H[];
  /** The id after which the next page begins; null for the last page. */
  readonly next: string | null;
}

/** The heads of the streams after `after`: at most `limit`, or one from each database when there are more than `limit` databases. */
export async function headsAfter(
  shards: readonly D1Database[],
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<HeadsPage<LoggedHead>> {
  // Streams are spread evenly, so equal shares make nearly a full page. Heads beyond the page's end are dropped and read again with the next page.
  const share = Math.max(1, Math.floor(limit / shards.length));
  const answers = await Promise.all(shards.map((shard) => shard.prepare(HEADS).bind(after, share).all()));
  return mergedHeads(
    answers.map(({ results }) => Heads.parse(results.map(rowOf))),
    share,
  );
}

/** The last event of one stream; null when the log has none. */
export async function headOfStream(shards: readonly D1Database[], streamId: StreamId): Promise<LoggedHead | null> {
  const row = await databaseOf(shards, streamId).prepare(HEAD).bind(streamId).first();
  return row ? LoggedHead.parse(rowOf(row)) : null;
}

/**
 * Merges the pages of single databases, which have at most `limit` heads each. A full page may have successors in its database, so the merged
 * page ends at the lowest last stream of all full pages.
 */
export function mergedHeads<H extends Head>(pages: readonly (readonly H[])[], limit: number): HeadsPage<H> {
  const ordered = pages.map((page) => page.toSorted(byId));
  const ends = ordered.flatMap((page) => (page.length < limit ? [] : (page.at(-1)?.streamId ?? [])));
  const next = ends.toSorted()[0] ?? null;
  const heads = ordered.flat().filter(({ streamId }) => next === null || streamId <= next);
  return { heads: heads.toSorted(byId), next };
}

const byId = (a: Head, b: Head): number => (a.streamId < b.streamId ? -1 : 1);
