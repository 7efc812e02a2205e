// The turns of a contact's conversation before the current one, opened: what they wrote, and what was sent to them.
import { DraftText, type EventOf, type StoredEvent } from "../../schema/events.ts";
import { MOST_TURNS } from "../../schema/policy.ts";
import { Signal, SIGNAL_LIMITS } from "../../schema/signals.ts";
import type { Turn } from "../../schema/turn.ts";
import { isOfOther } from "../replies/conversation.ts";
import { ownWords } from "../replies/own-words.ts";
import { countedSends, type Send } from "./state.ts";
import type { Stream } from "./stream.ts";

/** What a person wrote in a message: their own words, without quotes and footers; all of it where nothing else is left. */
export function wroteInMessage(subject: string, text: string): string {
  const own = ownWords({ subject, text }).text;
  return own === "" ? text.slice(0, SIGNAL_LIMITS.text) : own;
}

/**
 * The newest turns, oldest first, without those at the versions of `shown`, which the caller shows elsewhere. A message has the person's own words:
 * what it quotes is a turn of its own. A machine's mail is no turn. Turns whose words are erased are missing, and imported ones have none.
 */
export function turnsOf(stream: Stream, shown: readonly (number | undefined)[]): Turn[] {
  const isEarlier = ({ version }: { readonly version: number }): boolean => !shown.includes(version);
  // Only the newest are opened: a contact may have a thousand forms.
  const signals = stream.events.filter(isPersons).filter(isEarlier).slice(-MOST_TURNS);
  const sends = countedSends(stream.contact).filter(isEarlier).slice(-MOST_TURNS);
  return [...signals.map((event) => received(event, stream)), ...sends.map((send) => sent(send, stream))]
    .filter((turn) => turn !== null)
    .toSorted((one, other) => one.version - other.version)
    .slice(-MOST_TURNS);
}

const isPersons = (event: StoredEvent): event is EventOf<"SignalReceived"> =>
  event.type === "SignalReceived" &&
  (event.payload.kind === "lead" || event.payload.kind === "message") &&
  event.payload.class !== "auto_reply" &&
  event.payload.class !== "bounced";

function received({ version, at, payload }: EventOf<"SignalReceived">, { open }: Stream): Turn | null {
  const signal = Signal.safeParse(open(version)?.["signal"]).data;
  if (signal?.kind === "lead" && signal.text) return { by: "contact", at, version, subject: null, text: signal.text };
  if (signal?.kind !== "message") return null;
  const { subject = "", text } = signal;
  return { by: isOfOther(payload) ? "other" : "contact", at, version, subject, text: wroteInMessage(subject, text) };
}

/** What was sent, or may have been: only a message that certainly did not leave is no turn. An imported one has no words. */
function sent({ at, version, approvalId }: Send, { contact, open }: Stream): Turn | null {
  const approval = approvalId ? contact.approvals[approvalId] : undefined;
  const words = approval && open(approval.textVersion);
  const text = SentText.safeParse({ subject: words?.["subject"], body: words?.["body"] }).data;
  return text ? { by: "us", at, version, subject: text.subject, text: text.body } : null;
}

const SentText = DraftText.pick({ subject: true, body: true });
