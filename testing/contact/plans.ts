// Plans of a model for the scenarios of contacts, and a run that is graded in a plan's order.
import type { CommandOf } from "../../schema/commands.ts";
import type { RunId } from "../../schema/ids.ts";
import type { ProposedPlan } from "../../schema/task-plan.ts";
import { SCRIPTED_STAGES } from "../../domain/contact/effects.ts";
import { ada } from "../people.ts";
import { type AContact, action, grades } from "./scenario.ts";

/** The call of the model that gave a plan. */
export const planCall: NonNullable<ProposedPlan["call"]> = {
  step: "plan_tasks",
  model: "deepseek-flash",
  promptDigest: "a".repeat(22),
  tokensIn: 900,
  tokensCached: 640,
  tokensOut: 20,
  costMicroDollars: 53,
  latencyMs: 800,
  outcome: "ok",
};

/** A model's plan, kept as it is, that begins with the company's grade. */
export const aPlan = (fields: Partial<ProposedPlan> = {}): ProposedPlan => {
  const stages = fields.stages ?? ["analyze_opportunity", "qualify", "compose"];
  const proposed = stages.length;
  const reply = JSON.stringify({ stages });
  return {
    arm: "reasoning",
    stages,
    proposed,
    dropped: [],
    fallback: false,
    reason: "plan_kept",
    reply,
    call: planCall,
    ...fields,
  };
};

/** A call of the model that gave no plan: it took too long. */
export const noPlan = (fields: Partial<ProposedPlan> = {}): ProposedPlan => {
  const timeout = { reason: "timeout", reply: null, call: { ...planCall, outcome: "timeout" } } as const;
  return aPlan({ stages: [], fallback: true, ...timeout, ...fields });
};

/** The decision of a run under this plan. */
export const actionUnder = (run: RunId, plan: ProposedPlan): CommandOf<"RecordAction"> => ({
  ...action(run),
  evidence: [{ table: "events", id: `${ada}@1`, columns: { sequence: 0 } }],
  plan,
});

/** The grades of a run, in the order that its plan asks for. */
export function gradesUnder({ stream }: AContact, run: RunId): CommandOf<"RecordGrades"> {
  const order = [...(stream.contact.runs[run]?.stages ?? SCRIPTED_STAGES)];
  const made = grades(run);
  return {
    ...made,
    order,
    qualification: { ...made.qualification, planned: order.includes("qualify") },
    opportunity: { ...made.opportunity, planned: order.includes("analyze_opportunity") },
  };
}
