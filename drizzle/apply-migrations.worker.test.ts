// Tests on D1 in workerd that the requests with which a deployment migrates make the frozen schema.
import { reset } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { FROZEN_SCHEMA } from "../schema/frozen-schema.ts";
import { type SchemaRow, schemaText, SELECT_SCHEMA } from "../schema/schema-text.ts";
import { splitAsD1 } from "../testing/cloudflare/d1-splitter.ts";
import { applyMigrations, migrationsOf } from "./apply-migrations.ts";

const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { EVENTS_0: D1Migration[]; CRM: D1Migration[] } };

it("a deployment makes the frozen schema in D1, each statement cut as D1 cuts it", async ({ expect }) => {
  await reset();
  for (const [kind, db, files] of [
    ["events", env.EVENTS_0, TEST_MIGRATIONS.EVENTS_0],
    ["crm", env.CRM, TEST_MIGRATIONS.CRM],
  ] as const) {
    const target = {
      query: (_id: string, statements: readonly string[]) =>
        db.batch(statements.flatMap(splitAsD1).map((sql) => db.prepare(sql))),
      database: { id: kind, name: kind },
      migrations: files.map(({ name, queries }) => ({
        name,
        statements: queries.map((sql) => sql.replaceAll(/^--.*\n/gm, "").trim()),
      })),
    };
    expect(await applyMigrations(target)).toEqual({ isMigrated: true, applied: files.map(({ name }) => name) });
    expect(schemaText((await db.prepare(SELECT_SCHEMA).all<SchemaRow>()).results)).toBe(FROZEN_SCHEMA[kind]);
    expect(await migrationsOf(target)).toEqual({ pending: [], unknown: [] });
  }
});
