// The port to the CRM: contacts, their companies, and used receipts. A stage writes these rows before it sends the command that makes an event.
// The D1 adapter is in d1-crm.ts.
import * as z from "zod";
import type { CompanyModel } from "../schema/company-rows.ts";
import type { CorrectionRow } from "../schema/correction.ts";
import type { Hydrated, KnownContacts } from "../schema/hydrated.ts";
import { CompanyId, ContactId, Receipt } from "../schema/ids.ts";
import type { SourceRow } from "../schema/sources.ts";

export const ReceiptClaim = z.strictObject({
  receipt: Receipt,
  /** Of a signal its contact, of a statement about a company that company. */
  contactId: z.union([ContactId, CompanyId]),
  bodyDigest: z.string(),
});
export type ReceiptClaim = z.infer<typeof ReceiptClaim>;

/** A claim as a message makes it. */
export interface ReceiptRow extends ReceiptClaim {
  /** The receipts of the same content in the windows of time before and after. */
  readonly neighbours?: readonly [Receipt, Receipt] | undefined;
  readonly source: string;
  readonly at: string;
}

/** A contact's data from a signal or an import. Only given fields are written, and they replace only values that are older than `at`. */
export interface ContactUpsert {
  readonly id: ContactId;
  /** The canonical address. */
  readonly email: string;
  readonly name?: string | undefined;
  readonly company?: string | undefined;
  readonly title?: string | undefined;
  readonly phone?: string | undefined;
  /** The address of the contact's public profile. */
  readonly profile?: string | undefined;
  /** The registrable domain of the address; null for a public mailbox provider, so that the contact joins no company by it. */
  readonly domain: string | null;
  /** A seniority and its source. A seniority without a source is not accepted, because it cannot be evidence. */
  readonly seniority?: { readonly value: string; readonly source: string } | undefined;
  /** Links the contact to a company independently of the domain. */
  readonly companyId?: CompanyId | undefined;
  readonly at: string;
}

/** What a message may say of the contact to whom it belongs. */
export interface ContactsQuery {
  readonly ids: readonly ContactId[];
  /** Comparison keys of addresses. */
  readonly mailboxes: readonly string[];
  /** Digests of subjects, as `noteWritten` got them. */
  readonly subjects: readonly string[];
}

/** A mail that was sent, or may have been. */
export interface WrittenMail {
  readonly contactId: ContactId;
  /** The canonical address that it went to. */
  readonly recipient: string;
  /** The digest of its subject; null where the subject is too short to find a conversation. */
  readonly subject: string | null;
  readonly at: string;
}

/** Where a contact was placed by a person. */
export interface Placement {
  readonly contactId: ContactId;
  /** Null: at no company; then the domain of the address says it again. */
  readonly companyId: CompanyId | null;
  /** The version of the event. */
  readonly version: number;
}

export interface MergeClaim {
  /** Into which company this one is merged; null where nothing is claimed of it. */
  readonly standing: CompanyId | null;
  /** The companies into which `into` was merged: the last one goes on. Empty where it goes on itself. */
  readonly chain: readonly CompanyId[];
}

export interface Crm {
  /**
   * Stores the contact and the body digest of each receipt; the first claim of a receipt is kept. A row with `neighbours` stores nothing when
   * one of these receipts is claimed. Returns the claims that stand, in order: of the row's receipt, else of its first or second neighbour.
   */
  claimReceipts(rows: readonly ReceiptRow[]): Promise<readonly ReceiptClaim[]>;
  /** Fills missing fields and replaces values older than `at`. An equal repeat writes nothing, and an erased contact is not written at all. */
  upsertContacts(rows: readonly ContactUpsert[]): Promise<void>;
  /**
   * Empties a contact's row, or inserts an empty one, deletes the contact's mailbox, and leaves its subjects to nobody. Later writes, also late ones, leave the row empty
   * until `readmit`.
   */
  erase(contact: { readonly id: ContactId; readonly at: string }): Promise<void>;
  /** Lets an erased contact's row be filled again. */
  readmit(id: ContactId): Promise<void>;
  /** The contacts to whom messages may belong, in one call for a batch. Contacts without an address, as erased ones, are not found. */
  findContacts(query: ContactsQuery): Promise<KnownContacts>;
  /**
   * Keeps the latest time at which the recipient's mailbox was written to, where a contact has the mailbox, and that the contact was sent the
   * subject. A subject of two contacts is nobody's from then on. A repeat writes nothing, and nothing is written of an erased contact.
   */
  noteWritten(mail: WrittenMail): Promise<void>;
  /**
   * Replaces all rows of a company by those of its stream at `head`, whose event the log has. Rows of a later head stay. A repeat writes only
   * what is not as the stream says.
   */
  putCompany(model: CompanyModel): Promise<void>;
  /**
   * Places a contact at a company, or at none, by the event of this version, which the log has. A later placement stays, and an erased contact is not
   * placed.
   */
  putPlacement(placement: Placement): Promise<void>;
  /**
   * Replaces all corrections of a contact by those of the event of this version, which the log has. Later ones stay, and an erased contact gets none. What
   * `upsertContacts` writes changes none of them.
   */
  putCorrection(correction: CorrectionRow): Promise<void>;
  /** Writes the rows of webhook sources, whose events the log has. A row of a later event stays. */
  putSources(rows: readonly SourceRow[]): Promise<void>;
  /**
   * Claims that one company is merged into another, before the event. The first claim of a company stands. Nothing is claimed where `into` is itself
   * merged by then, which is decided with the claim in one statement: so companies are never merged in a circle.
   */
  claimMerge(merge: { readonly merged: CompanyId; readonly into: CompanyId }): Promise<MergeClaim>;
  /** Contacts with their companies (by link, else by registrable domain) and all facts about these; one entry for each id, null where a row cannot be read. */
  hydrate(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Hydrated | null>>;
}
