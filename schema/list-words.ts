// The closed lists of the suppression list as plain English, for the desk and the CLI.
import type { CoveredBy, FlagCause, SuppressionKind } from "./lists.ts";

const KINDS: Readonly<Record<SuppressionKind, string>> = {
  address: "an address",
  comparison: "a mailbox, in every spelling",
  domain: "a domain",
  phone: "a phone number",
  contact: "a contact",
  legal: "an erased person",
};
export const suppressionWord = (kind: SuppressionKind): string => KINDS[kind];

const CAUSES: Readonly<Record<FlagCause, string>> = {
  bounce: "the address bounced",
  complaint: "a complaint",
  unsubscribe: "the unsubscribe link",
  reply_unsubscribe: "an opt-out in a message",
  reply_bounced: "a delivery report",
  soft_reports: "several soft delivery reports",
  dispatched_reply: "a reply was sent",
  takeover: "a person took over",
  handback: "a person handed back",
  history: "an import",
  desk: "a person",
};
/** Why an entry was added. */
export const causeWord = (cause: FlagCause): string => CAUSES[cause];

const COVERED: Readonly<Record<CoveredBy, string>> = {
  address: "the address",
  comparison: "the mailbox, in every spelling",
  domain: "the domain",
  phone: "the phone number",
  contact: "another address or number of the contact",
};
/** By what of a value an entry covers it. */
export const coveredWord = (by: CoveredBy): string => COVERED[by];
