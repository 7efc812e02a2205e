// The ladder: chooses the action for a contact that passed the veto, and derives when its next follow-up is due. It reads the
// history and nothing else.
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

/** The action for a contact that passed the veto. */
export const decideAction = (cleared: Cleared, ladder: LadderPolicy): ActionDecision =>
  rungOf(subjectOf(cleared), ladder);

/** What the ladder reads of a history. */
type Climbed = Pick<History, "at" | "sequence" | "lastSentAt" | "unansweredAt" | "sequenceClosed" | "beside">;

/**
 * The ladder alone, without the veto: for recorded histories. The first rung that applies decides. A run beside an edited hold stops at the first rung: a contact has one open hold. A
 * follow-up is not too soon at exactly its due time. `at` is the object's clock, which also dated the send.
 */
export function rungOf(history: Climbed, ladder: LadderPolicy): ActionDecision {
  const { at, sequence, unansweredAt, sequenceClosed, beside } = history;
  if (beside) return { action: "skip", reason: "hold_open" };
  if (unansweredAt !== null) return { action: "reply", reason: "reply_due" };
  if (sequenceClosed) return { action: "skip", reason: "sequence_closed" };
  if (sequence === 0) return { action: "initial", reason: "first_contact" };
  const dueMs = followupDueMs(history, ladder);
  if (dueMs === null) return { action: "skip", reason: "sequence_complete" };
  return Date.parse(at) < dueMs
    ? { action: "skip", reason: "too_soon" }
    : { action: "followup", reason: "followup_due" };
}
