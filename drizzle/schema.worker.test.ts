// Tests that the migrated D1 databases of the test Worker have the frozen schema.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { FROZEN_SCHEMA } from "../schema/frozen-schema.ts";
import { type SchemaRow, schemaText, SELECT_SCHEMA } from "../schema/schema-text.ts";

const textOf = async (database: D1Database) =>
  schemaText((await database.prepare(SELECT_SCHEMA).all<SchemaRow>()).results);

it("the schema in D1 equals the frozen schema", async ({ expect }) => {
  expect(await textOf(env.EVENTS_0)).toBe(FROZEN_SCHEMA.events);
  expect(await textOf(env.CRM)).toBe(FROZEN_SCHEMA.crm);
});
