// Which database has a stream.
import { shardOf, type StreamId } from "../schema/ids.ts";

/** Of the EVENTS databases in order, the one in which the stream lives. Throws when there is none. */
export function databaseOf<Database>(shards: readonly Database[], streamId: StreamId): Database {
  const database = shards[shardOf(streamId, shards.length)];
  if (database === undefined) throw new Error("the log has no database");
  return database;
}

/** The rows of each database, by its number. */
export const byDatabase = <Row>(
  shards: readonly unknown[],
  rows: readonly Row[],
  streamOf: (row: Row) => StreamId,
): ReadonlyMap<number, Row[]> => Map.groupBy(rows, (row) => shardOf(streamOf(row), shards.length));
