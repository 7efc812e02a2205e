// Helps the tests of the command line (`cli/`): a shell in memory, a temporary folder, and SQLite databases in place of D1.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import { shardOf } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { ROOT } from "../local/workers.ts";
import { run } from "../cli/program.ts";
import type { ExitCode, Shell } from "../cli/shell.ts";
import type { Query } from "../cli/sources/query.ts";

/** A new temporary folder, which is deleted after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

export const NOW = Date.parse("2026-11-22T12:00:00.000Z");

export interface TestShell extends Shell {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

export function aShell(of: Partial<Shell> = {}): TestShell {
  let [out, err] = ["", ""];
  return {
    cwd: tmpdir(),
    env: {},
    out: (text) => void (out += text),
    err: (text) => void (err += text),
    isTerminal: false,
    ask: async () => null,
    now: () => NOW,
    fetch: () => Promise.reject(new Error("no network here")),
    wait: async () => undefined,
    ...of,
    stdout: () => out,
    stderr: () => err,
  };
}

/** Runs one command line, and returns its exit code and its output. */
export async function holdpoint(
  args: readonly string[],
  of: Partial<Shell> = {},
): Promise<{ readonly code: ExitCode; readonly out: string; readonly err: string }> {
  const shell = aShell(of);
  const code = await run(args, shell);
  return { code, out: shell.stdout(), err: shell.stderr() };
}

const MIGRATIONS = readdirSync(join(ROOT, "drizzle/events"))
  .filter((name) => name.endsWith(".sql"))
  .toSorted()
  .map((name) => readFileSync(join(ROOT, "drizzle/events", name), "utf8"));

/** SQLite databases with the real tables of the log. Each stream's events are in the database that production would use. */
export function databasesOf(rows: readonly EventRow[], count: number): readonly DatabaseSync[] {
  const databases = Array.from({ length: count }, () => new DatabaseSync(":memory:"));
  for (const database of databases) for (const migration of MIGRATIONS) database.exec(migration);
  for (const row of rows) {
    const { streamId, version, hash, body } = row;
    databases[shardOf(streamId, count)]
      ?.prepare("INSERT INTO events (stream_id, version, hash, body) VALUES (?, ?, ?, ?)")
      .run(streamId, version, hash, body);
  }
  return databases;
}

/** The same databases, as the query functions that the command line reads from. */
export const shardsOf = (rows: readonly EventRow[], count: number): readonly Query[] =>
  databasesOf(rows, count).map(queryOf);

export const queryOf =
  (database: DatabaseSync): Query =>
  async (sql, parameters) =>
    database
      .prepare(sql)
      .all(...parameters)
      .map((row) => ({ ...row }));

const snake = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Inserts a read-model row (a hold, a task, flags). Field names become column names. */
export function insertRow(database: DatabaseSync, table: string, row: object): void {
  const values = Object.values(row).map((value) => (typeof value === "boolean" ? Number(value) : (value as string)));
  const statement = `INSERT INTO ${table} (${Object.keys(row).map(snake).join()}) VALUES (${values.map(() => "?").join()})`;
  database.prepare(statement).run(...values);
}
