// State changes for holds: a preview or a draft that waits for a person, and every change to it.
import type { EventTable } from "../../schema/event-table.ts";
import type { EventOf } from "../../schema/events.ts";
import type { RunId } from "../../schema/ids.ts";
import { replacedHold } from "./again.ts";
import { endHold, endRun, moveRun, patchHold } from "./parts.ts";
import type { Approval, Contact, Hold } from "./state.ts";

export const holdEvents = {
  PreviewHeld: (event, contact) =>
    held(event, contact, { kind: "preview", draftId: null, digest: null, textVersion: null }),
  PreviewConfirmed: (event, contact) => {
    const { holdId, runId, by } = event.payload;
    return moveRun(endHold(contact, holdId, "confirmed", by, event), runId, "compose", event);
  },
  PreviewDismissed: (event, contact) => {
    const { holdId, runId, by } = event.payload;
    return endRun(endHold(contact, holdId, "dismissed", by, event), runId, "dismissed", event);
  },
  DraftHeld: (event, contact) => {
    const { draftId, digest } = event.payload;
    return held(event, contact, { kind: "draft", draftId, digest, textVersion: event.version });
  },
  DraftEdited: (event, contact) => {
    const { holdId, digest } = event.payload;
    return patchHold(contact, holdId, event, { edited: true, digest, textVersion: event.version });
  },
  DraftApproved: draftApproved,
  DraftRejected: (event, contact) => {
    const { holdId, runId, by } = event.payload;
    return endRun(endHold(contact, holdId, "rejected", by, event), runId, "rejected", event);
  },
  HoldSnoozed: (event, contact) => {
    const { holdId, until, expiresAt } = event.payload;
    return patchHold(contact, holdId, event, { snoozedUntil: until, expiresAt });
  },
  HoldReassigned: (event, contact) => patchHold(contact, event.payload.holdId, event, { assignedTo: event.payload.to }),
  HoldExpired: (event, contact) => {
    const { holdId, runId } = event.payload;
    return endRun(endHold(contact, holdId, "expired", "timer", event), runId, "expired", event);
  },
  HoldVoided: (event, contact) => {
    const { holdId, runId, cause } = event.payload;
    const ended = endHold(contact, holdId, "voided", cause, event);
    return cause === "changed" ? gradesAgain(ended, runId, event) : endRun(ended, runId, cause, event);
  },
} satisfies Partial<EventTable<Contact, Contact>>;

/** The run goes back to its grades. What its steps may still ask of a model counts anew; what all of them have asked does not. */
function gradesAgain(contact: Contact, runId: RunId, event: EventOf<"HoldVoided">): Contact {
  const { write_draft: drafts, [EARLIER]: earlier = 0, ...others } = contact.runs[runId]?.calls ?? {};
  const calls = drafts === undefined ? {} : { calls: { ...others, [EARLIER]: earlier + drafts } };
  return moveRun(contact, runId, "grade", event, {
    qualification: null,
    opportunity: null,
    gradedAgainAt: event.at,
    ...calls,
  });
}
/** The calls for drafts that were made again since. */
const EARLIER = "earlier_drafts";

function held(
  event: EventOf<"PreviewHeld" | "DraftHeld">,
  contact: Contact,
  kind: Pick<Hold, "kind" | "draftId" | "digest" | "textVersion">,
): Contact {
  const { holdId, runId, expiresAt } = event.payload;
  const run = contact.runs[runId];
  const replaced = run ? replacedHold(contact, run) : null;
  // A hold in the place of another one waits as that did, for the same person.
  const isSnoozed = (replaced?.snoozedUntil ?? "") > event.at;
  const hold: Hold = {
    holdId,
    runId,
    ...kind,
    openedAt: event.at,
    openedVersion: event.version,
    expiresAt,
    snoozedUntil: isSnoozed ? (replaced?.snoozedUntil ?? null) : null,
    assignedTo: replaced?.assignedTo ?? null,
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

function draftApproved(event: EventOf<"DraftApproved">, contact: Contact): Contact {
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
