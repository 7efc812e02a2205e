// Tests the clearing of files beside a connection that has them open, as the runtime has.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { it, onTestFinished } from "vitest";
import { formsOfText, scan } from "../../testing/byte-scan.ts";
import { clearFiles } from "./clear-files.ts";

const WORD = "zwirbelwort";

/** A database that the runtime has open: a row with the word was deleted, and its bytes are in the WAL and in a page. */
function opened(folder: string, of: string, name: string): DatabaseSync {
  mkdirSync(join(folder, of), { recursive: true });
  const database = new DatabaseSync(join(folder, of, `${name}.sqlite`));
  onTestFinished(() => database.close());
  database.exec("PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)");
  database.prepare("INSERT INTO t VALUES (1, ?)").run(WORD);
  database.exec("PRAGMA wal_checkpoint; DELETE FROM t; INSERT INTO t VALUES (2, 'kept')");
  return database;
}

function aState(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-clear-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const found = (folder: string): string[] => [
  ...new Set(scan(folder, formsOfText("word", WORD)).map((one) => one.split("/").at(-1)?.split(":")[0] ?? "")),
];

it("clears databases, queues and one object, and no other object", ({ expect }) => {
  const folder = aState();
  const log = opened(folder, "v3/d1/databases", "log");
  opened(folder, "v3/do/holdpoint-queues-LocalQueue", "queue");
  opened(folder, "v3/do/holdpoint-contacts-ContactObject", "own");
  opened(folder, "v3/do/holdpoint-contacts-ContactObject", "other");
  expect(found(folder)).toEqual(expect.arrayContaining(["log.sqlite", "log.sqlite-wal", "queue.sqlite", "own.sqlite"]));
  clearFiles(folder, "own");
  expect(found(folder).toSorted()).toEqual(["other.sqlite", "other.sqlite-wal"]);
  expect(readFileSync(join(folder, "v3/d1/databases/log.sqlite-wal"))).toHaveLength(0);
  // The connection that was open goes on.
  log.exec("INSERT INTO t VALUES (3, 'later')");
  expect(log.prepare("SELECT id FROM t ORDER BY id").all()).toEqual([{ id: 2 }, { id: 3 }]);
});

it("fails while a transaction reads what is to be cleared", ({ expect }) => {
  const folder = aState();
  const log = opened(folder, "v3/d1/databases", "log");
  log.exec("BEGIN; SELECT * FROM t");
  expect(() => clearFiles(folder, "own", 1)).toThrow("in use");
  log.exec("COMMIT");
  clearFiles(folder, "own", 1);
  expect(found(folder)).toEqual([]);
});
