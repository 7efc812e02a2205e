// Opens one SQLite file to read it, with Node's own SQLite. It may be read while the local runtime writes it: the files are in WAL mode, in which
// reader and writer do not wait for each other. Nothing is written to the file, and no runtime is started.
import type * as Sqlite from "node:sqlite";
import { CannotRun } from "../shell.ts";
import type { Query } from "./query.ts";

/** The longest wait for a lock. In WAL mode a reader waits only while another process recovers or removes the WAL, which takes milliseconds. */
const PATIENCE_MILLISECONDS = 5_000;

export interface SqliteFile {
  readonly path: string;
  readonly query: Query;
  /** Keeps the state of this moment: every later query reads it, whatever is written meanwhile. */
  readonly keepSnapshot: () => void;
  readonly close: () => void;
}

/** Opens a file. Throws `CannotRun` when that is not possible, as do the functions of the result. */
export function openSqliteFile(path: string, patienceMilliseconds = PATIENCE_MILLISECONDS): SqliteFile {
  const { DatabaseSync } = withoutSqliteWarning(() => process.getBuiltinModule("node:sqlite"));
  const answer = <T>(work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      throw troubleOf(path, cause);
    }
  };
  const database = answer(() => new DatabaseSync(path, { readOnly: true, timeout: patienceMilliseconds }));
  return {
    path,
    query: async (sql, parameters) => answer(() => rowsOf(database.prepare(sql), parameters)),
    // SQLite takes the snapshot of a transaction at its first SELECT.
    keepSnapshot: () => answer(() => database.exec("BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1")),
    close: () => database.close(),
  };
}

/**
 * Loads SQLite without the warning that it is experimental, which an older Node 24 prints when it is loaded: stderr is for what the
 * command has to say. Every other warning is printed.
 */
export function withoutSqliteWarning<T>(load: () => T): T {
  const { emitWarning } = process;
  const filtered = (warning: string | Error, ...rest: readonly unknown[]): void => {
    if (!String(warning).startsWith("SQLite is an experimental feature"))
      Reflect.apply(emitWarning, process, [warning, ...rest]);
  };
  process.emitWarning = filtered;
  try {
    return load();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The rows of a SELECT, with the values that D1 would return. */
function rowsOf(statement: Sqlite.StatementSync, parameters: readonly (string | number)[]): readonly unknown[] {
  // By default, a whole number that a JavaScript number cannot hold stops the reading. An edited row may have one.
  statement.setReadBigInts(true);
  // Bound by name (?1, ?2, …), because an older Node 24 binds values without a name only to a bare `?`.
  const named = Object.fromEntries(parameters.map((value, index) => [`?${index + 1}`, value]));
  return statement
    .all(named)
    .map((row) => Object.fromEntries(Object.entries(row).map(([column, value]) => [column, valueInD1(value)])));
}

/** D1 returns every number as a JavaScript number, and a blob as an array of its bytes. */
function valueInD1(value: Sqlite.SQLOutputValue): unknown {
  if (typeof value === "bigint") return Number(value);
  return value instanceof Uint8Array ? [...value] : value;
}

/** The primary result codes of SQLite for a lock, in the low byte of every extended one. */
const LOCKED: ReadonlySet<number> = new Set([5, 6]);

function troubleOf(path: string, cause: unknown): CannotRun {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const code = cause instanceof Error && "errcode" in cause ? Number(cause.errcode) & 0xff : null;
  return new CannotRun(`The local database ${path} does not answer: ${reason}`, {
    advice: adviceOn(reason, code),
    cause,
  });
}

function adviceOn(reason: string, code: number | null): string {
  if (/no such table/.test(reason)) return "The database is empty: `npm start` fills it.";
  if (code !== null && LOCKED.has(code)) return "Another program holds it locked. Close that program, then try again.";
  return "Was its state written by this version?";
}
