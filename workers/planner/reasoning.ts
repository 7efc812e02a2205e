// Decides by the reasoning flag whether a model is asked for the plan of a contact, with which material, and for which arm. The
// request and the reading of the reply are in plan-tasks.ts.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { PlanMessage } from "../../schema/messages.ts";
import type { Recall } from "../../schema/recall.ts";
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import type { ModelPolicy } from "../../schema/policy.ts";
import type { Model } from "../model/model.ts";
import { mayAsk, type Spent } from "../model/budget.ts";
import { markerOf } from "../../domain/wrap-untrusted.ts";
import { type Planned, planTasks } from "./plan-tasks.ts";
import { isInShare, isLowRisk, type LowRisk, type ReasoningFlag } from "./reasoning-flag.ts";
import { type Cleared, subjectOf } from "../../domain/rules/veto.ts";

export interface Reasoning {
  readonly flag: Exclude<ReasoningFlag, { kind: "off" }>;
  readonly lowRisk: LowRisk;
  readonly model: Model;
  readonly spend: ModelSpend;
  random(bytes: number): Uint8Array;
}

interface PlanningRequest {
  readonly hydrated: Hydrated | undefined;
  readonly message: PlanMessage;
  /** The contact's own words, and earlier decisions of reviewers. */
  readonly recall: Recall;
  readonly attempt: number;
  readonly policy: ModelPolicy;
  readonly spent: Spent;
}

/** Whether the flag includes this contact, by the contact's id only. `planByFlag` checks low risk. */
export const isInFlag = ({ contactId }: PlanMessage, { flag }: Pick<Reasoning, "flag">): boolean =>
  flag.kind !== "on" || isInShare(contactId, flag.percent);

/**
 * A plan for this contact. Null when the flag allows only low risk and the contact is not at low risk; `isInFlag` has checked the
 * share.
 */
export async function planByFlag(
  cleared: Cleared,
  { flag, lowRisk, model, random }: Reasoning,
  { hydrated, recall, attempt, policy, spent }: PlanningRequest,
): Promise<Planned | null> {
  const { at, calls } = subjectOf(cleared);
  if (flag.kind === "on" && flag.onlyLowRisk && !isLowRisk(lowRisk, { recall, hydrated, at })) return null;
  const arm = flag.kind === "shadow" ? "shadow" : "reasoning";
  return planTasks(cleared, {
    model,
    known: { hydrated, recall },
    arm,
    marker: markerOf(random),
    attempt,
    limits: policy.plan,
    mayAsk: mayAsk(policy, { calls: calls.ofRun, source: recall.source, spent }),
  });
}
