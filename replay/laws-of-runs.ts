// The laws of a run: each step follows the step before it, and happens once.
import type { EventTable } from "../schema/event-table.ts";
import type { EventOf } from "../schema/events.ts";
import type { Contact, Run } from "../domain/contact/state.ts";
import { mustBeAtStep, mustBeNew, mustBeUnfinished, type Law, mustNotBeErased, type UnderLaw } from "./law.ts";

export const lawsOfRuns = {
  RunRequested: mustBeginNewRun,
  FollowupDue: mustBeginNewRun,
  SafetyVetoed: ({ payload }, { before, law }) => mustBeUnfinished(law, "payload.runId", before.runs[payload.runId]),
  PlanProposed: ({ payload }, { before, law }) => {
    mustNotBeErased(law, before);
    mustBeAtStep(law, before.runs[payload.runId], "plan");
  },
  LlmCalled: (event, { before, law }) => {
    mustBeAskedAtStep(law, event, before.runs);
    // The call that classifies a message is recorded with the message, and a contact may have been erased meanwhile.
    if (event.payload.step !== "classify_reply") mustNotBeErased(law, before);
  },
  ActionDecided: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    if (payload.vetoedAt === undefined) mustBeAtStep(law, run, "plan");
    else law("payload.runId", "vetoed", run?.end);
  },
  QualificationGraded: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    mustBeAtStep(law, run, "grade");
    mustBeNew(law, "payload.runId", run?.qualification);
  },
  OpportunityAnalyzed: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    mustBeAtStep(law, run, "grade");
    mustBeNew(law, "payload.runId", run?.opportunity);
  },
} satisfies Partial<EventTable<UnderLaw, void>>;

function mustBeginNewRun({ payload }: EventOf<"RunRequested" | "FollowupDue">, { before, law }: UnderLaw): void {
  mustNotBeErased(law, before);
  mustBeNew(law, "payload.runId", before.runs[payload.runId]);
}

/**
 * The step of the run at which a model is called for a plan or a draft, and the most calls: the first call, one more after a
 * wait, and for a draft one more after a refusal.
 */
const MODEL_CALLS: Readonly<Record<string, { readonly at: Run["step"]; readonly maxCalls: number }>> = {
  plan_tasks: { at: "plan", maxCalls: 2 },
  write_draft: { at: "compose", maxCalls: 3 },
};

function mustBeAskedAtStep(law: Law, { payload }: EventOf<"LlmCalled">, runs: Contact["runs"]): void {
  const { runId, step, source } = payload;
  const run = runId === undefined ? undefined : runs[runId];
  const allowed = MODEL_CALLS[step];
  // A call for another purpose may name no run; a named run must be unfinished.
  if (!allowed) return runId === undefined ? undefined : mustBeUnfinished(law, "payload.runId", run);
  mustBeAtStep(law, run, allowed.at);
  if (!run) return;
  if (source !== undefined) law("payload.source", run.source, source);
  const calls = (run.calls?.[step] ?? 0) + 1;
  if (calls > allowed.maxCalls) law("payload.step", `at most ${allowed.maxCalls} calls`, `${calls} calls`);
}
