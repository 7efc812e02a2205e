// Troubles of a database of a running system: a restore to an earlier moment, a database that is full, and rows that a person changed by
// hand. Each is made so that it can be ended.
import type { D1Database } from "@cloudflare/workers-types";

interface Part {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

async function partsOf(database: D1Database): Promise<{ readonly tables: Part[]; readonly triggers: Part[] }> {
  const { results } = await database
    .prepare(
      "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
    )
    .all<Part>();
  return {
    tables: results.filter(({ type }) => type === "table"),
    triggers: results.filter(({ type }) => type === "trigger"),
  };
}

/** The names of all tables of a database. */
export const tablesOf = async (database: D1Database): Promise<readonly string[]> =>
  (await partsOf(database)).tables.map(({ name }) => name);

/** A copy of a database, which can be put back as a restore to this moment does. */
export async function snapshot(database: D1Database): Promise<() => Promise<void>> {
  const { tables, triggers } = await partsOf(database);
  // This list has no generated columns.
  const columns = await Promise.all(
    tables.map(async ({ name }) => {
      const { results } = await database.prepare(["PRAGMA table_info(", name, ")"].join("")).all<{ name: string }>();
      return results.map((column) => column.name).join();
    }),
  );
  const kept = await database.batch<Record<string, unknown>>(
    tables.map(({ name }, index) => database.prepare(["SELECT", columns[index], "FROM", name].join(" "))),
  );
  return async () => {
    await database.batch([
      ...triggers.map(({ name }) => database.prepare(["DROP TRIGGER", name].join(" "))),
      ...tables.map(({ name }) => database.prepare(["DELETE FROM", name].join(" "))),
      ...tables.flatMap(({ name }, index) =>
        (kept[index]?.results ?? []).map((row) => {
          const values = Object.keys(row).map((_, at) => `?${at + 1}`);
          return database
            .prepare(["INSERT INTO", name, "(", columns[index], ") VALUES (", values.join(), ")"].join(" "))
            .bind(...Object.values(row));
        }),
      ),
      ...triggers.map(({ sql }) => database.prepare(sql)),
    ]);
  };
}

/** Refuses each new row of these tables, as D1 does when it is full. Returns what makes room again. */
export async function fill(database: D1Database, tables: readonly string[]): Promise<() => Promise<void>> {
  const name = (table: string) => `full_${table}`;
  const refuse = (table: string) =>
    `CREATE TRIGGER ${name(table)} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'Exceeded maximum DB size'); END`;
  await database.batch(tables.map((table) => database.prepare(refuse(table))));
  return async () =>
    void (await database.batch(tables.map((table) => database.prepare(["DROP TRIGGER", name(table)].join(" ")))));
}

/** Runs a statement as a person does who has the account and takes the triggers away meanwhile. */
export async function byHand(database: D1Database, sql: string, ...values: readonly unknown[]): Promise<void> {
  const { triggers } = await partsOf(database);
  await database.batch([
    ...triggers.map(({ name }) => database.prepare(["DROP TRIGGER", name].join(" "))),
    database.prepare(sql).bind(...values),
    ...triggers.map((trigger) => database.prepare(trigger.sql)),
  ]);
}
