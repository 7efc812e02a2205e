// The closed lists of the vocabulary in plain English. Codes are shown beside them where somebody may search for one.
import {
  type Action,
  type Flag,
  type HoldEnd,
  type HoldKind,
  HoldVoidCause,
  type TaskClosing,
  type TaskKind,
  type VetoReason,
} from "../../schema/lists.ts";
import type { TaskRow } from "../../schema/shipment.ts";

const ACTIONS: Readonly<Record<Action, string>> = {
  reply: "Reply",
  initial: "First message",
  followup: "Follow-up",
  skip: "No message",
};
export const actionWord = (action: Action): string => ACTIONS[action];

const KINDS: Readonly<Record<HoldKind, string>> = { preview: "Preview", draft: "Draft" };
export const kindWord = (kind: HoldKind): string => KINDS[kind];

const REASONS: Readonly<Record<string, string>> = {
  reply_due: "They wrote and have had no answer yet",
  first_contact: "They have never been written to",
  followup_due: "The last message is old enough for a follow-up",
  suppressed: "They are on the suppression list",
  do_not_contact: "They are marked “do not contact”",
  bounced: "Their address bounced",
  unsubscribed: "They unsubscribed",
  replied: "The conversation belongs to a person",
  too_soon: "The last message is too recent",
  sequence_complete: "They had every follow-up there is",
  sequence_closed: "They said that they are not interested",
  plan_skip: "The plan left the message out",
  hold_open: "Another hold of theirs is being edited",
};
/** Why now, or why not: the reason of an action as a sentence; the code itself where it is new. */
export const reasonWord = (reason: string): string => REASONS[reason] ?? reason;

const VETOES: Readonly<Record<VetoReason, string>> = {
  suppressed: "the contact is on the suppression list",
  do_not_contact: "the contact is marked “do not contact”",
  bounced: "the address bounced",
  unsubscribed: "the contact unsubscribed",
  replied: "the conversation was taken over by a person",
};
export const vetoWords = (hits: readonly VetoReason[]): string => hits.map((hit) => VETOES[hit]).join("; ");

const VOIDS: Readonly<Record<HoldVoidCause, string>> = {
  superseded: "a newer message came in",
  vetoed: "this contact must not be written to any more",
  erased: "the contact was erased",
  changed: "what it rested on has changed",
};

/** How a hold ended, and by whom: a person, its expiry, or what voided it. */
export function holdEndText(as: HoldEnd, by: string): string {
  if (as === "expired") return "ended by its expiry";
  if (as !== "voided") return `${as} by ${by}`;
  const cause = HoldVoidCause.safeParse(by);
  return cause.success ? `ended because ${VOIDS[cause.data]}` : "ended as void";
}

const FLAGS: Readonly<Record<Flag, string>> = {
  do_not_contact: "Do not contact",
  bounced: "Bounced",
  unsubscribed: "Unsubscribed",
  replied: "With a person",
};
export const flagWord = (flag: Flag): string => FLAGS[flag];

interface TaskWords {
  readonly title: string;
  readonly explanation: string;
  /** The ways it can end, the usual one first. */
  readonly closings: readonly TaskClosing[];
}

const TASKS: Readonly<Record<TaskKind, TaskWords>> = {
  hot_reply: {
    title: "A reply for a person",
    explanation: "A message came in for a conversation that belongs to a person, so nothing was drafted.",
    closings: ["taken_over", "handed_back", "run_again", "done"],
  },
  hold_open: {
    title: "A newer message met an edited draft",
    explanation: "The edited draft was kept. Keep it, or plan again with the newer message.",
    closings: ["kept", "run_again", "taken_over", "done"],
  },
  approval_voided: {
    title: "An approval was taken back by a newer message",
    explanation: "The contact wrote again before the approved message went out, so it was not sent.",
    closings: ["run_again", "taken_over", "done"],
  },
  dispatch_uncertain: {
    title: "Nobody knows whether the message left",
    explanation:
      "It is not sent again by itself. Look into the sending mailbox, then say which it is. Until then it counts as sent.",
    closings: ["sent", "not_sent"],
  },
  dispatch_failed: {
    title: "The message could not be sent",
    explanation: "The provider refused it for good.",
    closings: ["run_again", "taken_over", "done"],
  },
  receipt_conflict: {
    title: "One webhook id, two contents",
    explanation: "A source sent the same id again with another body. The first one counts.",
    closings: ["done"],
  },
};
export const taskWords = (kind: TaskRow["kind"]): TaskWords => TASKS[kind];

const CLOSINGS: Readonly<Record<TaskClosing, string>> = {
  done: "Close",
  taken_over: "Take over",
  handed_back: "Hand back",
  run_again: "Run again",
  kept: "Keep the edited draft",
  sent: "It was sent",
  not_sent: "It was not sent",
};
export const closingWord = (how: TaskClosing): string => CLOSINGS[how];

/** A grade in basis points as the decimal people know it by. */
export const gradeText = (basisPoints: number): string => (basisPoints / 10_000).toFixed(2);

const INCREMENTS: Readonly<Record<string, string>> = {
  base: "wrote to us",
  company_known: "company known",
  role_or_seniority_known: "role or seniority known",
};
export const incrementWord = (rule: string): string => INCREMENTS[rule] ?? rule;
