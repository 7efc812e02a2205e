// Opens the databases of the local installation (`npm start`), whether it runs or not. The files are read directly, because a second local runtime
// on the same files would make the running system's writes fail. Which file is which database follows from its content.
import { existsSync, readdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { CannotRun } from "../shell.ts";
import { placementOf } from "./installed.ts";
import type { Query } from "./query.ts";
import { openSqliteFile, type SqliteFile } from "./sqlite-file.ts";

const ROOT = join(import.meta.dirname, "../..");
/** The folder in which `npm start` stores databases and objects; HOLDPOINT_HOME places it elsewhere. */
export const STATE_FOLDER = resolve(ROOT, process.env["HOLDPOINT_HOME"] || ".holdpoint", "state");
/** The folder of the databases below it, as the local runtime names it. */
const DATABASES = "v3/d1/miniflare-D1DatabaseObject";
/** The runtime names a file by a digest of the database's id. Its own `metadata.sqlite` is in the same folder. */
const DATABASE_FILE = /^[0-9a-f]{64}\.sqlite$/;

const SELECT_TABLE = "SELECT 1 AS there FROM sqlite_master WHERE type = 'table' AND name = 'events'";
const SELECT_LIST = "SELECT 1 AS there FROM sqlite_master WHERE type = 'table' AND name = 'suppressions'";
const SELECT_ANY = "SELECT 1 AS there FROM events LIMIT 1";

export interface LocalDatabases {
  /** EVENTS_0, EVENTS_1, … as they were when they were opened. */
  readonly events: readonly Query[];
  /** CRM, as it was a moment later; null when no database has its tables. */
  readonly crm: Query | null;
  readonly close: () => Promise<void>;
}

/**
 * Opens all databases of the local log. Throws `CannotRun` when there is no local installation, or not each of its databases once.
 *
 * Each database is read as it is at this moment. A command sends many SELECTs. If each read a newer state, an event could refer to a policy or
 * a suppression that was not there yet when its stream was read, and rows could be newer than the events that they are compared with. The
 * price: while the log is open, SQLite cannot start the WAL again, so the WAL grows with each write. That holds up no write.
 */
export async function openLocalD1({
  stateFolder = STATE_FOLDER,
  patienceMilliseconds,
}: {
  readonly stateFolder?: string;
  readonly patienceMilliseconds?: number;
} = {}): Promise<LocalDatabases> {
  const folder = join(stateFolder, DATABASES);
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => DATABASE_FILE.test(name)) : [];
  if (names.length === 0) {
    throw new CannotRun(`There is no local installation at ${stateFolder}.`, {
      advice: "Start one with `npm start`, or read an export: --from <file>; or a deployed log: --from remote",
    });
  }
  const files: SqliteFile[] = [];
  const close = async (): Promise<void> => files.forEach((file) => file.close());
  try {
    for (const name of names) files.push(openSqliteFile(join(folder, name), patienceMilliseconds));
    const shards = inOrder(await logsAmong(files), folder);
    const crm = await crmAmong(files, folder);
    // Without an await between them, so that the databases are read at the same moment, as nearly as possible.
    for (const shard of shards) shard.keepSnapshot();
    // After the log, because a row of the CRM is written before its event.
    crm?.keepSnapshot();
    for (const { path, query } of shards) await refuseCutTexts(path, query);
    return { events: shards.map(({ query }) => query), crm: crm?.query ?? null, close };
  } catch (cause) {
    await close();
    throw cause;
  }
}

/** The CRM database; null when there is none. Throws `CannotRun` when there are several. */
async function crmAmong(files: readonly SqliteFile[], folder: string): Promise<SqliteFile | null> {
  const found: SqliteFile[] = [];
  for (const file of files) if ((await file.query(SELECT_LIST, [])).length > 0) found.push(file);
  const [crm = null, second] = found;
  if (second) throw new CannotRun(`Several databases in ${folder} have the tables of the CRM.`);
  return crm;
}

interface FoundLog {
  readonly file: SqliteFile;
  /** The stored number and count; null in a database that was never used, or only by an earlier release. */
  readonly placement: Awaited<ReturnType<typeof placementOf>>;
}

/** The databases of the log. A database without a number that has no events is left out, unless there are only such databases. */
async function logsAmong(files: readonly SqliteFile[]): Promise<readonly FoundLog[]> {
  const found: (FoundLog & { readonly isUsed: boolean })[] = [];
  for (const file of files) {
    if ((await file.query(SELECT_TABLE, [])).length === 0) continue;
    const placement = await placementOf(file.query);
    found.push({ file, placement, isUsed: placement !== null || (await file.query(SELECT_ANY, [])).length > 0 });
  }
  // A start that was interrupted may leave databases that the installation does not use.
  const used = found.filter(({ isUsed }) => isUsed);
  return used.length > 0 ? used : found;
}

/** The databases in the order of the shards. Throws `CannotRun` unless each shard of one installation is there exactly once. */
function inOrder(found: readonly FoundLog[], folder: string): readonly SqliteFile[] {
  const [first, second] = found;
  if (!first) {
    throw new CannotRun(`No database in ${folder} has the tables of the log.`, {
      advice: "The database is empty: `npm start` fills it.",
    });
  }
  if (first.placement === null && !second) return [first.file];
  const trouble = troubleAmong(found);
  if (trouble !== null) {
    throw new CannotRun(`The local log in ${folder} is not complete: ${trouble}.`, {
      advice:
        "Each database of the installation must be there once. If a start was interrupted, `npm start` completes it.",
    });
  }
  return found
    .toSorted((one, other) => (one.placement?.shard ?? 0) - (other.placement?.shard ?? 0))
    .map(({ file }) => file);
}

function troubleAmong(found: readonly FoundLog[]): string | null {
  const [first] = found;
  const shards = first?.placement?.shards;
  const stranger = found.find(({ placement }) => placement === null || placement.shards !== shards);
  if (first && stranger) return [...new Set([first, stranger])].map(placeText).join(", ");
  for (let shard = 0; shard < (shards ?? 0); shard += 1) {
    const there = found.filter(({ placement }) => placement?.shard === shard);
    if (there.length === 0) return `EVENTS_${shard} of ${shards} is missing`;
    if (there.length > 1) return there.map(placeText).join(", ");
  }
  return null;
}

const placeText = ({ file: { path }, placement }: FoundLog): string =>
  `${basename(path)} ${placement ? `is EVENTS_${placement.shard} of ${placement.shards}` : "has no number"}`;

const PROBE = "SELECT 'a' || char(0) || 'b' AS text";
const SELECT_CUT = "SELECT 1 AS there FROM events WHERE instr(CAST(stream_id || body AS BLOB), x'00') > 0 LIMIT 1";

/**
 * An older Node 24 reads a text only up to a NUL character, so that text which was appended to an event after a NUL would stay unseen. On such
 * a Node, an event with a NUL is refused; the log itself writes none.
 */
export async function refuseCutTexts(path: string, query: Query): Promise<void> {
  const [probe] = (await query(PROBE, [])) as readonly { readonly text: string }[];
  if (probe?.text.length === 3 || (await query(SELECT_CUT, [])).length === 0) return;
  throw new CannotRun(
    `An event in ${path} has a NUL character, and Node ${process.versions.node} cannot read on there.`,
    {
      advice: "Use a newer Node 24. The log writes no such character, so the event was changed.",
    },
  );
}
