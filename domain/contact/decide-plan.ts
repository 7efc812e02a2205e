// Decides the events of a plan: the model's call, the plan with its raw reply, and the action under it. The plan is recorded also
// when it was not usable, and a plan that was paid for also when its run is gone meanwhile.
import type { CommandOf } from "../../schema/commands.ts";
import {
  actionUnderPlan,
  confidenceOfPlan,
  type PlannedAction,
  type ProposedPlan,
  shownToPlanner,
} from "../../schema/task-plan.ts";
import { policyMark } from "../../schema/policy.ts";
import type { ListReading } from "../../schema/commands.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { modelCalled, readByModel } from "./decide-call.ts";
import { byModel, eventEvidence, listEvidence, type Source } from "../evidence.ts";
import { certain, type Circumstances, type Decided, hasLostWords, type Why } from "./decision.ts";
import type { Run } from "./state.ts";

type RecordAction = CommandOf<"RecordAction">;

const sourceOf = ({ call, fallback }: ProposedPlan): Source =>
  call === null || fallback ? "rule_based_fallback" : byModel(call);

/** The events of the plan, in order; none on the scripted path. After an erasure the plan has no words: only its call is recorded. */
export function planEvents(
  { plan, ...command }: RecordAction,
  { contact, policy }: Circumstances,
  run: Run,
): readonly Decided[] {
  if (!plan) return [];
  const { runId, source: webhook } = run;
  const { arm, stages, proposed, dropped, fallback, skipReason, until, reason, reply, call } = plan;
  const evidence = readByModel(shownToPlanner(command.evidence), contact, run);
  const proposedEvent: Decided = {
    type: "PlanProposed",
    writer: "planner",
    payload: {
      runId,
      arm,
      stages,
      proposed,
      dropped,
      fallback,
      ...(skipReason === undefined ? {} : { skipReason }),
      ...(until === undefined ? {} : { until }),
    },
    ...(reply === null ? {} : { words: { reply } }),
    why: { confidence: confidenceOfPlan(plan), reason, source: sourceOf(plan), evidence },
    policy: policyMark(policy, "plan"),
  };
  if (call === null) return [proposedEvent];
  const called = modelCalled(call, { writer: "planner", runId, source: webhook, evidence });
  return hasLostWords(contact, run) ? [called] : [called, proposedEvent];
}

/** What is recorded of a plan whose run does not wait for it any more: nothing, unless it was paid for. */
export function unusedPlan(command: RecordAction, circumstances: Circumstances): readonly Decided[] {
  const run = circumstances.contact.runs[command.runId];
  return run && command.plan?.call ? planEvents(command, circumstances, run) : [];
}

/** The evidence with the object's own reading of the list in place of the planner's. */
export const readAgain = (evidence: readonly ShownEvidence[], list: ListReading): readonly ShownEvidence[] =>
  evidence.map((one) => (one.table === "suppressions" ? listEvidence(list) : one));

export interface UnderPlan extends PlannedAction {
  readonly arm: "scripted" | "reasoning";
  readonly why: Why;
}

/**
 * The action and its provenance: the ladder's, unless a plan of the reasoning arm makes it more careful. `planVersion` is the
 * version of the plan's event.
 */
export function underPlan(command: RecordAction, { streamId }: Circumstances, planVersion: number): UnderPlan {
  const { plan, action, reason, evidence } = command;
  if (plan?.arm !== "reasoning")
    return { arm: "scripted", action, reason, why: certain(reason, "rule:ladder@1", ...evidence) };
  const decided = actionUnderPlan(plan, { action, reason });
  const cited = eventEvidence(streamId, planVersion, { stages: plan.stages.join(" "), fallback: plan.fallback });
  const rule = decided.reason === "plan_skip" ? "rule:plan@1" : "rule:ladder@1";
  return { arm: "reasoning", ...decided, why: certain(decided.reason, rule, ...evidence, cited) };
}
