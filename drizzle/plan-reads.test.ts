// Tests the list of all plans: newest first over two databases, by its filters, each with its index, and what became of each run.
import { describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { HoldId, RunId, shardOf } from "../schema/ids.ts";
import { becameOf } from "../schema/planned-run.ts";
import { SCRIPTED_PLAN } from "../schema/shown-plan.ts";
import type { HoldRow, RunRow } from "../schema/shipment.ts";
import { sqliteD1 } from "../simulator/sqlite-d1.ts";
import { contact, eventAfter, flagsRow, holdRow, runRow, shipment } from "../testing/rows.ts";
import { d1EventLog } from "./d1-event-log.ts";
import type { PlanKey, PlansQuery } from "./desk-queries.ts";
import { planReads } from "./plan-reads.ts";

const at = (minute: number): string => new Date(Date.parse("2026-11-29T03:00:00.000Z") + minute * 60_000).toISOString();
const shownPlan = JSON.stringify({ ...SCRIPTED_PLAN, source: "llm:peer@1", reason: "plan_kept" });
const asked = { shownPlan, plan: "usable", planArm: "reasoning", compared: "agrees" } as const;

const RUNS: readonly Partial<RunRow>[] = [
  {},
  { ...asked, skipReason: "not_now", compared: "differs" },
  { ...asked, planArm: "shadow" },
  { ...asked, plan: "fallback", compared: "no_plan" },
  { ...asked, planArm: "shadow", skipReason: "no_need", compared: "differs" },
  { plan: "usable" },
];

/** A log with one run of each row, of contacts in both databases. */
async function aLog(rows: readonly Partial<RunRow>[] = RUNS, holds: readonly Partial<HoldRow>[] = [], sends = "{}") {
  const databases = [sqliteD1("events").database, sqliteD1("events").database];
  const shipments = rows.map((of, index) => {
    const streamId = contact(`contact_${index}`);
    const event = eventAfter(GENESIS_HASH, { streamId, version: 1, at: at(index) });
    const run = runRow(String(index), { streamId, version: 1, beganAt: at(index), ...of });
    const own = index === 0 ? holds.map((hold, place) => holdRow(`hold_${place}`, { streamId, ...hold })) : [];
    return shipment(streamId, [event], { runs: [run], holds: own, contact: flagsRow(streamId, { sends }) });
  });
  const report = await d1EventLog(databases).append(shipments);
  if (report.failed.length > 0) throw new Error(JSON.stringify(report));
  return { databases, reads: planReads(databases) };
}

async function listed(reads: ReturnType<typeof planReads>, query: Omit<PlansQuery, "limit"> = {}, limit = 100) {
  const found: string[] = [];
  let after: PlanKey | undefined;
  do {
    const page = await reads.plans({ ...query, limit, ...(after ? { after } : {}) });
    if (page.rows.length > limit) throw new Error("the page is too long");
    found.push(...page.rows.map(({ runId }) => runId.slice("run_".length)));
    after = page.next ?? undefined;
  } while (after);
  return found.join(" ");
}

describe("the plans of all runs", () => {
  it.for([1, 2, 4, 100])("are listed newest first over both databases, in pages of %i", async (limit, { expect }) => {
    expect(new Set(RUNS.map((_, index) => shardOf(contact(`contact_${index}`), 2))).size).toBe(2);
    const { reads } = await aLog();
    expect(await listed(reads, {}, limit)).toBe("5 4 3 2 1 0");
  });

  it.for([
    [{ arm: "scripted" }, "0"],
    [{ arm: "reasoning" }, "3 1"],
    [{ arm: "shadow" }, "4 2"],
    [{ compared: "differs" }, "4 1"],
    [{ compared: "no_plan" }, "3"],
    [{ compared: "agrees" }, "2"],
    [{ skipReason: "not_now" }, "1"],
    [{ skipReason: "not_now", arm: "shadow" }, ""],
    [{ compared: "differs", arm: "shadow" }, "4"],
  ] as const)("are listed by %o", async ([query, runs], { expect }) => {
    const { reads } = await aLog();
    expect(await listed(reads, query, 1)).toBe(runs);
  });

  it("are found by the key of the table and by the index of each filter", async ({ expect }) => {
    const { databases } = await aLog([]);
    const planOf = async (where: string): Promise<string> => {
      const sql = `EXPLAIN QUERY PLAN SELECT * FROM runs WHERE ${where} ORDER BY began_at DESC, run_id DESC LIMIT 9`;
      return (await databases[0]!.prepare(sql).all<{ detail: string }>()).results.map(({ detail }) => detail).join();
    };
    expect(await planOf("(began_at, run_id) < ('z', 'z')")).toMatch(/^SEARCH runs USING PRIMARY KEY/);
    for (const [where, index] of [
      ["plan_arm = ?1", "runs_plan_arm"],
      ["skip_reason = ?1", "runs_skip_reason"],
      ["compared = ?1 AND compared <> 'agrees'", "runs_compared"],
    ] as const)
      expect(await planOf(where)).toMatch(new RegExp(`^SEARCH runs USING (COVERING )?INDEX ${index} [^,]*$`));
  });

  it("say what became of the run: its holds, and how it was sent", async ({ expect }) => {
    const ids = { previewId: HoldId.parse("hd_hold_0"), draftHoldId: HoldId.parse("hd_hold_1") };
    const became = async (holds: readonly Partial<HoldRow>[], of: Partial<RunRow> = {}, sends = "{}") => {
      const { reads } = await aLog([{ ...ids, ...of }], holds, sends);
      const [row] = (await reads.plans({ limit: 1 })).rows;
      return row && becameOf(row);
    };
    const [open, confirmed, approved] = [{ state: "open" }, { state: "confirmed" }, { state: "approved" }] as const;
    expect(await became([open])).toBe("preview_open");
    expect(await became([confirmed])).toBe("drafting");
    expect(await became([confirmed], { hits: '["replied"]' })).toBe("vetoed");
    expect(await became([confirmed, open])).toBe("draft_open");
    expect(await became([confirmed, { state: "rejected" }])).toBe("rejected");
    expect(await became([confirmed, approved])).toBe("released");
    expect(await became([confirmed, approved], {}, '{"run_0":"uncertain"}')).toBe("uncertain");
    expect(await became([confirmed, approved], {}, "{")).toBe("released");
    expect(await became([{ state: "expired" }])).toBe("expired");
    expect(await became([], { previewId: null, draftHoldId: null, hits: '["bounced"]' })).toBe("vetoed");
    expect(await became([], { previewId: null, action: "skip", reason: "too_soon" })).toBe("skipped");
    expect(await became([], { previewId: null })).toBe("ended");
  });

  it("name a row that was changed by hand, and list the others", async ({ expect }) => {
    const { reads, databases } = await aLog();
    for (const database of databases)
      await database.prepare(`UPDATE runs SET shown_plan = '{"arm":"all"}' WHERE run_id = 'run_2'`).run();
    expect(await listed(reads)).toBe("5 4 3 1 0");
    const { faults } = await reads.plans({ limit: 100 });
    expect(faults).toMatchObject([{ table: "runs", id: RunId.parse("run_2"), field: "shownPlan:custom" }]);
  });
});
