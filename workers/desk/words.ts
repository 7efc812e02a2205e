// The desk's words for holds and tasks. Closed lists that other programs also show have their words in `schema/words.ts`.
import { type HoldEnd, type HoldKind, HoldVoidCause, type TaskClosing, type TaskKind } from "../../schema/lists.ts";
import type { TaskRow } from "../../schema/shipment.ts";
import { voidWord } from "../../schema/words.ts";

const KINDS: Readonly<Record<HoldKind, string>> = { preview: "Preview", draft: "Draft" };
export const kindWord = (kind: HoldKind): string => KINDS[kind];

/** How a hold ended, and by whom: a person, its expiry, or what voided it. */
export function holdEndText(as: HoldEnd, by: string): string {
  if (as === "expired") return "ended by its expiry";
  if (as !== "voided") return `${as} by ${by}`;
  const cause = HoldVoidCause.safeParse(by);
  return cause.success ? `ended because ${voidWord(cause.data)}` : "ended as void";
}

interface TaskWords {
  readonly title: string;
  readonly explanation: string;
  /** How the task can be closed, the usual way first. */
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
    explanation:
      "Another body came first under the id of this one, so this one was not worked on. Read it, send it again if it is a lead of its own, then close the task.",
    closings: ["done"],
  },
  inbound_unanswered: {
    title: "Somebody wrote and gets no answer",
    explanation:
      "Their message ended without a draft: a rule, a veto or a plan stopped it. Read it. “Answer this person” takes back what forbade it (flags, and the suppression list's entry of this mailbox) and begins anew.",
    closings: ["done", "answered", "opted_out", "taken_over"],
  },
  possible_opt_out: {
    title: "This may be an opt-out",
    explanation: "The rules were not sure, so nobody was unsubscribed. Read it and say what it is.",
    closings: ["opted_out", "done", "answered", "taken_over"],
  },
  ambiguous_person: {
    title: "Whose form is this?",
    explanation:
      "A form came in with several addresses, and no label says which is the person's own. It stands with the first one, and nothing was begun. Read it, then answer this person, or write to the other one.",
    closings: ["done", "answered", "opted_out", "taken_over"],
  },
  report_without_contact: {
    title: "A delivery report about somebody unknown",
    explanation:
      "A mail server reports a message to an address that nobody here wrote to. Somebody else may send in our name.",
    closings: ["done"],
  },
  left_company: {
    title: "The person no longer works there",
    explanation:
      "An automatic reply says so. The address may still be read by somebody else; ask the company, or suppress it.",
    closings: ["done", "taken_over"],
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
  answered: "Answer this person",
  opted_out: "It was an opt-out",
};
export const closingWord = (how: TaskClosing): string => CLOSINGS[how];

/** How often a step was tried again. */
export const triesText = (count: number): string =>
  count === 0 ? "not yet" : count === 1 ? "once" : count === 2 ? "twice" : `${count} times`;
