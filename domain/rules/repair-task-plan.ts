// Parses a model's reply as a plan, or returns the scripted path. The reply is hostile input: it is read as data of one form, and
// only words of the vocabulary are kept.
import * as z from "zod";
import { jsonIn } from "../../schema/json.ts";
import { PlanStage } from "../../schema/lists.ts";
import { DROPPED_LISTED, type Dropped, type PlanReason, type TaskPlan } from "../../schema/task-plan.ts";

/** Further fields are ignored. */
const Reply = z.looseObject({ stages: z.array(z.unknown()) });

/** The scripted path, with the reason why the model gave no plan. */
export const scriptedPlan = (reason: PlanReason, found: Partial<TaskPlan> = {}): TaskPlan => ({
  proposed: 0,
  dropped: [],
  ...found,
  stages: [],
  fallback: true,
  reason,
});

/**
 * Makes a plan from a reply: drops unknown words and repeats. When nothing is left, it returns the scripted path. A reply with
 * text around the JSON is unreadable.
 */
export function repairTaskPlan(reply: string): TaskPlan {
  const parsed = Reply.safeParse(jsonIn(reply));
  if (!parsed.success) return scriptedPlan("plan_unreadable");
  const stages: PlanStage[] = [];
  const dropped: Dropped[] = [];
  for (const entry of parsed.data.stages) {
    const stage = PlanStage.safeParse(entry);
    if (!stage.success) dropped.push(typeof entry === "string" ? "unknown" : "not_a_word");
    else if (stages.includes(stage.data)) dropped.push(`duplicate:${stage.data}`);
    else stages.push(stage.data);
  }
  const found = { proposed: parsed.data.stages.length, dropped: dropped.slice(0, DROPPED_LISTED) };
  if (stages.length === 0) return scriptedPlan("plan_empty", found);
  return { stages, ...found, fallback: false, reason: dropped.length === 0 ? "plan_kept" : "plan_repaired" };
}
