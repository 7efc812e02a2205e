// The desk's reads that note whose words a person gets to read. The note is written before the rows are returned. `Reader` is null where
// the same page opens the contact through the port, which notes it, and where the desk shows no word of the row.
import type { ContactId } from "../schema/ids.ts";
import type { DeskReads, NotedReads, Reader } from "./desk-reads.ts";
import type { WordsRead } from "./words-read.ts";

interface NotingPorts {
  readonly words: Pick<WordsRead, "opened" | "listed">;
  readonly now: () => Date;
}

export function notedReads(reads: DeskReads, { words, now }: NotingPorts): NotedReads {
  const listed = async (by: Reader, contactIds: readonly ContactId[]): Promise<void> => {
    if (by !== null) await words.listed({ by, contactIds, at: now() });
  };
  return {
    ...reads,
    async openHolds(query, by) {
      const page = await reads.openHolds(query);
      await listed(by, contactsOf(page.rows));
      return page;
    },
    async endedHolds(query, by) {
      const page = await reads.endedHolds(query);
      await listed(by, contactsOf(page.rows));
      return page;
    },
    async contacts(query, by) {
      const page = await reads.contacts(query);
      await listed(
        by,
        page.rows.map(({ id }) => id),
      );
      return page;
    },
    async contactCards(ids, by) {
      const cards = await reads.contactCards(ids);
      await listed(by, [...cards.keys()]);
      return cards;
    },
    async outbox(query, by) {
      const page = await reads.outbox(query);
      await listed(by, contactsOf(page.rows));
      return page;
    },
    async outboxMessage(key, by) {
      const row = await reads.outboxMessage(key);
      if (row && by !== null) await words.opened({ by, about: row.streamId, at: now() });
      return row;
    },
  };
}

const contactsOf = (rows: readonly { readonly streamId: ContactId }[]): ContactId[] =>
  rows.map(({ streamId }) => streamId);
