// The databases of the log, by number. Their number never changes after installation: a stream never moves.

interface ShardedEnv {
  /** How many EVENTS_n there are. */
  readonly SHARDS: string;
}

/** `EVENTS_0` to `EVENTS_{SHARDS - 1}`. Throws when the environment does not bind exactly these: a stream would land in the wrong one. */
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
