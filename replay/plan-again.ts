// Checks a recorded plan. Without a key: payload and provenance must agree with each other and with the model call recorded
// before the plan. With the opened reply: repairing the reply again must give the same plan. No model is called.
import { UNASKED } from "../schema/model-call.ts";
import { confidenceOfPlan, hasNoMessage, TaskPlan } from "../schema/task-plan.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { repairTaskPlan, type SkipReading } from "../domain/rules/repair-task-plan.ts";
import type { LogContext } from "./context.ts";
import { compare, type Report } from "./faults.ts";
import type { Placed } from "./placed.ts";
import { openSealed } from "./sealed.ts";

/** The reasons that a plan can have when the model replied. `repairTaskPlan` derives stages and reason from the reply. */
const REPLIED: ReadonlySet<string> = new Set(["plan_kept", "plan_repaired", "plan_unreadable", "plan_empty"]);

/** The model's call: the previous event, if it is of the same command. */
const callOf = ({ event, past }: Placed): EventOf<"LlmCalled"> | null => {
  const before = past[event.version - 2];
  return before?.type === "LlmCalled" && before.commandId === event.commandId ? before : null;
};

/** Reports every field of a proposed plan that differs from its call or its reply. */
export function checkPlan(event: EventOf<"PlanProposed">, placed: Placed, context: LogContext, report: Report): void {
  const { runId, arm, ...plan } = event.payload;
  const { reason, source, confidence } = event.provenance;
  const mustEqual = (field: string, expected: unknown, found: unknown): void =>
    compare(report, "plan_differs", field, expected, found);
  const parsed = TaskPlan.safeParse({ ...plan, reason });
  if (!parsed.success)
    return report({ name: "plan_differs", field: `payload.${parsed.error.issues[0]?.path.join(".")}` });
  mustEqual("payload.arm", arm === "shadow" ? "shadow" : "reasoning", arm);
  mustEqual("payload.stages", [...new Set(plan.stages)].join(" "), plan.stages.join(" "));
  mustEqual("payload.fallback", plan.stages.length === 0, plan.fallback);
  mustEqual("payload.fallback", reason !== "plan_kept" && reason !== "plan_repaired", plan.fallback);
  if (event.policy !== null) mustEqual("policy.section", "plan", event.policy.section);
  const isSkip = !plan.fallback && hasNoMessage(plan.stages);
  if (!isSkip) mustEqual("payload.skipReason", "none", plan.skipReason ?? plan.until ?? "none");
  mustEqual("provenance.confidence", confidenceOfPlan(plan), confidence);
  const call = callOf(placed);
  // With a call, the reason must agree with the call's outcome: `ok` when the model replied. Without a call, the reason must be
  // one of UNASKED: two equal texts mean that it is.
  const outcome = REPLIED.has(reason) ? "ok" : reason;
  if (call) mustEqual("provenance.reason", outcome, call.payload.outcome);
  else mustEqual("provenance.reason", "a call of the model", UNASKED.has(reason) ? "a call of the model" : reason);
  const model = call && !plan.fallback ? call.provenance.source : "rule_based_fallback";
  compare(report, "source_not_allowed", "provenance.source", model, source);
  if (call) mustEqual("payload.runId", call.payload.runId, runId);
  const reply = openSealed(event, context)?.words?.["reply"];
  if (typeof reply !== "string" || !REPLIED.has(reason)) return;
  const reading = skipReadingOf(event, context);
  const again = repairTaskPlan(reply, reading === "unknown" ? null : reading);
  mustEqual("payload.stages", again.stages.join(" "), plan.stages.join(" "));
  mustEqual("payload.proposed", again.proposed, plan.proposed);
  // Without policy and time a day cannot be read again; that the policy is unknown is a finding of its own.
  if (reading === "unknown") return;
  mustEqual("payload.skipReason", again.skipReason ?? null, plan.skipReason ?? null);
  mustEqual("payload.until", again.until ?? null, plan.until ?? null);
  mustEqual("payload.dropped", again.dropped.join(" "), plan.dropped.join(" "));
  mustEqual("provenance.reason", again.reason, reason);
}

/**
 * How the planner read the reason and the day of a plan without a message; null for a plan of an older release, whose event has no policy.
 * `unknown`: the log has neither the policy nor the time at which the planner asked.
 */
export function skipReadingOf(
  { policy, provenance }: EventOf<"PlanProposed">,
  { policies }: Pick<LogContext, "policies">,
): SkipReading | null | "unknown" {
  if (policy === null) return null;
  const plan = policies.section("plan", policy.digest);
  const asOf = provenance.evidence.map(({ columns }) => columns["asked_at"]).find((at) => typeof at === "string");
  return plan && typeof asOf === "string" ? { asOf, furthestUntilDays: plan.furthestUntilDays } : "unknown";
}

/** The plan of a decided action: the previous event, if it is a plan of the same command. */
export function planBefore({ event, past }: Pick<Placed, "event" | "past">): EventOf<"PlanProposed"> | null {
  const before: StoredEvent | undefined = past[event.version - 2];
  return before?.type === "PlanProposed" && before.commandId === event.commandId ? before : null;
}
