// Folds a stream up to a version or a time: the contact's state then, and the events up to it. Faults are not reported here.
import type { StoredEvent } from "../schema/events.ts";
import { openFold } from "../domain/contact/evolve.ts";
import { type Contact, emptyContact } from "../domain/contact/state.ts";
import { linksOf } from "./chain.ts";
import type { StreamRows } from "./source.ts";

/** The last version or the last time (ISO) that is folded. */
export interface UpTo {
  readonly version?: number;
  readonly at?: string;
}

export interface Folded {
  readonly contact: Contact;
  readonly events: readonly StoredEvent[];
  /** The first version that could not be folded, because a row is missing, unreadable or of another stream; null when there is none. */
  readonly stoppedAt: number | null;
}

export function foldStream(stream: StreamRows, { version = Infinity, at }: UpTo = {}): Folded {
  const fold = openFold();
  const events: StoredEvent[] = [];
  let contact: Contact = emptyContact;
  for (const { event, row, follows } of linksOf(stream)) {
    if (!event || !follows) return { contact, events, stoppedAt: row.version };
    if (event.version > version || (at !== undefined && event.at > at)) break;
    contact = fold(event, row.hash);
    events.push(event);
  }
  return { contact, events, stoppedAt: null };
}
