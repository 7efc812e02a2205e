// What a stream still has to cause, and when somebody should look again: both derived from its state, so that neither can be lost.
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
import { type Contact, followupOf, openHold, type Run } from "./state.ts";

/** The scripted plan: every stage, in the vocabulary's order. */
export const SCRIPTED_STAGES = ["qualify", "analyze_opportunity", "compose"] as const;

/** A message of a run's step: it follows a version of the stream. */
type StepMessage = Exclude<Message, IngestMessage>;

/** A message some run waits for, and whether the object sends it itself (what clicks and timers cause) or a stage relays it. */
export interface Effect {
  readonly message: StepMessage;
  readonly isOwn: boolean;
  readonly run: Run;
}

/** The messages that the unfinished runs of a contact wait for. Sending one again is harmless: every step knows what is done. */
export function effectsOf(contactId: ContactId, contact: Contact): Effect[] {
  const unfinished = Object.values(contact.runs).filter((run) => run.step !== "ended");
  return unfinished.flatMap((run) => {
    const message = messageFor(contactId, contact, run);
    return message ? [{ message, isOwn: isOwn(run), run }] : [];
  });
}

/** A claimed dispatch is asked for again only when it is overdue, never at a click. */
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

/** The messages a stage relays with its answer. */
export const nextFor = (queue: Queue | null, contactId: ContactId, contact: Contact): Message[] =>
  queue === null
    ? []
    : effectsOf(contactId, contact)
        .filter((effect) => effect.message.queue === queue && !effect.isOwn)
        .map((effect) => effect.message);

/**
 * When something caused at `since` should be looked at again: after the first patience, then after twice as long, up to the longest.
 * The answer is always after `now`, and depends on nothing but its arguments, so that an evicted object finds the same moments.
 */
export function nextLook(
  since: number,
  now: number,
  hold: Policy["hold"],
  firstPatienceSeconds = hold.stepPatienceSeconds,
): number {
  let patience = firstPatienceSeconds * 1_000;
  let look = since + patience;
  while (look <= now) {
    patience = Math.min(patience * 2, hold.stepPatienceMaxSeconds * 1_000);
    look += patience;
  }
  return look;
}

/**
 * The first patience with a run's step, in seconds. A claimed dispatch gets the longest one: its provider may be slow, and asking for it
 * again before its stage has given up would make an uncertain dispatch of one that is under way.
 */
const patienceWith = (run: Run, hold: Policy["hold"]): number =>
  run.step === "claimed" ? hold.stepPatienceMaxSeconds : hold.stepPatienceSeconds;

/** Whether what a run waits for has been waited for long enough to be sent again. */
export const isOverdue = (run: Run, now: number, hold: Policy["hold"]): boolean =>
  now >= Date.parse(run.stepAt) + patienceWith(run, hold) * 1_000;

interface Watch {
  readonly policy: Policy;
  readonly now: number;
  readonly shipped: number;
  /** An erasure has left something to destroy. */
  readonly isDestroying?: boolean;
}

/** The moment the object's one alarm must stand at, in milliseconds; null when there is nothing to watch. */
export function nextDeadline(contact: Contact, { policy, now, shipped, isDestroying = false }: Watch): number | null {
  const looks: number[] = [];
  if (contact.at && (shipped < contact.version || isDestroying))
    looks.push(nextLook(Date.parse(contact.at), now, policy.hold));
  for (const run of Object.values(contact.runs)) {
    if (run.step !== "ended" && run.step !== "preview" && run.step !== "draft")
      looks.push(nextLook(Date.parse(run.stepAt), now, policy.hold, patienceWith(run, policy.hold)));
  }
  const hold = openHold(contact);
  if (hold) looks.push(Date.parse(hold.expiresAt));
  const followup = followupOf(contact, policy.ladder);
  if (followup) looks.push(Date.parse(followup.dueAt));
  if (looks.length === 0) return null;
  // An alarm at or before now spins or is dropped; a second from now is the earliest.
  return Math.max(Math.min(...looks), now + MIN_ALARM_MS);
}

const MIN_ALARM_MS = 1_000;
