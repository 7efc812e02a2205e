// The CRM as stages know it: who a contact is, where they work, and which receipts were used. Rows are written before any event.
import { z } from "zod";
import type { CompanyStatus, Hydrated } from "../schema/hydrated.ts";
import { type CompanyId, ContactId, Receipt } from "../schema/ids.ts";

export const ReceiptClaim = z.strictObject({
  receipt: Receipt,
  contactId: ContactId,
  bodyDigest: z.string(),
});
export type ReceiptClaim = z.infer<typeof ReceiptClaim>;

/** What a signal or an import says of a contact. Only what is given is written, over what was said earlier than `at`. */
export interface ContactUpsert {
  readonly id: ContactId;
  /** Canonical. */
  readonly email: string;
  readonly name?: string | undefined;
  readonly company?: string | undefined;
  readonly title?: string | undefined;
  readonly phone?: string | undefined;
  /** The registrable domain of the address; null where anybody may have an address, so that it joins no company. */
  readonly domain: string | null;
  /** A seniority with where it comes from: without a source it is nobody's knowledge. */
  readonly seniority?: { readonly value: string; readonly source: string } | undefined;
  /** Links the contact to a company whatever its domain. */
  readonly companyId?: CompanyId | undefined;
  readonly at: string;
}

export interface CompanyUpsert {
  readonly id: CompanyId;
  readonly name: string;
  readonly domain: string | null;
  readonly status: CompanyStatus;
  readonly at: string;
}

/** Something observed about a company. `found: false` says that it was looked for and is not there. */
export interface FactUpsert {
  readonly id: string;
  readonly companyId: CompanyId;
  readonly kind: string;
  readonly value: string;
  readonly source: string;
  readonly observedAt: string;
  readonly expiresAt: string | null;
  readonly found: boolean;
}

export interface Crm {
  /** Writes which contact and body a receipt was used for; the first claim wins. Answers with what stands, in order. */
  claimReceipts(
    rows: readonly (ReceiptClaim & { readonly source: string; readonly at: string })[],
  ): Promise<readonly ReceiptClaim[]>;
  /** Fills what is missing and overwrites what is older than `at`; an equal repeat writes nothing, nor does anything about an erased contact. */
  upsertContacts(rows: readonly ContactUpsert[]): Promise<void>;
  /**
   * Empties a contact's row, or makes one that is empty, and takes away what it is known by. From then on nothing fills it, however late it
   * comes, until it is readmitted.
   */
  erase(contact: { readonly id: ContactId; readonly at: string }): Promise<void>;
  /** Lets an erased contact's row be filled again. */
  readmit(id: ContactId): Promise<void>;
  /** Replaces companies that are older than `at`. */
  upsertCompanies(rows: readonly CompanyUpsert[]): Promise<void>;
  /** Replaces facts that were observed earlier. */
  upsertFacts(rows: readonly FactUpsert[]): Promise<void>;
  /** Contacts with their companies (by link, else by registrable domain) and all facts about these; one entry for each id. */
  hydrate(ids: readonly ContactId[]): Promise<ReadonlyMap<ContactId, Hydrated>>;
}
