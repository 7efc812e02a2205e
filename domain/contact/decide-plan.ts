// Decides the events of a plan: the model's call, the plan with its raw reply, and the action under it. The plan is recorded also
// when it was not usable.
import type { CommandOf } from "../../schema/commands.ts";
import {
  actionUnderPlan,
  confidenceOfPlan,
  type PlannedAction,
  type ProposedPlan,
  shownToPlanner,
} from "../../schema/task-plan.ts";
import { modelCalled } from "./decide-call.ts";
import { byModel, eventEvidence, type Source } from "../evidence.ts";
import { certain, type Circumstances, type Decided, type Why } from "./decision.ts";
import type { Run } from "./state.ts";

type RecordAction = CommandOf<"RecordAction">;

const sourceOf = ({ call, fallback }: ProposedPlan): Source =>
  call === null || fallback ? "rule_based_fallback" : byModel(call);

/** The events of the plan, in order; none on the scripted path. */
export function planEvents({ plan, ...command }: RecordAction, { runId, source: webhook }: Run): readonly Decided[] {
  if (!plan) return [];
  const { arm, stages, proposed, dropped, fallback, reason, reply, call } = plan;
  const evidence = shownToPlanner(command.evidence);
  const proposedEvent: Decided = {
    type: "PlanProposed",
    writer: "planner",
    payload: { runId, arm, stages, proposed, dropped, fallback },
    ...(reply === null ? {} : { words: { reply } }),
    why: { confidence: confidenceOfPlan(plan), reason, source: sourceOf(plan), evidence },
    policy: null,
  };
  if (call === null) return [proposedEvent];
  return [modelCalled(call, { writer: "planner", runId, source: webhook, evidence }), proposedEvent];
}

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
