// A person's reason on an administrative stream: a word of a list, in clear, and a note in their own words. The note is sealed under a key
// of the month, because such a stream has no key of its own, and because people name people in what they type.
import * as z from "zod";
import { AdministrativeReason } from "./lists.ts";

/** The longest note of a person, in characters. */
export const NOTE_CHARACTERS = 500;

/** A month (UTC) whose key seals notes. */
export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** A note as the log stores it: sealed under the key of `month`, and bound to its command. */
export const SealedNote = z.strictObject({ month: Month, sealed: z.string().min(1).max(4_000) });
export type SealedNote = z.infer<typeof SealedNote>;

/** The fields of a reason as a person gives it. */
export const givenReason = {
  reason: AdministrativeReason.default("other"),
  why: z.string().trim().max(NOTE_CHARACTERS).default(""),
};

/** The fields of a reason as commands and events have it. An entry that the cron records from its row has none. */
export const recordedReason = { reason: AdministrativeReason.optional(), note: SealedNote.optional() };
export type RecordedReason = z.infer<z.ZodObject<typeof recordedReason>>;

/** Whether the reason says something, for the desk and for the command line: `other` alone does not, and a note of spaces does not. */
export const saysWhy = ({ reason, why }: { readonly reason: AdministrativeReason; readonly why: string }): boolean =>
  reason !== "other" || why.trim() !== "";
