// The closed lists of the vocabulary. Stored events contain these words, so a new entry needs a new schema version.
// The words as plain English for people are in words.ts and draft-words.ts.
import * as z from "zod";

/** The origin of an event: the port through which its command was sent, or the object itself. */
export const Writer = z.enum([
  "ingest",
  "planner",
  "qualifier",
  "scorer",
  "composer",
  "dispatcher",
  "desk",
  "object",
  "timer",
  "deploy",
  "cron",
]);
export type Writer = z.infer<typeof Writer>;

export const Queue = z.enum(["ingest", "plan", "qualify", "compose", "dispatch", "score"]);
export type Queue = z.infer<typeof Queue>;

export const Flag = z.enum(["do_not_contact", "bounced", "unsubscribed", "replied"]);
export type Flag = z.infer<typeof Flag>;

/** Why a veto stopped the work, in the order of the checks: the first hit is the veto's reason. */
export const VetoReason = z.enum(["suppressed", "do_not_contact", "bounced", "unsubscribed", "replied"]);
export type VetoReason = z.infer<typeof VetoReason>;

export const ReplyClass = z.enum([
  "interested",
  "info_request",
  "not_interested",
  "unsubscribe",
  "bounced",
  "auto_reply",
]);
export type ReplyClass = z.infer<typeof ReplyClass>;

export const SignalKind = z.enum([
  "lead",
  "message",
  "bounce",
  "complaint",
  "unsubscribe",
  "outcome",
  "activity",
  "takeover",
  "handback",
  "history",
]);
export type SignalKind = z.infer<typeof SignalKind>;

export const Action = z.enum(["reply", "initial", "followup", "skip"]);
export type Action = z.infer<typeof Action>;

export const ActReason = z.enum(["reply_due", "first_contact", "followup_due"]);
export type ActReason = z.infer<typeof ActReason>;
export const SkipReason = z.enum([
  ...VetoReason.options,
  "too_soon",
  "sequence_complete",
  "sequence_closed",
  "plan_skip",
  "hold_open",
]);
export type SkipReason = z.infer<typeof SkipReason>;
/**
 * Why a run ended without a message: its action was a skip, or a veto stopped it; a person decided against it (`dismissed`, `rejected`, `undone`);
 * nobody decided in time (`expired`); a newer run took its place (`superseded`, `changed`); the contact was erased; the provider refused the message
 * for good, or a person found out that it was not sent (`failed`).
 */
export const UnwrittenReason = z.enum([
  ...SkipReason.options,
  "dismissed",
  "rejected",
  "undone",
  "expired",
  "superseded",
  "changed",
  "erased",
  "failed",
]);
export type UnwrittenReason = z.infer<typeof UnwrittenReason>;
export const ActionReason = z.enum([...ActReason.options, ...SkipReason.options]);
export type ActionReason = z.infer<typeof ActionReason>;

export const PlanStage = z.enum(["qualify", "analyze_opportunity", "compose", "skip"]);
export type PlanStage = z.infer<typeof PlanStage>;
/**
 * Why a model's plan has no message, as it is to be seen in the conversation: the person asked to wait (`not_now`); does not need it any more
 * (`no_need`); is not the one who decides or asked (`wrong_person`); is in a conversation with us already (`already_talking`); is no lead: an
 * application, an offer to us, a mistake (`not_a_lead`).
 */
export const PlanSkipReason = z.enum(["not_now", "no_need", "wrong_person", "already_talking", "not_a_lead"]);
export type PlanSkipReason = z.infer<typeof PlanSkipReason>;
export const Arm = z.enum(["scripted", "reasoning", "shadow"]);
export type Arm = z.infer<typeof Arm>;
/**
 * What the reasoning flag has drawn a contact for: `agentic`, that a model plans its work, or plans beside the rules in shadow. A decision has it
 * also where nothing was planned, because a veto or the ladder ended the run: the two populations are compared, not the two arms.
 */
export const Population = z.enum(["scripted", "agentic"]);
export type Population = z.infer<typeof Population>;

/** The evals' verdict on a release. */
export const ReleaseVerdict = z.enum(["PROMOTE", "HOLD", "ROLLBACK"]);
export type ReleaseVerdict = z.infer<typeof ReleaseVerdict>;

export const Verdict = z.enum(["qualified", "needs_review"]);
export type Verdict = z.infer<typeof Verdict>;
export const Tier = z.enum(["A", "B", "C", "D"]);
export type Tier = z.infer<typeof Tier>;

export const HoldKind = z.enum(["preview", "draft"]);
export type HoldKind = z.infer<typeof HoldKind>;
export const HoldEnd = z.enum(["confirmed", "dismissed", "approved", "rejected", "expired", "voided"]);
export type HoldEnd = z.infer<typeof HoldEnd>;
export const HoldVoidCause = z.enum(["superseded", "vetoed", "erased", "changed"]);
export type HoldVoidCause = z.infer<typeof HoldVoidCause>;
export const ApprovalVoidCause = z.enum(["superseded", "vetoed", "erased", "undone"]);
export type ApprovalVoidCause = z.infer<typeof ApprovalVoidCause>;

/** Why a reviewer rejected a draft, beside their own words: for the numbers. */
export const RejectionReason = z.enum([
  "wrong_person",
  "wrong_facts",
  "wrong_words",
  "wrong_time",
  "no_message_wanted",
  "other",
]);
export type RejectionReason = z.infer<typeof RejectionReason>;

/** Where the veto is checked: before the plan, when a hold opens, at the approval, at the dispatch. */
export const GatePlace = z.enum(["plan", "hold", "approve", "dispatch"]);
export type GatePlace = z.infer<typeof GatePlace>;

export const Outcome = z.enum(["opportunity_created", "meeting_booked", "not_ready", "lost"]);
export type Outcome = z.infer<typeof Outcome>;

/**
 * Why no mail can be written to an address: its mailbox name has letters beyond ASCII, which no transport here promises to take; its domain is reserved
 * and leads to no mailbox.
 */
export const Unwritable = z.enum(["mailbox_name", "domain_reserved"]);
export type Unwritable = z.infer<typeof Unwritable>;

/** What was reported of a lead after it was handed over: an outcome, or what its message caused. */
export const ReportKind = z.enum([...Outcome.options, "bounced", "complained", "unsubscribed"]);
export type ReportKind = z.infer<typeof ReportKind>;

/** What started a run. */
export const RunStart = z.enum(["signal", "followup", "request"]);
export type RunStart = z.infer<typeof RunStart>;

/** What a contact did without writing: saw a page that says something about an intent, or used the product. */
export const Activity = z.enum(["page", "product"]);
export type Activity = z.infer<typeof Activity>;

/** The keys of an installation that must never be other ones. */
export const InstallationKey = z.enum(["MASTER_KEY", "SYSTEM_KEY", "LOG_KEY"]);
export type InstallationKey = z.infer<typeof InstallationKey>;

export const SuppressionKind = z.enum(["address", "comparison", "domain", "phone", "contact", "legal"]);
export type SuppressionKind = z.infer<typeof SuppressionKind>;

/** What of a value an entry of the list covers; `contact`: something else that is looked up for its contact, as another address. */
export type CoveredBy = Exclude<SuppressionKind, "legal">;

/** Why a person changed the suppression list, erased a contact, or opened an export. `other` needs a note in the person's own words. */
export const AdministrativeReason = z.enum([
  "person_asked",
  "person_agreed",
  "legal",
  "audit",
  "incident",
  "mistake",
  "own_business",
  "other",
]);
export type AdministrativeReason = z.infer<typeof AdministrativeReason>;

/** What a rebuild makes again: the storage of one object, the read models, or the suppression list. */
export const RebuildTarget = z.enum(["object", "read_models", "list"]);
export type RebuildTarget = z.infer<typeof RebuildTarget>;

/** What an export opens: the words of all events, or the list of contacts with names and addresses. */
export const ExportScope = z.enum(["events", "contacts"]);
export type ExportScope = z.infer<typeof ExportScope>;

export const FlagCause = z.enum([
  "bounce",
  "complaint",
  "unsubscribe",
  "reply_unsubscribe",
  "reply_bounced",
  "soft_reports",
  "dispatched_reply",
  "takeover",
  "handback",
  "history",
  "desk",
]);
export type FlagCause = z.infer<typeof FlagCause>;

/**
 * Why a task was raised for a person:
 * `hot_reply` (a message arrived in a conversation that a person has taken over), `hold_open` (a newer signal arrived while an edited hold
 * was open), `approval_voided` (a newer signal voided an approval), `dispatch_uncertain` (it is unknown whether the message was sent),
 * `dispatch_failed` (the provider refused the message for good), `receipt_conflict` (the same provider id with two bodies),
 * `inbound_unanswered` (a person wrote, and nothing was held for an answer), `possible_opt_out` (words that may be an opt-out), `ambiguous_person` (a form names several people and none as the one who filled it in),
 * `report_without_contact` (a delivery report about an address that nobody here wrote to), `left_company` (the person no longer works there).
 */
export const TaskKind = z.enum([
  "hot_reply",
  "hold_open",
  "approval_voided",
  "dispatch_uncertain",
  "dispatch_failed",
  "receipt_conflict",
  "inbound_unanswered",
  "possible_opt_out",
  "ambiguous_person",
  "report_without_contact",
  "left_company",
]);
export type TaskKind = z.infer<typeof TaskKind>;

/**
 * How a person ended a task. A task about an uncertain dispatch is settled as `sent` or `not_sent`. `answered`: the person who wrote is to be
 * answered after all; what forbade it is taken back. `opted_out`: what they wrote was an opt-out.
 */
export const TaskClosing = z.enum([
  "done",
  "taken_over",
  "handed_back",
  "run_again",
  "kept",
  "sent",
  "not_sent",
  "answered",
  "opted_out",
]);
export type TaskClosing = z.infer<typeof TaskClosing>;

/** Whether the organisation knows a company: `known` counts in a grade, `blocked` is one that it does not serve, `unknown` was looked for in vain. */
export const CompanyStatus = z.enum(["known", "blocked", "unknown"]);
export type CompanyStatus = z.infer<typeof CompanyStatus>;

/** How a fact about a company was brought in: entered by a person, read from a file, sent by a tool, or shipped with the samples. */
export const FactMethod = z.enum(["person", "import", "tool", "sample"]);
export type FactMethod = z.infer<typeof FactMethod>;

/**
 * What is wrong with evidence that cites a company: the log has no such company, no such version of it, no fact at that version; another value; or
 * facts where the evidence says that there are none. Or another event by now places the contact, or corrects the title, than the evidence cites.
 */
export const CitationFault = z.enum([
  "company_unknown",
  "company_version_unknown",
  "fact_unknown",
  "company_value_differs",
  "fact_left_out",
  "placement_differs",
  "correction_differs",
]);
export type CitationFault = z.infer<typeof CitationFault>;

/** What a person may correct of a contact, whatever forms and imports say. */
export const CorrectedField = z.enum(["name", "title", "company"]);
export type CorrectedField = z.infer<typeof CorrectedField>;

/**
 * How far what a source says is believed. `public`: everybody can fill in its form, and what it says of a person is their claim. `trusted`: a server
 * of ours, or of a provider, states what it knows.
 */
export const SourceTrust = z.enum(["public", "trusted"]);
export type SourceTrust = z.infer<typeof SourceTrust>;

/**
 * The kinds of signals that a source may be allowed to send. Every source may send what ends the writing to a person; `takeover` and `handback` are a
 * person's on the desk.
 */
export const SendableKind = SignalKind.exclude(["unsubscribe", "bounce", "complaint", "takeover", "handback"]);
export type SendableKind = z.infer<typeof SendableKind>;

/** Of what the bodies of a source speak: of people, or as those of an enrichment tool of companies and facts. No source sends both. */
export const SourceSends = z.enum(["signals", "companies"]);
export type SourceSends = z.infer<typeof SourceSends>;

/** The fields of ours that a form can answer. */
export const FormField = z.enum([
  "email",
  "name",
  "firstName",
  "lastName",
  "company",
  "title",
  "phone",
  "profile",
  "subject",
  "text",
  "occurredAt",
  "submissionId",
]);
export type FormField = z.infer<typeof FormField>;
