// The repair of a model's reply into a plan: which stages are kept, which entries are dropped, and the resulting action together with the
// ladder's. An unreadable reply becomes a fallback.
import * as z from "zod";
import { ActionReason, PlanSkipReason, PlanStage } from "../schema/lists.ts";
import { ModelOutcome } from "../schema/model-call.ts";
import { actionUnderPlan, Dropped, PlannedAction, PlanReason, TaskPlan } from "../schema/task-plan.ts";
import { planOf } from "../workers/planner/plan-tasks.ts";
import { goldenSuite } from "./golden.ts";
import { Lead, planPrompt, questionAbout, readingOf } from "./leads.ts";

const Input = z.strictObject({
  /** The outcome of the model call. */
  outcome: ModelOutcome.default("ok"),
  /** The ladder's action without a plan. */
  scripted: PlannedAction.default({ action: "initial", reason: "first_contact" }),
});
const Expected = z.strictObject({
  ...TaskPlan.shape,
  /** The reason of the action that results from plan and ladder. */
  acts: ActionReason,
});
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const isPlan = (_: Input, { fallback }: Expected) => !fallback;

export const repair = goldenSuite("repair", {
  input: Input,
  expected: Expected,
  asks: { prompt: planPrompt(), live: false },
  async answer({ outcome, scripted }, { model }) {
    const lead = Lead.parse({});
    const answered = await model.call(questionAbout(lead));
    const { arm: _, reply: __, call: ___, ...made } = planOf({ ...answered, outcome }, "reasoning", readingOf(lead));
    return { ...made, acts: actionUnderPlan(made, scripted).reason };
  },
  branches: {
    ...Object.fromEntries(
      PlanReason.options.map((reason) => [reason, (_: Input, expected: Expected) => expected.reason === reason]),
    ),
    ...Object.fromEntries(
      Dropped.options.map((what) => [
        `drops ${what}`,
        (_: Input, expected: Expected) => expected.dropped.includes(what),
      ]),
    ),
    ...Object.fromEntries(
      PlanStage.options.map((stage) => [
        `keeps ${stage}`,
        (_: Input, expected: Expected) => expected.stages.includes(stage),
      ]),
    ),
    ...Object.fromEntries(
      PlanSkipReason.options.map((why) => [
        `skips as ${why}`,
        (_: Input, expected: Expected) => expected.skipReason === why,
      ]),
    ),
    "a day until which nothing is written": (_, { until }) => until !== undefined,
    "skip beside compose": (_, { stages, acts }) =>
      stages.includes("skip") && stages.includes("compose") && acts === "plan_skip",
    "compose left out": (input, expected) =>
      isPlan(input, expected) && !/skip|compose/.test(expected.stages.join()) && expected.acts === "plan_skip",
    "a grade left out": (_, { stages, acts }) => stages.join() === "compose" && acts === "first_contact",
    "opportunity before qualification": (_, { stages }) => stages.join() === "analyze_opportunity,qualify,compose",
    "a reply is due": ({ scripted }, { acts }) => scripted.action === "reply" && acts === "reply_due",
    "a follow-up that the plan stops": ({ scripted }, { acts }) =>
      scripted.action === "followup" && acts === "plan_skip",
    "a skip that the plan cannot change": ({ scripted }, { stages, acts }) =>
      scripted.action === "skip" && stages.includes("compose") && acts === scripted.reason,
    "a fallback that keeps the ladder's skip": ({ scripted }, { fallback, acts }) =>
      scripted.action === "skip" && fallback && acts === scripted.reason,
    "more entries dropped than the plan lists": (_, { proposed, dropped, stages }) =>
      proposed > dropped.length + stages.length,
    "a good plan of a failed call": ({ outcome }, { fallback }, reply) =>
      outcome !== "ok" && fallback && reply.includes("compose"),
    "authority claimed in extra fields": (_, __, reply) => reply.includes("override_suppression"),
    "text around the JSON": (_, { reason }, reply) => reason === "plan_unreadable" && /[^{[]*\{.*stages/s.test(reply),
    "a stage in capital letters": (_, { dropped }, reply) => reply.includes('"Compose"') && dropped.includes("unknown"),
    "the format of another model": (_, { reason }, reply) =>
      reason === "plan_unreadable" && reply.startsWith("<think>"),
  },
});
