// Compares rows beside the log with its events: the contacts and receipts of the CRM, the stop switch, the messages of the outbox, and what calls of
// models have cost. All of them are written before or with their event, so they are read after it.
import { linksOf } from "../replay/chain.ts";
import { foldStream } from "../replay/fold.ts";
import { type Fault, faultAt } from "../replay/faults.ts";
import type { StreamRows } from "../replay/source.ts";
import { isOfContact } from "../replay/verify.ts";
import { spendBook } from "../replay/spend.ts";
import {
  contactRowFaults,
  draftTexts,
  expectedRows,
  type ExpectedRows,
  outboxFaults,
  receiptFaults,
  openedWords,
  type TextOf,
  type WordsOf,
} from "../replay/stored-rows.ts";
import { suppressionBook, type Suppressions } from "../replay/suppressions.ts";
import { ContactId } from "../schema/ids.ts";
import { contactRows, countMessages, messageKeys, outboxRows, receiptRows, spendRows } from "./sources/crm-rows.ts";
import type { OpenedSource } from "./sources/opened-source.ts";
import { openCompanyCheck } from "./verify-companies.ts";
import { dispatchingFaults } from "./verify-dispatching.ts";
import { sourceFaults } from "./verify-sources.ts";

/** The number of contacts whose rows are read with one query of each table. */
const CONTACTS_PER_QUERY = 100;
/** How often a contact is read before a fault is reported: an erasure or a return may be under way. */
const READS = 3;

type LiveLog = Pick<OpenedSource, "log" | "databases" | "crm">;

/** The rows that a contact's events ask for, and the texts of its drafts as far as its key opens them. */
interface Wanted {
  readonly expected: ExpectedRows;
  readonly textOf: TextOf;
  readonly wordsOf: WordsOf;
  readonly key: Uint8Array | null;
}

export interface RowCheck {
  /** Adds the next stream. Its faults may be returned by a later call. */
  readonly add: (stream: StreamRows, isFolded: boolean, key: Uint8Array | null) => Promise<readonly Fault[]>;
  readonly end: () => Promise<readonly Fault[]>;
}

/** Checks the rows of all contacts, which the caller adds one by one. */
export function openRowCheck(source: LiveLog, now: Date): RowCheck {
  const waiting: Wanted[] = [];
  const [list, spend] = [suppressionBook(), spendBook()];
  const companies = source.crm ? openCompanyCheck({ log: source.log, crm: source.crm }) : null;
  let messages = 0;

  async function compare(all: readonly Wanted[]): Promise<readonly Fault[]> {
    const { faults, claimed } = await faultsOf(source, all);
    messages += claimed;
    const keys = new Map(all.map(({ expected, key }) => [expected.contactId, key]));
    const suspects = new Set(faults.flatMap(({ streamId }) => ContactId.safeParse(streamId).data ?? []));
    const lasting = await Promise.all(
      [...suspects].map((contactId) => contactRowsOf(source, contactId, { list, key: keys.get(contactId) ?? null })),
    );
    return lasting.flat();
  }

  return {
    add: async (stream, isFolded, key) => {
      if (!isOfContact(stream)) {
        // They are before the contacts, so the list is known when a contact is compared.
        for (const { event } of linksOf(stream)) if (event) list.learn(event);
        return stream.streamId.startsWith("co_") ? ((await companies?.add(stream)) ?? []) : [];
      }
      const wanted = isFolded ? wantedIn(stream, list, key) : null;
      if (isFolded) spend.learn(stream);
      if (wanted) waiting.push(wanted);
      return waiting.length < CONTACTS_PER_QUERY ? [] : compare(waiting.splice(0));
    },
    end: async () => [
      ...(await compare(waiting.splice(0))),
      ...((await companies?.end()) ?? []),
      ...(source.crm ? await sourceFaults({ log: source.log, crm: source.crm }) : []),
      ...(source.crm ? await dispatchingFaults({ log: source.log, crm: source.crm }, now) : []),
      ...(await unclaimed(source, messages)),
      ...spend.faults(await spendRows(source.databases), now.toISOString().slice(0, 10)),
    ],
  };
}

interface ContactGiven {
  readonly list: Pick<Suppressions, "hit">;
  readonly key: Uint8Array | null;
}

/** The faults of the rows of one contact. */
export async function contactRowsOf(
  source: LiveLog,
  contactId: ContactId,
  { list, key }: ContactGiven,
): Promise<readonly Fault[]> {
  let faults: readonly Fault[] = [];
  for (let read = 0; read < READS; read += 1) {
    for await (const stream of source.log.streams({ ids: [contactId] })) {
      const wanted = wantedIn(stream, list, key);
      faults = wanted ? (await faultsOf(source, [wanted])).faults : [];
    }
    if (faults.length === 0) break;
  }
  return faults;
}

function wantedIn(stream: StreamRows, list: Pick<Suppressions, "hit">, key: Uint8Array | null): Wanted | null {
  const contactId = ContactId.safeParse(stream.streamId);
  if (!contactId.success) return null;
  const { contact, events } = foldStream(stream);
  const expected = expectedRows(contactId.data, contact, events, list);
  const context = { keys: () => key };
  return { expected, textOf: draftTexts(stream, context), wordsOf: openedWords(stream, context), key };
}

/** The faults of contacts, and the number of the outbox's messages that their events claim. */
async function faultsOf(
  { databases, crm }: LiveLog,
  all: readonly Wanted[],
): Promise<{ readonly faults: readonly Fault[]; readonly claimed: number }> {
  const [first] = databases;
  const claims = all.flatMap(({ expected }) => expected.claims);
  const receipts = all.flatMap(({ expected }) => expected.receipts.map(({ receipt }) => receipt));
  const ids = all.map(({ expected }) => expected.contactId);
  const outbox = first ? await outboxRows(first, claims) : null;
  const known = crm ? { contacts: await contactRows(crm, ids), receipts: await receiptRows(crm, receipts) } : null;
  const faults = all.flatMap(({ expected, textOf, wordsOf }) => [
    ...(known ? contactRowFaults(expected, known.contacts.get(expected.contactId), wordsOf) : []),
    ...(known ? receiptFaults(expected, known.receipts) : []),
    ...(outbox ? outboxFaults(expected, outbox, textOf) : []),
  ]);
  return { faults, claimed: outbox?.size ?? 0 };
}

/**
 * Faults for messages of the outbox that no event claims. They are searched only if the outbox has more than `claimed` messages. A claim is in the log
 * before its message is stored, so a message without one is of no dispatch.
 */
async function unclaimed({ databases: [first], log }: LiveLog, claimed: number): Promise<readonly Fault[]> {
  if (!first || (await countMessages(first)) <= claimed) return [];
  const faults: Fault[] = [];
  for await (const page of messageKeys(first)) {
    const ids = [...new Set(page.flatMap(({ streamId }) => ContactId.safeParse(streamId).data ?? []))];
    const claims = new Set<string>();
    for await (const stream of log.streams({ ids }))
      for (const { claim } of Object.values(foldStream(stream).contact.approvals))
        if (claim) claims.add(claim.idempotencyKey);
    for (const { idempotencyKey, streamId } of page)
      if (!claims.has(idempotencyKey))
        faults.push(
          faultAt(ContactId.safeParse(streamId).data ?? null, null, {
            name: "outbox_row_unlogged",
            field: `outbox.${idempotencyKey}`,
            found: "a message",
          }),
        );
  }
  return faults;
}
