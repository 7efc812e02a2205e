// Finds the mails that stand before one that is sent: the message that it answers, with those before it, or our own last mail. Message-IDs are
// sealed with the words of a message, so that nothing of a message is named after its erasure.
import type { MailBefore } from "../../schema/answers.ts";
import type { EventOf } from "../../schema/events.ts";
import type { ApprovalId } from "../../schema/ids.ts";
import { ANSWERED_CLASSES } from "../../schema/hearing.ts";
import { MailId, Signal } from "../../schema/signals.ts";
import { isMailId } from "../mail-thread.ts";
import type { Run } from "./state.ts";
import type { Stream } from "./stream.ts";

type Opened = Pick<Stream, "contact" | "events" | "open">;

/**
 * The message that a reply answers: the last one of the class `interested` or `info_request` before the run's action was decided. Null for another
 * action.
 */
export function answeredMessage({ events }: Pick<Opened, "events">, run: Run): EventOf<"SignalReceived"> | null {
  if (run.action !== "reply") return null;
  const found = events
    .slice(0, run.decidedVersion ?? 0)
    .findLast(
      (event) => event.type === "SignalReceived" && event.payload.class && ANSWERED_CLASSES.has(event.payload.class),
    );
  return found?.type === "SignalReceived" ? found : null;
}

/**
 * The mails before the claimed one, oldest first; the last one is answered. Empty where nothing is known that could be answered.
 *
 * They are not in the draft's digest. A reviewer approves words for a recipient; which mail these words answer is no choice, but follows from the run
 * that the approval names. Only events before the claim are read, and they do not change: the same claim gives the same headers, and anybody
 * with the log can derive them again. So drafts that were approved before there were such headers have them, too.
 *
 * `addressOf` is the address of the sender of the text that an event has: the id that we made of a mail ends with its domain.
 */
export function mailsBefore(
  stream: Opened,
  approvalId: ApprovalId,
  addressOf: (textVersion: number) => string,
): readonly MailBefore[] {
  const { contact, events } = stream;
  const approval = contact.approvals[approvalId];
  const run = approval && contact.runs[approval.runId];
  if (!run || !approval.claim) return [];
  const answered = answeredMessage(stream, run);
  const theirs = answered ? threadIn(stream, answered.version) : [];
  if (theirs.length > 0) return theirs;
  const own = lastOwnBefore(events.slice(contact.erasedVersion ?? 0, approval.claim.version - 1));
  if (!own) return [];
  const sent = contact.approvals[own.approvalId];
  const mail = own.mail ?? { ours: own.idempotencyKey, sender: addressOf(sent?.textVersion ?? approval.textVersion) };
  return [...mailsBefore(stream, own.approvalId, addressOf), mail];
}

/** A message's own place in its conversation: where it has no id of its own, what it answered. */
function threadIn({ open }: Opened, version: number): readonly MailId[] {
  const signal = Signal.safeParse(open(version)?.["signal"]);
  const thread = signal.success && signal.data.kind === "message" ? signal.data.thread : undefined;
  return thread ? [...thread.references, ...(thread.id ? [thread.id] : [])].filter(isMailId) : [];
}

interface OwnMail {
  readonly approvalId: ApprovalId;
  readonly idempotencyKey: string;
  /** The id that the provider gave it; null where it has the one that we made. */
  readonly mail: MailId | null;
}

/** Our last mail that was not refused, and the id by which the recipient has it: a provider may have given it one of its own. */
function lastOwnBefore(events: Opened["events"]): OwnMail | null {
  const failed = new Set(
    events.flatMap((event) => (event.type === "DispatchFailed" ? [event.payload.approvalId] : [])),
  );
  const claim = events.findLast((event) => event.type === "DispatchClaimed" && !failed.has(event.payload.approvalId));
  if (claim?.type !== "DispatchClaimed") return null;
  const { approvalId, idempotencyKey } = claim.payload;
  const sent = events.findLast(
    (event) => event.type === "DispatchSucceeded" && event.payload.approvalId === approvalId,
  );
  const given = sent?.type === "DispatchSucceeded" ? MailId.safeParse(sent.payload.providerMessageId) : null;
  return { approvalId, idempotencyKey, mail: given?.success && isMailId(given.data) ? given.data : null };
}
