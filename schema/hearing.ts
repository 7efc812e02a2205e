// What the readers say of a message beside its class. It is in clear in the log: a language, marks of a list, and a day, never a word of the person.
import * as z from "zod";
import { Day } from "./formats.ts";
import type { ReplyClass, SignalKind } from "./lists.ts";

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

/** The classes of messages that lead to an answer. Every other one ends something, or is no person's. */
export const ANSWERED_CLASSES: ReadonlySet<string> = new Set<ReplyClass>(["interested", "info_request"]);

/** Whether a person wrote the signal: a form, or a message that is no machine's. */
export const isPersons = (kind: SignalKind, replyClass: ReplyClass | undefined): boolean =>
  kind === "lead" || (kind === "message" && replyClass !== "auto_reply" && replyClass !== "bounced");

/** The headers of a mail that its readers look at, in lower case. The door keeps these and no others. */
export const ReadHeader = z.enum([
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
]);
export type ReadHeader = z.infer<typeof ReadHeader>;
/** Each is cut to so many characters. */
export const HEADER_CHARACTERS = 500;

const reported = z.string().max(HEADER_CHARACTERS).nullable();
/** One recipient of a delivery report (RFC 3464), as the report has it. */
export const ReportedRecipient = z.strictObject({
  /** *Final-Recipient*, else *Original-Recipient*, else the address in the returned header. */
  address: reported,
  /** *Action*: failed, delayed, delivered, relayed, expanded. */
  action: reported,
  /** *Status*: an enhanced status code, as 5.1.1. */
  status: reported,
  diagnostic: reported,
});
export type ReportedRecipient = Readonly<z.infer<typeof ReportedRecipient>>;

/**
 * `alone`: the person's own words are nothing but the ending, a bare opt-out or refusal. `mixed`: refusing words beside asking or buying ones.
 * `machine`: no person wrote it. `soft_report`: a delivery report that a mail did not arrive, and not that the address is gone. `left_company`: the person no longer
 * works there. `possible_opt_out`: words that may be an opt-out, in a message that was not taken as one. `ambiguous_person`: a form that names several
 * people and none as the person who filled it in. `role_sender`: a person's words from an address that nobody
 * reads. `language_unknown`: words in no known language.
 * `other_sender`: it came from another address than the contact's, whose conversation it belongs to.
 */
export const HearingMark = z.enum([
  "alone",
  "mixed",
  "machine",
  "soft_report",
  "left_company",
  "possible_opt_out",
  "ambiguous_person",
  "role_sender",
  "language_unknown",
  "other_sender",
]);
export type HearingMark = z.infer<typeof HearingMark>;

/**
 * How the contact of a message was found. `address`: the author's own. `message_id`: it answers a mail that we sent to the contact. `alias`: the author's
 * mailbox under another spelling. `subject`: it answers a subject that only this contact was sent.
 */
export const ConversationMethod = z.enum(["message_id", "address", "alias", "subject"]);
export type ConversationMethod = z.infer<typeof ConversationMethod>;

export const Hearing = z.strictObject({
  language: Language.optional(),
  marks: z.array(HearingMark).max(HearingMark.options.length),
  /** The first day on which the person can be expected again, or has asked for: a follow-up waits for it. */
  until: Day.optional(),
});
export type Hearing = z.infer<typeof Hearing>;
