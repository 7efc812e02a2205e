// A D1 database that counts what goes through it: the rows and the bytes of each statement, and the batches.

/** A database that counts the rows of each statement that goes through it. */
export function counting(database: D1Database) {
  const counts: { rows: number[]; bytes: number[]; batches: number } = { rows: [], bytes: [], batches: 0 };
  const counted = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, property) {
        if (property === "bind")
          return (...values: unknown[]) => {
            counts.bytes.push(...values.map((value) => new TextEncoder().encode(String(value)).length));
            return counted(target.bind(...values));
          };
        if (property === "run")
          return async () => {
            const result = await target.run();
            counts.rows.push(result.meta.rows_written);
            return result;
          };
        if (property === ORIGINAL) return target;
        const value: unknown = Reflect.get(target, property);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const proxy = new Proxy(database, {
    get(target, property) {
      if (property === "prepare") return (sql: string) => counted(target.prepare(sql));
      if (property === "batch")
        return async (statements: (D1PreparedStatement & { [ORIGINAL]?: D1PreparedStatement })[]) => {
          const results = await target.batch(statements.map((statement) => statement[ORIGINAL] ?? statement));
          counts.batches += 1;
          counts.rows.push(...results.map(({ meta }) => meta.rows_written));
          return results;
        };
      const value: unknown = Reflect.get(target, property);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  return { database: proxy, counts };
}
const ORIGINAL = Symbol("the statement itself");
