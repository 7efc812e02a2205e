// Tests the list of runs that ended without a message, in D1: newest first over two databases, by reason and by contact, in pages; and what it costs.
import { applyD1Migrations } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { RunId } from "../schema/ids.ts";
import type { UnwrittenReason } from "../schema/lists.ts";
import { ada, eventAfter, grace, shipment, unwrittenRow } from "../testing/rows.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { unwrittenReads } from "./unwritten-reads.ts";

const at = (minute: number): string => new Date(Date.parse("2026-11-29T03:00:00.000Z") + minute * 60_000).toISOString();
const both = () => [env.EVENTS_0, env.CRM];
const reads = () => unwrittenReads(both());

const REASONS: readonly UnwrittenReason[] = ["too_soon", "expired", "too_soon", "rejected", "failed", "too_soon"];
const ids = REASONS.map((_, index) => RunId.parse(`run_${index}`));

async function pages(query: Omit<Parameters<ReturnType<typeof reads>["unwrittenRuns"]>[0], "limit">, limit = 100) {
  const found: (readonly string[])[] = [];
  let after: { readonly endedAt: string; readonly runId: RunId } | undefined;
  do {
    const page = await reads().unwrittenRuns({ ...query, limit, ...(after ? { after } : {}) });
    found.push(page.rows.map(({ runId }) => runId));
    after = page.next ?? undefined;
  } while (after);
  return found;
}

// The test Worker has one EVENTS database, so the CRM database is the second shard here.
beforeAll(async () => {
  const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: { EVENTS_0: D1Migration[] } };
  await applyD1Migrations(env.CRM, TEST_MIGRATIONS.EVENTS_0, "second_shard_migrations");
  for (const [shard, streamId] of [ada, grace].entries()) {
    const own = REASONS.flatMap((reason, index) => (index % 2 === shard ? [{ reason, index }] : []));
    const events = own.reduce(
      (made, { index }) => [
        ...made,
        eventAfter(made.at(-1)?.hash ?? GENESIS_HASH, { streamId, version: made.length + 1, at: at(index) }),
      ],
      [] as ReturnType<typeof eventAfter>[],
    );
    const unwritten = own.map(({ reason, index }, place) =>
      unwrittenRow(String(index), { streamId, endedAt: at(index), reason, version: place + 1 }),
    );
    await d1EventLog([both()[shard]!]).append([shipment(streamId, events, { unwritten })]);
  }
});

describe("the runs that were not written", () => {
  it.for([1, 2, 4, 100])("are listed newest first, in pages of %i", async (limit, { expect }) => {
    const found = await pages({}, limit);
    expect(found.flat()).toEqual(ids.toReversed());
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThanOrEqual(limit);
  });

  it("are listed by reason, by contact, and by both", async ({ expect }) => {
    expect((await pages({ reason: "too_soon" }, 2)).flat()).toEqual([ids[5], ids[2], ids[0]]);
    expect((await pages({ reason: "bounced" })).flat()).toEqual([]);
    expect((await pages({ contactIds: [ada] }, 1)).flat()).toEqual([ids[4], ids[2], ids[0]]);
    expect((await pages({ contactIds: [grace], reason: "too_soon" })).flat()).toEqual([ids[5]]);
    expect((await pages({ contactIds: [] })).flat()).toEqual([]);
  });

  it("are found by the key of the table and by the index of reasons", async ({ expect }) => {
    const planOf = async (where: string): Promise<string> => {
      const sql = `EXPLAIN QUERY PLAN SELECT * FROM unwritten_runs WHERE ${where} ORDER BY ended_at DESC, run_id DESC LIMIT 9`;
      return (await env.EVENTS_0.prepare(sql).all<{ detail: string }>()).results.map(({ detail }) => detail).join();
    };
    expect(await planOf("(ended_at, run_id) < ('z', 'z')")).toMatch(/^SEARCH unwritten_runs USING PRIMARY KEY/);
    expect(await planOf("(ended_at, run_id) < ('z', 'z') AND reason = 'expired'")).toMatch(/unwritten_runs_reason/);
  });

  it("name a row that was changed by hand, and list the others", async ({ expect }) => {
    await env.EVENTS_0.prepare("UPDATE unwritten_runs SET reason = 'because' WHERE run_id = 'run_2'").run();
    const { rows, faults } = await reads().unwrittenRuns({ limit: 100, contactIds: [ada] });
    expect(rows.map(({ runId }) => runId)).toEqual([ids[4], ids[0]]);
    expect(faults).toMatchObject([{ table: "unwritten_runs", id: "run_2", field: "reason:invalid_value" }]);
  });
});
