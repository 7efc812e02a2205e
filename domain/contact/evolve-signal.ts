// State changes for incoming signals: leads, messages, opt-outs, and imported histories.
import type { EventTable } from "../../schema/event-table.ts";
import type { EventOf } from "../../schema/events.ts";
import { ANSWERED_CLASSES, isPersons } from "../../schema/hearing.ts";
import type { Unwritable } from "../../schema/lists.ts";
import type { Lookups } from "../../schema/lookups.ts";
import { patchHold, startRun, supersede, withReceipt } from "./parts.ts";
import { softReportsAfter } from "./soft-reports.ts";
import { type Contact, isNewer, openHold, type Stamp } from "./state.ts";

export const signalEvents = {
  SignalReceived: signalReceived,
  HistoryImported: historyImported,
} satisfies Partial<EventTable<Contact, Contact>>;

function signalReceived(event: EventOf<"SignalReceived">, contact: Contact): Contact {
  const stamp: Stamp = { at: event.at, version: event.version };
  const { payload } = event;
  const isInbound = payload.class !== undefined && ANSWERED_CLASSES.has(payload.class);
  const isHuman = isPersons(payload.kind, payload.class);
  let next: Contact = {
    ...(isHuman ? withAddress(contact, payload.unwritable) : contact),
    receipts: withReceipt(contact, payload.receipt, payload.kind, event.version),
    lookups: withLookups(contact.lookups, withoutPhone(payload.lookups)),
    lead: payload.kind === "lead" ? stamp : contact.lead,
    message: payload.kind === "message" && payload.class ? { ...stamp, class: payload.class } : contact.message,
    inbound: isInbound ? stamp : contact.inbound,
    notInterested: payload.class === "not_interested" ? stamp : contact.notInterested,
    ...softReportsAfter(event, contact),
    ...(payload.hearing?.until ? { waitUntil: payload.hearing.until } : {}),
  };
  // A `not_interested` message or an outcome closes the sequence and a later lead opens it again, which changes the contact's row.
  if (payload.class === "not_interested" || (payload.kind === "lead" && (contact.notInterested ?? contact.settled)))
    next = { ...next, touched: event.version };
  const hold = openHold(next);
  if (isHuman && hold?.edited) next = patchHold(next, hold.holdId, event, { marked: true });
  next = supersede(next, payload.supersedes, event);
  const { runId, beside, lookups } = payload;
  return runId ? startRun(next, event, runId, { startedBy: "signal", beside, phone: lookups.phone }) : next;
}

/** The contact with what is known of the address of its latest signal, to which the next mail goes. */
const withAddress = ({ unwritable: _unwritable, ...contact }: Contact, found: Unwritable | undefined): Contact =>
  found ? { ...contact, unwritable: found } : contact;

/** Anybody may put any number into a form, so it is kept with the lead's run only. */
const withoutPhone = ({ phone: _phone, ...lookups }: Lookups): Lookups => lookups;

function withLookups(known: Contact["lookups"], found: Contact["lookups"][number]): Contact["lookups"] {
  return known.some((one) => one.address === found.address && one.phone === found.phone) ? known : [...known, found];
}

function historyImported(event: EventOf<"HistoryImported">, contact: Contact): Contact {
  const { receipt, lookups, sends, messages, flags } = event.payload;
  const stamps = (...classes: readonly string[]): Stamp | null =>
    messages
      .filter((message) => classes.includes(message.class))
      .map((message) => ({ at: message.at, version: event.version }))
      .reduce<Stamp | null>((latest, stamp) => (isNewer(stamp, latest) ? stamp : latest), null);
  const newer = (found: Stamp | null, known: Stamp | null): Stamp | null => (isNewer(found, known) ? found : known);
  return {
    ...withAddress(contact, event.payload.unwritable),
    receipts: withReceipt(contact, receipt, "history", event.version),
    lookups: withLookups(contact.lookups, lookups),
    sends: [
      ...sends.map((at) => ({ at, version: event.version, approvalId: null, state: "sent" as const })),
      ...contact.sends,
    ],
    inbound: newer(stamps("interested", "info_request"), contact.inbound),
    notInterested: newer(stamps("not_interested"), contact.notInterested),
    flags: { ...contact.flags, ...Object.fromEntries(flags.map((flag) => [flag, true])) },
    touched: event.version,
  };
}
