// Derives the plan of a run as people see it from the run's events. It decides nothing.
import type { EventOf, StoredEvent } from "../../schema/events.ts";
import type { RunId } from "../../schema/ids.ts";
import { type OrderedStage, SCRIPTED_PLAN, type ShownPlan } from "../../schema/shown-plan.ts";

/**
 * The plan of a run: the model's, or the rules'. Null while no plan and no action is recorded. The order is that of the events: the grades as they
 * were recorded, then what the action has done.
 */
export function shownPlan(runId: RunId, events: readonly StoredEvent[]): ShownPlan | null {
  const own = events.filter(({ payload }) => "runId" in payload && payload.runId === runId);
  const proposed = planActedOn(own);
  const decided = last(own, "ActionDecided");
  if (!proposed && !decided) return null;
  const order = orderOf(own, decided);
  if (!proposed) return { ...SCRIPTED_PLAN, order };
  const { arm, stages, fallback, dropped, skipReason = null, until = null } = proposed.payload;
  return {
    arm,
    order,
    stages,
    source: proposed.provenance.source,
    reason: proposed.provenance.reason,
    fallback,
    dropped,
    skipReason,
    until,
  };
}

/**
 * The plan that the run's decision was made with, among the run's own events: the plan of the same command. Two deliveries of one message may both pay
 * for a plan, and the first one decides. Before a decision, and in a run that was replaced before it, the latest plan. Undefined without one.
 */
export function planActedOn(own: readonly StoredEvent[]): EventOf<"PlanProposed"> | undefined {
  const decided = last(own, "ActionDecided");
  const plans = decided ? own.filter(({ commandId }) => commandId === decided.commandId) : own;
  return last(plans, "PlanProposed");
}

const last = <T extends StoredEvent["type"]>(own: readonly StoredEvent[], type: T): EventOf<T> | undefined =>
  own.findLast((event): event is EventOf<T> => event.type === type);

function orderOf(own: readonly StoredEvent[], decided: EventOf<"ActionDecided"> | undefined): OrderedStage[] {
  const graded = own.flatMap((event): OrderedStage[] => {
    if (event.type === "QualificationGraded") return [{ stage: "qualify", planned: event.payload.planned }];
    if (event.type === "OpportunityAnalyzed") return [{ stage: "analyze_opportunity", planned: event.payload.planned }];
    return [];
  });
  if (!decided) return graded;
  return [...graded, { stage: decided.payload.action === "skip" ? "skip" : "compose", planned: true }];
}
