// The laws of a hold: it opens once at its step, with its policy's time, and ends once.
import type { EventTable } from "../schema/event-table.ts";
import type { EventOf } from "../schema/events.ts";
import { HOUR_MS } from "../schema/time.ts";
import { atStep, isNew, isOpen, type UnderLaw } from "./law.ts";

export const lawsOfHolds = {
  PreviewHeld: previewHeld,
  PreviewConfirmed: (event, given) => {
    isOpen(given.law, given.before.holds[event.payload.holdId], "preview");
    if (event.writer === "object") isReleased(event, given);
  },
  PreviewDismissed: ({ payload }, { before, law }) => isOpen(law, before.holds[payload.holdId], "preview"),
  DraftHeld: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    atStep(law, run, "compose");
    law("payload.action", run?.action, payload.action);
    isNew(law, "payload.holdId", before.holds[payload.holdId]);
  },
  DraftEdited: ({ payload }, { before, law }) => {
    const hold = before.holds[payload.holdId];
    isOpen(law, hold, "draft");
    law("payload.replaces", hold?.digest, payload.replaces);
  },
  DraftApproved: ({ payload }, { before, law }) => {
    const hold = before.holds[payload.holdId];
    isOpen(law, hold, "draft");
    law("payload.draftId", hold?.draftId, payload.draftId);
    law("payload.digest", hold?.digest, payload.digest);
    isNew(law, "payload.approvalId", before.approvals[payload.approvalId]);
  },
  DraftRejected: ({ payload }, { before, law }) => isOpen(law, before.holds[payload.holdId], "draft"),
  HoldSnoozed: ({ payload, at }, { before, law }) => {
    isOpen(law, before.holds[payload.holdId]);
    law("payload.until", "later than the event", payload.until > at ? "later than the event" : "past");
  },
  HoldReassigned: ({ payload }, { before, law }) => isOpen(law, before.holds[payload.holdId]),
  HoldExpired: ({ payload, at }, { before, law }) => {
    const hold = before.holds[payload.holdId];
    isOpen(law, hold);
    law("at", "past its time", hold && hold.expiresAt <= at ? "past its time" : "too early");
  },
  HoldVoided: ({ payload }, { before, law }) => isOpen(law, before.holds[payload.holdId]),
} satisfies Partial<EventTable<UnderLaw, void>>;

function previewHeld(event: EventOf<"PreviewHeld">, { before, policies, law }: UnderLaw): void {
  const { runId, holdId, action, expiresAt } = event.payload;
  const run = before.runs[runId];
  atStep(law, run, "grade");
  law("payload.action", run?.action === "skip" ? "no hold" : run?.action, action);
  isNew(law, "payload.holdId", before.holds[holdId]);
  const hours = event.policy ? policies.section("hold", event.policy.digest)?.expiryHours : undefined;
  if (hours !== undefined) law("payload.expiresAt", Date.parse(event.at) + hours * HOUR_MS, Date.parse(expiresAt));
}

/** A preview that no person confirmed was released by its policy, by action or by source. */
function isReleased({ payload, policy }: EventOf<"PreviewConfirmed">, { before, policies, law }: UnderLaw): void {
  const run = before.runs[payload.runId];
  const rules = policy ? policies.section("hold", policy.digest)?.autoConfirm : undefined;
  const isNamed =
    rules?.actions.some((action) => action === run?.action) || rules?.sources.some((source) => source === run?.source);
  law("payload.by", isNamed ? `policy:${policy?.digest.slice(0, 12)}` : "a person", payload.by);
}
