// The laws of an approval: it is claimed once, with the approved digest, and its dispatch is settled once.
import type { EventTable } from "../schema/event-table.ts";
import type { EventOf } from "../schema/events.ts";
import { mustBeAtStep, mustBeUnclaimed, type UnderLaw } from "./law.ts";

export const lawsOfSends = {
  ApprovalVoided: ({ payload }, { before, law }) => mustBeUnclaimed(law, before.approvals[payload.approvalId]),
  DispatchClaimed: ({ payload }, { before, law }) => {
    const approval = before.approvals[payload.approvalId];
    mustBeAtStep(law, before.runs[payload.runId], "dispatch");
    mustBeUnclaimed(law, approval);
    law("payload.digest", approval?.digest, payload.digest);
    law("payload.draftId", approval?.draftId, payload.draftId);
  },
  DispatchSucceeded: mustBeSettledOnce,
  DispatchFailed: mustBeSettledOnce,
  DispatchUncertain: mustBeSettledOnce,
} satisfies Partial<EventTable<UnderLaw, void>>;

function mustBeSettledOnce(
  { payload, writer }: EventOf<"DispatchSucceeded" | "DispatchFailed" | "DispatchUncertain">,
  { before, law }: UnderLaw,
): void {
  const approval = before.approvals[payload.approvalId];
  // A person may settle an uncertain dispatch; no other outcome is settled twice.
  const isSettled = approval?.outcome && !(approval.outcome === "uncertain" && writer === "desk");
  law("payload.approvalId", "claimed", isSettled ? approval.outcome : approval?.claim ? "claimed" : "unclaimed");
}
