// Finds the database of a stream in the list of the EVENTS databases. The number of the database is `shardOf` in schema/ids.ts.
import { shardOf, type StreamId } from "../schema/ids.ts";

/** The database that stores the stream; `shards` are the EVENTS databases in order. Throws when the list is empty. */
export function databaseOf<Database>(shards: readonly Database[], streamId: StreamId): Database {
  const database = shards[shardOf(streamId, shards.length)];
  if (database === undefined) throw new Error("the log has no database");
  return database;
}

/** Groups rows by the number of the database that stores the stream of each row. */
export const byDatabase = <Row>(
  shards: readonly unknown[],
  rows: readonly Row[],
  streamOf: (row: Row) => StreamId,
): ReadonlyMap<number, Row[]> => Map.groupBy(rows, (row) => shardOf(streamOf(row), shards.length));
