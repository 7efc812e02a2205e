// Tests that a log is used only with the number of databases with which it was installed.
import { applyD1Migrations, reset } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { shardOf } from "../schema/ids.ts";
import { INSERT_EVENT, valuesOf } from "../testing/event-rows.ts";
import { migrate } from "../testing/workerd/test.ts";
import { installedLog, requireInstalled, whenInstalled } from "./installation.ts";
import { chain, contact, shipment } from "../testing/rows.ts";

const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { EVENTS_0: D1Migration[] } };

// The test Worker has one EVENTS database, so the CRM database is the second shard here.
beforeEach(async () => {
  await reset();
  await migrate();
  await applyD1Migrations(env.CRM, TEST_MIGRATIONS.EVENTS_0, "second_shard_migrations");
});

/** A database as a newly started Worker has it: a new object, because the check is remembered for each database object. */
const started = (database: D1Database): D1Database =>
  new Proxy(database, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
const one = () => [started(env.EVENTS_0)];
const two = () => [started(env.EVENTS_0), started(env.CRM)];
const swapped = () => [started(env.CRM), started(env.EVENTS_0)];

const silent = new Proxy({} as D1Database, {
  get: () => () => {
    throw new Error("D1_ERROR: Network connection lost.");
  },
});

const streamIn = (shard: number) => {
  const names = Array.from({ length: 50 }, (_, n) => contact(`n${n}`));
  return names.find((id) => shardOf(id, 2) === shard) ?? contact("nobody");
};
const shipments = [0, 1].map((shard) => shipment(streamIn(shard), chain(streamIn(shard), 2)));
const streams = shipments.map(({ streamId }) => streamId);

const placeIn = (database: D1Database) =>
  database.prepare("SELECT shard, shards FROM installation").first<{ shard: number; shards: number }>();
const eventsIn = (database: D1Database) => database.prepare("SELECT count(*) AS count FROM events").first("count");
const written = async () => [await eventsIn(env.EVENTS_0), await eventsIn(env.CRM)];

describe("the number of databases", () => {
  it("is stored in each database at the first use", async ({ expect }) => {
    expect(await installedLog(two()).append(shipments)).toMatchObject({ failed: [], conflicts: [] });
    expect([await placeIn(env.EVENTS_0), await placeIn(env.CRM)]).toEqual([
      { shard: 0, shards: 2 },
      { shard: 1, shards: 2 },
    ]);
    const [first = contact("nobody")] = streams;
    expect(await installedLog(two()).read({ streamId: first })).toHaveLength(2);
  });

  it.for([
    ["fewer", two, one, "EVENTS_0 was installed as 0 of 2, and SHARDS says 1"],
    ["more", one, two, "EVENTS_0 was installed as 0 of 1, and SHARDS says 2"],
    ["the same in another order", two, swapped, "EVENTS_0 was installed as 1 of 2, and SHARDS says 2"],
  ] as const)(
    "is refused when the number becomes %s, and nothing is written",
    async ([, before, after, words], { expect }) => {
      await requireInstalled(before());
      const reason = `installation_differs: ${words}`;
      const { appended, failed } = await installedLog(after()).append(shipments);
      expect(appended).toEqual([]);
      expect(failed.flatMap(({ streamIds }) => streamIds).toSorted()).toEqual(streams.toSorted());
      expect(new Set(failed.map((one) => one.reason))).toEqual(new Set([reason]));
      expect(await written()).toEqual([0, 0]);
      await expect(installedLog(after()).read({ streamId: streamIn(0) })).rejects.toThrow(reason);
      await expect(requireInstalled(after())).rejects.toThrow(reason);
      const places = [await placeIn(env.EVENTS_0), await placeIn(env.CRM)];
      expect(places).toEqual(
        before === one ? [{ shard: 0, shards: 1 }, null] : [0, 1].map((shard) => ({ shard, shards: 2 })),
      );
    },
  );

  it("is not stored while one database does not answer", async ({ expect }) => {
    const { appended, failed } = await installedLog([started(env.EVENTS_0), silent]).append(shipments);
    expect(appended).toEqual([]);
    expect(failed).toEqual([
      { shard: 0, reason: "installation_unknown", streamIds: [streams[0]] },
      { shard: 1, reason: "Error:D1_ERROR", streamIds: [streams[1]] },
    ]);
    expect(await placeIn(env.EVENTS_0)).toBeNull();
  });

  it("does not stop the other databases while one does not answer, when it is stored already", async ({ expect }) => {
    await requireInstalled(two());
    expect(await installedLog([started(env.EVENTS_0), silent]).append(shipments)).toEqual({
      appended: [streams[0]],
      conflicts: [],
      failed: [{ shard: 1, reason: "Error:D1_ERROR", streamIds: [streams[1]] }],
    });
  });

  it("cannot be changed by hand", async ({ expect }) => {
    await requireInstalled(one());
    await env.EVENTS_0.prepare("INSERT OR REPLACE INTO installation VALUES (1, 0, 4)").run();
    expect(await placeIn(env.EVENTS_0)).toEqual({ shard: 0, shards: 1 });
    const attempts = ["UPDATE installation SET shards = 4", "DELETE FROM installation"];
    for (const sql of attempts) await expect(env.EVENTS_0.exec(sql)).rejects.toThrow("installation_fixed");
  });

  it("is read once for each database object, and not again for later appends and reads", async ({ expect }) => {
    const statements: string[] = [];
    const database = new Proxy(env.EVENTS_0, {
      get: (target, name) => {
        if (name === "prepare") return (sql: string) => (statements.push(sql), target.prepare(sql));
        const value: unknown = Reflect.get(target, name);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
    const log = installedLog([database]);
    await log.append(shipments);
    statements.length = 0;
    await log.append(shipments);
    await log.read({ streamId: streamIn(0) });
    expect(statements.filter((sql) => sql.includes("installation"))).toEqual([]);
  });

  it("is checked before every read of an object that `whenInstalled` wraps", async ({ expect }) => {
    await requireInstalled(one());
    const reads = { count: async (of: string) => `${of}: 3` };
    expect(await whenInstalled(one(), reads).count("holds")).toBe("holds: 3");
    await expect(whenInstalled(two(), reads).count("holds")).rejects.toThrow("installation_differs");
  });
});

it("the number of databases is 1 for a log that is older than the table", async ({ expect }) => {
  const older = TEST_MIGRATIONS.EVENTS_0.filter(({ name }) => !name.includes("installation"));
  await reset();
  await applyD1Migrations(env.EVENTS_0, older);
  const [row] = chain(contact("ada"), 1);
  await env.EVENTS_0.prepare(INSERT_EVENT)
    .bind(...valuesOf(row!))
    .run();
  await applyD1Migrations(env.EVENTS_0, TEST_MIGRATIONS.EVENTS_0);
  expect(await placeIn(env.EVENTS_0)).toEqual({ shard: 0, shards: 1 });
});
