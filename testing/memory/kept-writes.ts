// Keeps the rows that stages write to the CRM of a deployment in memory, in their order: a past that is played in memory is put into databases by them.
import type { ContactUpsert, Crm, ReceiptRow } from "../../drizzle/crm.ts";

export interface KeptWrites {
  readonly contacts: ContactUpsert[];
  readonly receipts: ReceiptRow[];
  /** The CRM whose writes are kept. */
  written(crm: Crm): Crm;
}

/** Opens a keeper without rows. */
export function keptWrites(): KeptWrites {
  const [contacts, receipts]: [ContactUpsert[], ReceiptRow[]] = [[], []];
  return {
    contacts,
    receipts,
    written: (crm) => ({
      ...crm,
      claimReceipts: (rows) => {
        receipts.push(...rows);
        return crm.claimReceipts(rows);
      },
      upsertContacts: (rows) => {
        contacts.push(...rows);
        return crm.upsertContacts(rows);
      },
    }),
  };
}
