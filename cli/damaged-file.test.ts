// Tests which files of objects are set aside: those that SQLite cannot read, and no others.
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { aFolder, anObjectFile, NOW } from "../testing/command-line.ts";
import { ada, contactNamed } from "../testing/people.ts";
import { setAsideDamagedFile } from "./damaged-file.ts";

/** The file of Ada's object with some rows. The database is closed, so the file is complete. */
function aDatabase(state: string): string {
  const file = anObjectFile(state, ada, "");
  const database = new DatabaseSync(file);
  database.exec("CREATE TABLE events (body TEXT)");
  for (let row = 0; row < 20; row += 1) database.prepare("INSERT INTO events VALUES (?)").run("an event".repeat(200));
  database.close();
  return file;
}

describe("the file of an object", () => {
  it.for([
    ["is no database", (file: string) => writeFileSync(file, "no database".repeat(1_000))],
    ["is cut off", (file: string) => truncateSync(file, 8_192)],
  ] as const)("is renamed with its companions when it %s", async ([, damage], { expect }) => {
    const state = aFolder();
    const file = aDatabase(state);
    damage(file);
    writeFileSync(`${file}-wal`, "changes");
    const bytes = readFileSync(file);
    const aside = `${file}.damaged-${NOW}`;
    expect(await setAsideDamagedFile(state, ada, NOW)).toBe(aside);
    expect([existsSync(file), readFileSync(aside)]).toEqual([false, bytes]);
    expect([existsSync(`${file}-wal`), existsSync(`${aside}-wal`)]).toEqual([false, true]);
    expect(await setAsideDamagedFile(state, ada, NOW + 1)).toBeNull();
  });

  it("stays when SQLite can read it, also when it has changes that are not yet in it", async ({ expect }) => {
    const state = aFolder();
    const file = aDatabase(state);
    const writing = new DatabaseSync(file);
    writing.exec("PRAGMA journal_mode = wal; INSERT INTO events VALUES ('new')");
    expect(await setAsideDamagedFile(state, ada, NOW)).toBeNull();
    expect(writing.prepare("SELECT count(*) AS rows FROM events").get()).toEqual({ rows: 21 });
    writing.close();
    expect(readdirSync(dirname(file))).toEqual([expect.stringMatching(/\.sqlite$/)]);
  });

  it("stays when it is another object's, and when there is none", async ({ expect }) => {
    const state = aFolder();
    expect(await setAsideDamagedFile(state, ada, NOW)).toBeNull();
    const file = anObjectFile(state, ada, "no database");
    expect(await setAsideDamagedFile(state, contactNamed("bob"), NOW)).toBeNull();
    expect(existsSync(file)).toBe(true);
  });
});
