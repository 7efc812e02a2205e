// The laws of a run: each of its steps follows the step before it, and is taken once.
import type { EventTable } from "../schema/event-table.ts";
import type { EventOf } from "../schema/events.ts";
import type { Contact, Run } from "../domain/contact/state.ts";
import { atStep, isNew, isUnfinished, type Law, notErased, type UnderLaw } from "./law.ts";

export const lawsOfRuns = {
  RunRequested: beginsRun,
  FollowupDue: beginsRun,
  SafetyVetoed: ({ payload }, { before, law }) => isUnfinished(law, "payload.runId", before.runs[payload.runId]),
  PlanProposed: ({ payload }, { before, law }) => {
    notErased(law, before);
    atStep(law, before.runs[payload.runId], "plan");
  },
  LlmCalled: (event, { before, law }) => {
    isAsked(law, event, before.runs);
    // The call that classifies a message is recorded with the message, and a contact may have been erased meanwhile.
    if (event.payload.step !== "classify_reply") notErased(law, before);
  },
  ActionDecided: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    if (payload.vetoedAt === undefined) atStep(law, run, "plan");
    else law("payload.runId", "vetoed", run?.end);
  },
  QualificationGraded: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    atStep(law, run, "grade");
    isNew(law, "payload.runId", run?.qualification);
  },
  OpportunityAnalyzed: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    atStep(law, run, "grade");
    isNew(law, "payload.runId", run?.opportunity);
  },
} satisfies Partial<EventTable<UnderLaw, void>>;

function beginsRun({ payload }: EventOf<"RunRequested" | "FollowupDue">, { before, law }: UnderLaw): void {
  notErased(law, before);
  isNew(law, "payload.runId", before.runs[payload.runId]);
}

/** The step of the run at which a model is asked for this, and how often at most: once, again after a wait, and for a draft again after a refusal. */
const ASKED: Readonly<Record<string, { readonly at: Run["step"]; readonly most: number }>> = {
  plan_tasks: { at: "plan", most: 2 },
  write_draft: { at: "compose", most: 3 },
};

function isAsked(law: Law, { payload }: EventOf<"LlmCalled">, runs: Contact["runs"]): void {
  const { runId, step, source } = payload;
  const run = runId === undefined ? undefined : runs[runId];
  const asked = ASKED[step];
  // A model is asked about a run that is not over.
  if (!asked) return runId === undefined ? undefined : isUnfinished(law, "payload.runId", run);
  atStep(law, run, asked.at);
  if (!run) return;
  if (source !== undefined) law("payload.source", run.source, source);
  const calls = (run.calls?.[step] ?? 0) + 1;
  if (calls > asked.most) law("payload.step", `at most ${asked.most} calls`, `${calls} calls`);
}
