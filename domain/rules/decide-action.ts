// The ladder: what to do for a contact that the veto lets through.
import type { Action, ActionReason } from "../../schema/lists.ts";
import type { LadderPolicy } from "../../schema/policy.ts";
import type { Cleared } from "./safety-gate.ts";

export interface Decision {
  readonly action: Action;
  readonly reason: ActionReason;
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1_000;

/**
 * The first rung that holds decides. A run beside an edited hold goes no further than this: one open hold per contact.
 * A send exactly as old as the policy asks is not too young. Ages are told by the contact's own clock, which dated the send.
 */
export function decideAction({ history }: Cleared, { followupDays }: LadderPolicy): Decision {
  const { at, sequence, lastSentAt, unansweredAt, sequenceClosed, beside } = history;
  if (beside) return { action: "skip", reason: "hold_open" };
  if (unansweredAt !== null) return { action: "reply", reason: "reply_due" };
  if (sequenceClosed) return { action: "skip", reason: "sequence_closed" };
  if (sequence === 0) return { action: "initial", reason: "first_contact" };
  const waitDays = followupDays[sequence - 1];
  if (waitDays === undefined) return { action: "skip", reason: "sequence_complete" };
  if (lastSentAt === null) throw new Error("a sequence has begun, but nothing was sent");
  const sentMillisecondsAgo = Date.parse(at) - Date.parse(lastSentAt);
  return sentMillisecondsAgo < waitDays * DAY_MILLISECONDS
    ? { action: "skip", reason: "too_soon" }
    : { action: "followup", reason: "followup_due" };
}
