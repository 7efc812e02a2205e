// Derives from a stream's state which messages its runs wait for, and when the object must check again. Neither is stored, so
// neither can be lost.
import type { ContactId } from "../../schema/ids.ts";
import type { Queue } from "../../schema/lists.ts";
import {
  composeMessage,
  dispatchMessage,
  type IngestMessage,
  type Message,
  planMessage,
  qualifyMessage,
} from "../../schema/messages.ts";
import type { Policy } from "../../schema/policy.ts";
import { type Contact, dueRevisit, followupOf, openHold, type Run } from "./state.ts";

/** The scripted plan: every stage, in the vocabulary's order. */
export const SCRIPTED_STAGES = ["qualify", "analyze_opportunity", "compose"] as const;

/** A message for a run's step, which follows a version of the stream. */
type StepMessage = Exclude<Message, IngestMessage>;

/**
 * A message that a run waits for. `isOwn`: the object sends it itself (it follows from a click or a timer); otherwise a stage
 * sends it.
 */
export interface Effect {
  readonly message: StepMessage;
  readonly isOwn: boolean;
  readonly run: Run;
}

/** The messages that a contact's unfinished runs wait for. A repeat is harmless: every stage recognises finished steps. */
export function effectsOf(contactId: ContactId, contact: Contact): Effect[] {
  const unfinished = Object.values(contact.runs).filter((run) => run.step !== "ended");
  return unfinished.flatMap((run) => {
    const message = messageFor(contactId, contact, run);
    return message ? [{ message, isOwn: isOwn(run), run }] : [];
  });
}

/** A claimed dispatch is sent again only when it is overdue, not after a click. */
const isOwn = (run: Run): boolean =>
  run.step === "compose" || run.step === "dispatch" || (run.step === "plan" && run.startedBy !== "signal");

function messageFor(contactId: ContactId, contact: Contact, run: Run): StepMessage | null {
  const follows = contact.commands[run.stepCommand]?.[1] ?? run.stepVersion;
  const cause = {
    contactId,
    runId: run.runId,
    correlationId: run.correlationId,
    causationId: `${contactId}@${run.stepVersion}`,
    follows,
  };
  switch (run.step) {
    case "plan":
      return planMessage(cause);
    case "grade":
      return qualifyMessage(cause, run.stages ?? SCRIPTED_STAGES);
    case "compose":
      return run.holdId ? composeMessage(cause, run.holdId) : null;
    case "dispatch":
    case "claimed":
      return run.approvalId ? dispatchMessage(cause, run.approvalId) : null;
    case "preview":
    case "draft":
    case "ended":
      return null;
  }
}

/** The messages that a stage gets with its answer and sends. */
export const nextFor = (queue: Queue | null, contactId: ContactId, contact: Contact): Message[] =>
  queue === null
    ? []
    : effectsOf(contactId, contact)
        .filter((effect) => effect.message.queue === queue && !effect.isOwn)
        .map((effect) => effect.message);

/**
 * The time of the next check of work that waits since `since`: after the first patience, then each time after twice as long, up
 * to the longest. The result is always after `now` and depends only on the arguments, so that an evicted object derives the same
 * times.
 */
export const nextLook = (since: number, now: number, hold: Policy["hold"]): number => looksAt(since, now, hold).next;

/** How many checks of such work there were up to `now`, and the time of the next one. */
export function looksAt(
  since: number,
  now: number,
  hold: Policy["hold"],
): { readonly count: number; readonly next: number } {
  let [count, patience] = [0, hold.stepPatienceSeconds * 1_000];
  let next = since + patience;
  while (next <= now) {
    count += 1;
    patience = Math.min(patience * 2, hold.stepPatienceMaxSeconds * 1_000);
    next += patience;
  }
  return { count, next };
}

/**
 * The first patience for a run's step, in seconds. A claimed dispatch gets the longest: its provider may be slow, and a repeat
 * before its stage gives up would turn a running dispatch into an uncertain one.
 */
const patienceWith = (run: Run, hold: Policy["hold"]): number =>
  run.step === "claimed" ? hold.stepPatienceMaxSeconds : hold.stepPatienceSeconds;

/** Whether a run has waited long enough for its message to be sent again. */
export const isOverdue = (run: Run, now: number, hold: Policy["hold"]): boolean =>
  now >= Date.parse(run.stepAt) + patienceWith(run, hold) * 1_000;

interface Watch {
  readonly policy: Policy;
  readonly now: number;
  readonly shipped: number;
  /** An erasure is not complete. */
  readonly isDestroying?: boolean;
}

/** The time for the object's one alarm, in milliseconds; null when there is nothing to check. */
export function nextDeadline(contact: Contact, { policy, now, shipped, isDestroying = false }: Watch): number | null {
  const looks: number[] = [];
  if (contact.at && (shipped < contact.version || isDestroying))
    looks.push(nextLook(Date.parse(contact.at), now, policy.hold));
  for (const run of Object.values(contact.runs)) {
    // Also after a claim: its message is not sent again before it is overdue, but the list of what is under way gets its row.
    if (run.step !== "ended" && run.step !== "preview" && run.step !== "draft")
      looks.push(nextLook(Date.parse(run.stepAt), now, policy.hold));
  }
  const hold = openHold(contact);
  if (hold) looks.push(Date.parse(hold.expiresAt));
  const followup = followupOf(contact, policy);
  if (followup) looks.push(Date.parse(followup.dueAt));
  const revisit = dueRevisit(contact);
  if (revisit) looks.push(Date.parse(revisit.dueAt));
  if (looks.length === 0) return null;
  // The platform repeats or drops an alarm at or before now; one second ahead is the earliest.
  return Math.max(Math.min(...looks), now + MIN_ALARM_MS);
}

const MIN_ALARM_MS = 1_000;
