// The columns of a contact's row that a person's corrections fill, and the values that count of the row: a correction before what forms and imports say.
import { sql } from "drizzle-orm";
import type { CorrectionRow } from "../schema/correction.ts";
import { contacts } from "./crm/schema.ts";

/** ?1: the contact, ?2 to ?6: `correctionValues`. A row of an erased contact stays empty. */
export const SET_CORRECTION = `UPDATE contacts
  SET corrected_name = ?2, corrected_title = ?3, corrected_company_name = ?4, corrected_version = ?5, title_version = ?6
  WHERE id = ?1 AND erased_at IS NULL`;

export const correctionValues = ({ contactId, words, version, titleVersion }: CorrectionRow) =>
  [contactId, words.name ?? null, words.title ?? null, words.company ?? null, version, titleVersion] as const;

const either = (corrected: Column, claimed: Column) => sql<string | null>`coalesce(${corrected}, ${claimed})`;
type Column = (typeof contacts)["name"] | (typeof contacts)["title"] | (typeof contacts)["companyName"] | Corrected;
type Corrected = (typeof contacts)["correctedName" | "correctedTitle" | "correctedCompanyName"];

/** The values that count. */
export const COUNTING = {
  name: either(contacts.correctedName, contacts.name),
  title: either(contacts.correctedTitle, contacts.title),
  companyName: either(contacts.correctedCompanyName, contacts.companyName),
};
