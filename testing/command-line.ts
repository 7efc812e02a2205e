// Helps the tests of the command line (`cli/`): a shell in memory, a temporary folder, and SQLite databases in place of D1.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { onTestFinished } from "vitest";
import type { ReadModels } from "../replay/read-models.ts";
import { erasedVersion } from "../replay/verify.ts";
import { shardOf } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";
import { INSERT_EVENT, valuesOf } from "./event-rows.ts";
import { ROOT } from "../local/workers.ts";
import { objectIdOf } from "../cli/damaged-file.ts";
import { run } from "../cli/program.ts";
import type { ExitCode, Shell } from "../cli/shell.ts";
import { type ExportFile, exportSource } from "../cli/sources/export-file.ts";
import type { OpenedSource } from "../cli/sources/opened-source.ts";
import type { Query } from "../cli/sources/query.ts";

/** A new temporary folder, which is deleted after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-cli-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Writes the file of a stream's object into a state folder, as the local runtime names it. Returns its path. */
export function anObjectFile(stateFolder: string, streamId: string, content: string | Uint8Array): string {
  const name = "holdpoint-contacts-ContactObject";
  const folder = join(stateFolder, "v3/do", name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${objectIdOf(name, streamId)}.sqlite`);
  writeFileSync(file, content);
  return file;
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

const migrations = (name: "events" | "crm"): readonly string[] =>
  readdirSync(join(ROOT, "drizzle", name))
    .filter((file) => file.endsWith(".sql"))
    .toSorted()
    .map((file) => readFileSync(join(ROOT, "drizzle", name, file), "utf8"));

/** An export as a command opens it with `--from`. */
export const openedExport = (file: ExportFile): OpenedSource => ({
  name: "an export",
  log: exportSource(file),
  databases: [],
  crm: null,
  file,
  masterKey: null,
  close: async () => undefined,
});

/**
 * SQLite databases with the real tables of the log. Each stream's events are in the database that production would use, and beside them a stand-in
 * for its key, or the emptied row that an erasure leaves.
 */
export function databasesOf(
  rows: readonly EventRow[],
  count: number,
  open: (shard: number) => DatabaseSync = () => new DatabaseSync(":memory:"),
): readonly DatabaseSync[] {
  const databases = Array.from({ length: count }, (_, shard) => open(shard));
  for (const database of databases) for (const migration of migrations("events")) database.exec(migration);
  for (const row of rows) databases[shardOf(row.streamId, count)]?.prepare(INSERT_EVENT).run(...valuesOf(row));
  for (const [streamId, own] of Map.groupBy(rows, (row) => row.streamId)) {
    if (!streamId.startsWith("ct_")) continue;
    const erased = erasedVersion({ streamId, rows: own });
    const isSealed = own.some(({ version, sealed }) => version > erased && sealed !== null);
    databases[shardOf(streamId, count)]
      ?.prepare("INSERT INTO stream_keys (stream_id, wrapped, since) VALUES (?, ?, ?)")
      .run(streamId, isSealed ? "a stand-in" : "", isSealed ? erased + 1 : erased);
  }
  return databases;
}

/** The path of a local database file. `digit` is the first character of its name. */
export function localFile(state: string, digit: string): string {
  const folder = join(state, "v3/d1/miniflare-D1DatabaseObject");
  mkdirSync(folder, { recursive: true });
  return join(folder, `${digit.padEnd(64, "0")}.sqlite`);
}

/** A connection to a local database file, which is in WAL mode as the local runtime makes it. It never waits for a lock. */
export function localDatabase(state: string, digit: string): DatabaseSync {
  const database = new DatabaseSync(localFile(state, digit), { timeout: 0 });
  onTestFinished(() => {
    if (database.isOpen) database.close();
  });
  database.exec("PRAGMA journal_mode = WAL");
  return database;
}

/**
 * Stores a log as `npm start` does, with the CRM beside it, in `state`. The order of the file names is not that of the databases: EVENTS_0 is in
 * `f000….sqlite`, EVENTS_1 in `e000….sqlite`, the CRM in `0000….sqlite`. Returns connections to the databases of the log.
 */
export function localLog(state: string, rows: readonly EventRow[], count: number): readonly DatabaseSync[] {
  const databases = databasesOf(rows, count, (shard) => localDatabase(state, (15 - shard).toString(16)));
  for (const [shard, database] of databases.entries()) storeNumber(database, shard, count);
  const crm = localDatabase(state, "0");
  for (const migration of migrations("crm")) crm.exec(migration);
  return databases;
}

/** Stores the number of a database, and their count, as its first use does. */
export const storeNumber = (database: DatabaseSync, shard: number, shards: number): void =>
  void database.prepare("INSERT INTO installation (only, shard, shards) VALUES (1, ?, ?)").run(shard, shards);

/** The same databases, as the query functions that the command line reads from. */
export const shardsOf = (rows: readonly EventRow[], count: number): readonly Query[] =>
  databasesOf(rows, count).map(queryOf);

export const queryOf =
  (database: DatabaseSync): Query =>
  async (sql, parameters) => {
    if ([...sql.matchAll(COMPOUND)].length >= MOST_TERMS) throw new Error("too many terms in compound SELECT");
    return database
      .prepare(sql)
      .all(...parameters)
      .map((row) => ({ ...row }));
  };

/** D1's own limit, which is SQLite's own of 500 otherwise. */
const MOST_TERMS = 5;
const COMPOUND = /\b(UNION|EXCEPT|INTERSECT)\b/g;

const snake = (field: string): string => field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Inserts a read-model row (a hold, a task, flags). Field names become column names. */
export function insertRow(database: DatabaseSync, table: string, row: object): void {
  const values = Object.values(row).map((value) => (typeof value === "boolean" ? Number(value) : (value as string)));
  const statement = `INSERT INTO ${table} (${Object.keys(row).map(snake).join()}) VALUES (${values.map(() => "?").join()})`;
  database.prepare(statement).run(...values);
}

/** Inserts the read-model rows of a contact; those that the log's triggers write are there already. */
export function insertReadModels(
  database: DatabaseSync,
  { holds, tasks, contact, score, runs, reports, unwritten }: ReadModels,
): void {
  for (const row of holds) insertRow(database, "holds", row);
  for (const row of tasks) insertRow(database, "tasks", row);
  if (contact) insertRow(database, "contact_flags", contact);
  if (score) insertRow(database, "contact_scores", score);
  for (const row of runs) insertRow(database, "runs", row);
  for (const row of reports) insertRow(database, "reports", row);
  for (const row of unwritten) insertRow(database, "unwritten_runs", row);
}

/** Runs `work` on a database whose triggers are dropped, and makes them again: what remains is as a careful insider leaves it. */
export function withoutTriggers<T>(database: DatabaseSync, work: () => T): T {
  const triggers = database.prepare("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${String(name)}`);
  const result = work();
  for (const { sql } of triggers) database.exec(String(sql));
  return result;
}
