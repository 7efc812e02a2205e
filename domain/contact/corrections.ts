// What a person corrected of a contact, opened from the events of the contact's stream, and which correction a grade cites.
import { CorrectedWords, type CorrectionRow } from "../../schema/correction.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { Evidence } from "../../schema/provenance.ts";
import type { Contact, Open } from "./state.ts";

/** The corrected words that count; of a field whose words are erased, none. */
export function correctedWords({ corrections }: Pick<Contact, "corrections">, open: Open): CorrectedWords {
  const found = Object.entries(corrections?.fields ?? {}).map(([field, version]) => [field, open(version)?.[field]]);
  return CorrectedWords.parse(Object.fromEntries(found));
}

/** What the contact's row has of corrections; null where none was ever made, or an erasure took them. */
export function correctionRow(contactId: ContactId, contact: Contact, open: Open): CorrectionRow | null {
  const { corrections } = contact;
  if (!corrections) return null;
  const { version, fields } = corrections;
  return { contactId, words: correctedWords(contact, open), version, titleVersion: fields.title ?? null };
}

type Row = Pick<Evidence, "table" | "id" | "columns">;

const correctionIn = (rows: readonly Row[]): Row | undefined =>
  rows.find(({ table, columns }) => table === "events" && "corrects" in columns);

/** The version of the correction of the title that a grade's rows cite; null where they cite none. */
export function citedCorrection(rows: readonly Row[]): number | null {
  const version = Number(correctionIn(rows)?.id.split("@")[1]);
  return Number.isSafeInteger(version) ? version : null;
}

/** The cited correction of the title that does not count now; null when none is cited, or the one that counts. */
export function outdatedCorrection(rows: readonly Row[], { corrections }: Pick<Contact, "corrections">): string | null {
  const cited = correctionIn(rows);
  return !cited || citedCorrection(rows) === corrections?.fields.title ? null : cited.id;
}
