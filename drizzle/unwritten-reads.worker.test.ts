// Tests the lists of runs that ended without a message and of those that wait too long, in D1: over two databases, by reason and by contact, in pages; and
// what they cost.
import { applyD1Migrations } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { beforeAll, describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { ContactId, RunId } from "../schema/ids.ts";
import type { Shipment, UnderWayRow } from "../schema/shipment.ts";
import { counting } from "../testing/workerd/counting.ts";
import { underWayReads } from "./under-way-reads.ts";
import type { UnwrittenReason } from "../schema/lists.ts";
import { ada, eventAfter, grace, shipment, underWayRow, unwrittenRow } from "../testing/rows.ts";
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

  it("have what the plan says where the plan is the reason, found by one search of the contact's events", async ({
    expect,
  }) => {
    const streamId = ContactId.parse("ct_planned");
    const runId = RunId.parse("run_planned");
    const of = { streamId, at: at(40) };
    const plan = { type: "PlanProposed", names: { runId, skipReason: "not_now", until: "2027-01-11" } };
    const other = { type: "PlanProposed", names: { runId: "run_other", skipReason: "no_need" } };
    const first = eventAfter(GENESIS_HASH, { ...of, version: 1, ...plan });
    const second = eventAfter(first.hash, { ...of, version: 2, ...other });
    const third = eventAfter(second.hash, { ...of, version: 3 });
    const row = unwrittenRow("planned", { streamId, endedAt: at(40), reason: "plan_skip", version: 3 });
    await d1EventLog([env.EVENTS_0]).append([shipment(streamId, [first, second, third], { unwritten: [row] })]);
    const { rows } = await reads().unwrittenRuns({ limit: 9, contactIds: [streamId] });
    expect(rows).toEqual([{ ...row, skipReason: "not_now", skipUntil: "2027-01-11" }]);
    expect((await reads().unwrittenRuns({ limit: 1, contactIds: [ada] })).rows).toMatchObject([{ skipReason: null }]);
    const sql =
      "EXPLAIN QUERY PLAN SELECT body FROM events WHERE stream_id = 'a' AND version < 9 AND type = 'PlanProposed' ORDER BY version DESC LIMIT 1";
    const plans = (await env.EVENTS_0.prepare(sql).all<{ detail: string }>()).results.map(({ detail }) => detail);
    expect(plans).toEqual(["SEARCH events USING PRIMARY KEY (stream_id=? AND version<?)"]);
  });

  it("name a row that was changed by hand, and list the others", async ({ expect }) => {
    await env.EVENTS_0.prepare("UPDATE unwritten_runs SET reason = 'because' WHERE run_id = 'run_2'").run();
    const { rows, faults } = await reads().unwrittenRuns({ limit: 100, contactIds: [ada] });
    expect(rows.map(({ runId }) => runId)).toEqual([ids[4], ids[0]]);
    expect(faults).toMatchObject([{ table: "unwritten_runs", id: "run_2", field: "reason:invalid_value" }]);
  });
});

describe("the runs under way", () => {
  const hedy = ContactId.parse("ct_hedy");
  const lists = () => underWayReads(both());
  const append = async (...shipments: readonly Shipment[]) => {
    const { database, counts } = counting(env.EVENTS_0);
    await d1EventLog([database]).append(shipments);
    return counts.rows;
  };
  const eventOf = (version: number, prev: string, of: object = {}) =>
    eventAfter(prev, { streamId: hedy, version, at: at(version), ...of });
  const first = eventOf(1, GENESIS_HASH);
  const call = { type: "LlmCalled", names: { runId: "run_hedy", outcome: "timeout" } };
  const second = eventOf(2, first.hash, call);
  const third = eventOf(3, second.hash);
  const row = (of: Partial<UnderWayRow> = {}) =>
    underWayRow("hedy", { streamId: hedy, beganAt: at(0), version: 2, stepVersion: 1, ...of });
  const moved = (version: number) => [{ beganAt: at(0), runId: row().runId, version }];
  const listed = async () => (await lists().runsUnderWay({ limit: 9 })).rows;

  it("cost one row that waits, one that moves on, and none that goes its way", async ({ expect }) => {
    const none = { moved: moved(1) };
    // Two events, and the count of the call.
    expect(await append(shipment(hedy, [first, second], none))).toEqual([3, 0]);
    expect(await append(shipment(hedy, [], { underWay: [row()] }))).toEqual([1]);
    expect(await append(shipment(hedy, [], { underWay: [row()] }))).toEqual([0]);
    expect(await listed()).toEqual([{ ...row(), modelOutcome: "timeout" }]);
    // The object was evicted and ships everything again: its step is the same.
    expect(await append(shipment(hedy, [first, second], none))).toEqual([0, 0]);
    expect(await append(shipment(hedy, [third], { moved: moved(3) }))).toEqual([1, 1]);
    expect(await listed()).toEqual([]);
  });

  it("take no row that was made before the log's last event of the contact", async ({ expect }) => {
    expect(await append(shipment(hedy, [], { underWay: [row()] }))).toEqual([0]);
    expect(await listed()).toEqual([]);
  });

  it("are listed by when they began, in pages over all databases, by the key of the table", async ({ expect }) => {
    const of = (index: number): UnderWayRow =>
      underWayRow(String(index), { streamId: index % 2 ? grace : ada, beganAt: at(index), version: 9 });
    for (const index of [3, 1, 2, 0])
      await d1EventLog([both()[index % 2]!]).append([shipment(of(index).streamId, [], { underWay: [of(index)] })]);
    const { rows, next } = await lists().runsUnderWay({ limit: 3 });
    expect(rows.map(({ runId }) => runId)).toEqual(["run_0", "run_1", "run_2"]);
    const rest = await lists().runsUnderWay({ limit: 3, after: next! });
    expect([rest.rows.map(({ runId }) => runId), rest.next]).toEqual([["run_3"], null]);
    const sql =
      "EXPLAIN QUERY PLAN SELECT * FROM runs_under_way WHERE (began_at, run_id) > ('a', 'a') ORDER BY began_at, run_id LIMIT 9";
    const [plan] = (await env.EVENTS_0.prepare(sql).all<{ detail: string }>()).results;
    expect(plan?.detail).toMatch(/^SEARCH runs_under_way USING PRIMARY KEY/);
  });

  it("name a row that was changed by hand, and list the others", async ({ expect }) => {
    await env.EVENTS_0.prepare("UPDATE runs_under_way SET step = 'nothing' WHERE run_id = 'run_2'").run();
    const { rows, faults } = await lists().runsUnderWay({ limit: 9 });
    expect(rows).toHaveLength(3);
    expect(faults).toMatchObject([{ table: "runs_under_way", id: "run_2", field: "step:invalid_value" }]);
  });
});
