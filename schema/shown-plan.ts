// The plan of a run as people see it: in which order the stages ran, who planned them, and what the plan left out. It is derived from the
// run's events (domain/contact/run-plan.ts) and is nowhere stored but in a hold's row for reading. It has no personal word.
import * as z from "zod";
import { Day } from "./formats.ts";
import { Arm, PlanSkipReason, PlanStage } from "./lists.ts";

/** A stage in the order in which it ran. `planned: false`: the plan did not have this grade, and it ran all the same. */
export const OrderedStage = z.strictObject({ stage: PlanStage, planned: z.boolean() });
export type OrderedStage = z.infer<typeof OrderedStage>;

export const ShownPlan = z.strictObject({
  /** What planned: the rules, a model, or the rules with a model's plan that is only recorded. */
  arm: Arm,
  /** The grades in the order of their events, then `compose` or `skip` as the action says. Empty while nothing is decided. */
  order: z.array(OrderedStage),
  /** The stages of the model's plan, as kept; empty without a usable plan. */
  stages: z.array(PlanStage),
  /** `llm:<model>@<prompt digest>`, or `rule_based_fallback`; null where no model was asked. */
  source: z.string().nullable(),
  /** Why the plan is as it is, a `PlanReason`; null where no model was asked. */
  reason: z.string().nullable(),
  /** The model gave no usable plan, and the rules planned. */
  fallback: z.boolean(),
  /** What the repair removed, each a `Dropped`. */
  dropped: z.array(z.string()),
  /** Of a plan without a message: why, and the day until which none is to be written; null where the model did not say it. */
  skipReason: PlanSkipReason.nullable(),
  until: Day.nullable(),
});
export type ShownPlan = z.infer<typeof ShownPlan>;

/** The order of the rules for a message, where a row has no plan of a model. */
export const SCRIPTED_PLAN: ShownPlan = {
  arm: "scripted",
  order: [
    { stage: "qualify", planned: true },
    { stage: "analyze_opportunity", planned: true },
    { stage: "compose", planned: true },
  ],
  stages: [],
  source: null,
  reason: null,
  fallback: false,
  dropped: [],
  skipReason: null,
  until: null,
};
