// What the events of a contact say of its rows in the CRM, as far as the log has it: its row with its mailbox, the receipts of its signals, the mails
// that it was sent.
import type { ContactId, Receipt } from "./ids.ts";

export interface ContactModel {
  readonly contactId: ContactId;
  /** When the contact was erased; null when it was not, or has come back. Then there are no words, and `row` is null. */
  readonly erasedAt: string | null;
  /** When a contact who was erased came back; null otherwise. */
  readonly returnedAt: string | null;
  /** What its signals say together, the latest first to count; null where no event has words of the contact's own. */
  readonly row: ContactWords | null;
  readonly receipts: readonly {
    readonly receipt: Receipt;
    readonly contactId: ContactId;
    /** Empty where the event does not have the body: then a repeat of its sender counts as another body. */
    readonly bodyDigest: string;
    readonly source: string;
    readonly at: string;
  }[];
  readonly written: readonly { readonly recipient: string; readonly subject: string | null; readonly at: string }[];
}

export interface ContactWords {
  /** The canonical address. */
  readonly email: string;
  /** The registrable domain; null for a public mailbox provider. */
  readonly domain: string | null;
  readonly name: string | null;
  readonly companyName: string | null;
  readonly title: string | null;
  readonly phone: string | null;
  /** Of the latest signal. */
  readonly at: string;
}
