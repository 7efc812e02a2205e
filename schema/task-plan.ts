// A plan of the work as the log keeps it, and what it means. The meaning is here, because planner, object and replay read it.
import { z } from "zod";
import { Action, ActionReason, PlanStage } from "./lists.ts";
import { ModelCall, ModelOutcome, REPLY_CHARACTERS } from "./model-call.ts";
import type { ShownEvidence } from "./provenance.ts";

/** Why a plan is what it is. The first two are plans; every other one is the scripted path, saying so: also how a call ended that gave none. */
export const PlanReason = z.enum([
  "plan_kept",
  "plan_repaired",
  /** The reply was no JSON object with a list of stages. */
  "plan_unreadable",
  /** Nothing of the vocabulary was left. */
  "plan_empty",
  ...ModelOutcome.exclude(["ok"]).options,
]);
export type PlanReason = z.infer<typeof PlanReason>;

/** What was left out of a reply. Words of a model are not open values: what is unknown is counted, not quoted. */
export const Dropped = z.enum([
  "unknown",
  "not_a_word",
  ...PlanStage.options.map((stage) => `duplicate:${stage}` as const),
]);
export type Dropped = z.infer<typeof Dropped>;

/** More than these are told only by their number. */
export const DROPPED_TOLD = 20;

export const TaskPlan = z.strictObject({
  /** Each at most once, in the order proposed; none of a fallback. */
  stages: z.array(PlanStage).max(PlanStage.options.length),
  /** How many stages the reply had. */
  proposed: z.int().min(0),
  dropped: z.array(Dropped).max(DROPPED_TOLD),
  /** The scripted path was taken. */
  fallback: z.boolean(),
  reason: PlanReason,
});
export type TaskPlan = z.infer<typeof TaskPlan>;

/** A plan with how it came about, as the planner hands it to the object. */
export const ProposedPlan = z.strictObject({
  /** `shadow`: computed and recorded, while the scripted path acts. */
  arm: z.enum(["reasoning", "shadow"]),
  ...TaskPlan.shape,
  /** What the model said, as it said it. */
  reply: z.string().max(REPLY_CHARACTERS).nullable(),
  /** Null when no model was asked. */
  call: ModelCall.nullable(),
});
export type ProposedPlan = z.infer<typeof ProposedPlan>;

/** Of a decision's evidence, what a planner's model was shown: the stream and the rows. Flags and list are the gate's. */
export const shownToPlanner = (evidence: readonly ShownEvidence[]): ShownEvidence[] =>
  evidence.filter(({ table }) => table === "events" || table === "contacts" || table === "companies");

export const PlannedAction = z.strictObject({ action: Action, reason: ActionReason });
export type PlannedAction = z.infer<typeof PlannedAction>;

/** Which action follows: a plan that skips, or leaves out the message, stops it; any other leaves what the ladder said. It never adds. */
export function actionUnderPlan(
  { stages, fallback }: Pick<TaskPlan, "stages" | "fallback">,
  scripted: PlannedAction,
): PlannedAction {
  if (fallback || scripted.action === "skip") return scripted;
  return stages.includes("skip") || !stages.includes("compose") ? { action: "skip", reason: "plan_skip" } : scripted;
}

/** Kept ÷ proposed; a fallback has nothing to be sure of. */
export const confidenceOfPlan = ({ stages, proposed, fallback }: Pick<TaskPlan, "stages" | "proposed" | "fallback">) =>
  fallback || proposed === 0 ? 0 : stages.length / proposed;
