// State changes for runs: start, plan, action, grades, and the veto that ends a run.
import type { EventTable } from "../../schema/event-table.ts";
import type { EventOf } from "../../schema/events.ts";
import { citedCompany } from "../company/citations.ts";
import { citedCorrection } from "./corrections.ts";
import { replacedHold } from "./again.ts";
import { endRevisit, endRun, moveRun, patchHold, patchRun, startRun, supersede } from "./parts.ts";
import { type Contact, currentRun, lastSend, type Run } from "./state.ts";

export const runEvents = {
  RunRequested: (event, contact) =>
    startRun(supersede(endRevisit(contact, event), event.payload.supersedes, event), event, event.payload.runId, {
      startedBy: "request",
      phone: runRepeated(contact, event.payload)?.phone,
    }),
  RevisitSet: (event, contact) => {
    const { runId, on, by } = event.payload;
    const next = patchRun(endRevisit(contact, event), runId, { revisited: event.version });
    return { ...next, revisit: { runId, on, by, version: event.version } };
  },
  RevisitCleared: (event, contact) => endRevisit(contact, event),
  FollowupDue: (event, contact) =>
    startRun(contact, event, event.payload.runId, { startedBy: "followup", phone: runSentLast(contact)?.phone }),
  SafetyVetoed: (event, contact) => endRun(contact, event.payload.runId, "vetoed", event),
  LlmCalled: modelCalled,
  PlanProposed: planProposed,
  ActionDecided: actionDecided,
  QualificationGraded: (event, contact) => {
    const { verdict, basisPoints, increments } = event.payload;
    const company = citedCompany(event.provenance.evidence);
    const titleVersion = citedCorrection(event.provenance.evidence);
    return graded(event, contact, {
      qualification: {
        verdict,
        basisPoints,
        increments,
        ...(company ? { company } : {}),
        ...(titleVersion === null ? {} : { titleVersion }),
        version: event.version,
      },
    });
  },
  OpportunityAnalyzed: (event, contact) => {
    const { basisPoints, facts, summary } = event.payload;
    return graded(event, contact, { opportunity: { basisPoints, facts, summary, version: event.version } });
  },
} satisfies Partial<EventTable<Contact, Contact>>;

/** The run that a request repeats: that of the revisit, of the hold or of the task, else the latest. */
function runRepeated(contact: Contact, { about, revisit }: EventOf<"RunRequested">["payload"]): Run | null {
  if (revisit !== undefined && contact.revisit) return contact.runs[contact.revisit.runId] ?? null;
  const place =
    Object.values(contact.holds).find(({ holdId }) => holdId === about) ??
    Object.values(contact.tasks).find(({ taskId }) => taskId === about);
  return (place?.runId && contact.runs[place.runId]) || currentRun(contact);
}

/** The run whose message a follow-up follows. */
function runSentLast(contact: Contact): Run | null {
  const approvalId = lastSend(contact)?.approvalId;
  const approval = approvalId ? contact.approvals[approvalId] : undefined;
  return (approval && contact.runs[approval.runId]) ?? null;
}

function modelCalled({ payload: { runId, step } }: EventOf<"LlmCalled">, contact: Contact): Contact {
  const run = runId && contact.runs[runId];
  return run ? patchRun(contact, runId, { calls: { ...run.calls, [step]: (run.calls?.[step] ?? 0) + 1 } }) : contact;
}

/** Only a usable plan of the reasoning arm sets the stages, while the run waits for it. */
function planProposed(event: EventOf<"PlanProposed">, contact: Contact): Contact {
  const { runId, arm, stages, fallback, until } = event.payload;
  const isWanted = contact.runs[runId]?.step === "plan";
  if (!isWanted || arm !== "reasoning" || fallback) return contact;
  return patchRun(contact, runId, { stages, ...(until === undefined ? {} : { until }) });
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
  if (!run) return next;
  // A hold that stays open while its run is graded again was edited.
  if (run.step === "draft" && run.holdId)
    return patchRun(patchHold(next, run.holdId, event, {}), run.runId, { gradedAgainAt: event.at });
  if (run.qualification === null || run.opportunity === null) return next;
  // A skipped run ends when it has both grades.
  if (run.action === "skip") return endRun(next, run.runId, run.reason ?? "skip", event);
  // The preview of a draft that is made again was confirmed.
  return replacedHold(next, run)?.kind === "draft" ? moveRun(next, run.runId, "compose", event) : next;
}
