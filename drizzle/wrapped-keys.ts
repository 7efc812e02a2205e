// Reads and replaces the wrapped keys of streams, for a change of the master key. A key is replaced only while it is as it was read, so that a
// key that was destroyed meanwhile stays destroyed. Opening and wrapping keys is in durable-objects/host/rewrap.ts.
import * as z from "zod";

const WrappedKey = z.strictObject({ streamId: z.string(), wrapped: z.string() });
/** A stream, or a month, and its key in its stored form. */
export type WrappedKey = z.infer<typeof WrappedKey>;

export interface KeyChange {
  readonly streamId: string;
  readonly from: string;
  readonly to: string;
}

export interface WrappedKeys {
  /** The keys of a database after a stream that are not wrapped under the master key with this fingerprint. Destroyed keys are left out. */
  notUnder(
    fingerprint: string,
    page: { readonly shard: number; readonly after: string; readonly limit: number },
  ): Promise<readonly WrappedKey[]>;
  /** Replaces the keys of a database that are still as they were, in one transaction. Returns how many were replaced. */
  replace(shard: number, changes: readonly KeyChange[]): Promise<number>;
  /** How many keys of all databases are wrapped under this master key, and how many under others. */
  count(fingerprint: string): Promise<{ readonly under: number; readonly others: number }>;
}

// A fingerprint has 22 characters and is followed by a dot.
const IS_UNDER = "substr(wrapped, 1, 23) = ?1 || '.'";
const NOT_UNDER = `SELECT stream_id AS streamId, wrapped FROM stream_keys
  WHERE stream_id > ?2 AND wrapped <> '' AND NOT ${IS_UNDER} ORDER BY stream_id LIMIT ?3`;
const REPLACE = "UPDATE stream_keys SET wrapped = ?3 WHERE stream_id = ?1 AND wrapped = ?2";
const COUNT = `SELECT coalesce(sum(${IS_UNDER}), 0) AS under, coalesce(sum(NOT ${IS_UNDER}), 0) AS others
  FROM stream_keys WHERE wrapped <> ''`;

const Count = z.strictObject({ under: z.int(), others: z.int() });

/** `databases` are the EVENTS databases in order. */
export function d1WrappedKeys(databases: readonly D1Database[]): WrappedKeys {
  const databaseAt = (shard: number): D1Database => {
    const database = databases[shard];
    if (!database) throw new Error(`the log has no database ${shard}`);
    return database;
  };
  return {
    async notUnder(fingerprint, { shard, after, limit }) {
      const { results } = await databaseAt(shard).prepare(NOT_UNDER).bind(fingerprint, after, limit).all();
      return z.array(WrappedKey).parse(results);
    },
    async replace(shard, changes) {
      if (changes.length === 0) return 0;
      const database = databaseAt(shard);
      const replacing = database.prepare(REPLACE);
      const results = await database.batch(changes.map(({ streamId, from, to }) => replacing.bind(streamId, from, to)));
      return results.reduce((sum, { meta }) => sum + meta.changes, 0);
    },
    async count(fingerprint) {
      const counts = await Promise.all(
        databases.map(async (database) => Count.parse(await database.prepare(COUNT).bind(fingerprint).first())),
      );
      return {
        under: counts.reduce((sum, { under }) => sum + under, 0),
        others: counts.reduce((sum, { others }) => sum + others, 0),
      };
    },
  };
}
