// The signals of intent in an event of a contact: what a score's propensity counts. Read from open values only.
import type { StoredEvent } from "../../schema/events.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import type { Intent } from "../../schema/score-lists.ts";
import type { IntentSignal } from "../rules/score-terms.ts";

/** The classes of messages that show an intent, or the lack of one. */
const OF_CLASS: Readonly<Partial<Record<ReplyClass, Intent>>> = {
  interested: "interested_reply",
  info_request: "info_request",
  not_interested: "not_interested",
};

/** The signals in `event`; an import of a history has several, at the times that it states. */
export function intentsOf(event: StoredEvent): readonly IntentSignal[] {
  const { version, at } = event;
  switch (event.type) {
    case "SignalReceived": {
      const { kind, class: ofMessage } = event.payload;
      const intent = kind === "lead" ? "form" : ofMessage && OF_CLASS[ofMessage];
      return intent ? [{ intent, at, version }] : [];
    }
    case "OutcomeReported":
      return event.payload.outcome === "meeting_booked" ? [{ intent: "booking", at, version }] : [];
    case "HistoryImported":
      return event.payload.messages.flatMap((message) => {
        const intent = OF_CLASS[message.class];
        return intent ? [{ intent, at: message.at, version }] : [];
      });
    default:
      return [];
  }
}
