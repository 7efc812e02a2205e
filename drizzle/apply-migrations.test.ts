// Tests the plan of migrations and their way through Cloudflare's API: each statement is first cut as D1 cuts it, and each request is one
// transaction of SQLite.
import { DatabaseSync } from "node:sqlite";
import { describe, it } from "vitest";
import { readMigrations } from "../local/migrations.ts";
import { FROZEN_SCHEMA } from "../schema/frozen-schema.ts";
import { type SchemaRow, schemaText, SELECT_SCHEMA } from "../schema/schema-text.ts";
import { splitAsD1 } from "../testing/cloudflare/d1-splitter.ts";
import { applyMigrations, type Migration, migrationsOf, planMigrations, type QueryD1 } from "./apply-migrations.ts";

const migrations = readMigrations();
const database = { id: "00000000-0000-4000-8000-000000000001", name: "holdpoint-events-0-staging" };

/** A request to D1: its statements, cut as D1 cuts them, are one transaction. */
function request(db: DatabaseSync, statements: readonly string[]) {
  db.exec("BEGIN");
  try {
    const results = statements.flatMap(splitAsD1).map((sql) => ({ results: db.prepare(sql).all(), success: true }));
    db.exec("COMMIT");
    return results;
  } catch (fault) {
    db.exec("ROLLBACK");
    throw fault;
  }
}

function world() {
  const db = new DatabaseSync(":memory:");
  const sent: (readonly string[])[] = [];
  const query: QueryD1 = async (id, statements) => {
    if (id !== database.id) throw new Error(`no database ${id}`);
    sent.push(statements);
    return request(db, statements);
  };
  const recorded = () =>
    db
      .prepare("SELECT name FROM d1_migrations ORDER BY id")
      .all()
      .map(({ name }) => name);
  const schema = () => schemaText(db.prepare(SELECT_SCHEMA).all() as unknown as SchemaRow[]);
  return { db, sent, query, recorded, schema };
}

const namesOf = (of: readonly Migration[]) => of.map(({ name }) => name);

describe("applyMigrations", () => {
  for (const kind of ["events", "crm"] as const) {
    const target = (query: QueryD1) => ({ query, database, migrations: migrations[kind] });

    it(`makes the frozen schema of ${kind}, with one request for each migration`, async ({ expect }) => {
      const { query, sent, recorded, schema } = world();
      const all = namesOf(migrations[kind]);
      expect(await applyMigrations(target(query))).toEqual({ isMigrated: true, applied: all });
      expect(schema()).toBe(FROZEN_SCHEMA[kind]);
      expect(recorded()).toEqual(all);
      expect(sent.length).toBe(1 + all.length);

      sent.length = 0;
      expect(await applyMigrations(target(query))).toEqual({ isMigrated: true, applied: [] });
      expect(sent.flat()).toEqual(sent.flat().filter((sql) => sql.startsWith("SELECT name")));
    });

    for (const isDone of [false, true])
      it(`ends with the same schema of ${kind} when each run is interrupted ${isDone ? "after" : "before"} a call`, async ({
        expect,
      }) => {
        const { query, recorded, schema } = world();
        const interrupted: string[][] = [];
        // The first runs reach no migration, each later one ends at the next: each call is once the one at which a run ends.
        for (let run = 0; run < 100; run += 1) {
          let left = Math.min(run, isDone ? 2 : 3);
          const failing: QueryD1 = async (id, statements) => {
            left -= 1;
            if (left >= 0) return query(id, statements);
            if (isDone) await query(id, statements);
            interrupted.push([...statements]);
            throw new Error("socket hang up");
          };
          const end = await applyMigrations(target(failing)).catch(String);
          if (typeof end !== "string") break;
          expect(end).toContain("socket hang up");
        }
        const ended = new Set(interrupted.map((statements) => statements.at(-1)));
        for (const { statements } of planMigrations([], migrations[kind]).pending)
          expect(ended).toContain(statements.at(-1));
        expect(schema()).toBe(FROZEN_SCHEMA[kind]);
        expect(recorded()).toEqual(namesOf(migrations[kind]));
      });
  }

  it("names the database and the migration that D1 refuses, of which nothing is stored", async ({ expect }) => {
    const { query, schema, recorded } = world();
    const faulty = [
      { name: "0001_one.sql", statements: ["CREATE TABLE one (id INTEGER);"] },
      { name: "0002_two.sql", statements: ["CREATE TABLE two (id INTEGER);", "CREATE TABLE one (id INTEGER);"] },
    ];
    await expect(applyMigrations({ query, database, migrations: faulty })).rejects.toThrow(
      "holdpoint-events-0-staging: the migration 0002_two.sql was not applied: table one already exists",
    );
    expect(recorded()).toEqual(["0001_one.sql"]);
    expect(schema()).not.toContain("two");
  });

  it("leaves a database as it is that a newer release migrated, and names what it does not know", async ({
    expect,
  }) => {
    const { query, db, sent } = world();
    await applyMigrations({ query, database, migrations: migrations.crm });
    db.exec("INSERT INTO d1_migrations (name) VALUES ('0999_later.sql')");
    sent.length = 0;
    const older = migrations.crm.slice(0, -1);
    expect(await applyMigrations({ query, database, migrations: older })).toEqual({
      isMigrated: false,
      reason: "newer_release",
      unknown: [migrations.crm.at(-1)?.name, "0999_later.sql"],
    });
    expect(sent.length).toBe(2);
  });

  it("applies each migration once when two runs are at work: the second one fails where both send the same", async ({
    expect,
  }) => {
    const { query, recorded, schema } = world();
    const both = { query, database, migrations: migrations.crm };
    const runs = await Promise.allSettled([applyMigrations(both), applyMigrations(both)]);
    expect(runs.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(schema()).toBe(FROZEN_SCHEMA.crm);
    expect(recorded()).toEqual(namesOf(migrations.crm));
  });
});

describe("migrationsOf", () => {
  it("says what a database lacks and changes nothing, not even a new one", async ({ expect }) => {
    const { query, db, sent } = world();
    const all = { query, database, migrations: migrations.crm };
    expect(namesOf((await migrationsOf(all)).pending)).toEqual(namesOf(migrations.crm));
    expect(db.prepare("SELECT count(*) AS count FROM sqlite_master").get()).toMatchObject({ count: 0 });

    await applyMigrations({ ...all, migrations: migrations.crm.slice(0, 3) });
    sent.length = 0;
    const { pending, unknown } = await migrationsOf(all);
    expect(namesOf(pending)).toEqual(namesOf(migrations.crm.slice(3)));
    expect(unknown).toEqual([]);
    expect(sent.flat().every((sql) => sql.startsWith("SELECT"))).toBe(true);
  });

  it("throws when the answer has no rows of names", async ({ expect }) => {
    const query: QueryD1 = async () => [{ success: true }];
    await expect(migrationsOf({ query, database, migrations: [] })).rejects.toThrow("results");
  });
});

describe("planMigrations", () => {
  it("takes the migrations in the order of their names, also one that sorts before an applied one", ({ expect }) => {
    const [one, two, three] = ["0001_a.sql", "0002_b.sql", "0003_c.sql"].map((name) => ({ name, statements: [] }));
    const { pending } = planMigrations(["0002_b.sql"], [three!, one!, two!]);
    expect(pending).toEqual([
      { name: "0001_a.sql", statements: ["INSERT INTO d1_migrations (name) VALUES ('0001_a.sql');"] },
      { name: "0003_c.sql", statements: ["INSERT INTO d1_migrations (name) VALUES ('0003_c.sql');"] },
    ]);
  });

  it("refuses a name that is more than a name", ({ expect }) => {
    const plan = () => planMigrations([], [{ name: "0001_a'); DROP TABLE events; --.sql", statements: [] }]);
    expect(plan).toThrow("is no name of a migration");
  });
});
