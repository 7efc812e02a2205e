// Tests the reader of stored files: it finds each database by its tables, and reads what was committed before a kill.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { it, onTestFinished } from "vitest";
import { countWaiting, databaseWith, readObjects } from "./state-files.ts";

const CREATE_EVENTS = "CREATE TABLE events (stream_id TEXT, version INTEGER, hash TEXT, body TEXT)";
const INSERT_EVENT = "INSERT INTO events VALUES ('ct_ada', 1, 'a', '{}')";

/** A folder of databases as the local runtime names them, each with the result of `write`. */
function stateWith(folder: string, name: string, write: (database: DatabaseSync) => void): string {
  const state = mkdtempSync(join(tmpdir(), "holdpoint-state-"));
  onTestFinished(() => rmSync(state, { recursive: true }));
  mkdirSync(join(state, folder), { recursive: true });
  const database = new DatabaseSync(join(state, folder, `${name.repeat(64)}.sqlite`));
  write(database);
  database.close();
  return state;
}

it("counts the messages of the queues, and finds a database by its table", ({ expect }) => {
  const queue = stateWith("v3/do/holdpoint-queues-LocalQueue", "a", (database) => {
    database.exec("CREATE TABLE messages (id INTEGER); INSERT INTO messages VALUES (1), (2)");
  });
  expect(countWaiting(queue)).toBe(2);
  const crm = stateWith("v3/d1/miniflare-D1DatabaseObject", "b", (database) => {
    database.exec("CREATE TABLE receipts (receipt TEXT)");
  });
  expect(databaseWith(crm, "receipts")).toContain("b".repeat(64));
  expect(() => databaseWith(crm, "events")).toThrow("has the table events");
});

it("reads an object whose first write a kill cut off, and changes nothing", ({ expect }) => {
  const objects = "v3/do/holdpoint-contacts-ContactObject";
  let files: readonly string[] = [];
  const killed = stateWith(objects, "c", () => undefined);
  const file = `${"c".repeat(64)}.sqlite`;
  stateWith("beside", "c", (database) => {
    database.exec(`${CREATE_EVENTS}; ${INSERT_EVENT}`);
    // Without room in memory, the pages of an open transaction are written to the file, and its journal can take them back.
    database.exec("PRAGMA cache_size = 1; BEGIN");
    const insert = database.prepare("INSERT INTO events VALUES ('ct_ada', ?, 'a', ?)");
    for (let version = 2; version < 50; version += 1) insert.run(version, "x".repeat(1_000));
    const open = String(database.location());
    for (const name of ["", "-journal"]) cpSync(`${open}${name}`, join(killed, objects, `${file}${name}`));
    files = readdirSync(join(killed, objects));
    database.exec("ROLLBACK");
  });
  expect(files).toEqual([file, `${file}-journal`]);
  expect(readObjects(killed).get("ct_ada")?.rows).toHaveLength(1);
  expect(readdirSync(join(killed, objects))).toEqual(files);
});
