// The numbers about the work, as one list: what each one is, what it does not say, and its query. The database counts by these queries
// (drizzle/number-reads.ts); replay/numbers.ts counts the same from the events alone, with code of its own, and tests compare the two.
//
// A query is a condition over one row for each lead. A lead is a run whose decision is complete (`runs`, as `r`), beside it the rows of its two holds
// (`holds`, as `p` for the preview and `d` for the draft) and of its contact (`contact_flags`, as `c`).
import * as z from "zod";
import { Day, Hex64, Instant } from "./formats.ts";
import { ContactId, RunId } from "./ids.ts";
import { LEAD_ROWS } from "./lead-rows.ts";
import { Action } from "./lists.ts";
import { HoursPolicy } from "./policy.ts";
import { DAY_MS } from "./time.ts";

/** By what a number can be divided. */
export const NumberDimension = z.enum([
  "day",
  "source",
  "population",
  "arm",
  "started",
  "vertical",
  "tier",
  "policy",
  "reviewer",
  "owner",
  "template",
  "reason",
  "hit",
]);
export type NumberDimension = z.infer<typeof NumberDimension>;

/** What each dimension divides by. */
export const DIMENSION_WORDS: Readonly<Record<NumberDimension, string>> = {
  day: "the day (UTC) on which the lead began",
  source: "the webhook source of the signal that began the lead, or of the last one before it",
  population: "what the reasoning flag had drawn the contact for: comparisons are made by this",
  arm: "what planned the lead",
  started: "what began the lead: a signal, a follow-up or a request",
  vertical: "the vertical by which the contact was scored last, as the lead’s rows have it",
  tier: "the tier of the contact’s last score, as the lead’s rows have it",
  policy: "the digest of the ladder’s policy by which the action was decided",
  reviewer: "the person who decided the hold that the number counts",
  owner: "the person to whom the hold that the number counts was assigned",
  template: "the template of the draft",
  reason: "the reason of the decision, or of the rejection",
  hit: "each reason that a veto found: a lead with two hits is counted under both",
};

/** A part of the contact's score, from the newest of the lead's rows that has one. */
function newestOf(column: "vertical" | "tier" | "role_fit" | "scored_at"): string {
  return `coalesce(d.${column}, p.${column}, r.${column})`;
}

/** The dimensions of every number of leads, in SQL. */
const OF_A_LEAD = {
  day: "substr(r.began_at, 1, 10)",
  source: "r.source",
  population: "r.population",
  arm: "r.arm",
  started: "r.started_by",
  vertical: newestOf("vertical"),
  tier: newestOf("tier"),
  policy: "r.ladder",
} as const;
const OF_A_PREVIEW = { ...OF_A_LEAD, reviewer: "p.ended_by", owner: "p.assigned_to" } as const;
const OF_A_DRAFT = { ...OF_A_LEAD, reviewer: "d.ended_by", owner: "d.assigned_to", template: "d.template" } as const;

type Dimensions = Readonly<Partial<Record<NumberDimension, string>>>;

interface Defined {
  readonly id: string;
  readonly title: string;
  /** The definition, in one sentence. */
  readonly says: string;
  readonly doesNotSay: string;
  /** What is missing while the number cannot be known. */
  readonly missing: string;
  /** The condition for the leads that are counted. */
  readonly of: string;
  readonly by: Dimensions;
}

/** How many of the leads `of` also fulfil `out`. */
interface Share extends Defined {
  readonly unit: "share";
  readonly out: string;
}
/** How long it took: milliseconds from `from` to `to`, two columns with times. */
interface Time extends Defined {
  readonly unit: "time";
  readonly from: string;
  readonly to: string;
  /** Only the hours of the policy's section `hours` count. */
  readonly isWorkingTime?: true;
}
/** How many leads. */
interface Count extends Defined {
  readonly unit: "count";
}
/** The sum of `sum` over all leads, for each lead that fulfils `of`. */
interface Average extends Defined {
  readonly unit: "tokens" | "micro_dollars" | "words" | "rows";
  readonly sum: string;
}
/** The sum of `part` as a share of the sum of `whole`, over the leads `of`. */
interface Ratio extends Defined {
  readonly unit: "sentences";
  readonly part: string;
  readonly whole: string;
}
export type NumberDefinition = Share | Time | Count | Average | Ratio;

/** The condition that one of these was reported of the lead. */
const reported = (...kinds: readonly string[]): string =>
  `EXISTS (SELECT 1 FROM reports AS o WHERE o.began_at = r.began_at AND o.stream_id = r.stream_id AND o.run_id = r.run_id AND o.kind IN (${kinds.map((kind) => `'${kind}'`).join(", ")}))`;

const HANDED_OVER = "p.state = 'confirmed'";
/** A preview that a policy confirmed has the policy in place of a person. */
const BY_A_PERSON = "p.ended_by NOT LIKE 'policy:%'";
const SENT = `c.sends ->> ('$."' || r.run_id || '"') = 'sent'`;
/** The milliseconds since 1970 of a column with a time, in SQL: whole numbers, so that a difference is exact. */
export const milliseconds = (time: string): string =>
  `(CAST(strftime('%s', ${time}) AS INTEGER) * 1000 + CAST(substr(${time}, 21, 3) AS INTEGER))`;
/** The rows of a lead state what its calls had cost so far: the highest is the newest. */
const soFar = (column: "tokens" | "micro_dollars"): string =>
  `max(r.${column}, coalesce(p.${column}, 0), coalesce(d.${column}, 0))`;

/** Billed rows of a lead in its object and in the log, by how far it went. */
const ROWS = `CASE WHEN ${SENT} THEN ${LEAD_ROWS.sent} WHEN d.state IN ('approved', 'rejected') THEN ${LEAD_ROWS.decided} WHEN d.hold_id IS NOT NULL THEN ${LEAD_ROWS.draft} WHEN p.hold_id IS NOT NULL THEN ${LEAD_ROWS.preview} ELSE ${LEAD_ROWS.ended} END`;

const NO_LEAD = "no lead began in these days";
const NO_HANDOVER = "no lead of these days was handed over";
const NO_APPROVAL = "no draft of these days was approved";
const NO_SEND = "no message of these days was sent";

export const NUMBERS = [
  {
    id: "conversion",
    title: "Conversion",
    unit: "share",
    says: "Of the leads that were handed over (their preview was confirmed), how many became an opportunity, as the CRM reported.",
    doesNotSay:
      "Whether the message caused it. An outcome counts for the lead of its contact that was handed over last before it; a follow-up that was handed over is a lead of its own. A young lead has had less time.",
    missing: NO_HANDOVER,
    of: HANDED_OVER,
    out: reported("opportunity_created"),
    by: OF_A_PREVIEW,
  },
  {
    id: "time_to_qualification",
    title: "Time to qualification",
    unit: "time",
    says: "From the event that began the lead to its grade.",
    doesNotSay:
      "How long the webhook waited before it was recorded: the clock is the log’s. A lead that a veto ended has no grade.",
    missing: "no lead of these days was graded",
    of: "r.graded_at IS NOT NULL",
    from: "r.began_at",
    to: "r.graded_at",
    by: OF_A_LEAD,
  },
  {
    id: "time_to_score",
    title: "Time to score",
    unit: "time",
    says: "From the event that began the lead to the first score of its contact after that.",
    doesNotSay:
      "Anything about leads after which the contact’s score stayed the same: there is no event then. A score after the last change of the lead’s rows is not seen.",
    missing: "no contact was scored anew after a lead of these days began",
    of: `${newestOf("scored_at")} IS NOT NULL`,
    from: "r.began_at",
    to: newestOf("scored_at"),
    by: OF_A_LEAD,
  },
  {
    id: "handover_acceptance",
    title: "Hand-over acceptance",
    unit: "share",
    says: "Of the previews that a person decided, how many were confirmed.",
    doesNotSay: "Anything about previews that expired, were voided, or that a policy confirmed.",
    missing: "no person has decided a preview of these days",
    of: `p.state IN ('confirmed', 'dismissed') AND ${BY_A_PERSON}`,
    out: HANDED_OVER,
    by: OF_A_PREVIEW,
  },
  {
    id: "false_positives",
    title: "False positives",
    unit: "share",
    says: "Of the leads that were handed over and of which any outcome was reported, how many were reported as not ready.",
    doesNotSay:
      "Anything about leads without an outcome: a CRM that reports only what went well makes this number small.",
    missing: "no outcome of a lead of these days that was handed over was reported",
    of: `${HANDED_OVER} AND ${reported("opportunity_created", "meeting_booked", "not_ready", "lost")}`,
    out: reported("not_ready"),
    by: OF_A_PREVIEW,
  },
  {
    id: "leads",
    title: "Leads",
    unit: "count",
    says: "Runs whose decision is complete: graded, or ended by a veto, an edited hold or a newer signal before that.",
    doesNotSay:
      "How many people: each follow-up and each requested run of a contact is one more. A run that a newer signal replaced before its decision is not counted.",
    missing: NO_LEAD,
    of: "true",
    by: OF_A_LEAD,
  },
  {
    id: "handed_over",
    title: "Leads handed over",
    unit: "count",
    says: "Leads whose preview was confirmed, by a person or by a policy.",
    doesNotSay: "Whether a message followed.",
    missing: NO_LEAD,
    of: HANDED_OVER,
    by: OF_A_PREVIEW,
  },
  {
    id: "skipped",
    title: "Leads skipped",
    unit: "share",
    says: "Of all leads, how many ended with the action “skip”.",
    doesNotSay: "What became of them later.",
    missing: NO_LEAD,
    of: "true",
    out: "r.action = 'skip'",
    by: OF_A_LEAD,
  },
  {
    id: "skip_reasons",
    title: "Skips by reason",
    unit: "count",
    says: "Leads with the action “skip”, by the reason of the decision.",
    doesNotSay: "What else would have spoken against a message: the first reason ends the check.",
    missing: NO_LEAD,
    of: "r.action = 'skip'",
    by: { ...OF_A_LEAD, reason: "r.reason" },
  },
  {
    id: "veto_hits",
    title: "Vetoes",
    unit: "count",
    says: "Leads that a veto stopped, before the plan or at any later check.",
    doesNotSay:
      "Anything about opt-outs of contacts without a lead. By hit, a lead counts under each reason that the veto found.",
    missing: NO_LEAD,
    of: "r.hits <> '[]'",
    by: { ...OF_A_LEAD, hit: "h.value" },
  },
  {
    id: "machine_clock",
    title: "The machine’s clock",
    unit: "time",
    says: "From the event that began the lead to its open preview.",
    doesNotSay: "Anything about leads that were skipped: they have no preview.",
    missing: "no preview of a lead of these days was opened",
    of: "p.opened_at IS NOT NULL",
    from: "r.began_at",
    to: "p.opened_at",
    by: OF_A_LEAD,
  },
  {
    id: "preview_clock",
    title: "The person’s clock: hand-over",
    unit: "time",
    says: "From the open preview to its confirmation by a person, in working hours.",
    doesNotSay: "How long the contact waited: nights and weekends do not count, and public holidays do.",
    missing: "no person has confirmed a preview of these days",
    of: `${HANDED_OVER} AND ${BY_A_PERSON}`,
    from: "p.opened_at",
    to: "p.ended_at",
    isWorkingTime: true,
    by: OF_A_PREVIEW,
  },
  {
    id: "release_clock",
    title: "The person’s clock: release",
    unit: "time",
    says: "From the held draft to its approval, in working hours.",
    doesNotSay:
      "How long the person looked at it. A draft that was approved outside the hours of the policy took no working time since they ended.",
    missing: NO_APPROVAL,
    of: "d.state = 'approved'",
    from: "d.opened_at",
    to: "d.ended_at",
    isWorkingTime: true,
    by: OF_A_DRAFT,
  },
  {
    id: "contact_clock",
    title: "The contact’s clock",
    unit: "time",
    says: "From the event that began the lead to the approval of its message: how long the contact waited for it.",
    doesNotSay: "When the message arrived. Nights and weekends count.",
    missing: NO_APPROVAL,
    of: "d.state = 'approved'",
    from: "r.began_at",
    to: "d.ended_at",
    by: OF_A_DRAFT,
  },
  {
    id: "drafts_approved",
    title: "Drafts approved",
    unit: "share",
    says: "Of the drafts that a person decided, how many were approved; the others were rejected.",
    doesNotSay: "Anything about drafts that expired or were voided.",
    missing: "no person has decided a draft of these days",
    of: "d.state IN ('approved', 'rejected')",
    out: "d.state = 'approved'",
    by: OF_A_DRAFT,
  },
  {
    id: "draft_rejections",
    title: "Drafts rejected, by reason",
    unit: "count",
    says: "Leads whose draft a person rejected, by the word that they chose.",
    doesNotSay: "The person’s own words, which are sealed. Without a chosen word, the reason is not known.",
    missing: NO_LEAD,
    of: "d.state = 'rejected'",
    by: { ...OF_A_DRAFT, reason: "d.rejection" },
  },
  {
    id: "drafts_edited",
    title: "Approved after an edit",
    unit: "share",
    says: "Of the approved drafts, how many a person had changed before.",
    doesNotSay: "How much was changed.",
    missing: NO_APPROVAL,
    of: "d.state = 'approved'",
    out: "d.edited",
    by: OF_A_DRAFT,
  },
  {
    id: "words_changed",
    title: "Words changed a released draft",
    unit: "words",
    says: "Words that people removed or added before they approved, against the text that was held first, divided by the number of approved drafts.",
    doesNotSay:
      "Which words: they are sealed. A draft that nobody changed counts with none, and a word that was replaced counts twice.",
    missing: NO_APPROVAL,
    of: "d.state = 'approved'",
    sum: "CASE WHEN d.state = 'approved' THEN coalesce(d.changed_words, 0) ELSE 0 END",
    by: OF_A_DRAFT,
  },
  {
    id: "sentences_deleted",
    title: "Sentences that people take out",
    unit: "sentences",
    says: "Of the sentences of the drafts that were approved after an edit, how many were not in the approved text any more.",
    doesNotSay:
      "Whether a sentence was deleted or only worded otherwise. By template it shows which one people do not stand behind.",
    missing: "no draft of these days was approved after an edit that was measured",
    of: "d.state = 'approved' AND d.sentences IS NOT NULL",
    part: "d.deleted_sentences",
    whole: "d.sentences",
    by: OF_A_DRAFT,
  },
  {
    id: "quick_approvals",
    title: "Approved within 5 seconds",
    unit: "share",
    says: "Of the approved drafts, how many were approved less than 5 seconds after they were held.",
    doesNotSay: "How long a person read: a draft that waited an hour and was approved at a glance is not among them.",
    missing: NO_APPROVAL,
    of: "d.state = 'approved'",
    out: `${milliseconds("d.ended_at")} - ${milliseconds("d.opened_at")} < 5000`,
    by: OF_A_DRAFT,
  },
  {
    id: "plan_fallbacks",
    title: "Plans that fell back",
    unit: "share",
    says: "Of the leads for which a model was asked for a plan, how many went on by the rules because the plan was not usable.",
    doesNotSay: "Whether the plan would have been better.",
    missing: "no model was asked for a plan of a lead of these days",
    of: "r.plan IS NOT NULL",
    out: "r.plan = 'fallback'",
    by: OF_A_LEAD,
  },
  {
    id: "draft_fallbacks",
    title: "Drafts that fell back",
    unit: "share",
    says: "Of the held drafts that a model was to write, how many have the template’s words instead.",
    doesNotSay: "Anything about drafts for which no hold was opened.",
    missing: "no model was asked for a draft of a lead of these days",
    of: "d.writing IS NOT NULL",
    out: "d.writing NOT IN ('written', 'rewritten')",
    by: OF_A_DRAFT,
  },
  {
    id: "score_fallbacks",
    title: "Scores that fell back",
    unit: "share",
    says: "Of the leads whose contact’s score has a role fit, of how many a rule judged it in place of a model.",
    doesNotSay:
      "Why: a model may have failed, or none is configured. A role fit that was kept from an earlier answer counts as a model’s.",
    missing: "no contact with a lead of these days has a score with a role fit",
    of: `${newestOf("role_fit")} IS NOT NULL`,
    out: `${newestOf("role_fit")} = 'rule'`,
    by: OF_A_LEAD,
  },
  {
    id: "mail_sent",
    title: "Messages sent",
    unit: "share",
    says: "Of the approved drafts, how many the mail provider accepted.",
    doesNotSay: "Whether a message arrived. One that is on its way, voided, refused or of unknown outcome is not sent.",
    missing: NO_APPROVAL,
    of: "d.state = 'approved'",
    out: SENT,
    by: OF_A_DRAFT,
  },
  {
    id: "mail_bounced",
    title: "Messages bounced",
    unit: "share",
    says: "Of the sent messages, after how many a bounce of the contact was reported before the next message.",
    doesNotSay: "Bounces that the provider does not report.",
    missing: NO_SEND,
    of: SENT,
    out: reported("bounced"),
    by: OF_A_DRAFT,
  },
  {
    id: "mail_complained",
    title: "Complaints",
    unit: "share",
    says: "Of the sent messages, after how many the contact complained to the mail provider before the next message.",
    doesNotSay: "Complaints that the provider does not report.",
    missing: NO_SEND,
    of: SENT,
    out: reported("complained"),
    by: OF_A_DRAFT,
  },
  {
    id: "unsubscribed",
    title: "Opt-outs",
    unit: "share",
    says: "Of the sent messages, after how many the contact opted out before the next message.",
    doesNotSay: "People who wrote that they are not interested: that closes a sequence, and is no opt-out.",
    missing: NO_SEND,
    of: SENT,
    out: reported("unsubscribed"),
    by: OF_A_DRAFT,
  },
  {
    id: "tokens_per_lead",
    title: "Model tokens a lead",
    unit: "tokens",
    says: "Tokens in and out of all calls of models for the leads, divided by their number.",
    doesNotSay:
      "Calls that classify a reply, which belong to no lead, and calls after the last change of a lead’s rows.",
    missing: NO_LEAD,
    of: "true",
    sum: soFar("tokens"),
    by: OF_A_LEAD,
  },
  {
    id: "dollars_per_lead",
    title: "Model cost a lead",
    unit: "micro_dollars",
    says: "What all calls of models for the leads cost by the configured prices, divided by the number of leads.",
    doesNotSay: "The bill: that is the provider’s. Calls that classify a reply belong to no lead.",
    missing: NO_LEAD,
    of: "true",
    sum: soFar("micro_dollars"),
    by: OF_A_LEAD,
  },
  {
    id: "dollars_per_release",
    title: "Model cost a released message",
    unit: "micro_dollars",
    says: "What all calls of models for the leads cost by the configured prices, divided by the number of approved drafts.",
    doesNotSay: "What the reviewers’ time costs.",
    missing: NO_APPROVAL,
    of: "d.state = 'approved'",
    sum: soFar("micro_dollars"),
    by: OF_A_LEAD,
  },
  {
    id: "rows_per_lead",
    title: "Billed rows a lead",
    unit: "rows",
    says: "Rows written to the leads’ objects and to the log, by how far each lead went, divided by the number of leads. A million of them cost about a dollar.",
    doesNotSay:
      "The bill: the rows of each step are those that this release’s tests measure for a plain lead. Calls of models, edits, snoozes and repeats cost more; docs/cost.md says what.",
    missing: NO_LEAD,
    of: "true",
    sum: ROWS,
    by: OF_A_LEAD,
  },
] as const satisfies readonly NumberDefinition[];

export type NumberId = (typeof NUMBERS)[number]["id"];
export const NumberId = z.enum(NUMBERS.map(({ id }) => id) as [NumberId, ...NumberId[]]);

/** The leads that a number counts: its denominator, or those of them that fulfil its condition. */
export const NumberPart = z.enum(["of", "out"]);
export type NumberPart = z.infer<typeof NumberPart>;

/** The most days of one query: a quarter and its last week. */
export const MOST_DAYS = 100;

/** The first and the last day of leads, both included. */
export const Period = z
  .strictObject({ from: Day, to: Day })
  .refine(({ from, to }) => from <= to && Date.parse(to) - Date.parse(from) < MOST_DAYS * DAY_MS);
export type Period = Readonly<z.infer<typeof Period>>;

export const NumbersQuery = z.strictObject({
  period: Period,
  by: NumberDimension.optional(),
  now: Instant,
  /** For working time. */
  hours: HoursPolicy,
});
export type NumbersQuery = Readonly<z.infer<typeof NumbersQuery>>;

/** What a number is made of. A number uses the fields of its unit; the others are 0 and empty. */
export interface Figure {
  /** How many leads fulfil `of`, and how many of them `out`. */
  readonly of: number;
  readonly out: number;
  readonly sum: number;
  /** What a ratio is a share of. */
  readonly whole: number;
  /** Milliseconds, and how many leads took so long; ascending. */
  readonly times: readonly (readonly [milliseconds: number, leads: number])[];
}

/** A number, whole and divided by the query's dimension. `groups` is null where the number cannot be divided by it. */
export interface Measured {
  readonly total: Figure;
  readonly groups: ReadonlyMap<string | null, Figure> | null;
}

/** Holds that are open, by how long they have waited. They are of now, not of the query's days. */
export interface OpenHolds {
  readonly under4Hours: number;
  readonly under1Day: number;
  readonly under3Days: number;
  readonly older: number;
}

/**
 * How many messages a model was asked about and answered, by what the rules and the model said and by whose class counted. `key` is the source where
 * the query divides by it, otherwise the day of the message (UTC).
 */
export const ClassCount = z.strictObject({
  key: z.string(),
  byRules: z.string(),
  byModel: z.string(),
  counted: z.string(),
  messages: z.int(),
});
export type ClassCount = Readonly<z.infer<typeof ClassCount>>;

/** Everything that was counted for a query. */
export interface Counted {
  readonly numbers: ReadonlyMap<NumberId, Measured>;
  readonly openHolds: OpenHolds;
  /** Of the messages of the query's days, in the order of their fields. */
  readonly classes: readonly ClassCount[];
  /** Dead letters that wait for a person; null where they cannot be known: the log does not have them. */
  readonly deadLetters: number | null;
  /** Refused bodies that wait for a person; null as above. */
  readonly refusedBodies: number | null;
}

/** A lead in the list of those that a number counts. */
export const CountedLead = z.strictObject({
  beganAt: z.string(),
  runId: RunId,
  streamId: ContactId,
  source: z.string().nullable(),
  action: Action,
  reason: z.string(),
});
export type CountedLead = Readonly<z.infer<typeof CountedLead>>;

/** The newest root that the log has published: where the numbers were read is after it. */
export const PublishedRoot = z.strictObject({
  root: Hex64,
  day: z.string(),
  /** The number of streams under it. */
  streams: z.int().min(0),
});
export type PublishedRoot = Readonly<z.infer<typeof PublishedRoot>>;
