// Reads what an installation has stored, directly from its SQLite files and without any code of the product: the log, the CRM's receipts, the
// objects and the queues.
import { eventColumns } from "../../schema/stored-row.ts";
import { cpSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import * as z from "zod";

const Row = z.object({ stream_id: z.string(), version: z.int(), hash: z.string(), body: z.string() });
/** An event as it is stored. */
export type StoredRow = z.infer<typeof Row>;

const Event = z.object({ type: z.string(), at: z.string(), payload: z.record(z.string(), z.unknown()) });

export interface LoggedEvent extends z.infer<typeof Event> {
  readonly streamId: string;
  readonly version: number;
}

const Sent = z.object({ stream_id: z.string(), approval_id: z.string(), recipient: z.string(), at: z.string() });
export type Sent = z.infer<typeof Sent>;

/** What the databases have. */
export interface StoredLog {
  readonly rows: readonly StoredRow[];
  readonly events: readonly LoggedEvent[];
  /** The messages in the outbox. */
  readonly sent: readonly Sent[];
  /** Letters that were not sent again. */
  readonly deadLetters: readonly string[];
}

const DATABASES = "v3/d1/miniflare-D1DatabaseObject";
const OBJECTS = "v3/do/holdpoint-contacts-ContactObject";
const QUEUES = "v3/do/holdpoint-queues-LocalQueue";

/** The files of a folder below the state. Their names are digests; the runtime's own file has another name. */
const filesIn = (state: string, folder: string): readonly string[] =>
  globSync(`${"[0-9a-f]".repeat(64)}.sqlite`, { cwd: join(state, folder) }).map((name) => join(state, folder, name));

/** While the runtime opens a file, it may be locked for a moment. */
const BUSY_MILLISECONDS = 10_000;

type Select = (query: string) => Record<string, SQLOutputValue>[];

function reading<T>(file: string, read: (select: Select) => T): T {
  try {
    return readingAt(file, true, read);
  } catch (cause) {
    if (!isHalfWritten(cause)) throw cause;
    return readingCopy(file, read);
  }
}

/** A kill in the middle of a database's first write leaves a journal, which the next writer rolls back. A reader may not. */
const isHalfWritten = (cause: unknown): boolean =>
  cause instanceof Error && "errcode" in cause && (Number(cause.errcode) & 0xff) === SQLITE_READONLY;
const SQLITE_READONLY = 8;

/** Reads a copy, in which the journal can be rolled back: only the runtime writes the installation's own files. */
function readingCopy<T>(file: string, read: (select: Select) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-copy-"));
  try {
    for (const name of ["", "-journal", "-wal"])
      if (existsSync(`${file}${name}`)) cpSync(`${file}${name}`, join(folder, `copy${name}`));
    return readingAt(join(folder, "copy"), false, read);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readingAt<T>(file: string, readOnly: boolean, read: (select: Select) => T): T {
  const database = new DatabaseSync(file, { readOnly, timeout: BUSY_MILLISECONDS });
  try {
    return read((query) => database.prepare(query).all());
  } finally {
    database.close();
  }
}

const TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'";
const has = (select: Select, table: string): boolean => select(TABLES).some(({ name }) => name === table);

/** The file of the database that has this table: the log (`events`) or the CRM (`receipts`). */
export function databaseWith(state: string, table: string): string {
  const found = filesIn(state, DATABASES).find((file) => reading(file, (select) => has(select, table)));
  if (found === undefined) throw new Error(`no database below ${state} has the table ${table}`);
  return found;
}

const SELECT_EVENTS = `SELECT stream_id, ${eventColumns(["version", "hash", "body"])} FROM events ORDER BY stream_id, version`;

/** The same in an object, which stores a hash as text. */
const SELECT_OBJECT = "SELECT stream_id, version, hash, body FROM events ORDER BY version";

const SELECT_DEAD_LETTERS = "SELECT id FROM dead_letters WHERE redriven_at IS NULL";

export function readLog(state: string): StoredLog {
  return reading(databaseWith(state, "events"), (select) => {
    const rows = Row.array().parse(select(SELECT_EVENTS));
    return {
      rows,
      events: rows.map(eventIn),
      sent: Sent.array().parse(select("SELECT stream_id, approval_id, recipient, at FROM outbox")),
      deadLetters: select(SELECT_DEAD_LETTERS).map(({ id }) => String(id)),
    };
  });
}

const eventIn = ({ stream_id: streamId, version, body }: StoredRow): LoggedEvent => ({
  ...Event.parse(JSON.parse(body)),
  streamId,
  version,
});

/** The file of each object, by its stream. An object without events is left out. */
export function readObjects(
  state: string,
): ReadonlyMap<string, { readonly file: string; readonly rows: readonly StoredRow[] }> {
  const objects = filesIn(state, OBJECTS).flatMap((file) => {
    const rows = reading(file, (select) => (has(select, "events") ? Row.array().parse(select(SELECT_OBJECT)) : []));
    return rows[0] ? [[rows[0].stream_id, { file, rows }] as const] : [];
  });
  return new Map(objects);
}

/** The number of messages in all queues. */
export function countWaiting(state: string): number {
  const counts = filesIn(state, QUEUES).map((file) =>
    reading(file, (select) => (has(select, "messages") ? select("SELECT id FROM messages").length : 0)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
