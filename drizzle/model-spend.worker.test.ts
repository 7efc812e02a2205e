// Tests the count of model calls in D1: the contract of the port, and the restoring of a count that was changed by hand.
import { applyD1Migrations } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { d1ModelSpend, restoreSpend } from "./model-spend.ts";
import { modelSpendContract } from "../testing/contracts/model-spend.ts";
import { contact, eventAfter, shipment } from "../testing/rows.ts";

// The test Worker has one EVENTS database, so the CRM database is the second shard here.
beforeAll(async () => {
  const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { EVENTS_0: D1Migration[] } };
  await applyD1Migrations(env.CRM, TEST_MIGRATIONS.EVENTS_0, "second_shard_migrations");
});

modelSpendContract({
  name: "the count in D1",
  make: (shards) => {
    const databases = [env.EVENTS_0, env.CRM].slice(0, shards);
    return { log: d1EventLog(databases), spend: d1ModelSpend(databases) };
  },
});

it("reading the count throws when a database does not answer", async ({ expect }) => {
  const dead = { prepare: () => ({ bind: () => ({ all: () => Promise.reject(new Error("D1_ERROR")) }) }) };
  await expect(d1ModelSpend([env.EVENTS_0, dead as unknown as D1Database]).read("2026-11-22")).rejects.toThrow();
});

describe("the table model_spend", () => {
  const EVENTS = env.EVENTS_0;
  const dump = async () => (await EVENTS.prepare("SELECT * FROM model_spend ORDER BY day, source").all()).results;

  it("is restored from the log after it was changed by hand", async ({ expect }) => {
    const streamId = contact("recounted");
    const names = { source: "website", tokensIn: 10, tokensOut: 2, costMicroDollars: 5 };
    const at = "2026-12-24T08:00:00.000Z";
    const first = eventAfter(GENESIS_HASH, { streamId, version: 1, type: "LlmCalled", at, names });
    const names2 = { ...names, source: "mailbox" };
    const second = eventAfter(first.hash, { streamId, version: 2, type: "LlmCalled", at, names: names2 });
    await d1EventLog([EVENTS]).append([shipment(streamId, [first, second])]);
    const before = await dump();
    expect(await restoreSpend(EVENTS)).toEqual({ changed: 0, removed: 0 });

    await EVENTS.batch([
      EVENTS.prepare("UPDATE model_spend SET tokens = 0 WHERE day = '2026-12-24' AND source = 'website'"),
      EVENTS.prepare("DELETE FROM model_spend WHERE day = '2026-12-24' AND source = 'mailbox'"),
      EVENTS.prepare("INSERT INTO model_spend VALUES ('2026-12-25', 'website', 1, 1, 1)"),
    ]);
    expect(await restoreSpend(EVENTS)).toEqual({ changed: 2, removed: 1 });
    expect(await dump()).toEqual(before);
  });

  it("counts an event whose body lacks fields as 0, and its trigger does not refuse the event", async ({ expect }) => {
    const streamId = contact("says_nothing");
    const odd = eventAfter(GENESIS_HASH, { streamId, version: 1, type: "LlmCalled", names: { tokensIn: null } });
    expect((await d1EventLog([EVENTS]).append([shipment(streamId, [odd])])).appended).toEqual([streamId]);
    expect(await restoreSpend(EVENTS)).toEqual({ changed: 0, removed: 0 });
  });
});
