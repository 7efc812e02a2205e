// Tests that a SELECT on a file takes the parameters of D1 and returns the values of D1.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it, vi } from "vitest";
import { aFolder } from "../../testing/command-line.ts";
import { openSqliteFile, withoutSqliteWarning } from "./sqlite-file.ts";

/** A file with one table of two rows, opened for reading. */
function aFile(onTestFinished: (close: () => void) => void) {
  const path = join(aFolder(), "a.sqlite");
  const writer = new DatabaseSync(path);
  writer.exec("CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO t VALUES (1, 'ada'), (2, 'grace')");
  writer.close();
  const file = openSqliteFile(path);
  onTestFinished(file.close);
  return file;
}

describe("a SELECT on a file", () => {
  it("takes numbered parameters: texts, numbers and JSON", async ({ expect, onTestFinished }) => {
    const { query } = aFile(onTestFinished);
    expect(
      await query("SELECT name FROM t WHERE id > ?2 AND name <> ?1 LIMIT CAST(?3 AS INTEGER)", ["ada", 0, 1]),
    ).toEqual([{ name: "grace" }]);
    const named = "SELECT id FROM t WHERE name IN (SELECT value FROM json_each(?1)) OR id = CAST(?1 AS INTEGER)";
    expect(await query(named, [JSON.stringify(["grace", "linus"])])).toEqual([{ id: 2 }]);
  });

  it("returns plain objects with the values that D1 returns", async ({ expect, onTestFinished }) => {
    const { query } = aFile(onTestFinished);
    const select = "SELECT 7 AS whole, 1.5 AS real, 'é' AS text, NULL AS none, x'00ff' AS bytes";
    expect(await query(select, [])).toStrictEqual([{ whole: 7, real: 1.5, text: "é", none: null, bytes: [0, 255] }]);
    expect(await query("SELECT 9007199254740993 AS large", [])).toStrictEqual([{ large: 2 ** 53 }]);
  });

  it("cannot write", async ({ expect, onTestFinished }) => {
    const { query } = aFile(onTestFinished);
    await expect(query("INSERT INTO t VALUES (3, 'linus')", [])).rejects.toThrow("readonly");
  });

  it("is refused with advice when the table is missing", async ({ expect, onTestFinished }) => {
    const { query } = aFile(onTestFinished);
    await expect(query("SELECT * FROM events", [])).rejects.toMatchObject({
      name: "CannotRun",
      message: expect.stringContaining("no such table: events"),
      advice: "The database is empty: `npm start` fills it.",
    });
  });
});

it("loads SQLite without its warning, and with every other one", ({ expect, onTestFinished }) => {
  const printed: unknown[] = [];
  const spy = vi.spyOn(process, "emitWarning").mockImplementation((warning) => void printed.push(warning));
  onTestFinished(() => spy.mockRestore());
  const loaded = withoutSqliteWarning(() => {
    process.emitWarning("SQLite is an experimental feature and might change at any time", "ExperimentalWarning");
    process.emitWarning("another");
    return "loaded";
  });
  process.emitWarning("a later one");
  expect([loaded, ...printed]).toEqual(["loaded", "another", "a later one"]);
});
