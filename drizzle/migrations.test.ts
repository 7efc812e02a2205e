// Tests the SQL migrations in node:sqlite: their result equals the frozen schema and the declared tables, and they convert
// existing rows.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { generateSQLiteDrizzleJson, generateSQLiteMigration } from "drizzle-kit/api";
import { getTableConfig, integer, primaryKey, type SQLiteTable, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import * as crm from "./crm/schema.ts";
import * as events from "./events/schema.ts";
import { FROZEN_SCHEMA } from "../schema/frozen-schema.ts";
import { PERSONAL_COLUMNS } from "./personal-columns.ts";
import { INSERT_EVENT, valuesOf } from "../testing/event-rows.ts";
import { chain, contact, eventAfter } from "../testing/rows.ts";
import { type SchemaRow, schemaText, SELECT_SCHEMA } from "../schema/schema-text.ts";

type Name = "events" | "crm";
const tables: Readonly<Record<Name, readonly SQLiteTable[]>> = {
  events: Object.values(events),
  crm: Object.values(crm),
};

/** A database with the real migrations whose file names sort before `before`, and then the given statements. */
function migrated(name: Name, statements: readonly string[] = [], before = "z"): DatabaseSync {
  const folder = join(import.meta.dirname, name);
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql") && file < before);
  const database = new DatabaseSync(":memory:");
  for (const file of files.toSorted()) database.exec(readFileSync(join(folder, file), "utf8"));
  for (const sql of statements) database.exec(sql);
  return database;
}

const textOf = (database: DatabaseSync): string =>
  schemaText(database.prepare(SELECT_SCHEMA).all() as unknown as SchemaRow[]);

describe("the frozen schema", () => {
  for (const name of ["events", "crm"] as const) {
    it(`is the result of the migrations of ${name}`, ({ expect }) => {
      expect(textOf(migrated(name))).toBe(FROZEN_SCHEMA[name]);
    });
  }

  it("detects a generated migration that rebuilds the table `events` without its triggers", async ({ expect }) => {
    // drizzle-kit generates such a migration when a column of a declared table changes: here `body` becomes nullable.
    const planted = await generateSQLiteMigration(await snapshot("NOT NULL"), await snapshot("NULL"));
    const database = migrated("events");
    const [event] = chain(contact("ada"), 1);
    if (!event) throw new Error("no event");
    database.prepare(INSERT_EVENT).run(...valuesOf(event));
    const forge = () => database.exec("UPDATE events SET body = '{}'");
    expect(forge).toThrow("events_append_only");

    for (const sql of planted) database.exec(sql);

    expect(planted.join("\n")).toContain("RENAME TO `events`");
    expect(forge).not.toThrow();
    expect(textOf(database)).not.toBe(FROZEN_SCHEMA.events);
  });

  const changes: Readonly<Record<string, string>> = {
    "a dropped trigger": "DROP TRIGGER events_append",
    "a trigger that does less":
      "DROP TRIGGER events_no_delete; CREATE TRIGGER events_no_delete BEFORE DELETE ON events BEGIN SELECT 1; END",
    "an index": "CREATE INDEX events_type ON events (type)",
    "a column": "ALTER TABLE stream_keys ADD COLUMN note TEXT",
  };
  for (const [what, sql] of Object.entries(changes)) {
    it(`detects ${what}`, ({ expect }) => {
      expect(textOf(migrated("events", [sql]))).not.toBe(FROZEN_SCHEMA.events);
    });
  }
});

/** drizzle-kit's snapshot of a table `events` whose column `body` is NOT NULL or nullable. */
async function snapshot(body: "NOT NULL" | "NULL") {
  const table = sqliteTable(
    "events",
    {
      streamId: text("stream_id").notNull(),
      version: integer("version").notNull(),
      hash: text("hash").notNull(),
      body: body === "NULL" ? text("body") : text("body").notNull(),
    },
    (columns) => [primaryKey({ columns: [columns.streamId, columns.version] })],
  );
  return generateSQLiteDrizzleJson({ table });
}

describe("the declared tables", () => {
  const declared = (table: SQLiteTable) => {
    const { columns, primaryKeys } = getTableConfig(table);
    const key = primaryKeys[0]?.columns.map(({ name }) => name) ?? [];
    return columns.map((column) => ({
      name: column.name,
      type: column.getSQLType().toUpperCase(),
      notNull: column.notNull,
      isKey: column.primary || key.includes(column.name),
    }));
  };
  const stored = (database: DatabaseSync, table: string) =>
    database
      .prepare('SELECT name, type, "notnull" AS "notNull", pk FROM pragma_table_info(?)')
      .all(table)
      .map(({ name, type, notNull, pk }) => ({ name, type, notNull: notNull === 1, isKey: pk !== 0 }));

  for (const name of ["events", "crm"] as const) {
    for (const table of tables[name]) {
      const { name: tableName } = getTableConfig(table);
      it(`equal those of the migrations: ${tableName}`, ({ expect }) => {
        expect(declared(table)).toEqual(stored(migrated(name), tableName));
      });
    }
  }

  it("have the columns that PERSONAL_COLUMNS lists", ({ expect }) => {
    for (const [name, personal] of [
      ["events", PERSONAL_COLUMNS.EVENTS],
      ["crm", PERSONAL_COLUMNS.CRM],
    ] as const) {
      for (const [table, columns] of Object.entries(personal)) {
        const names = stored(migrated(name), table).map((column) => column.name);
        expect(names).toEqual(expect.arrayContaining([...columns]));
      }
    }
  });
});

describe("a migration of a database with rows", () => {
  it("makes the addresses of contacts the mailboxes of their comparison keys, once each", ({ expect }) => {
    const database = migrated("crm", [], "0005");
    const insert = database.prepare(
      "INSERT INTO identities (kind, value, contact_id, since) VALUES ('email', ?, ?, ?)",
    );
    const put = (address: string, name: string, day: number) => insert.run(address, name, `2026-11-0${day}`);
    put("ann+shop@x.example", "ct_tagged", 2);
    put("ann@x.example", "ct_plain", 1);
    put("a.d.a+x@googlemail.com", "ct_ada", 3);
    put("+plus@x.example", "ct_plus", 4);
    put("...@gmail.com", "ct_dots", 5);
    put("a-b_c.d@pm.me", "ct_proton", 6);
    database.exec(readFileSync(join(import.meta.dirname, "crm", "0005_mailboxes.sql"), "utf8"));
    const rows = database.prepare("SELECT kind, value, contact_id AS id, since FROM identities ORDER BY since").all();
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { kind: "mailbox", value: "ann@x.example", id: "", since: "2026-11-01" },
      { kind: "mailbox", value: "ada@gmail.com", id: "ct_ada", since: "2026-11-03" },
      { kind: "mailbox", value: "+plus@x.example", id: "ct_plus", since: "2026-11-04" },
      { kind: "mailbox", value: "...@gmail.com", id: "ct_dots", since: "2026-11-05" },
      { kind: "mailbox", value: "abcd@proton.me", id: "ct_proton", since: "2026-11-06" },
    ]);
  });

  it("gives each hold the source of the signal that began its run, or of the last signal before", ({ expect }) => {
    const database = migrated("events", [], "0006");
    const ada = contact("ada");
    const stored = [
      ["SignalReceived", { runId: "run_1", source: "website" }],
      ["PreviewHeld", { runId: "run_1" }],
      ["FollowupDue", { runId: "run_2" }],
      ["SignalReceived", { source: "crm" }],
      ["SignalReceived", { runId: "run_3", source: "mailbox" }],
    ] as const;
    let prevHash = GENESIS_HASH;
    for (const [index, [type, names]] of stored.entries()) {
      const row = eventAfter(prevHash, { streamId: ada, version: index + 1, type, names });
      prevHash = row.hash;
      database.prepare(INSERT_EVENT).run(...valuesOf(row));
    }
    for (const run of ["run_1", "run_2", "run_3", "run_lost"])
      database
        .prepare(
          "INSERT INTO holds (hold_id, stream_id, version, run_id, kind, state, action, reason, arithmetic, opened_at, expires_at, marked, shown) VALUES (?, ?, 1, ?, 'preview', 'open', 'initial', '', '', '', '', 0, '')",
        )
        .run(`hd_${run}`, ada, run);
    database.exec(readFileSync(join(import.meta.dirname, "events/0006_hold_source.sql"), "utf8"));
    const rows = database.prepare("SELECT run_id AS run, source FROM holds ORDER BY run_id").all();
    expect(rows.map((row) => [row["run"], row["source"]])).toEqual([
      ["run_1", "website"],
      ["run_2", "website"],
      ["run_3", "mailbox"],
      ["run_lost", null],
    ]);
  });

  it("gives each hold what its run's events say for the numbers, and each contact the ends of its dispatches", ({
    expect,
  }) => {
    const database = migrated("events", [], "0013");
    const ada = contact("ada");
    const stored = [
      ["SignalReceived", { runId: "run_1" }],
      ["ActionDecided", { runId: "run_1", population: "agentic", arm: "reasoning" }],
      ["LlmCalled", { runId: "run_1", tokensIn: 900, tokensOut: 20, costMicroDollars: 53 }],
      ["DraftHeld", { runId: "run_1", holdId: "hd_1", template: "initial@1", writing: { outcome: "written" } }],
      ["DraftEdited", { runId: "run_1", holdId: "hd_1" }],
      ["DispatchUncertain", { runId: "run_1" }],
      ["DispatchSucceeded", { runId: "run_1" }],
      ["DispatchFailed", { runId: "run_0" }],
    ] as const;
    let prevHash = GENESIS_HASH;
    for (const [index, [type, names]] of stored.entries()) {
      const at = `2026-11-22T12:00:0${index}.000Z`;
      const row = eventAfter(prevHash, { streamId: ada, version: index + 1, type, names, at });
      prevHash = row.hash;
      database.prepare(INSERT_EVENT).run(...valuesOf(row));
    }
    database.exec(
      "INSERT INTO holds (hold_id, stream_id, version, run_id, kind, state, action, reason, arithmetic, opened_at, expires_at, marked, shown) VALUES ('hd_1', 'ct_ada', 5, 'run_1', 'draft', 'open', 'initial', '', '', '', '', 0, '')",
    );
    database.exec("INSERT INTO contact_flags VALUES ('ct_ada', 8, 0, 0, 0, 0, 1, NULL, 0, 0)");
    database.exec(readFileSync(join(import.meta.dirname, "events/0013_numbers.sql"), "utf8"));
    expect({ ...database.prepare("SELECT * FROM holds").get() }).toMatchObject({
      began_at: "2026-11-22T12:00:00.000Z",
      population: "agentic",
      arm: "reasoning",
      template: "initial@1",
      writing: "written",
      edited: 1,
      tier: null,
      tokens: 920,
      micro_dollars: 53,
    });
    expect(database.prepare("SELECT sends FROM contact_flags").get()?.["sends"]).toBe(
      JSON.stringify({ run_0: "failed", run_1: "sent" }),
    );
  });

  it("counts the calls of models that are in the log already", ({ expect }) => {
    const database = migrated("events", [], "0007");
    const ada = contact("ada");
    const usage = { tokensIn: 900, tokensOut: 20, costMicroDollars: 53 };
    let prevHash = GENESIS_HASH;
    for (const [index, names] of [usage, { ...usage, source: "website" }, usage].entries()) {
      const type = "LlmCalled";
      const at = `2026-11-2${index === 2 ? 3 : 2}T12:00:00.000Z`;
      const row = eventAfter(prevHash, { streamId: ada, version: index + 1, type, at, names });
      prevHash = row.hash;
      database.prepare(INSERT_EVENT).run(...valuesOf(row));
    }
    database.exec(readFileSync(join(import.meta.dirname, "events/0007_model_spend.sql"), "utf8"));
    const rows = database.prepare("SELECT * FROM model_spend ORDER BY day, source").all();
    expect(rows.map((row) => Object.values(row))).toEqual([
      ["2026-11-22", "", 1, 920, 53],
      ["2026-11-22", "website", 1, 920, 53],
      ["2026-11-23", "", 1, 920, 53],
    ]);
  });
});
