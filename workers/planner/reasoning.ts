// Asks the model for a plan: which contacts the flag includes, what the model reads, and to which arm the plan belongs.
import type { Hydrated } from "../../schema/hydrated.ts";
import type { PlanMessage } from "../../schema/messages.ts";
import type { PlannerPort } from "../../schema/ports.ts";
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import type { ModelPolicy } from "../../schema/policy.ts";
import type { Model } from "../model/model.ts";
import { mayAsk, type Spent } from "../model/budget.ts";
import { markerOf } from "../../domain/wrap-untrusted.ts";
import { type Planned, planTasks } from "./plan-tasks.ts";
import { isInShare, isLowRisk, type LowRisk, type ReasoningFlag } from "./reasoning-flag.ts";
import type { Cleared } from "../../domain/rules/veto.ts";

export interface Reasoning {
  readonly flag: Exclude<ReasoningFlag, { kind: "off" }>;
  readonly lowRisk: LowRisk;
  readonly model: Model;
  readonly port: Pick<PlannerPort, "recall" | "recordCall">;
  readonly spend: ModelSpend;
  random(bytes: number): Uint8Array;
}

interface PlanningRequest {
  readonly hydrated: Hydrated | undefined;
  readonly message: PlanMessage;
  readonly attempt: number;
  readonly policy: ModelPolicy;
  readonly spent: Spent;
}

/** A plan for this contact; null where the flag excludes it. */
export async function proposedPlan(
  cleared: Cleared,
  { flag, lowRisk, model, port, random }: Reasoning,
  { hydrated, message, attempt, policy, spent }: PlanningRequest,
): Promise<Planned | null> {
  const { contactId, runId, follows } = message;
  if (flag.kind === "on" && !isInShare(contactId, flag.percent)) return null;
  const recall = await port.recall({ contactId, runId, follows });
  // The run is no longer wanted; the object refuses the action later.
  if (recall === null) return null;
  const { at, calls } = cleared.history;
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
