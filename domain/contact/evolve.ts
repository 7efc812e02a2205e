// Derives the contact after an event. It does not refuse an event, because an event is a fact. The handlers are in `evolve-*.ts`,
// by subject.
import { OTHER_STREAMS_EVENTS } from "../../schema/administrative-events.ts";
import { atEvent, type EventTable, nothingAt } from "../../schema/event-table.ts";
import type { StoredEvent } from "../../schema/events.ts";
import { dispatchEvents } from "./evolve-dispatch.ts";
import { holdEvents } from "./evolve-hold.ts";
import { contactEvents } from "./evolve-person.ts";
import { runEvents } from "./evolve-run.ts";
import { signalEvents } from "./evolve-signal.ts";
import { type Contact, emptyContact } from "./state.ts";

type Commands = Contact["commands"];

/** The contact after `event`, which must be the next of its stream. Throws when it is not: the log has no gaps. */
export const evolve = (contact: Contact, event: StoredEvent, hash: string): Contact =>
  next(contact, event, hash, { ...contact.commands, ...rangeOf(contact.commands, event) });

/**
 * An incremental fold: the same result as `evolve`, without copying all commands for each event. The contacts that it returns share
 * one `commands` object, which always has the latest commands.
 */
export function openFold(): (event: StoredEvent, hash: string) => Contact {
  const commands: Record<string, readonly [number, number]> = {};
  let contact = emptyContact;
  return (event, hash) => {
    Object.assign(commands, rangeOf(commands, event));
    contact = next(contact, event, hash, commands);
    return contact;
  };
}

/** Folds a whole stream. */
export function fold(events: readonly StoredEvent[], hashes: readonly string[]): Contact {
  const step = openFold();
  return events.reduce((_, event, index) => step(event, hashes[index] ?? ""), emptyContact);
}

const rangeOf = (commands: Commands, { commandId, version }: StoredEvent): Commands => ({
  [commandId]: [commands[commandId]?.[0] ?? version, version],
});

function next(contact: Contact, event: StoredEvent, hash: string, commands: Commands): Contact {
  if (event.version !== contact.version + 1)
    throw new Error(`event ${event.version} does not follow version ${contact.version}`);
  // After an erasure, only a signal of a contact whom a person took off the suppression list has sealed words; other signals are
  // recorded without words.
  const isReturn = contact.erased && event.sealed !== null;
  const base: Contact = {
    ...contact,
    version: event.version,
    head: hash,
    at: event.at,
    commands,
    keyVersion: contact.keyVersion ?? (event.sealed === null ? null : event.version),
    erased: contact.erased && !isReturn,
    touched: isReturn ? event.version : contact.touched,
  };
  return atEvent(EVOLVE, event, base) ?? base;
}

/** The handler of each event. A link or an event of the installation is recorded and changes nothing here. */
export const EVOLVE: EventTable<Contact, Contact> = {
  ...signalEvents,
  ...runEvents,
  ...holdEvents,
  ...dispatchEvents,
  ...contactEvents,
  ...nothingAt("DraftUnused", "ContactsLinked", "ContactsUnlinked", ...OTHER_STREAMS_EVENTS),
};
