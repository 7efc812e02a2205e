// A run folded: how it begins, what was planned, decided and graded for it, and how a veto ends it.
import type { EventTable } from "../../schema/event-table.ts";
import type { EventOf } from "../../schema/events.ts";
import { endRun, moveRun, patchRun, startRun, supersede } from "./parts.ts";
import type { Contact, Run } from "./state.ts";

export const runEvents = {
  RunRequested: (event, contact) =>
    startRun(supersede(contact, event.payload.supersedes, event), event, event.payload.runId, "request", false),
  FollowupDue: (event, contact) => startRun(contact, event, event.payload.runId, "followup", false),
  SafetyVetoed: (event, contact) => endRun(contact, event.payload.runId, "vetoed", event),
  LlmCalled: modelCalled,
  PlanProposed: planProposed,
  ActionDecided: actionDecided,
  QualificationGraded: (event, contact) => {
    const { verdict, basisPoints, increments } = event.payload;
    return graded(event, contact, { qualification: { verdict, basisPoints, increments, version: event.version } });
  },
  OpportunityAnalyzed: (event, contact) => {
    const { basisPoints, facts, summary } = event.payload;
    return graded(event, contact, { opportunity: { basisPoints, facts, summary, version: event.version } });
  },
} satisfies Partial<EventTable<Contact, Contact>>;

function modelCalled({ payload: { runId, step } }: EventOf<"LlmCalled">, contact: Contact): Contact {
  const run = runId && contact.runs[runId];
  return run ? patchRun(contact, runId, { calls: { ...run.calls, [step]: (run.calls?.[step] ?? 0) + 1 } }) : contact;
}

/** The plan of a shadow run orders no stages; nor does a plan that fell back to the scripted one. */
function planProposed(event: EventOf<"PlanProposed">, contact: Contact): Contact {
  const { runId, arm, stages, fallback } = event.payload;
  return arm === "reasoning" && !fallback ? patchRun(contact, runId, { stages }) : contact;
}

function actionDecided(event: EventOf<"ActionDecided">, contact: Contact): Contact {
  const { runId, action, reason, vetoedAt } = event.payload;
  const decided = patchRun(contact, runId, { action, reason, decidedVersion: event.version });
  if (vetoedAt !== undefined) return decided;
  return contact.runs[runId]?.beside ? endRun(decided, runId, reason, event) : moveRun(decided, runId, "grade", event);
}

function graded(
  event: EventOf<"QualificationGraded" | "OpportunityAnalyzed">,
  contact: Contact,
  change: Partial<Run>,
): Contact {
  const next = patchRun(contact, event.payload.runId, change);
  const run = next.runs[event.payload.runId];
  // A run that is skipped still gets both grades, and ends with the second.
  const isComplete = run?.action === "skip" && run.qualification !== null && run.opportunity !== null;
  return isComplete ? endRun(next, run.runId, run.reason ?? "skip", event) : next;
}
