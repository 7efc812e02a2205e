// Tests that the local log is read from its files: found by their content, read at one moment while another connection writes, and refused when a
// file is missing, twice there or unreadable.
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import {
  aFolder,
  databasesOf,
  holdpoint,
  localDatabase,
  localFile,
  localLog,
  queryOf,
  storeNumber,
} from "../../testing/command-line.ts";
import { ada, chain, contact, grace, linus } from "../../testing/rows.ts";
import { d1Source } from "./d1-source.ts";
import { openLocalD1, refuseCutTexts } from "./local-d1.ts";

const ROWS = [ada, grace, linus, ...["a", "b", "c", "d"].map(contact)].flatMap((id) => chain(id, 3));

/** The ids and lengths of all streams of a local log. */
async function read(stateFolder: string) {
  const { events, close } = await openLocalD1({ stateFolder, patienceMilliseconds: 0 });
  const streams: Record<string, number> = {};
  for await (const { streamId, rows } of d1Source(events).streams()) streams[streamId] = rows.length;
  await close();
  return streams;
}
const ALL = Object.fromEntries(ROWS.map(({ streamId }) => [streamId, 3]));

describe("the local log", () => {
  it.for([1, 4])("is found by the content of its files, in %i databases", async (count, { expect }) => {
    const state = aFolder();
    localLog(state, ROWS, count);
    writeFileSync(join(localFile(state, "0"), "../metadata.sqlite"), "a file of the runtime");
    expect(await read(state)).toEqual(ALL);
  });

  it("is read without waiting while a connection writes, which need not wait either", async ({ expect }) => {
    const state = aFolder();
    const [writer] = localLog(state, ROWS, 1);
    writer?.exec("BEGIN IMMEDIATE; INSERT INTO stream_keys (stream_id, wrapped) VALUES ('ct_x', 'w')");
    const { events, close } = await openLocalD1({ stateFolder: state, patienceMilliseconds: 0 });
    expect(await events[0]!("SELECT stream_id FROM stream_keys WHERE stream_id = 'ct_x'", [])).toEqual([]);
    writer?.exec("COMMIT; PRAGMA wal_checkpoint(PASSIVE); BEGIN IMMEDIATE; DELETE FROM stream_keys; COMMIT");
    await close();
  });

  it("is read as it was when it was opened, in all databases", async ({ expect }) => {
    const state = aFolder();
    const writers = localLog(state, [], 4);
    const { events, close } = await openLocalD1({ stateFolder: state, patienceMilliseconds: 0 });
    for (const writer of writers) writer.exec("INSERT INTO stream_keys (stream_id, wrapped) VALUES ('ct_x', 'w')");
    const keys = () => Promise.all(events.map((query) => query("SELECT stream_id FROM stream_keys", [])));
    expect(await keys()).toEqual([[], [], [], []]);
    await close();
    const later = await openLocalD1({ stateFolder: state, patienceMilliseconds: 0 });
    expect(await later.events[0]!("SELECT stream_id FROM stream_keys", [])).toEqual([{ stream_id: "ct_x" }]);
    await later.close();
  });

  it("is read after the last writer closed it, and after a writer was killed", async ({ expect }) => {
    const state = aFolder();
    const [writer] = localLog(state, ROWS, 1);
    // As a killed process leaves it: the newest rows are only in the WAL, and the index of the WAL is lost.
    const killed = aFolder();
    for (const suffix of ["", "-wal"])
      cpSync(`${localFile(state, "f")}${suffix}`, `${localFile(killed, "f")}${suffix}`);
    expect(await read(killed)).toEqual(ALL);
    writer?.close();
    expect(await read(state)).toEqual(ALL);
  });

  it("may have no number when it was never used, or only by an earlier release", async ({ expect }) => {
    const state = aFolder();
    const [database] = databasesOf([], 1, () => localDatabase(state, "a"));
    expect(await read(state)).toEqual({});
    database?.exec("DROP TABLE installation");
    expect(await read(state)).toEqual({});
  });

  it("does not use an empty database without a number, which an interrupted start left", async ({ expect }) => {
    const state = aFolder();
    localLog(state, ROWS, 1);
    databasesOf([], 1, () => localDatabase(state, "a"));
    expect(await read(state)).toEqual(ALL);
  });
});

/** Changes of a complete log in four databases, each with the refusal that follows. */
const PROBLEMS: Readonly<Record<string, readonly [spoil: (state: string) => void, message: string, advice: string]>> = {
  "a missing database": [(state) => rmSync(localFile(state, "d")), "EVENTS_2 of 4 is missing", "npm start"],
  "a database that is there twice": [
    (state) => {
      const [twin] = databasesOf([], 1, () => localDatabase(state, "a"));
      storeNumber(twin!, 2, 4);
    },
    "a000000000000000000000000000000000000000000000000000000000000000.sqlite is EVENTS_2 of 4, d0",
    "must be there once",
  ],
  "a database of another installation": [
    (state) => {
      const [other] = databasesOf([], 1, () => localDatabase(state, "a"));
      storeNumber(other!, 0, 1);
    },
    ".sqlite is EVENTS_0 of 1, c0",
    "must be there once",
  ],
  "a database with events and without a number": [
    (state) => void databasesOf(chain(ada, 1), 1, () => localDatabase(state, "a")),
    ".sqlite has no number",
    "must be there once",
  ],
  "a file that is no database": [
    (state) => writeFileSync(localFile(state, "a"), "no database, but a text of more than a hundred bytes".repeat(3)),
    "file is not a database",
    "written by this version",
  ],
  "a file that is locked": [
    (state) => {
      const other = localDatabase(state, "a");
      other.exec("PRAGMA locking_mode = EXCLUSIVE; CREATE TABLE t (a)");
    },
    "database is locked",
    "Another program",
  ],
};

describe("a local log is refused", () => {
  it.for(Object.entries(PROBLEMS))("with %s", async ([, [spoil, message, advice]], { expect }) => {
    const state = aFolder();
    localLog(state, ROWS, 4).forEach((database) => database.close());
    spoil(state);
    const opened = openLocalD1({ stateFolder: state, patienceMilliseconds: 0 });
    await expect(opened).rejects.toMatchObject({
      name: "CannotRun",
      message: expect.stringContaining(message),
      advice: expect.stringContaining(advice),
    });
  });

  it("with exit code 2 and advice, when there is none", async ({ expect }) => {
    const cwd = aFolder();
    const none = await holdpoint(["verify", "--state", "state"], { cwd });
    expect([none.code, none.out]).toEqual([2, ""]);
    expect(none.err).toContain("There is no local installation at");
    localDatabase(join(cwd, "state"), "a");
    const empty = await holdpoint(["verify", "--state", "state"], { cwd });
    expect([empty.code, empty.out]).toEqual([2, ""]);
    expect(empty.err).toContain("The database is empty: `npm start` fills it.");
  });

  it("when its newer tables are missing, with the advice that `npm start` makes them", async ({ expect }) => {
    const cwd = aFolder();
    const [database] = localLog(join(cwd, "state"), ROWS, 1);
    database?.exec("DROP TABLE plan_comparisons");
    const { code, err } = await holdpoint(["verify", "--state", "state"], { cwd });
    expect(err).toContain("no such table: plan_comparisons");
    expect(code).toBe(2);
  });
});

it("refuses events with a NUL character on a Node that reads a text only up to it", async ({ expect }) => {
  const [database] = databasesOf(chain(ada, 2), 1);
  const query = queryOf(database!);
  const cutting: typeof query = async (sql, parameters) =>
    (await query(sql, parameters)).map((row) =>
      Object.fromEntries(
        Object.entries(row as object).map(([name, value]) => [name, String(value).replace(/\0.*/, "")]),
      ),
    );
  await refuseCutTexts("a file", cutting);
  database?.exec("DROP TRIGGER events_no_update; PRAGMA ignore_check_constraints = ON");
  database?.exec("UPDATE events SET body = body || char(0) || 'more' WHERE version = 2");
  await expect(refuseCutTexts("a file", cutting)).rejects.toThrow("NUL");
  await refuseCutTexts("a file", query);
});
