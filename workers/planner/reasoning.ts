// Decides by the reasoning flag whether a model is asked for the plan of a contact, with which material, and for which arm. The
// request and the reading of the reply are in plan-tasks.ts.
import type { History } from "../../schema/answers.ts";
import type { Population } from "../../schema/lists.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { Recall } from "../../schema/recall.ts";
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import type { Policy } from "../../schema/policy.ts";
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
  /** The contact's own words, and earlier decisions of reviewers. */
  readonly recall: Recall;
  readonly attempt: number;
  readonly policy: Pick<Policy, "model" | "conversation" | "plan">;
  readonly spent: Spent;
}

/** What the flag draws this contact for; without a flag that asks a model, every contact is of the scripted population. */
export function populationOf(
  history: History,
  hydrated: Hydrated | undefined,
  reasoning: Pick<Reasoning, "flag" | "lowRisk"> | undefined,
): Population {
  if (!reasoning) return "scripted";
  const { flag, lowRisk } = reasoning;
  if (flag.kind !== "on") return "agentic";
  const isDrawn =
    isInShare(history.contactId, flag.percent) && (!flag.onlyLowRisk || isLowRisk(lowRisk, { history, hydrated }));
  return isDrawn ? "agentic" : "scripted";
}

/** Whether the population of a contact depends on its rows in the CRM, also where a veto needs none of them. */
export const isDrawnByRows = (reasoning: Pick<Reasoning, "flag" | "lowRisk"> | undefined): boolean =>
  reasoning?.flag.kind === "on" && reasoning.flag.onlyLowRisk && reasoning.lowRisk.mostEmployees !== null;

/** A plan for a contact of the agentic population. */
export function planByFlag(
  cleared: Cleared,
  { flag, model, random }: Reasoning,
  { hydrated, recall, attempt, policy, spent }: PlanningRequest,
): Promise<Planned> {
  const { calls } = subjectOf(cleared);
  const arm = flag.kind === "shadow" ? "shadow" : "reasoning";
  return planTasks(cleared, {
    model,
    known: { hydrated, recall, conversation: policy.conversation },
    arm,
    marker: markerOf(random),
    attempt,
    limits: policy.model.plan,
    policy: policy.plan,
    mayAsk: mayAsk(policy.model, { calls: calls.ofRun, source: recall.source, spent }),
  });
}
