// Signals: what a webhook reports, mapped from the provider's shape into ours. Fields that are not named here are dropped at the door.
import * as z from "zod";
import { Activity, Flag, Outcome, ReplyClass } from "./lists.ts";
import { Day, Instant } from "./formats.ts";
import { HEADER_CHARACTERS, ReadHeader, ReportedRecipient } from "./hearing.ts";

/** Caps in characters, and for `history`, `reports` and `references` in entries. The ingest Worker cuts a longer form field before it sends the signal on. */
export const SIGNAL_LIMITS = {
  short: 200,
  email: 254,
  text: 8_000,
  message: 24_000,
  history: 200,
  reports: 20,
  references: 20,
} as const;

const short = z.string().min(1).max(SIGNAL_LIMITS.short);
const text = z.string().min(1).max(SIGNAL_LIMITS.text);
/** A canonical address, canon v1: see `address.ts`. */
const email = z.string().min(3).max(SIGNAL_LIMITS.email);

const person = {
  email,
  name: short.optional(),
  company: short.optional(),
  title: short.optional(),
  phone: short.optional(),
};

/** The side fields of a body that could not be read: they are left out, and the rest is kept. */
export const UnreadField = z.enum(["occurredAt", "until", "phone"]);
export type UnreadField = z.infer<typeof UnreadField>;
const unread = z.array(UnreadField).min(1).max(UnreadField.options.length).optional();

/**
 * Why a person decides about a message: it is open whose form it is (`person`), or an event that we do not know may be an opt-out (`opt_out`).
 */
export const Doubt = z.enum(["person", "opt_out"]);
export type Doubt = z.infer<typeof Doubt>;

/** A Message-ID with its angle brackets (RFC 5322). Longer ones are left out. */
export const MailId = z.string().regex(/^<[!-;=?-~]{1,250}>$/);
export type MailId = z.infer<typeof MailId>;
/** Where a mail stands in its conversation. */
export const MailThread = z.strictObject({
  id: MailId.optional(),
  /** The mails before it, the oldest first: the last one is answered. */
  references: z.array(MailId).max(SIGNAL_LIMITS.references),
});
export type MailThread = Readonly<z.infer<typeof MailThread>>;

export const LeadSignal = z.strictObject({
  kind: z.literal("lead"),
  ...person,
  /** Where the form asked for it apart: the only name that a greeting takes as it is. */
  firstName: short.optional(),
  text: text.optional(),
  occurredAt: Instant.optional(),
  unread,
});
export const MessageSignal = z.strictObject({
  kind: z.literal("message"),
  email,
  name: short.optional(),
  subject: short.optional(),
  /** With its quotes; of a longer one, both ends. */
  text: z.string().min(1).max(SIGNAL_LIMITS.message),
  autoSubmitted: z.boolean().optional(),
  /** It came from the address that our own mails are from. */
  ownSender: z.literal(true).optional(),
  /** Of a mail: what its readers look at beside the words. */
  headers: z.partialRecord(ReadHeader, z.string().max(HEADER_CHARACTERS)).optional(),
  reports: z.array(ReportedRecipient).max(SIGNAL_LIMITS.reports).optional(),
  thread: MailThread.optional(),
  doubt: Doubt.optional(),
  occurredAt: Instant.optional(),
  unread,
});
export const OptOutSignal = z.strictObject({
  kind: z.enum(["bounce", "complaint", "unsubscribe"]),
  email,
  occurredAt: Instant.optional(),
  unread,
});
export const OutcomeSignal = z.strictObject({
  kind: z.literal("outcome"),
  email,
  outcome: Outcome,
  /** For `not_ready`: the day from which the contact may be written to again. */
  until: Day.optional(),
  occurredAt: Instant.optional(),
  unread,
});
/** What a contact did on a page or in the product, as a webhook of ours or of a tracker reports it. It starts no run. */
export const ActivitySignal = z.strictObject({
  kind: z.literal("activity"),
  email,
  activity: Activity,
  occurredAt: Instant.optional(),
  unread,
});
/** An import of earlier sends, messages and flags, for a contact who was in touch before Holdpoint was installed. */
export const HistorySignal = z.strictObject({
  kind: z.literal("history"),
  ...person,
  sends: z.array(Instant).max(SIGNAL_LIMITS.history),
  messages: z.array(z.strictObject({ at: Instant, class: ReplyClass })).max(SIGNAL_LIMITS.history),
  flags: z.array(Flag).max(Flag.options.length),
  occurredAt: Instant.optional(),
  unread,
});

export const Signal = z.discriminatedUnion("kind", [
  LeadSignal,
  MessageSignal,
  OptOutSignal,
  OutcomeSignal,
  ActivitySignal,
  HistorySignal,
]);
export type Signal = z.infer<typeof Signal>;
export type HistorySignal = z.infer<typeof HistorySignal>;
export type LeadSignal = z.infer<typeof LeadSignal>;
export type MessageSignal = z.infer<typeof MessageSignal>;
export type OptOutSignal = z.infer<typeof OptOutSignal>;
export type OutcomeSignal = z.infer<typeof OutcomeSignal>;
export type ActivitySignal = z.infer<typeof ActivitySignal>;
