// Makes the CRM's rows of a contact again from what its events say, for the rebuild after the database was restored to an earlier time. It only adds and
// fills: what a row has beside is left, and an erased row stays empty.
import type { ContactModel } from "../schema/contact-rows.ts";
import { receipts } from "./crm/schema.ts";
import { eraseStatements, INSERT_MAILBOXES, writtenStatements } from "./d1-crm.ts";
import { insertRows } from "./json-sql.ts";

export interface ContactRows {
  /** Makes the rows of a contact as its events say. Returns how many rows were written. */
  restore(model: ContactModel): Promise<number>;
}

/** The columns that signals fill. */
const SAID = ["name", "company_name", "title", "phone"] as const;

/** A row that is newer than the events stays as it is: its signal is recorded in a moment. */
const RESTORE_CONTACT = `INSERT INTO contacts (id, email, domain, name, company_name, title, phone, updated_at)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
  ON CONFLICT (id) DO UPDATE SET
    email = CASE contacts.email WHEN '' THEN excluded.email ELSE contacts.email END,
    domain = CASE contacts.email WHEN '' THEN excluded.domain ELSE contacts.domain END,
    ${SAID.map((name) => `${name} = coalesce(excluded.${name}, contacts.${name}),`).join(" ")}
    updated_at = max(contacts.updated_at, excluded.updated_at)
  WHERE contacts.erased_at IS NULL AND (contacts.email = '' OR (excluded.updated_at >= contacts.updated_at
    AND (${SAID.map((name) => `(excluded.${name} IS NOT NULL AND excluded.${name} IS NOT contacts.${name})`).join(" OR ")})))`;
/** An erasure of a later moment stands. */
const READMIT = "UPDATE contacts SET erased_at = NULL WHERE id = ?1 AND erased_at <= ?2";
const ADDRESS_OF = "SELECT email FROM contacts WHERE id = ?1";
const INSERT_RECEIPTS = `${insertRows(receipts)} ON CONFLICT (receipt) DO NOTHING`;

export const d1ContactRows = (database: D1Database): ContactRows => {
  async function batch(statements: readonly D1PreparedStatement[]): Promise<number> {
    if (statements.length === 0) return 0;
    const results = await database.batch([...statements]);
    return results.reduce((sum, { meta }) => sum + meta.changes, 0);
  }
  /** Whether the row of an erased contact is missing, or has words: it is from before the erasure. */
  async function isFromBefore(id: string): Promise<boolean> {
    const email = await database.prepare(ADDRESS_OF).bind(id).first<string>("email");
    return email !== "";
  }
  return {
    async restore({ contactId: id, erasedAt, returnedAt, row, receipts: claims, written }) {
      const claimed = claims.length === 0 ? [] : [database.prepare(INSERT_RECEIPTS).bind(JSON.stringify(claims))];
      if (erasedAt !== null) {
        const emptied = (await isFromBefore(id)) ? eraseStatements(database, { id, at: erasedAt }) : [];
        return batch([...emptied, ...claimed]);
      }
      const words = row && [id, row.email, row.domain, row.name, row.companyName, row.title, row.phone, row.at];
      return batch([
        ...(returnedAt === null ? [] : [database.prepare(READMIT).bind(id, returnedAt)]),
        ...(words
          ? [
              database.prepare(RESTORE_CONTACT).bind(...words),
              database.prepare(INSERT_MAILBOXES).bind(JSON.stringify([{ id, email: row.email, at: row.at }])),
            ]
          : []),
        ...claimed,
        ...written.flatMap((mail) => writtenStatements(database, { contactId: id, ...mail })),
      ]);
    },
  };
};
