// A model's plan of a run's stages as the log stores it, and which action follows from it. Both are here because the planner, the object and
// replay use them. Reading the model's reply is not here.
import * as z from "zod";
import { Day } from "./formats.ts";
import { Action, ActionReason, PlanSkipReason, PlanStage } from "./lists.ts";
import { ModelCall, ModelOutcome, REPLY_CHARACTERS } from "./model-call.ts";
import type { ShownEvidence } from "./provenance.ts";

/** The reason of a plan. The first two are plans of a model; every other one says why the scripted path was taken instead. */
export const PlanReason = z.enum([
  "plan_kept",
  "plan_repaired",
  /** The reply was no JSON object with a list of stages. */
  "plan_unreadable",
  /** After the repair the plan had no known stage. */
  "plan_empty",
  ...ModelOutcome.exclude(["ok"]).options,
]);
export type PlanReason = z.infer<typeof PlanReason>;

/** What the repair removed from a reply. A model's own words must not be stored in clear, so an unknown stage is counted, not quoted. */
export const Dropped = z.enum([
  "unknown",
  "not_a_word",
  ...PlanStage.options.map((stage) => `duplicate:${stage}` as const),
  "skip_reason:unknown",
  /** The plan has a message: then a reason to write none does nothing. */
  "skip_reason:without_skip",
  "until:unreadable",
  "until:out_of_range",
  "until:without_skip",
]);
export type Dropped = z.infer<typeof Dropped>;

/** The most dropped entries that are listed one by one; `proposed` counts the others too. */
export const DROPPED_LISTED = 20;

export const TaskPlan = z.strictObject({
  /** Each stage at most once, in the proposed order; empty for a fallback. */
  stages: z.array(PlanStage).max(PlanStage.options.length),
  /** How many stages the reply had. */
  proposed: z.int().min(0),
  dropped: z.array(Dropped).max(DROPPED_LISTED),
  /** The scripted path was taken. */
  fallback: z.boolean(),
  reason: PlanReason,
  /** Of a plan without a message: why, and the day until which none is to be written. */
  skipReason: PlanSkipReason.optional(),
  until: Day.optional(),
});
export type TaskPlan = z.infer<typeof TaskPlan>;

/** A plan with its arm, the model's reply and the call, as the planner sends it to the object. */
export const ProposedPlan = z.strictObject({
  /** `shadow`: the plan is computed and recorded, and the scripted path decides. */
  arm: z.enum(["reasoning", "shadow"]),
  ...TaskPlan.shape,
  /** The model's reply, unchanged. */
  reply: z.string().max(REPLY_CHARACTERS).nullable(),
  /** Null when no model was asked. */
  call: ModelCall.nullable(),
});
export type ProposedPlan = z.infer<typeof ProposedPlan>;

/** The part of a decision's evidence that the planner's model was given: events and CRM rows. Flags and suppressions are for the gate only. */
export const shownToPlanner = (evidence: readonly ShownEvidence[]): ShownEvidence[] =>
  evidence.filter(({ table }) => table === "events" || table === "contacts" || table === "companies");

export const PlannedAction = z.strictObject({ action: Action, reason: ActionReason });
export type PlannedAction = z.infer<typeof PlannedAction>;

/**
 * The action that follows from a plan. A plan with `skip`, or without `compose`, turns the ladder's action into a skip. Any other plan
 * leaves the ladder's action as it is: a plan can stop a message, but never cause one.
 */
export function actionUnderPlan(
  { stages, fallback }: Pick<TaskPlan, "stages" | "fallback">,
  scripted: PlannedAction,
): PlannedAction {
  if (fallback || scripted.action === "skip") return scripted;
  return hasNoMessage(stages) ? { action: "skip", reason: "plan_skip" } : scripted;
}

/** Whether a plan of these stages leaves the message out. */
export const hasNoMessage = (stages: readonly PlanStage[]): boolean =>
  stages.includes("skip") || !stages.includes("compose");

/** Kept ÷ proposed stages; 0 for a fallback. */
export const confidenceOfPlan = ({ stages, proposed, fallback }: Pick<TaskPlan, "stages" | "proposed" | "fallback">) =>
  fallback || proposed === 0 ? 0 : stages.length / proposed;
