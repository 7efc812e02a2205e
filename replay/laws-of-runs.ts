// The laws of a run: each step follows the step before it, and happens once. What a model was paid for is recorded also when the run
// has gone on or has ended meanwhile: then the run was at the step at the version that the stage had read.
import type { EventTable } from "../schema/event-table.ts";
import type { EventOf, StoredEvent } from "../schema/events.ts";
import { replacedHold } from "../domain/contact/again.ts";
import { hasLostWords } from "../domain/contact/decision.ts";
import { REVISIT_MOST_DAYS } from "../domain/contact/decide-revisit.ts";
import { listOf } from "../domain/contact/run-list.ts";
import { type Contact, dueRevisit, type Run } from "../domain/contact/state.ts";
import { dayAfter } from "../schema/time.ts";
import { mustBeAtStep, mustBeNew, mustBeUnfinished, mustNotBeErased, type UnderLaw } from "./law.ts";
import { versionOf } from "./placed.ts";

export const lawsOfRuns = {
  RunRequested: (event, given) => {
    mustBeginNewRun(event, given);
    if (event.payload.revisit !== undefined) mustBeDue(event, given);
  },
  RevisitSet: ({ payload, at }, { before, law }) => {
    mustNotBeErased(law, before);
    const run = before.runs[payload.runId];
    law("payload.runId", "not_written", run && listOf(run, before));
    const today = at.slice(0, 10);
    const isPossible = payload.on > today && payload.on <= dayAfter(today, REVISIT_MOST_DAYS);
    law("payload.on", "a day ahead", isPossible ? "a day ahead" : payload.on);
  },
  RevisitCleared: ({ payload }, { before, law }) => law("payload.runId", before.revisit?.runId, payload.runId),
  FollowupDue: mustBeginNewRun,
  SafetyVetoed: ({ payload }, { before, law }) => mustBeUnfinished(law, "payload.runId", before.runs[payload.runId]),
  PlanProposed: (event, given) => {
    const run = given.before.runs[event.payload.runId];
    if (isPaidFor(event, given)) mustHaveWords(given, run);
    else {
      mustNotBeErased(given.law, given.before);
      mustBeAtStep(given.law, run, "plan");
    }
  },
  DraftUnused: (event, given) => {
    given.law("commandId", "paid for", isPaidFor(event, given) ? "paid for" : "no call of a model");
    mustHaveWords(given, given.before.runs[event.payload.runId]);
  },
  LlmCalled: mustBeAskedAtStep,
  ActionDecided: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    if (payload.vetoedAt === undefined) mustBeAtStep(law, run, "plan");
    else law("payload.runId", "vetoed", run?.end);
  },
  QualificationGraded: (event, given) => mustBeGraded(event, "qualification", given),
  OpportunityAnalyzed: (event, given) => mustBeGraded(event, "opportunity", given),
} satisfies Partial<EventTable<UnderLaw, void>>;

function mustBeginNewRun({ payload }: EventOf<"RunRequested" | "FollowupDue">, { before, law }: UnderLaw): void {
  mustNotBeErased(law, before);
  mustBeNew(law, "payload.runId", before.runs[payload.runId]);
  // Without an address, the gates of the run look up nothing in the list.
  law("payload.runId", "a contact with an address", before.lookups.length > 0 ? "a contact with an address" : "none");
}

/** The timer requests a run on the day of the revisit that is in force, for the person who set it, and while no run is unfinished. */
function mustBeDue({ payload, at }: EventOf<"RunRequested">, { before, law }: UnderLaw): void {
  const due = dueRevisit(before);
  law("payload.revisit", due?.version, payload.revisit);
  law("payload.by", due?.by, payload.by);
  law("at", "on its day", due && due.dueAt <= at ? "on its day" : at);
}

/**
 * A run is graded once, by the qualifier; again by the object, after it voided the run's open hold with the same command, or while an edited draft of the
 * run stays open.
 */
function mustBeGraded(
  { payload, writer, commandId }: EventOf<"QualificationGraded" | "OpportunityAnalyzed">,
  grade: "qualification" | "opportunity",
  { before, past, law }: UnderLaw,
): void {
  const run = before.runs[payload.runId];
  const hold = run?.holdId ? before.holds[run.holdId] : undefined;
  if (run && hold && !hold.end && hold.edited && run.step === "draft") return law("writer", "object", writer);
  mustBeAtStep(law, run, "grade");
  mustBeNew(law, "payload.runId", run?.[grade]);
  const replaced = run ? replacedHold(before, run) : null;
  law("writer", replaced ? "object" : "qualifier", writer);
  if (replaced) law("commandId", past[replaced.touched - 1]?.commandId, commandId);
}

/** Whether the event before is a call of a model, by the same command and for the same run. */
function isPaidFor(
  { version, commandId, payload }: EventOf<"PlanProposed" | "DraftUnused">,
  { past }: UnderLaw,
): boolean {
  const call = past[version - 2];
  return call?.type === "LlmCalled" && call.commandId === commandId && call.payload.runId === payload.runId;
}

/** The words of a run are recorded only while the contact has words: not after an erasure, nor after a later return. */
function mustHaveWords({ law, before }: UnderLaw, run: Run | undefined): void {
  law("payload.runId", "a run with words", run && !hasLostWords(before, run) ? "a run with words" : "none");
}

/** The step of the run at which a model is called for a plan or a draft. */
const CALLED_AT: Readonly<Record<string, Run["step"]>> = { plan_tasks: "plan", write_draft: "compose" };

/**
 * A call is made by a stage that has read the run at its step, so the evidence cites a version at which the run was at that step and
 * had calls left. A call is recorded also when its run is gone meanwhile, and several deliveries of one message may each have made one.
 */
function mustBeAskedAtStep(event: EventOf<"LlmCalled">, { before, states, policies, law }: UnderLaw): void {
  const { runId, step, source } = event.payload;
  const run = runId === undefined ? undefined : before.runs[runId];
  const calledAt = CALLED_AT[step];
  // A call for another purpose may name no run; a named run must be unfinished.
  if (!calledAt) return runId === undefined ? undefined : mustBeUnfinished(law, "payload.runId", run);
  const asked = runId === undefined ? undefined : stateRead(event, states)?.runs[runId];
  mustBeAtStep(law, asked, calledAt);
  if (!run || !asked) return;
  if (source !== undefined) law("payload.source", run.source, source);
  const callsPerRun = policies.mostCallsPerRun();
  const calls = Object.values(asked.calls ?? {}).reduce((sum, count) => sum + count, 0);
  if (calls >= callsPerRun) law("payload.step", `fewer than ${callsPerRun} calls before`, `${calls} calls before`);
}

/** The state that a stage had read: at the version of the first event of this stream among the evidence. */
function stateRead({ streamId, version, provenance }: StoredEvent, states: UnderLaw["states"]): Contact | undefined {
  const cited = provenance.evidence.find(({ table }) => table === "events");
  const read = cited ? versionOf(streamId, cited.id) : null;
  return read !== null && read < version ? states[read] : undefined;
}
