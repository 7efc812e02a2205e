// The ladder: chooses the action for a contact that passed the veto, and derives when its next follow-up is due. It reads the history, and when the
// contact's mailbox was last written to under another spelling of its address.
import type { History } from "../../schema/answers.ts";
import type { Action, ActionReason } from "../../schema/lists.ts";
import type { LadderPolicy } from "../../schema/policy.ts";
import { DAY_MS } from "../../schema/time.ts";
import { type Cleared, subjectOf } from "./veto.ts";

export interface ActionDecision {
  readonly action: Action;
  readonly reason: ActionReason;
}

/** When the next follow-up is due, in milliseconds: the policy's days after the last send. Null when the sequence has no further follow-up. */
export function followupDueMs(
  { sequence, lastSentAt }: Pick<History, "sequence" | "lastSentAt">,
  { followupDays }: LadderPolicy,
): number | null {
  const waitDays = followupDays[sequence - 1];
  if (waitDays === undefined) return null;
  if (lastSentAt === null) throw new Error("a sequence has begun, but nothing was sent");
  return Date.parse(lastSentAt) + waitDays * DAY_MS;
}

/** The action for a contact that passed the veto. `mailboxWrittenAt` as `writtenToMailbox` gives it. */
export const decideAction = (cleared: Cleared, ladder: LadderPolicy, mailboxWrittenAt: string | null): ActionDecision =>
  rungOf({ ...subjectOf(cleared), mailboxWrittenAt }, ladder);

/**
 * When the contact's mailbox was last written to, where that is later than all that was sent to the contact: then it was written to under another
 * spelling of the address, which is another contact. Null otherwise.
 */
export function writtenToMailbox(
  writtenAt: string | undefined,
  { lastSentAt, failedAt }: Pick<History, "lastSentAt" | "failedAt">,
): string | null {
  const own = [lastSentAt ?? "", failedAt ?? ""];
  return writtenAt !== undefined && own.every((at) => writtenAt > at) ? writtenAt : null;
}

/** What the ladder reads of a history. */
type Climbed = Pick<History, "at" | "sequence" | "lastSentAt" | "unansweredAt" | "sequenceClosed" | "beside"> & {
  /** When the mailbox was written to under another spelling, later than the last send. Absent or null when it was not. */
  readonly mailboxWrittenAt?: string | null;
};

/**
 * The ladder alone, without the veto: for recorded histories. The first rung that applies decides. A run beside an edited hold stops at the first rung: a contact has one open hold. A
 * follow-up is not too soon at exactly its due time. `at` is the object's clock, which also dated the send. A mailbox that was written to under
 * another spelling waits as after a send to the contact; before the first one, as long as the first follow-up.
 */
export function rungOf(history: Climbed, ladder: LadderPolicy): ActionDecision {
  const { at, sequence, lastSentAt, unansweredAt, sequenceClosed, beside, mailboxWrittenAt = null } = history;
  if (beside) return { action: "skip", reason: "hold_open" };
  if (unansweredAt !== null) return { action: "reply", reason: "reply_due" };
  if (sequenceClosed) return { action: "skip", reason: "sequence_closed" };
  if (sequence === 0) {
    const restedMs = mailboxWrittenAt && followupDueMs({ sequence: 1, lastSentAt: mailboxWrittenAt }, ladder);
    if (restedMs && Date.parse(at) < restedMs) return { action: "skip", reason: "too_soon" };
    return { action: "initial", reason: "first_contact" };
  }
  const dueMs = followupDueMs({ sequence, lastSentAt: lastSentAt && (mailboxWrittenAt ?? lastSentAt) }, ladder);
  if (dueMs === null) return { action: "skip", reason: "sequence_complete" };
  return Date.parse(at) < dueMs
    ? { action: "skip", reason: "too_soon" }
    : { action: "followup", reason: "followup_due" };
}
