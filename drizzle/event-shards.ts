// The databases of the log, by number. A new shard is a new binding, and the number never changes after installation.

/** `EVENTS_0` to `EVENTS_{SHARDS - 1}`. Throws when the environment binds fewer than it says: a stream would land in the wrong one. */
export function eventShards(env: object & { readonly SHARDS?: string }): readonly D1Database[] {
  const count = Number(env.SHARDS ?? "1");
  const bindings = new Map(Object.entries(env));
  return Array.from({ length: count }, (_, index) => {
    const database: unknown = bindings.get(`EVENTS_${index}`);
    if (!database) throw new Error(`SHARDS is ${count}, but EVENTS_${index} is not bound`);
    return database as D1Database;
  });
}
