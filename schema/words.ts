// The closed lists of the vocabulary in plain English, for whoever shows them to people. Codes stand beside them where somebody may search for one.
import type { Increment } from "./events.ts";
import type { Action, Flag, HoldVoidCause, VetoReason } from "./lists.ts";

const ACTIONS: Readonly<Record<Action, string>> = {
  reply: "Reply",
  initial: "First message",
  followup: "Follow-up",
  skip: "No message",
};
export const actionWord = (action: Action): string => ACTIONS[action];

const REASONS: Readonly<Record<string, string>> = {
  reply_due: "They wrote and have had no answer yet",
  first_contact: "They have never been written to",
  followup_due: "The last message is old enough for a follow-up",
  suppressed: "They are on the suppression list",
  do_not_contact: "They are marked “do not contact”",
  bounced: "Their address bounced",
  unsubscribed: "They unsubscribed",
  replied: "The conversation belongs to a person",
  too_soon: "The last message is too recent",
  sequence_complete: "They had every follow-up there is",
  sequence_closed: "They said that they are not interested",
  plan_skip: "The plan left the message out",
  hold_open: "Another hold of theirs is being edited",
};
/** Why now, or why not: the reason of an action as a sentence; the code itself where it is new. */
export const reasonWord = (reason: string): string => REASONS[reason] ?? reason;

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
  changed: "what it rested on has changed",
};
export const voidWord = (cause: HoldVoidCause): string => VOIDS[cause];

const FLAGS: Readonly<Record<Flag, string>> = {
  do_not_contact: "Do not contact",
  bounced: "Bounced",
  unsubscribed: "Unsubscribed",
  replied: "With a person",
};
export const flagWord = (flag: Flag): string => FLAGS[flag];

/** A grade in basis points as the decimal people know it by. */
export const gradeText = (basisPoints: number): string => (basisPoints / 10_000).toFixed(2);

const INCREMENTS: Readonly<Record<Increment["rule"], string>> = {
  base: "wrote to us",
  company_known: "company known",
  role_or_seniority_known: "role or seniority known",
};
export const incrementWord = (rule: Increment["rule"]): string => INCREMENTS[rule];
