// The events that void what is open when a newer signal or a veto arrives: the open hold, or the unclaimed approval.
import type { PayloadOf } from "../../schema/events.ts";
import { type ContactId, taskIdOf } from "../../schema/ids.ts";
import type { ShownEvidence } from "../../schema/provenance.ts";
import { eventEvidence } from "../evidence.ts";
import { certain, type Circumstances, type Decided } from "./decision.ts";
import { openHold, type Run } from "./state.ts";

/** A task for a person. Its id is derived from its subject, so that it is raised once. */
export const raiseTask = (payload: PayloadOf<"TaskRaised">, evidence: ShownEvidence): Decided => ({
  type: "TaskRaised",
  writer: "object",
  payload,
  why: certain(payload.kind, "rule:tasks@1", evidence),
  policy: null,
});

export const holdVoided = (
  payload: PayloadOf<"HoldVoided">,
  writer: "object" | "desk",
  ...evidence: readonly ShownEvidence[]
): Decided => ({
  type: "HoldVoided",
  writer,
  payload,
  why: certain(payload.cause, "rule:holds@1", ...evidence),
  policy: null,
});

/**
 * Raises a task when a run ends without a hold: what the person wrote must be seen, also where a reviewer's request had replaced the run of their
 * signal. A follow-up answers nobody. `version` is that of the event that ended it.
 */
export function unanswered({ streamId, contact }: Circumstances, run: Run, version: number): Decided[] {
  // What an erased contact wrote while on the list is kept by nobody.
  if (run.startedBy === "followup" || contact.erased) return [];
  const taskId = taskIdOf(streamId as ContactId, "inbound_unanswered", run.runId);
  const evidence = eventEvidence(streamId, version, { run_id: run.runId });
  return [raiseTask({ taskId, kind: "inbound_unanswered", about: run.runId, runId: run.runId }, evidence)];
}

/** Voids what is open in `run`: its hold, or its approval. A superseded approval also raises a task. Nothing without a run. */
export function endings(
  { streamId, contact }: Circumstances,
  run: Run | null,
  cause: "superseded" | "vetoed" | "erased" | "undone",
  writer: "object" | "desk",
): Decided[] {
  if (!run) return [];
  const hold = openHold(contact);
  if (hold && hold.runId === run.runId && cause !== "undone") {
    const evidence = eventEvidence(streamId, hold.openedVersion, { hold_id: hold.holdId, edited: hold.edited });
    return [holdVoided({ holdId: hold.holdId, runId: run.runId, cause }, writer, evidence)];
  }
  const approval = run.approvalId ? contact.approvals[run.approvalId] : undefined;
  if (!approval || approval.claim || approval.voided) return [];
  const { approvalId, draftId } = approval;
  const evidence = eventEvidence(streamId, approval.version, { approval_id: approvalId, claimed: false });
  const voided: Decided = {
    type: "ApprovalVoided",
    writer,
    payload: { approvalId, draftId, runId: run.runId, cause },
    why: certain(cause, "rule:approvals@1", evidence),
    policy: null,
  };
  if (cause === "vetoed" || cause === "erased") return [voided];
  const taskId = taskIdOf(streamId as ContactId, "approval_voided", approvalId);
  return [voided, raiseTask({ taskId, kind: "approval_voided", about: approvalId, runId: run.runId }, evidence)];
}
