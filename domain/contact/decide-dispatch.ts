// Decides dispatch: the last gate, the claim before the provider's call, its outcome, and follow-ups.
import type { CommandOf, ListReading } from "../../schema/commands.ts";
import type { DispatchingRow } from "../../schema/dispatching.ts";
import { type ContactId, runIdOf, taskIdOf } from "../../schema/ids.ts";
import { policyMark } from "../../schema/policy.ts";
import { vetoOf } from "../rules/veto.ts";
import { byPerson, eventEvidence, flagEvidence, listEvidence, policyEvidence } from "../evidence.ts";
import {
  certain,
  type Circumstances,
  type Decided,
  type Decision,
  done,
  gateAt,
  refused,
  vetoed,
  vetoRefusal,
} from "./decision.ts";
import { endings, raiseTask } from "./endings.ts";
import { type Approval, followupOf, type Run } from "./state.ts";
import { stoppedBy } from "./dispatching.ts";

/**
 * Claims an approval for one provider. The claim is in the log before the provider is called, so that a crash cannot send twice. While dispatching is
 * stopped nothing is claimed and nothing recorded: the run stays where it is. A veto ends it also then.
 */
export function claimDispatch(command: CommandOf<"ClaimDispatch">, circumstances: Circumstances): Decision {
  const { contact, list, drawn } = circumstances;
  const approval = contact.approvals[command.approvalId];
  if (!approval) return refused({ reason: "unknown", what: "approval" });
  const run = contact.runs[approval.runId];
  if (run?.end === "erased") return refused({ reason: "erased" });
  if (approval.voided) return refused({ reason: "approval_void", cause: approval.voided });
  if (approval.claim) return refused({ reason: "already_claimed" });
  if (!run || run.step !== "dispatch") return refused({ reason: "superseded" });
  // What leaves is what was approved: the words are compared with the digest of the approval once more.
  if (!drawn?.ok) return refused(drawn?.error ?? { reason: "unknown", what: "draft" });
  if (drawn.value.digest !== approval.digest) return refused({ reason: "changed", digest: approval.digest });
  if (!list) return { needs: "list" };
  const veto = vetoOf(contact.flags, list.hit);
  if (veto) {
    const recorded = vetoed(circumstances, veto, { where: "dispatch", writer: "dispatcher", list, runId: run.runId });
    return refused(vetoRefusal(veto), recorded, ...endings(circumstances, run, "vetoed", "object"));
  }
  const { dispatching } = list;
  if (!dispatching) return refused({ reason: "dispatching_unknown" });
  if (dispatching.isStopped) return refused(stoppedBy(dispatching));
  return done(claimed(command, circumstances, approval, { ...list, dispatching }));
}

function claimed(
  command: CommandOf<"ClaimDispatch">,
  { streamId, contact }: Circumstances,
  approval: Approval,
  list: ListReading & { readonly dispatching: DispatchingRow },
): Decided {
  const { approvalId, draftId, runId, digest } = approval;
  const { version } = list.dispatching;
  return {
    type: "DispatchClaimed",
    writer: "dispatcher",
    payload: {
      approvalId,
      draftId,
      runId,
      digest,
      provider: command.provider,
      idempotencyKey: `hp_${approvalId.slice(3)}`,
      gate: { ...gateAt("dispatch", contact, list.revision), ...(version === 0 ? {} : { dispatching: version }) },
    },
    why: certain(
      "approved",
      "rule:dispatch@1",
      eventEvidence(streamId, approval.version, { approval_id: approvalId, digest, by: approval.by }),
      flagEvidence(streamId, contact.flags),
      listEvidence(list),
    ),
    policy: null,
  };
}

/** Records the provider's answer to a claim, also when the run has ended meanwhile: a sent message stays sent. */
export function settleDispatch(command: CommandOf<"SettleDispatch">, circumstances: Circumstances): Decision {
  const approval = circumstances.contact.approvals[command.approvalId];
  if (!approval?.claim) return refused({ reason: "unknown", what: "approval" });
  if (approval.outcome) return refused({ reason: "not_wanted", step: approval.outcome });
  return done(...outcomeEvents(circumstances, approval, command));
}

function outcomeEvents(
  circumstances: Circumstances,
  approval: Approval,
  { provider, outcome }: CommandOf<"SettleDispatch">,
): Decided[] {
  const { streamId } = circumstances;
  const { approvalId, draftId, runId } = approval;
  const about = { approvalId, draftId, runId, provider };
  const evidence = eventEvidence(streamId, approval.claim?.version ?? approval.version, {
    approval_id: approvalId,
    provider,
  });
  const why = (reason: string) => certain(reason, "rule:dispatch@1", evidence);
  switch (outcome.kind) {
    case "sent": {
      const payload = {
        ...about,
        ...(outcome.providerMessageId ? { providerMessageId: outcome.providerMessageId } : {}),
      };
      return [
        { type: "DispatchSucceeded", writer: "dispatcher", payload, why: why("sent"), policy: null },
        ...repliedNow(circumstances, approval, "dispatcher"),
      ];
    }
    case "failed": {
      const task = taskFor(circumstances, "dispatch_failed", approval);
      return [
        {
          type: "DispatchFailed",
          writer: "dispatcher",
          payload: { ...about, reason: outcome.reason },
          why: why("failed"),
          policy: null,
        },
        task,
      ];
    }
    case "uncertain": {
      const task = taskFor(circumstances, "dispatch_uncertain", approval);
      return [
        {
          type: "DispatchUncertain",
          writer: "dispatcher",
          payload: { ...about, reason: outcome.reason },
          why: why("uncertain"),
          policy: null,
        },
        task,
      ];
    }
  }
}

function taskFor(
  { streamId }: Circumstances,
  kind: "dispatch_failed" | "dispatch_uncertain",
  approval: Approval,
): Decided {
  const taskId = taskIdOf(streamId as ContactId, kind, approval.approvalId);
  return raiseTask(
    { taskId, kind, about: approval.approvalId, runId: approval.runId },
    eventEvidence(streamId, approval.version, { approval_id: approval.approvalId }),
  );
}

/** Sets `replied` after a dispatched reply: the conversation then belongs to a person. */
function repliedNow(
  { streamId, contact }: Circumstances,
  approval: Approval,
  writer: "dispatcher" | "desk",
): Decided[] {
  if (contact.runs[approval.runId]?.action !== "reply") return [];
  const why = certain(
    "dispatched_reply",
    "rule:replied@1",
    eventEvidence(streamId, approval.version, { approval_id: approval.approvalId, action: "reply" }),
  );
  return [
    {
      type: "ContactFlagged",
      writer,
      payload: { flag: "replied", on: true, cause: "dispatched_reply" },
      why,
      policy: null,
    },
  ];
}

/** A person decides whether an uncertain message was sent. */
export function settleByPerson(
  approval: Approval,
  isSent: boolean,
  by: string,
  circumstances: Circumstances,
): Decided[] {
  const { streamId } = circumstances;
  const { approvalId, draftId, runId } = approval;
  const provider = approval.claim?.provider ?? "unknown";
  const why = certain(
    isSent ? "settled_sent" : "settled_not_sent",
    byPerson(by),
    eventEvidence(streamId, approval.version, { approval_id: approvalId, provider }),
  );
  return isSent
    ? [
        {
          type: "DispatchSucceeded",
          writer: "desk",
          payload: { approvalId, draftId, runId, provider, by },
          why,
          policy: null,
        },
        ...repliedNow(circumstances, approval, "desk"),
      ]
    : [
        {
          type: "DispatchFailed",
          writer: "desk",
          payload: { approvalId, draftId, runId, provider, reason: "settled_not_sent", by },
          why,
          policy: null,
        },
      ];
}

/** Starts the next follow-up when it is due. Not while a run or hold is open or a flag is set: the timer waits for their end. */
export function makeFollowupDue(
  command: CommandOf<"MakeFollowupDue">,
  { streamId, contact, at, policy }: Circumstances,
): Decision {
  const due = followupOf(contact, policy);
  if (!due || due.sequence !== command.sequence || due.dueAt > at) return done();
  const evidence = eventEvidence(streamId, due.after, { sequence: due.sequence, due_at: due.dueAt });
  const { putOff } = due;
  const again = putOff ? `:${putOff.times}` : "";
  const runId: Run["runId"] = runIdOf(streamId as ContactId, `followup:${due.sequence}${again}`);
  const putOffEvidence = putOff
    ? [
        eventEvidence(streamId, putOff.by.decidedVersion ?? putOff.by.stepVersion, { until: putOff.by.until ?? null }),
        policyEvidence(policy, "plan"),
      ]
    : [];
  return done({
    type: "FollowupDue",
    writer: "timer",
    payload: { runId, sequence: due.sequence },
    why: certain("followup_due", "timer", evidence, ...putOffEvidence),
    policy: policyMark(policy, "ladder"),
  });
}
