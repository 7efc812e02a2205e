// What the readers say of a message beside its class. It is in clear in the log: a language, marks of a list, and a day, never a word of the person.
import * as z from "zod";
import { Day } from "./formats.ts";

/** The languages with a lexicon (domain/replies/lexicon): en and de whole, the others at least for an opt-out, an absence and a delivery report. */
export const Language = z.enum([
  "en",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "nl",
  "pl",
  "sv",
  "da",
  "nb",
  "fi",
  "cs",
  "tr",
  "ja",
  "zh",
]);
export type Language = z.infer<typeof Language>;

/**
 * `alone`: the person's own words are nothing but the ending, a bare opt-out or refusal. `mixed`: refusing words beside asking or buying ones.
 * `machine`: no person wrote it. `soft_report`: a delivery report that does not say that the address is gone. `left_company`: the person no longer
 * works there. `possible_opt_out`: words that may be an opt-out, in a message that was not taken as one. `language_unknown`: words in no known language.
 */
export const HearingMark = z.enum([
  "alone",
  "mixed",
  "machine",
  "soft_report",
  "left_company",
  "possible_opt_out",
  "language_unknown",
]);
export type HearingMark = z.infer<typeof HearingMark>;

export const Hearing = z.strictObject({
  language: Language.optional(),
  marks: z.array(HearingMark).max(HearingMark.options.length),
  /** The first day on which the person can be expected again, or has asked for: a follow-up waits for it. */
  until: Day.optional(),
});
export type Hearing = z.infer<typeof Hearing>;
