// Tests the `plan_comparisons` rows that the database's trigger writes for shadow plans: they agree with `actionUnderPlan`, and
// the desk reads them in pages.
import { describe, it } from "vitest";
import { comparisonRows } from "../domain/contact/rows.ts";
import { GENESIS_HASH, type StoredEvent } from "../schema/events.ts";
import { type ContactId, runIdOf, shardOf } from "../schema/ids.ts";
import { PlanStage } from "../schema/lists.ts";
import { wholeForm } from "../schema/stored-form.ts";
import type { EventRow, PlanComparisonRow } from "../schema/shipment.ts";
import { actionUnderPlan } from "../schema/task-plan.ts";
import { sqliteD1 } from "../simulator/sqlite-d1.ts";
import { comparisonReads } from "./comparison-reads.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { contact, eventAfter, shipment } from "../testing/rows.ts";

interface Planned {
  readonly stages: readonly PlanStage[];
  readonly arm?: "shadow" | "reasoning";
  readonly fallback?: boolean;
  readonly action?: "initial" | "skip";
  /** An event between the plan and the decision. */
  readonly between?: "SafetyVetoed";
  readonly at?: string;
}

/** The events of one run: the plan and the decision. */
function events(name: string, { stages, arm = "shadow", fallback = false, between, ...of }: Planned): EventRow[] {
  const streamId = contact(name);
  const runId = runIdOf(streamId, "sg_1");
  const { action = "initial", at = "2026-11-20T09:00:00.000Z" } = of;
  const decided = { runId, action, reason: action === "skip" ? "too_soon" : "first_contact" };
  const events: EventRow[] = [];
  const add = (type: string, names: object) =>
    events.push(
      eventAfter(events.at(-1)?.hash ?? GENESIS_HASH, { streamId, version: events.length + 1, type, at, names }),
    );
  add("PlanProposed", { runId, arm, stages, fallback });
  if (between) add(between, { runId });
  add("ActionDecided", decided);
  return events;
}

/** A log in `count` databases, and the desk's reads of it. */
async function aLog(count: number, ...streams: readonly EventRow[][]) {
  const databases = Array.from({ length: count }, () => sqliteD1("events").database);
  const report = await d1EventLog(databases).append(
    streams.map((rows) => shipment(rows[0]?.streamId as ContactId, rows)),
  );
  if (report.failed.length + report.conflicts.length > 0) throw new Error(JSON.stringify(report));
  return { databases, ...comparisonReads(databases) };
}

const subsets = <T>(all: readonly T[]): T[][] =>
  all.reduce<T[][]>((sets, one) => [...sets, ...sets.map((set) => [...set, one])], [[]]);

const fieldsOf = ({ runId, result, version }: PlanComparisonRow) => ({ runId, result, version });

/** The event of a sample row, which is no event that the parser knows. */
const eventIn = (row: EventRow): StoredEvent => wholeForm(JSON.parse(row.body), row) as StoredEvent;

describe("a comparison", () => {
  it("agrees with `actionUnderPlan` for every plan and both kinds of decision", async ({ expect }) => {
    const cases = subsets(PlanStage.options).flatMap((stages) =>
      ([true, false] as const).flatMap((fallback) =>
        (["initial", "skip"] as const).map((action) => ({ stages, fallback, action })),
      ),
    );
    const streams = cases.map((planned, index) => events(`case_${index}`, planned));
    const { planComparisons } = await aLog(1, ...streams);
    const { rows } = await planComparisons({ limit: 1_000 });
    expect(rows).toHaveLength(cases.length);
    const found = new Map(rows.map((row) => [row.streamId, row]));
    for (const [index, { stages, fallback, action }] of cases.entries()) {
      const reason = action === "skip" ? "too_soon" : "first_contact";
      const under = actionUnderPlan({ stages, fallback }, { action, reason });
      const result = fallback ? "no_plan" : under.action === action ? "agrees" : "differs";
      const streamId = contact(`case_${index}`);
      expect(found.get(streamId), JSON.stringify(cases[index])).toMatchObject({ result, action, reason, version: 2 });
      // A rebuild and `verify` derive the same row from the same events.
      const own = (streams[index] ?? []).map(eventIn);
      expect(comparisonRows(streamId, own)).toEqual([found.get(streamId)]);
    }
  });

  it.for([
    ["for a plan that decides", { stages: ["skip"], arm: "reasoning" }],
    ["when a veto is between plan and decision", { stages: ["skip"], between: "SafetyVetoed" }],
  ] as const)("does not exist %s", async ([, planned], { expect }) => {
    const stream = events("ada", planned);
    const { planComparisons } = await aLog(1, stream);
    expect((await planComparisons({ limit: 10 })).rows).toEqual([]);
    expect(comparisonRows(contact("ada"), stream.map(eventIn))).toEqual([]);
  });

  it("is written once when its events are appended twice", async ({ expect }) => {
    const stream = events("ada", { stages: ["skip"] });
    const { databases, planComparisons } = await aLog(1, stream);
    await d1EventLog(databases).append([shipment(contact("ada"), stream)]);
    expect((await planComparisons({ limit: 10 })).rows).toHaveLength(1);
  });
});

describe.for([1, 4])("the comparisons of a log in %i databases", (count) => {
  const day = (number: number) => `2026-11-${10 + number}T09:00:00.000Z`;
  const names = Array.from({ length: 12 }, (_, index) => `ct${index}`);
  const log = () =>
    aLog(
      count,
      ...names.map((name, index) =>
        events(name, {
          stages: index % 3 === 0 ? ["skip"] : ["qualify", "compose"],
          fallback: index === 1,
          // Three comparisons per day have the same time and differ only by their run ids.
          at: day(Math.floor(index / 3)),
        }),
      ),
    );

  it("are spread over all databases", ({ expect }) => {
    expect(new Set(names.map((name) => shardOf(contact(name), count))).size).toBe(count);
  });

  it("are listed newest first, in pages, and filtered by result", async ({ expect }) => {
    const { planComparisons } = await log();
    const all = (await planComparisons({ limit: 100 })).rows;
    expect(all.map(({ at }) => at)).toEqual([3, 3, 3, 2, 2, 2, 1, 1, 1, 0, 0, 0].map(day));
    const paged: PlanComparisonRow[] = [];
    let page = await planComparisons({ limit: 5 });
    for (paged.push(...page.rows); page.next !== null; paged.push(...page.rows))
      page = await planComparisons({ limit: 5, after: page.next });
    expect(paged.map(fieldsOf)).toEqual(all.map(fieldsOf));
    const differing = (await planComparisons({ result: "differs", limit: 100 })).rows;
    expect(differing.map(({ streamId }) => streamId)).toEqual([9, 6, 3, 0].map((index) => contact(`ct${index}`)));
  });

  it("are counted by day, newest first, from a given day", async ({ expect }) => {
    const { comparedDays } = await log();
    expect(await comparedDays("2026-11-10")).toEqual([
      { day: "2026-11-13", agrees: 2, differs: 1, noPlan: 0 },
      { day: "2026-11-12", agrees: 2, differs: 1, noPlan: 0 },
      { day: "2026-11-11", agrees: 2, differs: 1, noPlan: 0 },
      { day: "2026-11-10", agrees: 1, differs: 1, noPlan: 1 },
    ]);
    expect(await comparedDays("2026-11-13")).toHaveLength(1);
  });
});
