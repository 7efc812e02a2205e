// The laws of a hold: it opens once, at its run's step, with the expiry of its policy, and it ends once.
import type { EventTable } from "../schema/event-table.ts";
import type { EventOf } from "../schema/events.ts";
import { expiryOf, replacedHold, waitsUntil } from "../domain/contact/again.ts";
import type { Hold } from "../domain/contact/state.ts";
import { citedPolicy } from "./grades-again.ts";
import { mustBeAtStep, mustBeNew, mustBeOpen, type UnderLaw } from "./law.ts";

export const lawsOfHolds = {
  PreviewHeld: previewHeld,
  PreviewConfirmed: (event, given) => {
    const { before, law } = given;
    mustBeOpen(law, before.holds[event.payload.holdId], "preview");
    if (before.unwritable) law("streamId", "an address that mail can be written to", before.unwritable);
    if (event.writer === "object") mustBeReleasedByPolicy(event, given);
  },
  PreviewDismissed: ({ payload }, { before, law }) => mustBeOpen(law, before.holds[payload.holdId], "preview"),
  DraftHeld: ({ payload }, { before, law }) => {
    const run = before.runs[payload.runId];
    mustBeAtStep(law, run, "compose");
    law("payload.action", run?.action, payload.action);
    mustBeNew(law, "payload.holdId", before.holds[payload.holdId]);
  },
  DraftEdited: ({ payload }, { before, law }) => {
    const hold = before.holds[payload.holdId];
    mustBeOpen(law, hold, "draft");
    law("payload.replaces", hold?.digest, payload.replaces);
  },
  DraftApproved: ({ payload }, { before, law }) => {
    const hold = before.holds[payload.holdId];
    mustBeOpen(law, hold, "draft");
    law("payload.draftId", hold?.draftId, payload.draftId);
    law("payload.digest", hold?.digest, payload.digest);
    mustBeNew(law, "payload.approvalId", before.approvals[payload.approvalId]);
  },
  DraftRejected: ({ payload }, { before, law }) => mustBeOpen(law, before.holds[payload.holdId], "draft"),
  HoldSnoozed: ({ payload, at }, { before, law }) => {
    mustBeOpen(law, before.holds[payload.holdId]);
    law("payload.until", "later than the event", payload.until > at ? "later than the event" : "past");
  },
  HoldReassigned: ({ payload }, { before, law }) => mustBeOpen(law, before.holds[payload.holdId]),
  HoldExpired: ({ payload, at }, { before, law }) => {
    const hold = before.holds[payload.holdId];
    mustBeOpen(law, hold);
    law("at", "past its time", hold && hold.expiresAt <= at ? "past its time" : "too early");
  },
  HoldVoided: (event, given) => {
    const hold = given.before.holds[event.payload.holdId];
    mustBeOpen(given.law, hold);
    if (event.payload.cause === "changed") mustBeGradedAgain(event, hold, given);
  },
} satisfies Partial<EventTable<UnderLaw, void>>;

function previewHeld(event: EventOf<"PreviewHeld">, { before, policies, law }: UnderLaw): void {
  const { runId, holdId, action, expiresAt } = event.payload;
  const run = before.runs[runId];
  mustBeAtStep(law, run, "grade");
  law("payload.action", run?.action === "skip" ? "no hold" : run?.action, action);
  mustBeNew(law, "payload.holdId", before.holds[holdId]);
  const replaced = run ? replacedHold(before, run) : null;
  law("writer", replaced ? "object" : "qualifier", event.writer);
  const hold = event.policy && policies.section("hold", event.policy.digest);
  if (hold) law("payload.expiresAt", expiryOf(replaced, event.at, hold), expiresAt);
}

/** A fact takes nothing out of a person's hands: an edited draft stays. A run is graded again once in the time of the policy that the event cites. */
function mustBeGradedAgain(
  event: EventOf<"HoldVoided">,
  hold: Hold | undefined,
  { before, policies, law }: UnderLaw,
): void {
  law("payload.holdId", "unedited", hold?.edited ? "edited" : "unedited");
  const cited = citedPolicy(event, "grading");
  const grading = cited && policies.section("grading", cited.id);
  if (!cited) return law("provenance.evidence", "a policy of grading", "none");
  const run = before.runs[event.payload.runId];
  if (!grading || !run) return;
  law("at", "time to grade again", waitsUntil(run, event.at, grading) === null ? "time to grade again" : "too early");
}

/** A preview that no person confirmed must be released by the hold policy, which names the run's action or source. */
function mustBeReleasedByPolicy(
  { payload, policy }: EventOf<"PreviewConfirmed">,
  { before, policies, law }: UnderLaw,
): void {
  const run = before.runs[payload.runId];
  const rules = policy ? policies.section("hold", policy.digest)?.autoConfirm : undefined;
  const isNamed =
    rules?.actions.some((action) => action === run?.action) || rules?.sources.some((source) => source === run?.source);
  law("payload.by", isNamed ? `policy:${policy?.digest.slice(0, 12)}` : "a person", payload.by);
}
