// What may happen to a hold, an approval, a run: the invariants that hold for every contact at every version, whatever was decided.
import type { StoredEvent } from "../schema/events.ts";
import { optOutOf } from "../domain/rules/opt-out.ts";
import { type Approval, type Contact, type Hold, openHold, type Run } from "../domain/contact/state.ts";
import type { LogContext } from "./context.ts";
import { same, type Tell } from "./faults.ts";
import type { Placed } from "./placed.ts";
import { HOUR_MS } from "../schema/time.ts";

/** What must be, and what is. */
type Law = (field: string, expected: unknown, found: unknown) => void;

/** Whether the event keeps the laws of its place. */
export function judgeLaws(placed: Placed, context: LogContext, tell: Tell): void {
  const { event } = placed;
  const law: Law = (field, expected, found) => same(tell, "event_unlawful", field, expected, found);
  // People, clocks and webhooks are certain.
  const { confidence, source } = event.provenance;
  if (confidence !== 1 && /^(human|webhook|timer)/.test(source)) law("provenance.confidence", 1, confidence);
  judge(placed, context, law);
}

const isNew = (law: Law, field: string, known: unknown): void =>
  law(field, "new", known === undefined || known === null ? "new" : "known");
const atStep = (law: Law, run: Run | undefined, step: Run["step"]): void =>
  law("payload.runId", step, run?.step ?? "unknown run");
/** Nothing is begun with somebody who was erased; the runs they had have ended, each of them. */
const notErased = (law: Law, { erased }: Contact): void => {
  if (erased) law("streamId", "a contact", "an erased contact");
};
const isUnfinished = (law: Law, field: string, run: Run | undefined): void =>
  law(field, "unfinished", run ? (run.step === "ended" ? "ended" : "unfinished") : "unknown run");

function isOpen(law: Law, hold: Hold | undefined, kind?: Hold["kind"]): void {
  if (hold && !hold.end && (!kind || hold.kind === kind)) return;
  law("payload.holdId", `open ${kind ?? "hold"}`, hold ? `${hold.end?.as ?? "open"} ${hold.kind}` : "unknown hold");
}

const isUnclaimed = (law: Law, approval: Approval | undefined): void =>
  law(
    "payload.approvalId",
    "unclaimed",
    approval ? (approval.voided ?? (approval.claim ? "claimed" : "unclaimed")) : "unknown approval",
  );

function judge({ event, before }: Placed, { policies }: LogContext, law: Law): void {
  const { runs, holds, approvals } = before;
  switch (event.type) {
    case "SignalReceived": {
      const { receipt, runId, supersedes, kind, class: as } = event.payload;
      // An opt-out that is not in force is heard under whatever receipt it comes.
      const optOut = optOutOf(kind, as);
      if (!optOut || before.flags[optOut.flag]) isNew(law, "payload.receipt", before.receipts[receipt]);
      if (runId) isNew(law, "payload.runId", runs[runId]);
      if (supersedes) isUnfinished(law, "payload.supersedes", runs[supersedes]);
      return;
    }
    case "OutcomeReported":
    case "HistoryImported":
      return isNew(law, "payload.receipt", before.receipts[event.payload.receipt]);
    case "RunRequested":
    case "FollowupDue":
      notErased(law, before);
      return isNew(law, "payload.runId", runs[event.payload.runId]);
    case "SafetyVetoed":
      return isUnfinished(law, "payload.runId", runs[event.payload.runId]);
    case "PlanProposed":
      notErased(law, before);
      return atStep(law, runs[event.payload.runId], "plan");
    case "LlmCalled":
      isAsked(law, event, runs);
      // What a message's class cost is told with the message, and both are heard of somebody who was erased meanwhile.
      return event.payload.step === "classify_reply" ? undefined : notErased(law, before);
    case "ActionDecided": {
      const run = runs[event.payload.runId];
      return event.payload.vetoedAt === undefined ? atStep(law, run, "plan") : law("payload.runId", "vetoed", run?.end);
    }
    case "QualificationGraded":
    case "OpportunityAnalyzed": {
      const run = runs[event.payload.runId];
      atStep(law, run, "grade");
      return isNew(law, "payload.runId", event.type === "QualificationGraded" ? run?.qualification : run?.opportunity);
    }
    case "PreviewHeld": {
      const run = runs[event.payload.runId];
      atStep(law, run, "grade");
      law("payload.action", run?.action === "skip" ? "no hold" : run?.action, event.payload.action);
      isNew(law, "payload.holdId", holds[event.payload.holdId]);
      const hours = event.policy ? policies.section("hold", event.policy.digest)?.expiryHours : undefined;
      if (hours !== undefined)
        law("payload.expiresAt", Date.parse(event.at) + hours * HOUR_MS, Date.parse(event.payload.expiresAt));
      return;
    }
    case "DraftHeld": {
      const run = runs[event.payload.runId];
      atStep(law, run, "compose");
      law("payload.action", run?.action, event.payload.action);
      return isNew(law, "payload.holdId", holds[event.payload.holdId]);
    }
    case "PreviewConfirmed":
      isOpen(law, holds[event.payload.holdId], "preview");
      if (event.writer === "object")
        isReleased(law, event.payload.by, { event, run: runs[event.payload.runId], policies });
      return;
    case "PreviewDismissed":
      return isOpen(law, holds[event.payload.holdId], "preview");
    case "DraftEdited": {
      const hold = holds[event.payload.holdId];
      isOpen(law, hold, "draft");
      return law("payload.replaces", hold?.digest, event.payload.replaces);
    }
    case "DraftApproved": {
      const hold = holds[event.payload.holdId];
      isOpen(law, hold, "draft");
      law("payload.draftId", hold?.draftId, event.payload.draftId);
      law("payload.digest", hold?.digest, event.payload.digest);
      return isNew(law, "payload.approvalId", approvals[event.payload.approvalId]);
    }
    case "DraftRejected":
      return isOpen(law, holds[event.payload.holdId], "draft");
    case "HoldSnoozed":
      isOpen(law, holds[event.payload.holdId]);
      return law(
        "payload.until",
        "later than the event",
        event.payload.until > event.at ? "later than the event" : "past",
      );
    case "HoldReassigned":
    case "HoldVoided":
      return isOpen(law, holds[event.payload.holdId]);
    case "HoldExpired": {
      const hold = holds[event.payload.holdId];
      isOpen(law, hold);
      return law("at", "past its time", hold && hold.expiresAt <= event.at ? "past its time" : "too early");
    }
    case "ApprovalVoided":
      return isUnclaimed(law, approvals[event.payload.approvalId]);
    case "DispatchClaimed": {
      const approval = approvals[event.payload.approvalId];
      atStep(law, runs[event.payload.runId], "dispatch");
      isUnclaimed(law, approval);
      law("payload.digest", approval?.digest, event.payload.digest);
      return law("payload.draftId", approval?.draftId, event.payload.draftId);
    }
    case "DispatchSucceeded":
    case "DispatchFailed":
    case "DispatchUncertain": {
      const approval = approvals[event.payload.approvalId];
      // A person may settle what was uncertain; nothing else is settled twice.
      const isSettled = approval?.outcome && !(approval.outcome === "uncertain" && event.writer === "desk");
      return law(
        "payload.approvalId",
        "claimed",
        isSettled ? approval.outcome : approval?.claim ? "claimed" : "unclaimed",
      );
    }
    case "ContactErased": {
      notErased(law, before);
      const hold = openHold(before);
      return law("payload", "no open hold", hold ? `open ${hold.kind}` : "no open hold");
    }
    case "TaskRaised":
      return isNew(law, "payload.taskId", before.tasks[event.payload.taskId]);
    case "TaskClosed": {
      const task = before.tasks[event.payload.taskId];
      return law("payload.taskId", "open", task ? (task.closed ? "closed" : "open") : "unknown task");
    }
    default:
  }
}

/** What a model is asked for belongs to a step of the run, and is asked once, again after a wait, and for a draft again after a refusal. */
const ASKED: Readonly<Record<string, { readonly at: Run["step"]; readonly most: number }>> = {
  plan_tasks: { at: "plan", most: 2 },
  write_draft: { at: "compose", most: 3 },
};

function isAsked(law: Law, { payload }: Extract<StoredEvent, { type: "LlmCalled" }>, runs: Contact["runs"]): void {
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

/** A preview that no person confirmed was released by its policy, by action or by source. */
function isReleased(
  law: Law,
  by: string,
  { event, run, policies }: { event: StoredEvent; run: Run | undefined; policies: LogContext["policies"] },
): void {
  const rules = event.policy ? policies.section("hold", event.policy.digest)?.autoConfirm : undefined;
  const isNamed =
    rules?.actions.some((action) => action === run?.action) || rules?.sources.some((source) => source === run?.source);
  law("payload.by", isNamed ? `policy:${event.policy?.digest.slice(0, 12)}` : "a person", by);
}
