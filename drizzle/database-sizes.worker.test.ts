// Tests the sizes of the databases in D1: they are the numbers of the database itself, and one that does not answer hides no other.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { DATABASE_BYTES } from "../schema/database-size.ts";
import { migrate } from "../testing/workerd/test.ts";
import { databaseSizes } from "./database-sizes.ts";

/** A database that does not answer. */
const silent = {
  prepare: () => ({ run: () => Promise.reject(new Error("D1_ERROR: no answer")) }),
} as unknown as D1Database;

it("are those that the databases say, and grow with what is stored", async ({ expect }) => {
  await migrate();
  const before = await databaseSizes([env.EVENTS_0], env.CRM);
  expect(before.map(({ name }) => name)).toEqual(["EVENTS_0", "CRM"]);
  const [events, crm] = before.map(({ bytes }) => bytes ?? 0);
  // Whole pages of SQLite.
  expect([(events ?? 1) % 4_096, (crm ?? 1) % 4_096]).toEqual([0, 0]);
  expect(Math.min(events ?? 0, crm ?? 0)).toBeGreaterThan(20_000);
  await env.CRM.prepare("CREATE TABLE large AS SELECT zeroblob(1500000) AS filler").run();
  const after = await databaseSizes([env.EVENTS_0], env.CRM);
  expect(after[0]).toEqual(before[0]);
  expect((after[1]?.bytes ?? 0) - (crm ?? 0)).toBeGreaterThanOrEqual(1_500_000);
  expect(after[1]?.share).toBe(Math.floor((10_000 * (after[1]?.bytes ?? 0)) / DATABASE_BYTES) / 10_000);
});

it("are unknown for a database that does not answer, and known for the others", async ({ expect }) => {
  expect(await databaseSizes([env.EVENTS_0, silent], env.CRM)).toEqual([
    { name: "EVENTS_0", bytes: expect.any(Number), share: expect.any(Number) },
    { name: "EVENTS_1", bytes: null, share: null },
    { name: "CRM", bytes: expect.any(Number), share: expect.any(Number) },
  ]);
  expect((await databaseSizes([silent], silent)).map(({ bytes }) => bytes)).toEqual([null, null]);
});
