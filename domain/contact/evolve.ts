// State after an event. It may not refuse: what happened, happened.
import type { StoredEvent } from "../../schema/events.ts";
import type { TaskId } from "../../schema/ids.ts";
import { historyImported, signalReceived } from "./evolve-signal.ts";
import { endHold, endRun, moveRun, type Of, patchApproval, patchHold, patchRun, startRun, supersede } from "./parts.ts";
import { type Approval, type Contact, emptyContact, type Hold, type Run, type Send } from "./state.ts";

type Commands = Contact["commands"];

/** The contact after `event`, which must be the next of its stream. Throws when it is not: the log has no gaps. */
export const evolve = (contact: Contact, event: StoredEvent, hash: string): Contact =>
  next(contact, event, hash, { ...contact.commands, ...rangeOf(contact.commands, event) });

/**
 * A fold that is fed one event after the other: the same as `evolve`, without a copy of all commands for each event. The contacts it gives
 * share their commands, which are always those of the last one.
 */
export function openFold(): (event: StoredEvent, hash: string) => Contact {
  const commands: Record<string, readonly [number, number]> = {};
  let contact = emptyContact;
  return (event, hash) => {
    Object.assign(commands, rangeOf(commands, event));
    contact = next(contact, event, hash, commands);
    return contact;
  };
}

/** A whole stream's fold. */
export function fold(events: readonly StoredEvent[], hashes: readonly string[]): Contact {
  const step = openFold();
  return events.reduce((_, event, index) => step(event, hashes[index] ?? ""), emptyContact);
}

const rangeOf = (commands: Commands, { commandId, version }: StoredEvent): Commands => ({
  [commandId]: [commands[commandId]?.[0] ?? version, version],
});

function next(contact: Contact, event: StoredEvent, hash: string, commands: Commands): Contact {
  if (event.version !== contact.version + 1)
    throw new Error(`event ${event.version} does not follow version ${contact.version}`);
  // Only whoever came back and was let in has words again: what is said of an erased contact is recorded without.
  const isReturn = contact.erased && event.sealed !== null;
  const base: Contact = {
    ...contact,
    version: event.version,
    head: hash,
    at: event.at,
    commands,
    keyVersion: contact.keyVersion ?? (event.sealed === null ? null : event.version),
    erased: contact.erased && !isReturn,
    touched: isReturn ? event.version : contact.touched,
  };
  return apply(base, event);
}

function apply(contact: Contact, event: StoredEvent): Contact {
  switch (event.type) {
    case "SignalReceived":
      return signalReceived(contact, event);
    case "ContactFlagged":
      return {
        ...contact,
        flags: { ...contact.flags, [event.payload.flag]: event.payload.on },
        touched: event.version,
      };
    case "SafetyVetoed":
      return endRun(contact, event.payload.runId, "vetoed", event);
    case "PlanProposed":
      return planProposed(contact, event);
    case "ActionDecided":
      return actionDecided(contact, event);
    case "QualificationGraded": {
      const { verdict, basisPoints, increments } = event.payload;
      return graded(contact, event, { qualification: { verdict, basisPoints, increments, version: event.version } });
    }
    case "OpportunityAnalyzed": {
      const { basisPoints, facts, summary } = event.payload;
      return graded(contact, event, { opportunity: { basisPoints, facts, summary, version: event.version } });
    }
    case "PreviewHeld":
      return held(contact, event, { kind: "preview", draftId: null, digest: null, textVersion: null });
    case "DraftHeld":
      return held(contact, event, {
        kind: "draft",
        draftId: event.payload.draftId,
        digest: event.payload.digest,
        textVersion: event.version,
      });
    case "PreviewConfirmed":
      return moveRun(
        endHold(contact, event.payload.holdId, "confirmed", event.payload.by, event),
        event.payload.runId,
        "compose",
        event,
      );
    case "PreviewDismissed":
      return endRun(
        endHold(contact, event.payload.holdId, "dismissed", event.payload.by, event),
        event.payload.runId,
        "dismissed",
        event,
      );
    case "DraftEdited":
      return patchHold(contact, event.payload.holdId, event, {
        edited: true,
        digest: event.payload.digest,
        textVersion: event.version,
      });
    case "DraftApproved":
      return draftApproved(contact, event);
    case "DraftRejected":
      return endRun(
        endHold(contact, event.payload.holdId, "rejected", event.payload.by, event),
        event.payload.runId,
        "rejected",
        event,
      );
    case "HoldSnoozed":
      return patchHold(contact, event.payload.holdId, event, {
        snoozedUntil: event.payload.until,
        expiresAt: event.payload.expiresAt,
      });
    case "HoldReassigned":
      return patchHold(contact, event.payload.holdId, event, { assignedTo: event.payload.to });
    case "HoldExpired":
      return endRun(
        endHold(contact, event.payload.holdId, "expired", "timer", event),
        event.payload.runId,
        "expired",
        event,
      );
    case "HoldVoided":
      return endRun(
        endHold(contact, event.payload.holdId, "voided", event.payload.cause, event),
        event.payload.runId,
        event.payload.cause,
        event,
      );
    case "ApprovalVoided":
      return endRun(
        patchApproval(contact, event.payload.approvalId, { voided: event.payload.cause }),
        event.payload.runId,
        event.payload.cause,
        event,
      );
    case "DispatchClaimed":
      return dispatchClaimed(contact, event);
    case "DispatchSucceeded":
      return settled(contact, event, "sent", "dispatched");
    case "DispatchFailed":
      return settled(contact, event, "failed", "failed");
    case "DispatchUncertain":
      return settled(contact, event, "uncertain", "uncertain");
    case "RunRequested":
      return startRun(
        supersede(contact, event.payload.supersedes, event),
        event,
        event.payload.runId,
        "request",
        false,
      );
    case "FollowupDue":
      return startRun(contact, event, event.payload.runId, "followup", false);
    case "TaskRaised": {
      const { taskId, kind, about, runId } = event.payload;
      const task = {
        taskId,
        kind,
        about,
        runId: runId ?? null,
        raisedAt: event.at,
        closed: null,
        touched: event.version,
      };
      return { ...contact, tasks: { ...contact.tasks, [taskId]: task } };
    }
    case "TaskClosed":
      return closeTask(
        contact,
        event.payload.taskId,
        { by: event.payload.by, at: event.at, how: event.payload.how },
        event.version,
      );
    case "HistoryImported":
      return historyImported(contact, event);
    case "OutcomeReported":
      return { ...contact, receipts: { ...contact.receipts, [event.payload.receipt]: event.version } };
    case "ContactErased":
      return contactErased(contact, event);
    case "LlmCalled":
      return modelCalled(contact, event);
    case "ContactScored":
    case "ContactsLinked":
    case "ContactsUnlinked":
    case "PolicyAdopted":
    case "SourceChanged":
    case "SuppressionAdded":
    case "SuppressionLifted":
    case "ExportOpened":
    case "RootPublished":
    case "ReleaseJudged":
    case "RoleChanged":
      return contact;
  }
}

/** A shadow's plan orders nothing; nor does one that came to nothing. */
function planProposed(contact: Contact, event: Of<"PlanProposed">): Contact {
  const { runId, arm, stages, fallback } = event.payload;
  return arm === "reasoning" && !fallback ? patchRun(contact, runId, { stages }) : contact;
}

function modelCalled(contact: Contact, { payload: { runId, step } }: Of<"LlmCalled">): Contact {
  const run = runId && contact.runs[runId];
  return run ? patchRun(contact, runId, { calls: { ...run.calls, [step]: (run.calls?.[step] ?? 0) + 1 } }) : contact;
}

function actionDecided(contact: Contact, event: Of<"ActionDecided">): Contact {
  const { runId, action, reason, vetoedAt } = event.payload;
  const decided = patchRun(contact, runId, { action, reason, decidedVersion: event.version });
  if (vetoedAt !== undefined) return decided;
  return contact.runs[runId]?.beside ? endRun(decided, runId, reason, event) : moveRun(decided, runId, "grade", event);
}

function graded(
  contact: Contact,
  event: Of<"QualificationGraded"> | Of<"OpportunityAnalyzed">,
  change: Partial<Run>,
): Contact {
  const next = patchRun(contact, event.payload.runId, change);
  const run = next.runs[event.payload.runId];
  // A skip still gets its grades, and ends there.
  const isComplete = run?.action === "skip" && run.qualification !== null && run.opportunity !== null;
  return isComplete ? endRun(next, run.runId, run.reason ?? "skip", event) : next;
}

function held(
  contact: Contact,
  event: Of<"PreviewHeld"> | Of<"DraftHeld">,
  kind: Pick<Hold, "kind" | "draftId" | "digest" | "textVersion">,
): Contact {
  const { holdId, runId, expiresAt } = event.payload;
  const hold: Hold = {
    holdId,
    runId,
    ...kind,
    openedAt: event.at,
    openedVersion: event.version,
    expiresAt,
    snoozedUntil: null,
    assignedTo: null,
    edited: false,
    marked: false,
    end: null,
    touched: event.version,
  };
  return moveRun({ ...contact, holds: { ...contact.holds, [holdId]: hold } }, runId, kind.kind, event, {
    holdId,
    draftId: kind.draftId,
  });
}

function draftApproved(contact: Contact, event: Of<"DraftApproved">): Contact {
  const { approvalId, draftId, holdId, runId, digest, by } = event.payload;
  const textVersion = contact.holds[holdId]?.textVersion ?? 0;
  const approval: Approval = {
    approvalId,
    draftId,
    holdId,
    runId,
    digest,
    by,
    version: event.version,
    textVersion,
    voided: null,
    claim: null,
    outcome: null,
  };
  const ended = endHold(contact, holdId, "approved", by, event);
  return moveRun({ ...ended, approvals: { ...ended.approvals, [approvalId]: approval } }, runId, "dispatch", event, {
    approvalId,
  });
}

function dispatchClaimed(contact: Contact, event: Of<"DispatchClaimed">): Contact {
  const { approvalId, runId, provider, idempotencyKey } = event.payload;
  const send: Send = { at: event.at, version: event.version, approvalId, state: "claimed" };
  const claimed = patchApproval(contact, approvalId, {
    claim: { at: event.at, version: event.version, provider, idempotencyKey },
  });
  return moveRun({ ...claimed, sends: [...claimed.sends, send] }, runId, "claimed", event);
}

function settled(
  contact: Contact,
  event: Of<"DispatchSucceeded"> | Of<"DispatchFailed"> | Of<"DispatchUncertain">,
  outcome: "sent" | "failed" | "uncertain",
  end: string,
): Contact {
  const { approvalId, runId } = event.payload;
  const sends = contact.sends.map((send) => (send.approvalId === approvalId ? { ...send, state: outcome } : send));
  return endRun(
    { ...patchApproval(contact, approvalId, { outcome }), sends, touched: event.version },
    runId,
    end,
    event,
  );
}

function closeTask(
  contact: Contact,
  taskId: TaskId,
  closed: NonNullable<Contact["tasks"][TaskId]["closed"]>,
  version: number,
): Contact {
  const task = contact.tasks[taskId];
  return task ? { ...contact, tasks: { ...contact.tasks, [taskId]: { ...task, closed, touched: version } } } : contact;
}

/**
 * Every run ends but one that is claimed, which goes on to its outcome. No message is left to be answered. The rows of the holds are written
 * anew, at this version: without their words, and so that no late row brings these back.
 */
function contactErased(contact: Contact, event: Of<"ContactErased">): Contact {
  const ended = Object.values(contact.runs)
    .filter(({ step }) => step !== "claimed")
    .reduce((next, { runId }) => endRun(next, runId, "erased", event), contact);
  const holds = Object.values(ended.holds).map((hold) =>
    hold.openedVersion > (contact.erasedVersion ?? 0) ? { ...hold, touched: event.version } : hold,
  );
  return {
    ...ended,
    holds: Object.fromEntries(holds.map((hold) => [hold.holdId, hold])),
    message: null,
    inbound: null,
    erased: true,
    erasedVersion: event.version,
    keyVersion: null,
    touched: event.version,
  };
}
