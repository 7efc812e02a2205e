// Tests the parsing of a model's reply as a plan: unknown stages are dropped, and an unusable reply gives the scripted path.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { PlanSkipReason, PlanStage } from "../../schema/lists.ts";
import { DROPPED_LISTED, hasNoMessage, TaskPlan } from "../../schema/task-plan.ts";
import { repairTaskPlan } from "./repair-task-plan.ts";

const reply = (stages: unknown): string => JSON.stringify({ stages });

describe("a reply", () => {
  it("is kept unchanged when it has only words of the vocabulary", ({ expect }) => {
    expect(repairTaskPlan(reply(["analyze_opportunity", "qualify", "compose"]))).toEqual({
      stages: ["analyze_opportunity", "qualify", "compose"],
      proposed: 3,
      dropped: [],
      fallback: false,
      reason: "plan_kept",
    });
  });

  it("loses unknown words and repeats, and counts them without quoting them", ({ expect }) => {
    expect(
      repairTaskPlan(reply(["compose", "send to ada@engine.example", "compose", 7, "qualify", "Qualify"])),
    ).toEqual({
      stages: ["compose", "qualify"],
      proposed: 6,
      dropped: ["unknown", "duplicate:compose", "not_a_word", "unknown"],
      fallback: false,
      reason: "plan_repaired",
    });
  });

  it("has all its stages counted, and the first of many dropped ones listed", ({ expect }) => {
    const plan = repairTaskPlan(reply(["compose", 7, ...Array<string>(DROPPED_LISTED).fill("send")]));
    expect(plan).toMatchObject({ stages: ["compose"], proposed: DROPPED_LISTED + 2, reason: "plan_repaired" });
    expect(plan.dropped).toEqual(["not_a_word", ...Array<string>(DROPPED_LISTED - 1).fill("unknown")]);
    expect(TaskPlan.parse(plan)).toEqual(plan);
  });

  it.for([
    ["nothing of the vocabulary", reply(["approve", null]), "plan_empty", 2],
    ["no stages", reply([]), "plan_empty", 0],
    ["another field", '{"plan":["compose"]}', "plan_unreadable", 0],
    ["a bare list", '["compose"]', "plan_unreadable", 0],
    ["words around the JSON", 'Here: {"stages":["compose"]}', "plan_unreadable", 0],
    ["a code fence around the JSON", '```json\n{"stages":["compose"]}\n```', "plan_unreadable", 0],
    ["two objects", '{"stages":["skip"]}{"stages":["compose"]}', "plan_unreadable", 0],
    ["nothing", "", "plan_unreadable", 0],
    ["a stack of brackets", "[".repeat(100_000), "plan_unreadable", 0],
  ] as const)("with %s gives the scripted path", ([, text, reason, proposed], { expect }) => {
    expect(repairTaskPlan(text)).toMatchObject({ stages: [], fallback: true, reason, proposed });
  });

  it("becomes a valid plan for any text, of the corpus and generated", ({ expect }) => {
    const rows = corpusRows("llm_outputs/malformed_plans.jsonl", z.object({ id: z.string(), text: z.string() }));
    expect(rows.length).toBeGreaterThan(30);
    for (const { id, text } of rows) expect([id, TaskPlan.safeParse(repairTaskPlan(text)).success]).toEqual([id, true]);
    const entry = fc.oneof(fc.constantFrom(...PlanStage.options), fc.string(), fc.jsonValue());
    const anything = fc.oneof(fc.string(), fc.json(), fc.array(entry, { maxLength: 40 }).map(reply));
    fc.assert(
      fc.property(anything, (text) => {
        const { stages, fallback } = TaskPlan.parse(repairTaskPlan(text));
        return new Set(stages).size === stages.length && fallback === (stages.length === 0);
      }),
    );
  });
});

describe("why a plan has no message, and until when", () => {
  const reading = { asOf: "2026-03-10T23:59:00.000Z", furthestUntilDays: 30 };
  const read = (fields: object) => repairTaskPlan(JSON.stringify({ stages: ["skip"], ...fields }), reading);

  it.for([
    ["2026-03-11", "2026-03-11"],
    ["2026-04-09", "2026-04-09"],
    ["2026-03-10", undefined],
    ["2026-04-10", undefined],
    ["2026-02-30", undefined],
    ["2026-03-11T00:00:00Z", undefined],
    [20_260_401, undefined],
  ] as const)("keeps a day after the question’s and within the range: %s", ([until, kept], { expect }) => {
    const plan = read({ until });
    expect(plan.until).toBe(kept);
    expect(plan.dropped.some((one) => one.startsWith("until:"))).toBe(kept === undefined);
  });

  it("takes null and nothing for not said", ({ expect }) => {
    for (const empty of [null, "", undefined])
      expect(read({ skip_reason: empty, until: empty })).toMatchObject({ dropped: [], reason: "plan_kept" });
  });

  it("is never read by the rules of an older release, and changes no stage, for any reply", ({ expect }) => {
    const anyReply = fc.record({
      stages: fc.array(fc.oneof(fc.constantFrom(...PlanStage.options), fc.string())),
      skip_reason: fc.oneof(fc.constantFrom(...PlanSkipReason.options), fc.string(), fc.jsonValue()),
      until: fc.oneof(fc.constantFrom("2026-03-20", "2099-01-01", "0000-00-00"), fc.jsonValue()),
    });
    fc.assert(
      fc.property(anyReply, (value) => {
        const text = JSON.stringify(value);
        const [now, before] = [repairTaskPlan(text, reading), repairTaskPlan(text)];
        expect(TaskPlan.parse(now)).toEqual(now);
        expect([now.stages, now.fallback, now.proposed]).toEqual([before.stages, before.fallback, before.proposed]);
        expect([before.skipReason, before.until]).toEqual([undefined, undefined]);
        if (now.fallback || !hasNoMessage(now.stages))
          expect([now.skipReason, now.until]).toEqual([undefined, undefined]);
        if (now.until !== undefined) expect(now.until > "2026-03-10" && now.until <= "2026-04-09").toBe(true);
      }),
    );
  });
});
