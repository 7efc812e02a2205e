// What an object returns for its port to append to the log: events that the log may not have yet, and read-model rows as of the newest
// version. The log's side is in drizzle/.
import * as z from "zod";
import { ContactId, DraftId, HoldId, RunId, StreamId, TaskId } from "./ids.ts";
import {
  Action,
  ActionReason,
  Arm,
  HoldEnd,
  HoldKind,
  PlanSkipReason,
  Population,
  RejectionReason,
  ReportKind,
  RunStart,
  TaskClosing,
  TaskKind,
  Tier,
  UnwrittenReason,
  Verdict,
} from "./lists.ts";
import { RoleFitBy } from "./score-lists.ts";
import { Day, Hex64, LogSignature } from "./formats.ts";

export const EventRow = z.strictObject({
  streamId: StreamId,
  version: z.int().min(1),
  hash: Hex64,
  /** The canonical JSON of the event's stored form (stored-form.ts): exactly the text that is hashed. */
  body: z.string(),
  /** The event's personal words, as in `StoredEvent`: the hash covers their digest. */
  sealed: z.base64().nullable(),
  /** The log key's signature over the stream up to this event. Null: the commit goes on, and its last event is signed. */
  signature: LogSignature.nullable(),
});
export type EventRow = z.infer<typeof EventRow>;

/** The last event of a stream. Its hash covers every event before it. */
export interface Head {
  readonly streamId: StreamId;
  readonly version: number;
  readonly hash: string;
}

/** What a reviewer sees of a hold. It is personal, and it is stored in one column that an erasure empties. */
export const HoldShown = z.strictObject({
  name: z.string().nullable(),
  email: z.string(),
  company: z.string().nullable(),
  title: z.string().nullable(),
  wrote: z.string().nullable(),
  subject: z.string().nullable(),
  body: z.string().nullable(),
  footer: z.string().nullable(),
});
export type HoldShown = z.infer<typeof HoldShown>;

/** A row of the inbox. `version` is that of the last event that changed the hold, so that a repeated write of the same row is ignored. */
export const HoldRow = z.strictObject({
  holdId: HoldId,
  streamId: ContactId,
  version: z.int().min(1),
  runId: RunId,
  kind: HoldKind,
  state: z.union([z.literal("open"), HoldEnd]),
  action: Action,
  reason: z.string(),
  verdict: Verdict.nullable(),
  qualifyBasisPoints: z.int().nullable(),
  analyzeBasisPoints: z.int().nullable(),
  /** JSON of the grades' arithmetic: increments, facts by kind, summary, and the company that was found. */
  arithmetic: z.string(),
  openedAt: z.string(),
  expiresAt: z.string(),
  snoozedUntil: z.string().nullable(),
  assignedTo: z.string().nullable(),
  /** A newer signal arrived while this edited hold was open. */
  marked: z.boolean(),
  endedAt: z.string().nullable(),
  endedBy: z.string().nullable(),
  draftId: DraftId.nullable(),
  digest: z.string().nullable(),
  /** JSON of `HoldShown`. */
  shown: z.string(),
  /** The webhook source of the signal that started the run, or of the last signal before the run. Null in a row of an older release. */
  source: z.string().nullable(),
  /** When the hold's run began, and what its decision says: for the numbers, as all fields below. No decision and no digest has them. */
  beganAt: z.string().nullable(),
  population: Population.nullable(),
  arm: Arm.nullable(),
  /** The template of the draft. Null for a preview. */
  template: z.string().nullable(),
  /** How a model wrote the draft, or why the template was used instead; null when no model was asked. */
  writing: z.string().nullable(),
  edited: z.boolean(),
  /** How much the last edit differs from the text that was held first (`EditChange`); null without one. */
  words: z.int().min(0).nullable(),
  changedWords: z.int().min(0).nullable(),
  sentences: z.int().min(0).nullable(),
  deletedSentences: z.int().min(0).nullable(),
  /** Why a reviewer rejected the draft. */
  rejection: RejectionReason.nullable(),
  /** JSON of `ShownPlan`, where a model was asked for the plan. Null on the scripted path, and in a row of an older release. */
  plan: z.string().nullable(),
  /** The contact's score at the last change of the hold; null while the contact was not scored. */
  vertical: z.string().nullable(),
  tier: Tier.nullable(),
  /** How the score's role fit was found; null without one. */
  roleFit: RoleFitBy.nullable(),
  /** When the contact was first scored after the run began; null while it was not, also when its score stayed the same. */
  scoredAt: z.string().nullable(),
  /** What the calls of models for the run had cost by then. */
  tokens: z.int().min(0),
  microDollars: z.int().min(0),
});
export type HoldRow = z.infer<typeof HoldRow>;

export const TaskRow = z.strictObject({
  taskId: TaskId,
  streamId: StreamId,
  version: z.int().min(1),
  kind: TaskKind,
  about: z.string(),
  runId: RunId.nullable(),
  raisedAt: z.string(),
  closedAt: z.string().nullable(),
  closedBy: z.string().nullable(),
  how: TaskClosing.nullable(),
});
export type TaskRow = z.infer<typeof TaskRow>;

/** A contact's flags and sequence. The row is written when one of them changes, not at every event. */
export const ContactRow = z.strictObject({
  streamId: ContactId,
  version: z.int().min(1),
  doNotContact: z.boolean(),
  bounced: z.boolean(),
  unsubscribed: z.boolean(),
  replied: z.boolean(),
  sequence: z.int().min(0),
  lastSentAt: z.string().nullable(),
  sequenceClosed: z.boolean(),
  erased: z.boolean(),
  /** JSON: how the dispatch of each run ended (`sent`, `failed`, `uncertain`). */
  sends: z.string(),
});
export type ContactRow = z.infer<typeof ContactRow>;

/** A contact's score, for ranking and for the desk. All but id and version are null after an erasure. */
export const ScoreRow = z.strictObject({
  streamId: ContactId,
  version: z.int().min(1),
  vertical: z.string().nullable(),
  tier: Tier.nullable(),
  composite: z.int().nullable(),
  /** Where the role fit comes from; null without that term. */
  roleFit: z.string().nullable(),
  scoredAt: z.string().nullable(),
  /** When the score is to be made again. */
  until: z.string().nullable(),
  /** The digest of the policy section. */
  policy: z.string().nullable(),
});
export type ScoreRow = z.infer<typeof ScoreRow>;

/** How a shadow plan compares with what the rules decided; `no_plan` when the model returned no usable plan. */
export const ComparisonResult = z.enum(["agrees", "differs", "no_plan"]);
export type ComparisonResult = z.infer<typeof ComparisonResult>;

/** A run for which a model made a shadow plan while the rules decided. `version` is that of the rules' decision. */
export const PlanComparisonRow = z.strictObject({
  runId: RunId,
  streamId: ContactId,
  version: z.int().min(1),
  at: z.string(),
  result: ComparisonResult,
  /** The action and its reason, as the rules decided them. */
  action: Action,
  reason: z.string(),
  planReason: z.string(),
  planSource: z.string(),
});
export type PlanComparisonRow = z.infer<typeof PlanComparisonRow>;

/** A message of which a model was asked and answered, with its class by the rules and by the model. */
export interface ClassComparisonRow {
  readonly at: string;
  readonly streamId: ContactId;
  /** The version of the message's event. */
  readonly version: number;
  readonly source: string;
  readonly byRules: string;
  readonly byModel: string;
  /** Whose class counted: a model's does where it leads to an answer. */
  readonly counted: "rules" | "model";
}

/**
 * A run whose decision is complete, for the numbers. It is written once, with the events that complete the decision; only a later veto of the run
 * writes it again.
 */
export const RunRow = z.strictObject({
  /** The time of the event that began the run. */
  beganAt: z.string(),
  runId: RunId,
  streamId: ContactId,
  version: z.int().min(1),
  startedBy: RunStart,
  source: z.string().nullable(),
  population: Population,
  arm: Arm,
  action: Action,
  reason: ActionReason,
  /** JSON: all reasons of all vetoes of the run. */
  hits: z.string(),
  /** Whether a model's plan was usable; null when no model was asked. */
  plan: z.enum(["usable", "fallback"]).nullable(),
  /** Whether the model's plan decided or is only recorded; null when no model was asked, as the three fields below. */
  planArm: Arm.exclude(["scripted"]).nullable(),
  /** JSON of `ShownPlan`. Null also in a row of an older release. */
  shownPlan: z.string().nullable(),
  /** Why the plan has no message, where it says so. */
  skipReason: PlanSkipReason.nullable(),
  /** How the plan compares with what the rules decided. */
  compared: ComparisonResult.nullable(),
  decidedAt: z.string(),
  gradedAt: z.string().nullable(),
  verdict: Verdict.nullable(),
  /** The digest of the policy's section `ladder`, by which the action was decided. */
  ladder: z.string(),
  /** The contact's score at the row's version; null while the contact was not scored. */
  vertical: z.string().nullable(),
  tier: Tier.nullable(),
  /** How the score's role fit was found; null without one. */
  roleFit: RoleFitBy.nullable(),
  /** When the contact was first scored after the run began; null while it was not, also when its score stayed the same. */
  scoredAt: z.string().nullable(),
  /** What the calls of models for the run had cost by then. */
  tokens: z.int().min(0),
  microDollars: z.int().min(0),
  /** The hold of the preview, and the hold that its draft gets; null when no preview opened. */
  previewId: HoldId.nullable(),
  draftHoldId: HoldId.nullable(),
});
export type RunRow = z.infer<typeof RunRow>;

/** A report of what became of a run. `beganAt` is the run's; empty, with no run, for an outcome of a contact who was not handed over. */
export const ReportRow = z.strictObject({
  beganAt: z.string(),
  streamId: ContactId,
  version: z.int().min(1),
  runId: RunId.nullable(),
  kind: ReportKind,
  at: z.string(),
});
export type ReportRow = z.infer<typeof ReportRow>;

/**
 * A run that ended without a message, which has nothing about a person. It is written with the event that ended the run, and again when a day to look
 * at it again is set or ended.
 */
export const UnwrittenRow = z.strictObject({
  endedAt: z.string(),
  runId: RunId,
  streamId: ContactId,
  /** The version of the event that ended the run, or of the last one that set or ended such a day. */
  version: z.int().min(1),
  reason: UnwrittenReason,
  startedBy: RunStart,
  /** The webhook source of the signal that started the run, or of the last signal before the run. */
  source: z.string().nullable(),
  /** The decided action; null when the run ended before. */
  action: Action.nullable(),
  /** The person who decided it; null where a rule, a timer or a signal did. */
  endedBy: z.string().nullable(),
  /** The day on which the run is to be run again, and the person who wants it; null without one. */
  revisitOn: Day.nullable(),
  revisitBy: z.string().nullable(),
});
export type UnwrittenRow = z.infer<typeof UnwrittenRow>;

/** What a run waits for that no person does: a stage that plans, grades, writes the draft or sends, or the provider that has the message. */
export const UnderWayStep = z.enum(["plan", "grade", "compose", "dispatch", "claimed"]);
export type UnderWayStep = z.infer<typeof UnderWayStep>;

/** A run that waits for a stage or a provider. It has nothing about a person. */
export const UnderWayRow = z.strictObject({
  beganAt: z.string(),
  runId: RunId,
  streamId: ContactId,
  /** The version of the contact's stream when the row was made. The log takes no row of a stream that it has more of. */
  version: z.int().min(1),
  startedBy: RunStart,
  /** The webhook source of the signal that started the run; null for a run that no signal started. */
  source: z.string().nullable(),
  step: UnderWayStep,
  /** Since when the run waits for the step, and the version of the event that moved it there. */
  since: z.string(),
  stepVersion: z.int().min(1),
});
export type UnderWayRow = z.infer<typeof UnderWayRow>;

/** A run that has moved on: its row of an earlier step is no longer true. */
export const MovedRun = z.strictObject({
  beganAt: z.string(),
  runId: RunId,
  /** Rows whose step has a lower version are removed. */
  version: z.int().min(1),
});
export type MovedRun = z.infer<typeof MovedRun>;

export const Shipment = z.strictObject({
  streamId: StreamId,
  events: z.array(EventRow),
  /** The hash of the event before the first of `events`; 64 zeros before the first event of a stream. */
  prevHash: Hex64,
  /** The contact's key, wrapped under the master secret. It is shipped with the first sealed event, so that an object can be rebuilt. */
  wrappedKey: z.string().nullable(),
  /** The version of the first event that this key sealed; absent means 1. The log replaces a key only by one with a higher `keySince`. */
  keySince: z.int().min(1).optional(),
  holds: z.array(HoldRow),
  tasks: z.array(TaskRow),
  contact: ContactRow.nullable(),
  /** Absent where no score was made or ended. */
  score: ScoreRow.optional(),
  runs: z.array(RunRow),
  /** Absent where no run ended without a message. */
  unwritten: z.array(UnwrittenRow).optional(),
  reports: z.array(ReportRow),
  /** The runs that the alarm found waiting too long for their step. Absent where there is none. */
  underWay: z.array(UnderWayRow).optional(),
  /** The runs that these events moved on. Absent where there is none. */
  moved: z.array(MovedRun).optional(),
});
export type Shipment = z.infer<typeof Shipment>;
