// Compares rows beside the log with its events: the contacts and receipts of the CRM, and the messages of the outbox. All of them are
// written before their event, so they are read after it.
import { linksOf } from "../replay/chain.ts";
import { foldStream } from "../replay/fold.ts";
import type { Fault } from "../replay/faults.ts";
import type { StreamRows } from "../replay/source.ts";
import {
  contactRowFaults,
  expectedRows,
  type ExpectedRows,
  outboxFaults,
  receiptFaults,
} from "../replay/stored-rows.ts";
import { suppressionBook, type Suppressions } from "../replay/suppressions.ts";
import { ContactId } from "../schema/ids.ts";
import { contactRows, outboxRows, receiptRows } from "./sources/crm-rows.ts";
import type { OpenedSource } from "./sources/opened-source.ts";

/** The number of contacts whose rows are read with one query of each table. */
const CONTACTS_PER_QUERY = 100;
/** How often a contact is read before a fault is reported: an erasure or a return may be under way. */
const READS = 3;

type LiveLog = Pick<OpenedSource, "log" | "databases" | "crm">;

export interface RowCheck {
  /** Adds the next stream. Its faults may be returned by a later call. */
  readonly add: (stream: StreamRows, isFolded: boolean) => Promise<readonly Fault[]>;
  readonly end: () => Promise<readonly Fault[]>;
}

/** Checks the rows of all contacts, which the caller adds one by one. */
export function openRowCheck(source: LiveLog): RowCheck {
  const waiting: ExpectedRows[] = [];
  const list = suppressionBook();
  async function compare(all: readonly ExpectedRows[]): Promise<readonly Fault[]> {
    const faults = await faultsOf(source, all);
    const suspects = new Set(faults.flatMap(({ streamId }) => ContactId.safeParse(streamId).data ?? []));
    const lasting = await Promise.all([...suspects].map((contactId) => contactRowsOf(source, contactId, list)));
    return lasting.flat();
  }
  return {
    add: async (stream, isFolded) => {
      if (stream.streamId.startsWith("ad_")) {
        // They are before the contacts, so the list is known when a contact is compared.
        for (const { event } of linksOf(stream)) if (event) list.learn(event);
        return [];
      }
      const expected = isFolded ? expectedIn(stream, list) : null;
      if (expected) waiting.push(expected);
      return waiting.length < CONTACTS_PER_QUERY ? [] : compare(waiting.splice(0));
    },
    end: () => compare(waiting.splice(0)),
  };
}

/** The faults of the rows of one contact. */
export async function contactRowsOf(
  source: LiveLog,
  contactId: ContactId,
  list: Pick<Suppressions, "hit">,
): Promise<readonly Fault[]> {
  let faults: readonly Fault[] = [];
  for (let read = 0; read < READS; read += 1) {
    for await (const stream of source.log.streams({ ids: [contactId] })) {
      const expected = expectedIn(stream, list);
      faults = expected ? await faultsOf(source, [expected]) : [];
    }
    if (faults.length === 0) break;
  }
  return faults;
}

function expectedIn(stream: StreamRows, list: Pick<Suppressions, "hit">): ExpectedRows | null {
  const contactId = ContactId.safeParse(stream.streamId);
  if (!contactId.success) return null;
  const { contact, events } = foldStream(stream);
  return expectedRows(contactId.data, contact, events, list);
}

async function faultsOf({ databases, crm }: LiveLog, all: readonly ExpectedRows[]): Promise<readonly Fault[]> {
  const [first] = databases;
  const messages = all.flatMap((one) => one.messages.map(({ idempotencyKey }) => idempotencyKey));
  const receipts = all.flatMap((one) => one.receipts.map(({ receipt }) => receipt));
  const ids = all.map(({ contactId }) => contactId);
  const outbox = first ? await outboxRows(first, messages) : null;
  const known = crm ? { contacts: await contactRows(crm, ids), receipts: await receiptRows(crm, receipts) } : null;
  return all.flatMap((one) => [
    ...(known ? contactRowFaults(one, known.contacts.get(one.contactId)) : []),
    ...(known ? receiptFaults(one, known.receipts) : []),
    ...(outbox ? outboxFaults(one, outbox) : []),
  ]);
}
