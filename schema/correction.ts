// What a person corrected of a contact: the words as they travel, and the row of the CRM that follows from the events.
import * as z from "zod";
import { givenText } from "./formats.ts";
import type { ContactId } from "./ids.ts";
import type { CorrectedField } from "./lists.ts";

/** In characters, as of the same fields of a signal. */
const CORRECTED_CHARACTERS = 200;
const corrected = givenText(CORRECTED_CHARACTERS);

/** The corrected words by field. */
export const CorrectedWords = z.strictObject({
  name: corrected.optional(),
  title: corrected.optional(),
  company: corrected.optional(),
});
export type CorrectedWords = Readonly<z.infer<typeof CorrectedWords>>;

/** Changes of corrections by field; null takes the field's correction back. A field that is not named stays as it is. */
export const Corrections = z.strictObject({
  name: corrected.nullable().optional(),
  title: corrected.nullable().optional(),
  company: corrected.nullable().optional(),
});

/** All corrections of a contact that count, as they are written to the contact's row. */
export interface CorrectionRow {
  readonly contactId: ContactId;
  readonly words: CorrectedWords;
  /** The version of the last event that changed any of them. */
  readonly version: number;
  /** The version of the event that corrected the title; null where the title is not corrected. */
  readonly titleVersion: number | null;
}

/** What a list shows of one corrected field. */
export interface CorrectedValue {
  readonly to: string;
  /** What forms and imports say of the field; null where they say nothing. */
  readonly claimed: string | null;
}
export type CorrectedValues = Readonly<Partial<Record<CorrectedField, CorrectedValue>>>;
