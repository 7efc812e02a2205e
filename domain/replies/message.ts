// A message as the readers take it, and what they say of it. It has only what the log keeps of a message, so that `verify` can read it again.
import type { Day, Instant } from "../../schema/formats.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import type * as z from "zod";

/** The headers that a reader looks at, in lower case. The door keeps these and no others, each cut to 500 characters. */
export const READ_HEADERS = [
  "auto-submitted",
  "x-autoreply",
  "x-autorespond",
  "x-auto-response-suppress",
  "precedence",
  "list-id",
  "list-unsubscribe",
  "return-path",
  "content-type",
  "x-failed-recipients",
] as const;
export type ReadHeader = (typeof READ_HEADERS)[number];

/** One recipient of a delivery report (RFC 3464), as the report has it. */
export interface ReportedRecipient {
  /** *Final-Recipient*, else *Original-Recipient*, else the address in the returned header. */
  readonly address: string | null;
  /** *Action*: failed, delayed, delivered, relayed, expanded. */
  readonly action: string | null;
  /** *Status*: an enhanced status code, as 5.1.1. */
  readonly status: string | null;
  readonly diagnostic: string | null;
}

export interface Message {
  readonly subject?: string | undefined;
  /** Plain text, with all quotes: the cut to the person's own words comes before any limit. */
  readonly text: string;
  /** What sources without headers say: the mail was made by a machine. */
  readonly autoSubmitted?: boolean | undefined;
  readonly headers?: Readonly<Partial<Record<ReadHeader, string>>> | undefined;
  readonly reports?: readonly ReportedRecipient[] | undefined;
  /** The author's address, canonical. */
  readonly email?: string | undefined;
}

/** The languages with a lexicon: en and de whole, the others at least for an opt-out, an absence and a delivery report. */
export const LANGUAGES = [
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
] as const;
export type Language = (typeof LANGUAGES)[number];

export interface OwnWords {
  /** Empty where the subject answers ours. */
  readonly subject: string;
  /** What the person wrote now: no quotes, attributions, forwarded blocks, signature, device line, legal or unsubscribe footer. */
  readonly text: string;
}

/** What a machine's mail is. `report_*`: a delivery report; only a final one says that the address does not exist. */
export type MachineMail = "auto_reply" | "report_final" | "report_soft" | "report_none";

/** What the readers say of a message. */
export interface Heard {
  readonly class: ReplyClass;
  /** The id of the rule that decided, as `opt_out.alone.de`: letters, digits, dots and low lines, at most 80. */
  readonly rule: string;
  readonly own: OwnWords;
  /** Null where the words are in none of the languages, or too few to tell. */
  readonly language: Language | null;
  /** A machine wrote it. It is `auto_reply` or `bounced` then, and nothing else. */
  readonly machine: MachineMail | null;
  /** Refusing words beside asking or buying ones, or words of another matter beside an ending: a person reads it. */
  readonly mixed: boolean;
  /** The own words are nothing but the ending: a bare opt-out or a bare refusal, courtesy taken off. */
  readonly alone: boolean;
  /** Words that may be an opt-out, in a message that was not taken as one: a task asks a person. */
  readonly possibleOptOut: boolean;
  /** The person no longer works there: a task, and no bounce. */
  readonly leftCompany: boolean;
  /** The first day on which the person can be expected again, or has asked for. */
  readonly until: z.infer<typeof Day> | null;
  /** Whom a delivery report is about. */
  readonly reported: ReportedRecipient | null;
}

export type ReadAt = z.infer<typeof Instant>;
