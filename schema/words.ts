// The closed lists of the vocabulary as plain English, for the desk and the CLI. Where a reader may search for the code, the caller prints
// it beside the words. How a model's draft was written is in draft-words.ts.
import type { Increment } from "./events.ts";
import type {
  Action,
  AdministrativeReason,
  FactMethod,
  Flag,
  HoldVoidCause,
  RejectionReason,
  SkipReason,
  Unwritable,
  UnwrittenReason,
  VetoReason,
} from "./lists.ts";
import type { DiscardReason } from "./refused-bodies.ts";

const ACTIONS: Readonly<Record<Action, string>> = {
  reply: "Reply",
  initial: "First message",
  followup: "Follow-up",
  skip: "No message",
};
export const actionWord = (action: Action): string => ACTIONS[action];

const UNWRITABLE: Readonly<Record<Unwritable, string>> = {
  mailbox_name: "its name before the @ has letters that mail servers do not take everywhere",
  domain_reserved: "its domain is reserved and leads to no mailbox",
};
/** What people read where an address cannot be written to. */
export const unwritableText = (why: Unwritable): string => `Mail cannot be sent to this address: ${UNWRITABLE[why]}.`;

const DISCARDS: Readonly<Record<DiscardReason, string>> = {
  spam: "spam",
  no_lead: "nobody who wants something of us",
  handled_elsewhere: "handled elsewhere",
  person_asked: "the person asked for it",
};
export const discardWord = (reason: DiscardReason): string => DISCARDS[reason];

const REASONS: Readonly<Record<string, string>> = {
  reply_due: "The contact wrote and has had no answer yet",
  first_contact: "The contact has not been written to before",
  followup_due: "The last message is old enough for a follow-up",
  suppressed: "The contact is on the suppression list",
  do_not_contact: "The contact is marked “do not contact”",
  bounced: "The contact’s address bounced",
  unsubscribed: "The contact unsubscribed",
  replied: "A person has taken over the conversation",
  too_soon: "The last message is too recent",
  sequence_complete: "The contact has had every follow-up of the ladder",
  sequence_closed: "The contact said that they are not interested",
  plan_skip: "The model’s plan has no message",
  hold_open: "Another hold of the contact is being edited",
};
/** The reason of an action as a sentence; the code itself when no sentence is known for it. */
export const reasonWord = (reason: string): string => REASONS[reason] ?? reason;

const UNWRITTEN: Readonly<Record<Exclude<UnwrittenReason, SkipReason>, string>> = {
  dismissed: "A reviewer dismissed the preview",
  rejected: "A reviewer rejected the draft",
  undone: "A reviewer took the approval back",
  expired: "Nobody decided the hold in time",
  superseded: "A newer message or run took its place",
  changed: "The data that it was decided from has changed",
  erased: "The contact was erased",
  failed: "The message was not sent",
};
/** Why a run ended without a message, as a sentence. */
export const unwrittenWord = (reason: UnwrittenReason): string =>
  reason in UNWRITTEN ? UNWRITTEN[reason as keyof typeof UNWRITTEN] : reasonWord(reason);

const VETOES: Readonly<Record<VetoReason, string>> = {
  suppressed: "the contact is on the suppression list",
  do_not_contact: "the contact is marked “do not contact”",
  bounced: "the address bounced",
  unsubscribed: "the contact unsubscribed",
  replied: "the conversation was taken over by a person",
};
export const vetoWords = (hits: readonly VetoReason[]): string => hits.map((hit) => VETOES[hit]).join("; ");

const VOIDS: Readonly<Record<HoldVoidCause, string>> = {
  superseded: "a newer message came in",
  vetoed: "this contact must not be written to any more",
  erased: "the contact was erased",
  changed: "something else was recorded of the company, so it was graded again",
};
export const voidWord = (cause: HoldVoidCause): string => VOIDS[cause];

const ADMINISTRATIVE: Readonly<Record<AdministrativeReason, string>> = {
  person_asked: "the person asked for it",
  person_agreed: "the person agreed",
  legal: "the law asks for it",
  audit: "an audit",
  incident: "an incident is examined",
  mistake: "it was a mistake",
  own_business: "no contact of our sales (customer, partner, staff, test)",
  other: "something else",
};
export const administrativeWord = (reason: AdministrativeReason): string => ADMINISTRATIVE[reason];

const FACT_METHODS: Readonly<Record<FactMethod, string>> = {
  person: "entered by a person",
  import: "read from a file",
  tool: "sent by a tool",
  sample: "a sample",
};
export const factMethodWord = (method: FactMethod): string => FACT_METHODS[method];

const REJECTIONS: Readonly<Record<RejectionReason, string>> = {
  wrong_person: "the wrong person",
  wrong_facts: "something in it is not so",
  wrong_words: "the words are not right",
  wrong_time: "not now",
  no_message_wanted: "this person should get no message",
  other: "something else",
};
export const rejectionWord = (reason: RejectionReason): string => REJECTIONS[reason];

const FLAGS: Readonly<Record<Flag, string>> = {
  do_not_contact: "Do not contact",
  bounced: "Bounced",
  unsubscribed: "Unsubscribed",
  replied: "With a person",
};
export const flagWord = (flag: Flag): string => FLAGS[flag];

/** A grade in basis points as a decimal: 7000 is `0.70`. */
export const gradeText = (basisPoints: number): string => (basisPoints / 10_000).toFixed(2);

/** The change of a company between two grades, as a sentence without its full stop; a status is absent where no company was recorded. */
export function companyStatusText({
  was,
  is,
}: {
  readonly was?: string | undefined;
  readonly is?: string | undefined;
}): string {
  if (is === undefined) return "No company is recorded any more";
  if (was === undefined) return `The company is recorded now, as ${is}`;
  return was === is ? "Another company counts now" : `The company was ${was} and is ${is} now`;
}

const INCREMENTS: Readonly<Record<Increment["rule"], string>> = {
  base: "wrote to us",
  company_known: "company known",
  role_or_seniority_known: "role or seniority known",
};
export const incrementWord = (rule: Increment["rule"]): string => INCREMENTS[rule];
