// The databases of the log, by number. Their count never changes after installation, so a stream never moves. Which stream is in which database
// is `shardOf` in schema/ids.ts.

interface ShardedEnv {
  /** The number of EVENTS_n bindings. */
  readonly SHARDS: string;
}

/**
 * `EVENTS_0` to `EVENTS_{SHARDS - 1}`. Throws when the environment does not bind exactly these, because streams would then be written to the
 * wrong database.
 */
export function eventShards(env: object & ShardedEnv): readonly D1Database[] {
  const count = Number(env.SHARDS);
  if (!/^[1-9]\d*$/.test(env.SHARDS)) throw new Error(`SHARDS is "${env.SHARDS}", which is not a number of databases`);
  const bindings = new Map<string, unknown>(Object.entries(env));
  if (bindings.has(`EVENTS_${count}`)) throw new Error(`SHARDS is ${count}, but EVENTS_${count} is bound too`);
  return Array.from({ length: count }, (_, index) => {
    const database = bindings.get(`EVENTS_${index}`);
    if (!database) throw new Error(`SHARDS is ${count}, but EVENTS_${index} is not bound`);
    return database as D1Database;
  });
}
