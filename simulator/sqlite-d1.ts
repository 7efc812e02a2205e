// SQLite in memory with the interface of D1, so that the real adapters and their SQL run in the simulator. Each call is one transaction,
// without other calls in between, as in D1.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync, type SQLInputValue } from "node:sqlite";

const DRIZZLE = join(import.meta.dirname, "../drizzle");

/** The primary result code of SQLite for a constraint, in the low byte of every extended one. */
const SQLITE_CONSTRAINT = 19;

/** Takes parameters like any statement, and does nothing. */
const NOTHING = "SELECT ?1 WHERE false AND ?2 IS ?3";

/**
 * A database with the real migrations applied. `dump` returns every row of every table as one text. A statement that matches `forgets` does
 * nothing: a planted bug.
 */
export function sqliteD1(
  name: "events" | "crm",
  forgets: RegExp | null = null,
): {
  readonly database: D1Database;
  readonly sqlite: DatabaseSync;
  readonly dump: () => string;
} {
  const sqlite = new DatabaseSync(":memory:");
  const folder = join(DRIZZLE, name);
  const migrations = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  for (const file of migrations.toSorted()) sqlite.exec(readFileSync(join(folder, file), "utf8"));
  return { database: d1Over(sqlite, forgets), sqlite, dump: () => dumpOf(sqlite) };
}

interface Statement {
  /** Runs the statement at once, in the open transaction if there is one. */
  now(): D1Result;
  bind(...values: readonly unknown[]): Statement;
  all(): Promise<D1Result>;
  run(): Promise<D1Result>;
  first(column?: string): Promise<unknown>;
  raw(): Promise<unknown>;
}

function d1Over(sqlite: DatabaseSync, forgets: RegExp | null): D1Database {
  const withD1Errors = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw asD1Error(error);
    }
  };
  const statement = (text: string, values: readonly SQLInputValue[]): Statement => {
    const now = (): D1Result => {
      const before = changesOf(sqlite);
      const rows = sqlite.prepare(text).all(...values);
      const meta = { changes: changesOf(sqlite) - before };
      return { success: true, results: rows.map((row) => ({ ...row })), meta } as unknown as D1Result;
    };
    const first = (column?: string): unknown => {
      const [row] = now().results as Record<string, unknown>[];
      return row === undefined ? null : column === undefined ? row : row[column];
    };
    return {
      now,
      bind: (...bound) => statement(text, bound.map(asValue)),
      all: async () => withD1Errors(now),
      run: async () => withD1Errors(now),
      first: async (column) => withD1Errors(() => first(column)),
      // Two columns of a join may have the same name. Only rows as arrays keep both values.
      raw: async () =>
        withD1Errors(() => {
          const prepared = sqlite.prepare(text);
          prepared.setReturnArrays(true);
          return prepared.all(...values);
        }),
    };
  };
  const face = {
    prepare: (text: string) => statement(forgets?.test(text) ? NOTHING : text, []),
    batch: async (statements: readonly Statement[]) =>
      withD1Errors(() => {
        sqlite.exec("BEGIN");
        try {
          const results = statements.map((one) => one.now());
          sqlite.exec("COMMIT");
          return results;
        } catch (error) {
          sqlite.exec("ROLLBACK");
          throw error;
        }
      }),
  };
  return face as unknown as D1Database;
}

const changesOf = (sqlite: DatabaseSync): number =>
  Number(sqlite.prepare("SELECT total_changes() AS changes").get()?.["changes"]);

const asValue = (value: unknown): SQLInputValue =>
  typeof value === "boolean" ? Number(value) : (value as SQLInputValue);

function asD1Error(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const isConstraint = "errcode" in error && (Number(error.errcode) & 0xff) === SQLITE_CONSTRAINT;
  return new Error(`D1_ERROR: ${error.message}${isConstraint ? ": SQLITE_CONSTRAINT" : ""}`, { cause: error });
}

function dumpOf(sqlite: DatabaseSync): string {
  const tables = sqlite.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
  // The name is safe in the text: it comes from the database itself.
  const rowsOf = (name: string): unknown => sqlite.prepare(["SELECT * FROM", name].join(" ")).all();
  return tables.map(({ name }) => `${String(name)}\n${JSON.stringify(rowsOf(String(name)))}`).join("\n");
}
