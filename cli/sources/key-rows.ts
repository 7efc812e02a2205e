// Reads the wrapped keys of streams beside the streams themselves: in pages by key, and in the same order, so that a key costs no query of its own.
import * as z from "zod";
import { shardOf, type StreamId } from "../../schema/ids.ts";
import type { Query } from "./query.ts";

const KEYS_PER_PAGE = 500;
const SELECT_PAGE =
  "SELECT stream_id AS streamId, wrapped, since FROM stream_keys WHERE stream_id > ?1 ORDER BY stream_id LIMIT CAST(?2 AS INTEGER)";
const SELECT_ONE = "SELECT stream_id AS streamId, wrapped, since FROM stream_keys WHERE stream_id = ?1";

const KeyRow = z.object({
  streamId: z.string(),
  /** Empty after an erasure. */
  wrapped: z.string(),
  /** The version of the first event that the key sealed; of the erasure, in an emptied row. */
  since: z.coerce.number(),
});
export type KeyRow = z.infer<typeof KeyRow>;

/** The row of one stream's key; null when there is none. */
export async function keyRow(databases: readonly Query[], streamId: StreamId): Promise<KeyRow | null> {
  const [row] = (await databases[shardOf(streamId, databases.length)]?.(SELECT_ONE, [streamId])) ?? [];
  return row === undefined ? null : KeyRow.parse(row);
}

/** Reads the rows of streams one after another. Streams must be asked for in ascending order of their ids. */
export function keyRowsInOrder(databases: readonly Query[]): (streamId: StreamId) => Promise<KeyRow | null> {
  const cursors = databases.map(cursorOf);
  return async (streamId) => (await cursors[shardOf(streamId, databases.length)]?.(streamId)) ?? null;
}

function cursorOf(database: Query): (streamId: StreamId) => Promise<KeyRow | null> {
  let [page, next, after, isEnd]: [readonly KeyRow[], number, string, boolean] = [[], 0, "", false];
  return async (streamId) => {
    for (;;) {
      for (let row = page[next]; row; row = page[(next += 1)]) {
        if (row.streamId === streamId) return row;
        if (row.streamId > streamId) return null;
      }
      if (isEnd) return null;
      page = z.array(KeyRow).parse(await database(SELECT_PAGE, [after, KEYS_PER_PAGE]));
      [next, after, isEnd] = [0, page.at(-1)?.streamId ?? after, page.length < KEYS_PER_PAGE];
    }
  };
}
