// Why a row is refused, or what is told of one that is taken. Tags with their particulars; words.ts makes sentences of them.
import * as z from "zod";

/** Tags of refusals and warnings of a row. */
export const NoteReason = z.enum([
  // How the row was read.
  "open_quote",
  "text_after_quote",
  "line_too_long",
  "too_many_cells",
  "wish_cell_missing",
  "cells_missing",
  "not_utf8",
  "read_as_windows_1252",
  "damaged_text",
  "twice_encoded",
  // Addresses, domains and numbers.
  "no_address",
  "not_an_address",
  "several_addresses",
  "text_beside_address",
  "address_in_html",
  "no_entry",
  "not_an_entry",
  "hashed_entry",
  "hash_length",
  "hash_of_nothing",
  "public_suffix",
  "mailbox_provider",
  "shared_site",
  "not_a_domain",
  "no_domain",
  "no_name",
  "phone_unread",
  "phone_broken",
  // Texts.
  "html_in_text",
  "direction_override",
  "text_too_long",
  // Wishes.
  "wish_not_understood",
  "wishes_differ",
  "no_consent",
  "row_says_no",
  "flag_stays",
  "other_address_suppressed",
  "other_addresses_silenced",
  "other_addresses_left",
  // Facts.
  "no_value",
  "no_kind",
  "not_a_day",
  "two_orders",
  "serial_day",
  "two_readings",
  "negative_amount",
  "amount_unread",
  "range_became_day",
  "found_not_understood",
  "not_a_share",
  "not_a_fact_id",
  // Other rows, and what is stored.
  "same_as_line",
  "contradicts_line",
  "listed_already",
  "was_lifted",
  "entry_lifted",
  "other_installation",
  "blocked_stays",
  "company_unknown",
  "domain_suppressed",
]);
export type NoteReason = z.infer<typeof NoteReason>;

export interface Note {
  readonly reason: NoteReason;
  /** The text that it is about, cut. */
  readonly text?: string;
  /** Another line of the file. */
  readonly line?: number;
  /** The header of the column. */
  readonly column?: string;
  readonly fields?: readonly string[];
  readonly count?: number;
  readonly wanted?: number;
  /** A day of what is stored. */
  readonly day?: string;
}

const TEXT_CHARACTERS = 80;
export const note = (reason: NoteReason, particulars: Omit<Note, "reason"> = {}): Note => ({
  reason,
  ...particulars,
  ...(particulars.text === undefined ? {} : { text: particulars.text.slice(0, TEXT_CHARACTERS).toWellFormed() }),
});

/** Reasons of a row that changes nothing, of which nobody needs to look at one. */
const QUIET: ReadonlySet<NoteReason> = new Set(["same_as_line", "listed_already", "entry_lifted"]);
export const isLoud = ({ reason }: Note): boolean => !QUIET.has(reason);
