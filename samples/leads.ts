// The sample leads and mails: what each demonstrates, and its expected end. `npm start` posts them, and local/samples.pipeline.test.ts tests their ends.
import type { Action, ActionReason, ReplyClass, Verdict } from "../schema/lists.ts";
import type { SourceType } from "../workers/ingest/sources.ts";

/** The sources of the samples, with their types in workers/ingest/wrangler.toml. */
export const SAMPLE_SOURCES = {
  website: "signed_form",
  typeform: "typeform",
  crm: "standard_webhooks",
} as const satisfies Readonly<Record<string, SourceType>>;
export type SampleSource = keyof typeof SAMPLE_SOURCES;

/** Where a lead stops: at a veto before the plan, at the ladder after its grades, or at a hold that waits for a reviewer. */
export type Stop = "veto" | "ladder" | "preview hold" | "draft hold";

export interface SampleLead {
  /** Also the name of the file, and for `crm` the id of the webhook. */
  readonly id: string;
  readonly source: SampleSource;
  /** The file of the raw body, relative to `samples/`. */
  readonly file: string;
  /** The address in canonical form, from which the contact's id is derived. */
  readonly email: string;
  readonly shows: string;
  readonly expected: {
    readonly action: Action;
    readonly reason: ActionReason;
    /** In basis points; null when a veto stopped the lead before its grades. */
    readonly grade: number | null;
    readonly verdict: Verdict | null;
    /** The stop after the sample reviewer has confirmed the `confirmed` previews. */
    readonly stops: Stop;
    /** A task that is raised as well. */
    readonly task?: "hot_reply" | "inbound_unanswered";
  };
  /** Set when the sample reviewer confirms the preview, so that the lead has a draft. */
  readonly confirmed?: true;
}

/** What a veto stops, a person still reads. */
const vetoed = (reason: ActionReason) =>
  ({ action: "skip", reason, grade: null, verdict: null, stops: "veto", task: "inbound_unanswered" }) as const;

export const SAMPLE_LEADS: readonly SampleLead[] = [
  {
    id: "both-known",
    source: "website",
    file: "leads/both-known.json",
    email: "amara.okafor@brightwater.example",
    shows: "company and role known: the full grade",
    expected: { action: "initial", reason: "first_contact", grade: 10_000, verdict: "qualified", stops: "draft hold" },
    confirmed: true,
  },
  {
    id: "company-only",
    source: "typeform",
    file: "leads/company-only.json",
    email: "jonas@fernhill.example",
    shows: "a known company, no title",
    expected: { action: "initial", reason: "first_contact", grade: 7_000, verdict: "qualified", stops: "preview hold" },
  },
  {
    id: "neither",
    source: "website",
    file: "leads/neither.form",
    email: "sam.rivers@example.org",
    shows: "neither company nor role known: goes the same way, and says so",
    expected: {
      action: "initial",
      reason: "first_contact",
      grade: 4_000,
      verdict: "needs_review",
      stops: "preview hold",
    },
  },
  {
    id: "suppressed-address",
    source: "crm",
    file: "leads/suppressed-address.json",
    email: "delia.marsh@example.com",
    shows: "an address on the suppression list",
    expected: vetoed("suppressed"),
  },
  {
    id: "suppressed-domain",
    source: "typeform",
    file: "leads/suppressed-domain.json",
    email: "tom.ashdown@claims.quietharbor.example",
    shows: "a suppressed domain, met at a host below it",
    expected: vetoed("suppressed"),
  },
  {
    id: "do-not-contact",
    source: "website",
    file: "leads/do-not-contact.json",
    email: "ingrid@solberg.example",
    shows: "the flag do_not_contact: its mailbox is on the suppression list",
    expected: vetoed("suppressed"),
  },
  {
    id: "bounced",
    source: "crm",
    file: "leads/bounced.json",
    email: "p.marchetti@example.net",
    shows: "an address that bounced",
    expected: vetoed("suppressed"),
  },
  {
    id: "unsubscribed",
    source: "typeform",
    file: "leads/unsubscribed.json",
    email: "yuki.mori@fernhill.example",
    shows: "somebody who unsubscribed",
    expected: vetoed("suppressed"),
  },
  {
    id: "replied",
    source: "crm",
    file: "leads/replied.json",
    email: "noor.haddad@kestrel.example",
    shows: "a message for a conversation that belongs to a person: a task, no draft",
    expected: { ...vetoed("replied"), task: "hot_reply" },
  },
  {
    id: "too-soon",
    source: "website",
    file: "leads/too-soon.json",
    email: "mateo.vargas@lumenandoak.example",
    shows: "written to yesterday",
    expected: {
      action: "skip",
      reason: "too_soon",
      grade: 10_000,
      verdict: "qualified",
      stops: "ladder",
      task: "inbound_unanswered",
    },
  },
  {
    id: "reply",
    source: "crm",
    file: "leads/reply.json",
    email: "hanna.vogel@kestrel.example",
    shows: "a question that waits for its answer",
    expected: { action: "reply", reason: "reply_due", grade: 10_000, verdict: "qualified", stops: "draft hold" },
    confirmed: true,
  },
  {
    id: "initial",
    source: "typeform",
    file: "leads/initial.json",
    email: "greta@baumann-holzbau.example",
    shows: "a first contact: role known, company not",
    expected: { action: "initial", reason: "first_contact", grade: 7_000, verdict: "qualified", stops: "draft hold" },
    confirmed: true,
  },
  {
    id: "follow-up",
    source: "website",
    file: "leads/follow-up.json",
    email: "oscar.lind@fernhill.example",
    shows: "written to four days ago, no answer",
    expected: { action: "followup", reason: "followup_due", grade: 7_000, verdict: "qualified", stops: "draft hold" },
    confirmed: true,
  },
  {
    id: "hostile-text",
    source: "website",
    file: "leads/hostile-text.json",
    email: "ana@example.net",
    shows: "instructions in every field: data like any other, no grade moves",
    expected: {
      action: "initial",
      reason: "first_contact",
      grade: 4_000,
      verdict: "needs_review",
      stops: "preview hold",
    },
  },
];

/** Earlier history of some contacts, sent as `history.imported` by the source `crm` before the leads. */
export const SAMPLE_HISTORIES: readonly { readonly id: string; readonly file: string; readonly email: string }[] = [
  { id: "history-do-not-contact", file: "histories/do-not-contact.json", email: "ingrid@solberg.example" },
  { id: "history-bounced", file: "histories/bounced.json", email: "p.marchetti@example.net" },
  { id: "history-unsubscribed", file: "histories/unsubscribed.json", email: "yuki.mori@fernhill.example" },
  { id: "history-replied", file: "histories/replied.json", email: "noor.haddad@kestrel.example" },
  { id: "history-too-soon", file: "histories/too-soon.json", email: "mateo.vargas@lumenandoak.example" },
  { id: "history-reply", file: "histories/reply.json", email: "hanna.vogel@kestrel.example" },
  { id: "history-follow-up", file: "histories/follow-up.json", email: "oscar.lind@fernhill.example" },
];

/** A whole mail that answers an earlier message of ours. */
export interface SampleMail {
  readonly id: string;
  readonly file: string;
  /** The address of the person that the mail is from, or about. */
  readonly email: string;
  /** The import that says that we wrote to them. It is sent with the other histories. */
  readonly history: string;
  readonly shows: string;
  readonly expected: {
    readonly class: ReplyClass;
    /** The stop as `npm start` shows it; of an absence without its day. */
    readonly stop: string;
  };
}

export const SAMPLE_MAILS: readonly SampleMail[] = [
  {
    id: "mail-reply",
    file: "mail/reply.eml",
    email: "ada.winter@winter-logistics.example",
    history: "histories/mail-reply.json",
    shows: "a reply above our quoted mail: the hold shows the person's own words, and everything behind a switch",
    expected: { class: "interested", stop: "preview hold" },
  },
  {
    id: "mail-out-of-office",
    file: "mail/out-of-office.eml",
    email: "jonas@muster-einkauf.example",
    history: "histories/mail-out-of-office.json",
    shows: "an absence note: no answer, no opt-out, and a follow-up waits for the day in it",
    expected: { class: "auto_reply", stop: "away until" },
  },
  {
    id: "mail-opt-out",
    file: "mail/opt-out.eml",
    email: "marta@example-foods.example",
    history: "histories/mail-opt-out.json",
    shows: "a plain opt-out between a greeting and a signature: the flag, and the mailbox on the suppression list",
    expected: { class: "unsubscribe", stop: "flag unsubscribed" },
  },
  {
    id: "mail-delivery-report",
    file: "mail/delivery-report.eml",
    email: "kim@gone-engine.example",
    history: "histories/mail-delivery-report.json",
    shows: "a server's report that an address does not exist, about the recipient in it",
    expected: { class: "bounced", stop: "flag bounced" },
  },
];

/** The entries that the sample reviewer adds to the suppression list before the leads. */
export const SAMPLE_SUPPRESSIONS = [
  { kind: "address", value: "delia.marsh@example.com", why: "asked by phone not to be written to" },
  { kind: "domain", value: "quietharbor.example", why: "the company asked us to leave its staff alone" },
] as const;
