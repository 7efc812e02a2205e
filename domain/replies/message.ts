// A message as the readers take it, and what they say of it. It has only what the log keeps of a message, so that `verify` can read it again.
import type { Day, Instant } from "../../schema/formats.ts";
import { Language, type ReadHeader, type ReportedRecipient } from "../../schema/hearing.ts";
import type { ReplyClass } from "../../schema/lists.ts";
import type { Doubt } from "../../schema/signals.ts";
import type * as z from "zod";

export interface Message {
  readonly subject?: string | undefined;
  /** Plain text, with all quotes: the cut to the person's own words comes before any limit. */
  readonly text: string;
  /** What sources without headers say: the mail was made by a machine. */
  readonly autoSubmitted?: boolean | undefined;
  /** It came from the address that our own mails are from. */
  readonly ownSender?: boolean | undefined;
  readonly headers?: Readonly<Partial<Record<ReadHeader, string>>> | undefined;
  readonly reports?: readonly ReportedRecipient[] | undefined;
  /** Why a person decides about it: no rule reads its words. */
  readonly doubt?: Doubt | undefined;
  /** The author's address, canonical. */
  readonly email?: string | undefined;
}

/** The languages with a lexicon. */
export const LANGUAGES = Language.options;

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
  /** It is open whose words these are: a task asks a person. */
  readonly ambiguousPerson: boolean;
  /** The person no longer works there: a task, and no bounce. */
  readonly leftCompany: boolean;
  /** It came from an address that nobody reads, as no-reply: it starts no run, and what a person says in it is a task. */
  readonly roleSender: boolean;
  /** The first day on which the person can be expected again, or has asked for. */
  readonly until: z.infer<typeof Day> | null;
  /** Whom a delivery report is about. */
  readonly reported: ReportedRecipient | null;
}

export type ReadAt = z.infer<typeof Instant>;
