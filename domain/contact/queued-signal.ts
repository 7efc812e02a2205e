// Which events are of a signal that came through the queue `ingest`, so that a receipt was claimed and a row of the contact was written before the event.
import type { StoredEvent } from "../../schema/events.ts";
import { optOutOf } from "../rules/opt-out.ts";

export type QueuedSignal = Extract<
  StoredEvent,
  { type: "SignalReceived" | "HistoryImported" | "OutcomeReported" | "ActivityReported" }
>;

/**
 * An opt-out is recorded at the door: a link's click and an opt-out under a used receipt have no row of a receipt, and an unknown sender of an opt-out
 * gets no row of a contact.
 */
export function isQueued(event: StoredEvent): event is QueuedSignal {
  if (event.type === "HistoryImported" || event.type === "OutcomeReported" || event.type === "ActivityReported")
    return true;
  return event.type === "SignalReceived" && optOutOf(event.payload.kind, event.payload.class) === null;
}
