// Decides the clicks of reviewers that decide a hold: about what the reviewer saw of it, by its digest. What becomes of a hold that goes on
// waiting is in decide-waiting.ts.
import { createPatch } from "diff";
import type { CommandOf } from "../../schema/commands.ts";
import type { DraftText } from "../../schema/events.ts";
import { approvalIdOf, type HoldId } from "../../schema/ids.ts";
import { policyMark } from "../../schema/policy.ts";
import type { Refusal } from "../../schema/refusals.ts";
import { err, ok, type Result } from "../../schema/result.ts";
import { asOneLine, isSameText, withLf } from "../plain-lines.ts";
import { vetoOf } from "../rules/veto.ts";
import { byPerson, eventEvidence, flagEvidence, listEvidence } from "../evidence.ts";
import { certain, type Circumstances, type Decision, done, gateAt, refused, vetoed, vetoRefusal } from "./decision.ts";
import { editChange } from "../draft/edit-change.ts";
import { draftDigest, draftSalt } from "./draft-digest.ts";
import { endings } from "./endings.ts";
import { type Contact, type Hold, holdOfDraft, unfinishedRun } from "./state.ts";

/** The open hold, or a refusal; when it is settled, the refusal names who settled it. */
export function openOr(
  contact: Contact,
  hold: Hold | null | undefined,
  what: "hold" | "draft",
  kind?: Hold["kind"],
): Result<Hold, Refusal> {
  if (!hold || (kind && hold.kind !== kind)) return err({ reason: "unknown", what });
  if (contact.runs[hold.runId]?.end === "erased") return err({ reason: "erased" });
  return hold.end ? err({ reason: "already_settled", ...hold.end }) : ok(hold);
}

const openPreview = (contact: Contact, holdId: HoldId) => openOr(contact, contact.holds[holdId], "hold", "preview");
const openDraft = (contact: Contact, draftId: CommandOf<"EditDraft">["draftId"]) =>
  openOr(contact, holdOfDraft(contact, draftId), "draft", "draft");

/** The open hold, when `digest`, which is of what the reviewer saw, is that of what the object shows of it now; else a refusal. */
function seen(open: Result<Hold, Refusal>, digest: string, { drawn }: Circumstances): Result<Hold, Refusal> {
  if (!open.ok) return open;
  if (!drawn) throw new Error("the words of the hold were not opened");
  if (!drawn.ok) return drawn;
  return drawn.value.digest === digest ? open : err({ reason: "changed", digest: drawn.value.digest ?? "" });
}

/** What becomes of a click that does not pass the gate: the list must be read, or a veto is recorded and voids the hold. Null when it passes. */
function gateOf(hold: Hold, where: "hold" | "approve", circumstances: Circumstances): Decision | null {
  const { contact, list } = circumstances;
  if (!list) return { needs: "list" };
  const veto = vetoOf(contact.flags, list.hit);
  if (!veto) return null;
  const { runId, holdId } = hold;
  const recorded = vetoed(circumstances, veto, { where, writer: "desk", list, runId, holdId });
  return refused(vetoRefusal(veto), recorded, ...endings(circumstances, unfinishedRun(contact), "vetoed", "object"));
}

/** Why the hold's mail cannot be sent; null when it can. */
const cannotBeSent = ({ drawn }: Circumstances): Refusal | null =>
  drawn?.ok && drawn.value.unwritable ? { reason: "address_unwritable", why: drawn.value.unwritable } : null;

/** The provenance of a reviewer's click on a hold. */
export const click = (command: { by: string }, { streamId }: Circumstances, reason: string, hold: Hold) =>
  certain(
    reason,
    byPerson(command.by),
    eventEvidence(streamId, hold.touched, { hold_id: hold.holdId, kind: hold.kind, digest: hold.digest }),
  );

/**
 * Confirms a preview, so that the composer writes a draft, after the gate: an entry of the list that came after the preview is said to the person who
 * confirms, and voids the preview. The gate is checked again when the draft's hold opens. Refused for an address that no mail can be written to: it could
 * only be dismissed later.
 */
export function confirmPreview(command: CommandOf<"ConfirmPreview">, circumstances: Circumstances): Decision {
  const open = seen(openPreview(circumstances.contact, command.holdId), command.digest, circumstances);
  if (!open.ok) return refused(open.error);
  const hold = open.value;
  const stopped = gateOf(hold, "hold", circumstances);
  if (stopped) return stopped;
  const unsendable = cannotBeSent(circumstances);
  if (unsendable) return refused(unsendable);
  const payload = { holdId: hold.holdId, runId: hold.runId, by: command.by };
  return done({
    type: "PreviewConfirmed",
    writer: "desk",
    payload,
    words: { why: command.why },
    why: click(command, circumstances, "confirmed", hold),
    policy: null,
  });
}

/** Dismisses a preview: the run ends without a draft. */
export function dismissPreview(command: CommandOf<"DismissPreview">, circumstances: Circumstances): Decision {
  const open = seen(openPreview(circumstances.contact, command.holdId), command.digest, circumstances);
  if (!open.ok) return refused(open.error);
  const hold = open.value;
  const payload = { holdId: hold.holdId, runId: hold.runId, by: command.by };
  return done({
    type: "PreviewDismissed",
    writer: "desk",
    payload,
    words: { why: command.why },
    why: click(command, circumstances, "dismissed", hold),
    policy: null,
  });
}

/**
 * Edits subject and body. A person cannot change recipient, footer and opt-out link. A text that is saved as it was is no edit, and records
 * nothing: the draft stays the author's.
 */
export function editDraft(command: CommandOf<"EditDraft">, circumstances: Circumstances): Decision {
  const { contact, policy, drawn } = circumstances;
  const open = seen(openDraft(contact, command.draftId), command.replaces, circumstances);
  if (!open.ok) return refused(open.error);
  const hold = open.value;
  const draft = drawn?.ok ? drawn.value.text : null;
  if (!draft) throw new Error(`draft ${command.draftId} has no words`);
  const subject = asOneLine(command.subject);
  const body = withLf(command.body).trim();
  // Before the limits: a text that was held under a policy with other ones is saved as it was, too.
  if (isSameText(subject, draft.subject) && isSameText(body, draft.body)) return done();
  if (subject === "" || subject.length > policy.compose.subjectCharacters)
    return refused({ reason: "invalid", field: "subject" });
  if (body === "" || body.length > policy.compose.bodyCharacters) return refused({ reason: "invalid", field: "body" });
  const text: DraftText = { ...draft, subject, body };
  const diff = createPatch("draft", `${draft.subject}\n\n${draft.body}\n`, `${subject}\n\n${body}\n`);
  const why = click(command, circumstances, "edited", hold);
  const mark = policyMark(policy, "compose");
  const salt = draftSalt(circumstances.digest, text, why.evidence, mark.digest);
  const digest = draftDigest(salt, text, why.evidence, mark.digest);
  const payload = {
    draftId: command.draftId,
    holdId: hold.holdId,
    runId: hold.runId,
    digest,
    replaces: command.replaces,
    by: command.by,
    change: drawn?.ok && drawn.value.held ? editChange(drawn.value.held, text) : null,
  };
  return done({
    type: "DraftEdited",
    writer: "desk",
    payload,
    words: { ...text, salt, why: command.why, diff },
    why,
    policy: mark,
  });
}

/** Approves one digest, once, by a named person, after the gate. A veto is recorded and voids the hold. */
export function approveDraft(command: CommandOf<"ApproveDraft">, circumstances: Circumstances): Decision {
  const { streamId, contact, list } = circumstances;
  const open = seen(openDraft(contact, command.draftId), command.digest, circumstances);
  if (!open.ok) return refused(open.error);
  const hold = open.value;
  const stopped = gateOf(hold, "approve", circumstances);
  if (stopped || !list) return stopped ?? { needs: "list" };
  const unsendable = cannotBeSent(circumstances);
  if (unsendable) return refused(unsendable);
  const payload = {
    draftId: command.draftId,
    holdId: hold.holdId,
    runId: hold.runId,
    approvalId: approvalIdOf(command.draftId, command.digest, command.by),
    digest: command.digest,
    by: command.by,
    gate: gateAt("approve", contact, list.revision),
  };
  const why = click(command, circumstances, "approved", hold);
  const evidence = [...why.evidence, flagEvidence(streamId, contact.flags), listEvidence(list)];
  return done({
    type: "DraftApproved",
    writer: "desk",
    payload,
    words: { why: command.why },
    why: { ...why, evidence },
    policy: null,
  });
}

/** Rejects a draft: the run ends, and nothing is sent. */
export function rejectDraft(command: CommandOf<"RejectDraft">, circumstances: Circumstances): Decision {
  const open = seen(openDraft(circumstances.contact, command.draftId), command.digest, circumstances);
  if (!open.ok) return refused(open.error);
  const hold = open.value;
  const { draftId, by, reason } = command;
  const payload = { draftId, holdId: hold.holdId, runId: hold.runId, by, reason };
  return done({
    type: "DraftRejected",
    writer: "desk",
    payload,
    words: { why: command.why },
    why: click(command, circumstances, "rejected", hold),
    policy: null,
  });
}

/** Voids an approval that is not claimed. It allowed one digest once; sending needs a new run. */
export function undoApproval(command: CommandOf<"UndoApproval">, { streamId, contact }: Circumstances): Decision {
  const approval = contact.approvals[command.approvalId];
  if (!approval) return refused({ reason: "unknown", what: "approval" });
  if (approval.claim) return refused({ reason: "already_claimed" });
  if (approval.voided) return refused({ reason: "approval_void", cause: approval.voided });
  const { approvalId, draftId, runId } = approval;
  const evidence = eventEvidence(streamId, approval.version, { approval_id: approvalId, claimed: false });
  return done({
    type: "ApprovalVoided",
    writer: "desk",
    payload: { approvalId, draftId, runId, cause: "undone", by: command.by },
    words: { why: command.why },
    why: certain("undone", byPerson(command.by), evidence),
    policy: null,
  });
}
