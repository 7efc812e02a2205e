// Reads the wrapped key of a stream from the database of its events. Appending keys is in d1-event-log.ts.
import * as z from "zod";
import { StreamId } from "../schema/ids.ts";
import { byDatabase, databaseOf } from "./database-of.ts";

/** The key of a stream, wrapped under the master secret; null when it was never stored or was destroyed. Throws when the database does not answer. */
export type StreamKeys = (streamId: StreamId) => Promise<string | null>;

/** `shards` are the EVENTS databases in order. */
export const d1StreamKeys =
  (shards: readonly D1Database[]): StreamKeys =>
  async (streamId) => {
    const wrapped = await databaseOf(shards, streamId)
      .prepare("SELECT wrapped FROM stream_keys WHERE stream_id = ?1")
      .bind(streamId)
      .first<string>("wrapped");
    // An erasure keeps the row and empties `wrapped`.
    return z.string().nullable().parse(wrapped) || null;
  };

// Of the streams without a key, those with words that only a key could open: sealed after the last erasure. Short streams, and few of them.
const LACKING = `SELECT value AS streamId FROM json_each(?1)
  WHERE NOT EXISTS (SELECT 1 FROM stream_keys WHERE stream_id = value AND wrapped <> '')
    AND EXISTS (SELECT 1 FROM events WHERE stream_id = value AND sealed IS NOT NULL AND version >
      coalesce((SELECT max(version) FROM events AS erased WHERE erased.stream_id = value AND erased.type = 'ContactErased'), 0))`;
const Lacking = z.array(z.object({ streamId: StreamId }));

/** The streams among `ids` whose key is missing although their words are sealed and they were not erased. Throws when a database does not answer. */
export async function lackingKeys(
  shards: readonly D1Database[],
  ids: readonly StreamId[],
): Promise<readonly StreamId[]> {
  const answers = await Promise.all(
    [...byDatabase(shards, ids, (id) => id)].map(async ([shard, own]) => {
      const database = shards[shard];
      if (!database) throw new Error("the log has no database");
      return database.prepare(LACKING).bind(JSON.stringify(own)).all();
    }),
  );
  return answers.flatMap(({ results }) => Lacking.parse(results).map(({ streamId }) => streamId));
}
