// Changes to the parts of a contact's state: runs, holds, approvals. Each function returns the contact after one change.
import type { StoredEvent } from "../../schema/events.ts";
import type { ApprovalId, HoldId, Receipt, RunId } from "../../schema/ids.ts";
import type { HoldEnd, SignalKind } from "../../schema/lists.ts";
import type { Approval, Contact, Hold, Run } from "./state.ts";

interface Start {
  readonly startedBy: Run["startedBy"];
  readonly beside?: boolean;
  /** The telephone number that the run's lead claims, as a lookup digest. */
  readonly phone: string | undefined;
}

/** Starts a run. A run beside an edited hold does not become the current run. */
export function startRun(
  contact: Contact,
  event: StoredEvent,
  runId: RunId,
  { startedBy, beside = false, phone }: Start,
): Contact {
  const run: Run = {
    runId,
    correlationId: event.correlationId,
    startedBy,
    source: event.type === "SignalReceived" ? event.payload.source : null,
    startedAt: event.at,
    ...(phone ? { phone } : {}),
    beside,
    step: "plan",
    stepAt: event.at,
    stepVersion: event.version,
    stepCommand: event.commandId,
    action: null,
    reason: null,
    decidedVersion: null,
    qualification: null,
    opportunity: null,
    holdId: null,
    draftId: null,
    approvalId: null,
    end: null,
  };
  return { ...contact, runs: { ...contact.runs, [runId]: run }, currentRun: beside ? contact.currentRun : runId };
}

export const supersede = (contact: Contact, runId: RunId | undefined, event: StoredEvent): Contact =>
  runId ? endRun(contact, runId, "superseded", event) : contact;

export function patchRun(contact: Contact, runId: RunId, change: Partial<Run>): Contact {
  const run = contact.runs[runId];
  return run ? { ...contact, runs: { ...contact.runs, [runId]: { ...run, ...change } } } : contact;
}

/** Moves a run to a step, with the event and the command that caused it. */
export const moveRun = (
  contact: Contact,
  runId: RunId,
  step: Run["step"],
  event: StoredEvent,
  change: Partial<Run> = {},
): Contact =>
  patchRun(contact, runId, {
    ...change,
    step,
    stepAt: event.at,
    stepVersion: event.version,
    stepCommand: event.commandId,
  });

/** Ends a run once; a later end changes nothing. */
export function endRun(contact: Contact, runId: RunId, end: string, event: StoredEvent): Contact {
  return contact.runs[runId]?.step === "ended" ? contact : moveRun(contact, runId, "ended", event, { end });
}

/** Removes the day on which a run is to be run again: it was taken back, has come, or a person or an erasure has overtaken it. */
export function endRevisit(contact: Contact, event: StoredEvent): Contact {
  const { revisit, ...rest } = contact;
  return revisit ? patchRun(rest, revisit.runId, { revisited: event.version }) : contact;
}

export function patchHold(contact: Contact, holdId: HoldId, event: StoredEvent, change: Partial<Hold>): Contact {
  const hold = contact.holds[holdId];
  return hold
    ? { ...contact, holds: { ...contact.holds, [holdId]: { ...hold, ...change, touched: event.version } } }
    : contact;
}

export const endHold = (contact: Contact, holdId: HoldId, as: HoldEnd, by: string, event: StoredEvent): Contact =>
  patchHold(contact, holdId, event, { end: { as, by, at: event.at } });

export function patchApproval(contact: Contact, approvalId: ApprovalId, change: Partial<Approval>): Contact {
  const approval = contact.approvals[approvalId];
  return approval
    ? { ...contact, approvals: { ...contact.approvals, [approvalId]: { ...approval, ...change } } }
    : contact;
}

/** The receipts with one more recorded signal. */
export const withReceipt = (
  { receipts }: Contact,
  receipt: Receipt,
  kind: SignalKind,
  version: number,
): Contact["receipts"] => ({ ...receipts, [receipt]: { ...receipts[receipt], [kind]: version } });
