// Makes random single edits in a local log, in the database file that the local runtime made. The test edits the file, and the command line reads it.
import { INSERT_EVENT, valuesOf } from "../testing/event-rows.ts";
import { globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll } from "vitest";
import { type LogSource, memorySource } from "../replay/source.ts";
import { describeTampering } from "../testing/contracts/tamper.ts";
import { verifyLog } from "../replay/verify.ts";
import type { EventRow } from "../schema/shipment.ts";
import { migrate } from "../local/databases.ts";
import { readMigrations } from "../local/migrations.ts";
import { withDatabases } from "../testing/system/local-databases.ts";
import { aFolder, NOW } from "../testing/command-line.ts";
import { d1Source } from "./sources/d1-source.ts";
import { openExportFile } from "./sources/export-file.ts";
import { openLocalD1 } from "./sources/local-d1.ts";
import { verifySource } from "./verify-log.ts";
import { writeExport } from "./write-export.ts";

const folder = mkdtempSync(join(tmpdir(), "holdpoint-cli-"));
/** A connection that writes to the database file, whose table has no triggers and no checks. */
let file: DatabaseSync;

const FORGED_TABLE = `
  PRAGMA synchronous = OFF;
  DROP TABLE events;
  CREATE TABLE events (stream_id TEXT, version INTEGER, hash BLOB, body TEXT, sealed BLOB, signature BLOB, PRIMARY KEY (stream_id, version)) WITHOUT ROWID`;

beforeAll(async () => {
  await withDatabases({ shards: 1, configs: folder, state: folder }, (databases) =>
    migrate(databases, readMigrations()),
  );
  const databases = globSync("v3/d1/*/*.sqlite", { cwd: folder }).map((path) => new DatabaseSync(join(folder, path)));
  const isLog = (one: DatabaseSync) => one.prepare("SELECT 1 FROM sqlite_master WHERE name = 'events'").get();
  file = databases.find(isLog)!;
  for (const other of databases) if (other !== file) other.close();
  file.exec(FORGED_TABLE);
});
afterAll(() => {
  file.close();
  rmSync(folder, { recursive: true });
});

function put(rows: readonly EventRow[]): void {
  file.exec("BEGIN; DELETE FROM events");
  const insert = file.prepare(INSERT_EVENT);
  for (const row of rows) insert.run(...valuesOf(row));
  file.exec("COMMIT");
}

async function exportOf(rows: readonly EventRow[]) {
  const path = join(aFolder(), "earlier.ndjson");
  const job = { path, lines: "ndjson", sealed: "closed", madeAt: new Date(NOW).toISOString() } as const;
  await writeExport({ ...job, log: memorySource(rows), onEvents: () => undefined });
  return openExportFile(path);
}

/** Reads the log as it is now: an opened log does not change. */
async function reading<T>(work: (log: LogSource) => Promise<T>): Promise<T> {
  const { events, close } = await openLocalD1({ stateFolder: folder });
  return work(d1Source(events)).finally(close);
}

describeTampering("a live log", {
  order: "by key",
  slice: 1,
  judge: async (rows, { given: { root, before, keys } }) => {
    put(rows);
    if (keys) return (await reading((log) => verifyLog(log, { keys }))).faults;
    const against = before ? await exportOf(before) : null;
    const question = { since: null, root: root ?? null, against, onEvents: () => undefined, now: new Date() };
    const source = {
      name: "a live log",
      databases: [],
      crm: null,
      file: null,
      masterKey: null,
      close: async () => undefined,
    };
    return (await reading((log) => verifySource({ ...source, log }, question))).faults;
  },
});
