// Checks a plan. Without a key it checks that the payload agrees with itself and with the call before it; with the sealed reply it repairs the
// reply again. It does not call a model.
import { UNASKED } from "../schema/model-call.ts";
import { confidenceOfPlan, TaskPlan } from "../schema/task-plan.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { repairTaskPlan } from "../domain/rules/repair-task-plan.ts";
import type { LogContext } from "./context.ts";
import { same, type Report } from "./faults.ts";
import type { Placed } from "./placed.ts";
import { said } from "./sealed.ts";

/** Reasons of a plan for which the model replied; the rest follows from the reply by rule. */
const REPLIED: ReadonlySet<string> = new Set(["plan_kept", "plan_repaired", "plan_unreadable", "plan_empty"]);

/** The model's call: the previous event, if it is of the same command. */
const callOf = ({ event, past }: Placed): EventOf<"LlmCalled"> | null => {
  const before = past[event.version - 2];
  return before?.type === "LlmCalled" && before.commandId === event.commandId ? before : null;
};

/** Checks a proposed plan. */
export function planAgain(event: EventOf<"PlanProposed">, placed: Placed, context: LogContext, report: Report): void {
  const { runId, arm, ...plan } = event.payload;
  const { reason, source, confidence } = event.provenance;
  const differs = (field: string, expected: unknown, found: unknown): void =>
    same(report, "plan_differs", field, expected, found);
  const lawful = TaskPlan.safeParse({ ...plan, reason });
  if (!lawful.success)
    return report({ name: "plan_differs", field: `payload.${lawful.error.issues[0]?.path.join(".")}` });
  differs("payload.arm", arm === "shadow" ? "shadow" : "reasoning", arm);
  differs("payload.stages", [...new Set(plan.stages)].join(" "), plan.stages.join(" "));
  differs("payload.fallback", plan.stages.length === 0, plan.fallback);
  differs("payload.fallback", reason !== "plan_kept" && reason !== "plan_repaired", plan.fallback);
  differs("provenance.confidence", confidenceOfPlan(plan), confidence);
  const call = callOf(placed);
  // A plan without a reply must have the call's outcome as its reason; without a call, the reason must be one of UNASKED.
  const outcome = REPLIED.has(reason) ? "ok" : reason;
  if (call) differs("provenance.reason", outcome, call.payload.outcome);
  else differs("provenance.reason", "a call of the model", UNASKED.has(reason) ? "a call of the model" : reason);
  const model = call && !plan.fallback ? call.provenance.source : "rule_based_fallback";
  same(report, "source_not_allowed", "provenance.source", model, source);
  if (call) differs("payload.runId", call.payload.runId, runId);
  const reply = said(event, context)?.words?.["reply"];
  if (typeof reply !== "string" || !REPLIED.has(reason)) return;
  const again = repairTaskPlan(reply);
  differs("payload.stages", again.stages.join(" "), plan.stages.join(" "));
  differs("payload.proposed", again.proposed, plan.proposed);
  differs("payload.dropped", again.dropped.join(" "), plan.dropped.join(" "));
  differs("provenance.reason", again.reason, reason);
}

/** The plan of an action: the previous event, if it is a plan of the same command. */
export function planBefore({ event, past }: Pick<Placed, "event" | "past">): EventOf<"PlanProposed"> | null {
  const before: StoredEvent | undefined = past[event.version - 2];
  return before?.type === "PlanProposed" && before.commandId === event.commandId ? before : null;
}
