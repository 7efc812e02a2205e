// The event catalogue, v1: the shape of every event, and of the envelope around it. What an event does to a contact's state is in domain/.
// `payload` is stored in clear, and a rule may read nothing else; `sealed` is personal and unreadable once the contact's key is destroyed.
import * as z from "zod";
import {
  ApprovalId,
  CommandId,
  CompanyId,
  ContactId,
  DraftId,
  FactId,
  HoldId,
  Receipt,
  RequestId,
  RunId,
  SignalId,
  StreamId,
  TaskId,
  TokenId,
} from "./ids.ts";
import { CorrectedWords } from "./correction.ts";
import { Hearing } from "./hearing.ts";
import { Lookups } from "./lookups.ts";
import {
  Action,
  ActionReason,
  Activity,
  ApprovalVoidCause,
  Arm,
  CompanyStatus,
  CorrectedField,
  FactMethod,
  Flag,
  FlagCause,
  GatePlace,
  HoldVoidCause,
  Outcome,
  PlanSkipReason,
  PlanStage,
  Population,
  RejectionReason,
  ReleaseVerdict,
  ReplyClass,
  SuppressionKind,
  TaskClosing,
  TaskKind,
  Tier,
  Unwritable,
  Verdict,
  VetoReason,
  Writer,
} from "./lists.ts";
import { recordedReason } from "./notes.ts";
import { Scope, TokenName } from "./people.ts";
import { PolicyMark, RecordedPolicy, VerticalSlug } from "./policy.ts";
import { Provenance, Scalar } from "./provenance.ts";
import { RoleFitBy, RoleFitReason, ScoreTerm } from "./score-lists.ts";
import type { EventRow } from "./shipment.ts";
import { Eyes, GuardedAction } from "./second-person.ts";
import { Signal } from "./signals.ts";
import { RecordedSource } from "./sources.ts";
import { wholeForm } from "./stored-form.ts";
import { upcast } from "./upcast.ts";
import { Writing, WritingWords } from "./written-draft.ts";
import {
  BasisPoints,
  CauseId,
  Day,
  Digest,
  Hex64,
  Identity,
  Instant,
  PersonsWhy,
  LogPublicKey,
  LogSignature,
} from "./formats.ts";

const word = z.string().max(80);

/**
 * A passed veto check. It is a field of the event that it guards, not an event of its own, so that the event cannot exist without it.
 * `revision` is the highest revision of the suppression list, read in the same SQL statement as the check.
 */
export const Gate = z.strictObject({ where: GatePlace, flags: z.record(Flag, z.boolean()), revision: z.int().min(0) });
export type Gate = z.infer<typeof Gate>;
/**
 * The gate of a claim, which also asks whether dispatching is stopped. `dispatching` is the version of `ad_dispatch` that the row of the stop switch
 * had, read in the same statement; absent while nobody had ever stopped it. So no claim after a stop can be hidden by a clock.
 */
export const ClaimGate = Gate.extend({ dispatching: z.int().min(1).optional() });
export type ClaimGate = z.infer<typeof ClaimGate>;

/**
 * The text that a reviewer approves. The approval's digest covers it, together with the evidence, the compose policy, and a salt that is
 * sealed with the text: without the words nobody can confirm a guess by the digest.
 */
export const DraftText = z.strictObject({
  recipient: z.string().min(3).max(254),
  subject: z.string().min(1).max(200),
  body: z.string().min(1).max(10_000),
  /** The sender, the postal address and the opt-out link: added by code, not editable. */
  footer: z.string().min(1).max(1_000),
  unsubscribeUrl: z.url().max(1_000),
});
export type DraftText = z.infer<typeof DraftText>;

/** A term of a score, and the rows of the event's evidence that made it, by their place. */
export const ScoredTerm = z.strictObject({ basisPoints: BasisPoints, rows: z.array(z.int().min(0).max(49)).min(1) });
export type ScoredTerm = z.infer<typeof ScoredTerm>;

/** Where the term `role_fit` comes from. */
export const RoleFit = z.strictObject({
  by: RoleFitBy,
  /** A model's reason. */
  reason: RoleFitReason.optional(),
  /** Identifies the question: the recognised title, its department, the vertical and the prompt. Contacts with the same one share an answer. */
  question: Digest,
  /** Why the rule stands in for the model. */
  because: word.optional(),
});
export type RoleFit = z.infer<typeof RoleFit>;

export const Increment = z.strictObject({
  rule: z.enum(["base", "company_known", "role_or_seniority_known"]),
  basisPoints: BasisPoints,
  applied: z.boolean(),
});
export type Increment = z.infer<typeof Increment>;

/** How much an edit differs from the text that was held first: counts of its words and sentences, subject included. */
export const EditChange = z.strictObject({
  /** The words of the held text, and how many were removed or added. */
  words: z.int().min(0),
  changed: z.int().min(0),
  /** The sentences of the held text, and how many are not in the edited one. */
  sentences: z.int().min(0),
  deleted: z.int().min(0),
});
export type EditChange = z.infer<typeof EditChange>;

/** What is recorded of a company, which is no person: nothing of it is sealed. */
export const CompanyFields = z.strictObject({
  name: z.string().min(1).max(200),
  /** Its registrable domains, the first of them the main one. */
  domains: z.array(z.string().min(3).max(253)).max(20),
  status: CompanyStatus,
  industry: word.optional(),
  /** How many people work there, as the source says it: `50`, `11-50`. */
  size: word.optional(),
});
export type CompanyFields = z.infer<typeof CompanyFields>;

/** A fact as its source states it. */
export const FactFields = z.strictObject({
  kind: word.min(1),
  value: z.string().max(1_000),
  /** Who says so: the name or the address of a site, a register, a person's role. */
  source: z.string().min(1).max(200),
  method: FactMethod,
  /** How sure the source is. */
  confidence: BasisPoints,
  /** False: the fact was searched for and does not exist. */
  found: z.boolean(),
  observedAt: Instant,
  /** After this moment the fact counts no more; null: it does not expire. */
  expiresAt: Instant.nullable(),
});
export type FactFields = z.infer<typeof FactFields>;

const run = { runId: RunId };
const hold = { holdId: HoldId, ...run };
const draft = { draftId: DraftId, ...hold };
const approval = { approvalId: ApprovalId, draftId: DraftId, ...run };
const personsWhy = z.strictObject({ why: PersonsWhy });

const shape = <P extends z.ZodType, S extends z.ZodType>(payload: P, sealed: S) => ({ payload, sealed });
const nothingSealed = z.never();
/** Who agreed to an action that needs two people. Absent in older events, and where the cron records a row of the suppression list. */
const eyes = { eyes: Eyes.optional() };

/** Every event by type: its `payload` in clear, and what `sealed` holds under the contact's key. */
export const EVENTS = {
  SignalReceived: shape(
    z.strictObject({
      signalId: SignalId,
      kind: z.enum(["lead", "message", "bounce", "complaint", "unsubscribe"]),
      source: word,
      receipt: Receipt,
      class: ReplyClass.optional(),
      /** What the readers say of a message beside its class. Absent where its class came without one. */
      hearing: Hearing.optional(),
      lookups: Lookups,
      /** Of a lead or a message: why no mail can be written to its address. Absent where one can. */
      unwritable: Unwritable.optional(),
      /** The run that this signal starts. `beside`: the run of an edited hold stays the current one. */
      runId: RunId.optional(),
      beside: z.boolean().optional(),
      supersedes: RunId.optional(),
    }),
    z.strictObject({ signal: Signal }),
  ),
  ContactFlagged: shape(
    z.strictObject({
      flag: Flag,
      on: z.boolean(),
      cause: FlagCause,
      revision: z.int().min(1).optional(),
      by: Identity.optional(),
    }),
    personsWhy,
  ),
  SafetyVetoed: shape(
    z.strictObject({
      where: GatePlace,
      reason: VetoReason,
      hits: z.array(VetoReason).min(1),
      revision: z.int().min(0),
      ...run,
      holdId: HoldId.optional(),
      /** The digest of a model's draft whose hold the veto did not let open. */
      digest: Digest.optional(),
    }),
    nothingSealed,
  ),
  PlanProposed: shape(
    z.strictObject({
      ...run,
      arm: Arm,
      stages: z.array(PlanStage),
      proposed: z.int().min(0),
      dropped: z.array(word),
      fallback: z.boolean(),
      /** Of a plan without a message: why, and the day until which none is to be written. Absent where the model did not say it. */
      skipReason: PlanSkipReason.optional(),
      until: Day.optional(),
    }),
    z.strictObject({ reply: z.string().max(20_000) }),
  ),
  ActionDecided: shape(
    z.strictObject({
      ...run,
      /** What acted. */
      arm: Arm,
      population: Population,
      action: Action,
      reason: ActionReason,
      sequence: z.int().min(0),
      /** The passed gate. After a veto it is absent, and `vetoedAt` is the version of the `SafetyVetoed` event. */
      gate: Gate.optional(),
      vetoedAt: z.int().min(1).optional(),
    }),
    nothingSealed,
  ),
  QualificationGraded: shape(
    z.strictObject({
      ...run,
      verdict: Verdict,
      basisPoints: BasisPoints,
      increments: z.array(Increment),
      planned: z.boolean(),
    }),
    nothingSealed,
  ),
  OpportunityAnalyzed: shape(
    z.strictObject({
      ...run,
      basisPoints: BasisPoints,
      facts: z.record(word, z.int().min(1)),
      summary: z.string().max(500),
      planned: z.boolean(),
    }),
    nothingSealed,
  ),
  ContactScored: shape(
    z.strictObject({
      vertical: VerticalSlug,
      /** The time up to which signals of intent have decayed. */
      asOf: Instant,
      terms: z.partialRecord(ScoreTerm, ScoredTerm),
      /** The vertical's weights, and what they are of the whole once the missing terms are left out: together 10,000, or all missing. */
      weights: z.record(ScoreTerm, BasisPoints),
      shares: z.partialRecord(ScoreTerm, BasisPoints),
      composite: BasisPoints,
      tier: Tier,
      roleFit: RoleFit.optional(),
      /** When decay alone, or another try of a model, will have made another score. */
      until: Instant.nullable(),
    }),
    nothingSealed,
  ),
  PreviewHeld: shape(z.strictObject({ ...hold, action: Action, expiresAt: Instant, gate: Gate }), nothingSealed),
  PreviewConfirmed: shape(z.strictObject({ ...hold, by: Identity }), personsWhy),
  PreviewDismissed: shape(z.strictObject({ ...hold, by: Identity }), personsWhy),
  DraftHeld: shape(
    z.strictObject({
      ...draft,
      digest: Digest,
      template: word,
      action: Action,
      expiresAt: Instant,
      gate: Gate,
      /** How a model wrote the draft, or why its draft was refused; absent when no model was asked. */
      writing: Writing.optional(),
    }),
    DraftText.extend({ salt: Digest, writing: WritingWords.optional() }),
  ),
  /** A draft that a model wrote and for which no hold was opened: its run had ended or gone on, or a veto stopped it. */
  DraftUnused: shape(z.strictObject({ ...run, writing: Writing }), z.strictObject({ writing: WritingWords })),
  DraftEdited: shape(
    z.strictObject({
      ...draft,
      digest: Digest,
      replaces: Digest,
      by: Identity,
      /** Null where it was not measured. */
      change: EditChange.nullable(),
    }),
    z.strictObject({ ...DraftText.shape, salt: Digest, why: PersonsWhy, diff: z.string().max(20_000) }),
  ),
  DraftApproved: shape(
    z.strictObject({ ...draft, approvalId: ApprovalId, digest: Digest, by: Identity, gate: Gate }),
    personsWhy,
  ),
  DraftRejected: shape(
    z.strictObject({
      ...draft,
      by: Identity,
      /** Null where the reviewer chose none. */
      reason: RejectionReason.nullable(),
    }),
    personsWhy,
  ),
  /** A snooze stops the hold's time: the time that was left continues at `until`. */
  HoldSnoozed: shape(z.strictObject({ ...hold, until: Instant, expiresAt: Instant, by: Identity }), personsWhy),
  HoldReassigned: shape(z.strictObject({ ...hold, to: Identity, by: Identity }), personsWhy),
  HoldExpired: shape(z.strictObject(hold), nothingSealed),
  HoldVoided: shape(z.strictObject({ ...hold, cause: HoldVoidCause }), nothingSealed),
  ApprovalVoided: shape(z.strictObject({ ...approval, cause: ApprovalVoidCause, by: Identity.optional() }), personsWhy),
  DispatchClaimed: shape(
    z.strictObject({ ...approval, digest: Digest, provider: word, idempotencyKey: word, gate: ClaimGate }),
    nothingSealed,
  ),
  DispatchSucceeded: shape(
    z.strictObject({
      ...approval,
      provider: word,
      providerMessageId: z.string().max(300).optional(),
      by: Identity.optional(),
    }),
    nothingSealed,
  ),
  DispatchFailed: shape(
    z.strictObject({ ...approval, provider: word, reason: word, by: Identity.optional() }),
    nothingSealed,
  ),
  DispatchUncertain: shape(z.strictObject({ ...approval, provider: word, reason: word }), nothingSealed),
  RunRequested: shape(
    z.strictObject({
      ...run,
      about: z.union([HoldId, TaskId]).optional(),
      by: Identity,
      supersedes: RunId.optional(),
      /** The version of the `RevisitSet` whose day has come: the timer requests the run for the person who gave the day. */
      revisit: z.int().min(1).optional(),
    }),
    personsWhy,
  ),
  /** A run that ended without a message is to be run again on a day. The contact has one such day, the last that was set. */
  RevisitSet: shape(z.strictObject({ ...run, on: Day, by: Identity }), personsWhy),
  RevisitCleared: shape(z.strictObject({ ...run, by: Identity }), personsWhy),
  ContactsLinked: shape(
    z.strictObject({ other: ContactId, flags: z.record(Flag, z.boolean()), lookups: Lookups, by: Identity }),
    personsWhy,
  ),
  /** At which company a person places the contact, whatever the domain of the address says; null: at none, so that the domain says it again. */
  ContactPlaced: shape(z.strictObject({ companyId: CompanyId.nullable(), by: Identity }), personsWhy),
  /**
   * A person corrects fields of the contact, or takes corrections back: what forms and imports say stays a claim beside. `title` is how the rules read a
   * corrected title.
   */
  ContactCorrected: shape(
    z.strictObject({
      corrected: z.array(CorrectedField),
      takenBack: z.array(CorrectedField),
      title: z.strictObject({ rule: word.nullable(), seniority: word.nullable() }).optional(),
      by: Identity,
    }),
    CorrectedWords.extend({ why: PersonsWhy }),
  ),
  ContactsUnlinked: shape(z.strictObject({ other: ContactId, by: Identity }), personsWhy),
  FollowupDue: shape(z.strictObject({ ...run, sequence: z.int().min(1) }), nothingSealed),
  TaskRaised: shape(
    z.strictObject({ taskId: TaskId, kind: TaskKind, about: z.string().max(100), runId: RunId.optional() }),
    nothingSealed,
  ),
  TaskClosed: shape(z.strictObject({ taskId: TaskId, how: TaskClosing, by: Identity }), personsWhy),
  OutcomeReported: shape(
    z.strictObject({
      receipt: Receipt,
      source: word,
      outcome: Outcome,
      /** The day from which the contact may be written to again; null closes the sequence. Absent in version 1, which did neither. */
      until: Day.nullable().optional(),
    }),
    nothingSealed,
  ),
  ActivityReported: shape(z.strictObject({ receipt: Receipt, source: word, activity: Activity }), nothingSealed),
  HistoryImported: shape(
    z.strictObject({
      receipt: Receipt,
      source: word,
      /** Who imported it from a file. Absent where a webhook brought it. */
      by: Identity.optional(),
      lookups: Lookups,
      sends: z.array(Instant),
      messages: z.array(z.strictObject({ at: Instant, class: ReplyClass })),
      flags: z.array(Flag),
      unwritable: Unwritable.optional(),
    }),
    z.strictObject({ signal: Signal }),
  ),
  LlmCalled: shape(
    z.strictObject({
      runId: RunId.optional(),
      /** The webhook source whose token budget the call is counted against. */
      source: word.optional(),
      step: word,
      model: word,
      promptDigest: Digest,
      tokensIn: z.int().min(0),
      tokensCached: z.int().min(0),
      tokensOut: z.int().min(0),
      costMicroDollars: z.int().min(0),
      latencyMs: z.int().min(0),
      outcome: word,
    }),
    nothingSealed,
  ),
  ContactErased: shape(z.strictObject(eyes), nothingSealed),
  PolicyAdopted: shape(
    z.strictObject({
      policy: RecordedPolicy,
      digest: Digest,
      /** The digest of the what-if that the person saw before: what the policy changes of the decisions of the last months. */
      whatIf: Digest.optional(),
      by: Identity,
      ...recordedReason,
      ...eyes,
    }),
    nothingSealed,
  ),
  /** The source as it is from now on: it replaces what was recorded of it before. `now` is null in version 1, which said no more than the change. */
  SourceChanged: shape(
    z.strictObject({ source: word, change: word, now: RecordedSource.nullable(), by: Identity }),
    nothingSealed,
  ),
  SuppressionAdded: shape(
    z.strictObject({
      entries: z
        .array(z.strictObject({ revision: z.int().min(1), kind: SuppressionKind, digest: Digest }))
        .min(1)
        .max(500),
      cause: FlagCause,
      by: Identity.optional(),
      ...recordedReason,
    }),
    nothingSealed,
  ),
  SuppressionLifted: shape(
    z.strictObject({
      revision: z.int().min(1),
      kind: SuppressionKind,
      digest: Digest,
      by: Identity,
      ...recordedReason,
      ...eyes,
    }),
    nothingSealed,
  ),
  ExportOpened: shape(
    z.strictObject({
      /** The Merkle root over the heads of the exported log. */
      root: Hex64,
      streams: z.int().min(0),
      events: z.int().min(0),
      /** Of a list of contacts that was exported instead of events: how many. `root` is then the newest one before it. */
      contacts: z.int().min(0).optional(),
      by: Identity,
      ...recordedReason,
      ...eyes,
    }),
    nothingSealed,
  ),
  /**
   * One person read personal words on a day (UTC) that is over: of how many contacts, and how often the words of one contact were opened
   * (its page, a hold, a receipt). Lists count their contacts and open none.
   */
  WordsRead: shape(
    z.strictObject({ day: Day, by: Identity, contacts: z.int().min(1), opened: z.int().min(0) }),
    nothingSealed,
  ),
  /** A key of the log comes into force. The event is signed by the key before it; `proof` is the new key's own signature over that key. */
  LogKeyAdopted: shape(
    z.strictObject({ key: LogPublicKey, before: LogPublicKey.nullable(), proof: LogSignature }),
    nothingSealed,
  ),
  RootPublished: shape(
    z.strictObject({
      root: Hex64,
      heads: z.int().min(0),
      day: word,
      /** The signed checkpoint over this root and all before it (schema/checkpoint.ts). */
      checkpoint: z.string().max(2_000),
    }),
    nothingSealed,
  ),
  ReleaseJudged: shape(
    z.strictObject({
      release: word,
      verdict: ReleaseVerdict,
      /** The digest of the source files that the evals judged. */
      sources: Hex64,
      by: Identity,
    }),
    nothingSealed,
  ),
  /** A person has this role from now on; with `none`, no role. The roles are in people.ts. */
  RoleChanged: shape(z.strictObject({ identity: Identity, role: word, by: Identity }), nothingSealed),
  /** A program may use the API with a token of this digest, for what the scopes say, until it expires or is revoked. */
  TokenIssued: shape(
    z.strictObject({
      tokenId: TokenId,
      name: TokenName,
      digest: Digest,
      scopes: z.array(Scope).min(1),
      expiresAt: Instant,
      by: Identity,
    }),
    nothingSealed,
  ),
  TokenRevoked: shape(z.strictObject({ tokenId: TokenId, by: Identity }), nothingSealed),
  /** An admin, or a program of theirs, asks that a second person agrees to an action (second-person.ts). `policy`: the one that waits to be adopted. */
  ActionAsked: shape(
    z.strictObject({
      requestId: RequestId,
      action: GuardedAction,
      by: Identity,
      expiresAt: Instant,
      policy: RecordedPolicy.optional(),
      whatIf: Digest.optional(),
      ...recordedReason,
    }),
    nothingSealed,
  ),
  ActionAgreed: shape(z.strictObject({ requestId: RequestId, by: Identity }), nothingSealed),
  /** The request is over: declined, or withdrawn by the person who asked. */
  ActionDeclined: shape(z.strictObject({ requestId: RequestId, by: Identity }), nothingSealed),
  /** The agreement is used: the action is performed after this event, once, by `by`. `people` asked and agreed. */
  ActionTaken: shape(
    z.strictObject({ requestId: RequestId, by: Identity, people: z.array(Identity).min(2), use: word }),
    nothingSealed,
  ),
  /** From here on no dispatch is claimed, until the `DispatchResumed` that names this event. */
  DispatchStopped: shape(z.strictObject({ by: Identity, ...recordedReason }), nothingSealed),
  /** `stopped` is the version of the `DispatchStopped` that it ends. */
  DispatchResumed: shape(z.strictObject({ stopped: z.int().min(1), by: Identity, ...recordedReason }), nothingSealed),
  /** The company as it is from now on: it replaces what was recorded before. */
  CompanyRecorded: shape(z.strictObject({ ...CompanyFields.shape, by: Identity }), nothingSealed),
  /** A fact about the company. It replaces an earlier one of the same id. */
  FactRecorded: shape(z.strictObject({ factId: FactId, ...FactFields.shape, by: Identity }), nothingSealed),
  FactRetracted: shape(z.strictObject({ factId: FactId, by: Identity, ...recordedReason }), nothingSealed),
  /**
   * Two companies are one. In the stream of `merged` it is the last event; in that of `into`, the live facts of `merged` are recorded before it, and
   * count from then on.
   */
  CompaniesMerged: shape(
    z.strictObject({ merged: CompanyId, into: CompanyId, by: Identity, ...recordedReason }),
    nothingSealed,
  ),
} as const;

export type EventType = keyof typeof EVENTS;
export const EventType = z.enum(Object.keys(EVENTS) as [EventType, ...EventType[]]);
export type PayloadOf<T extends EventType> = z.infer<(typeof EVENTS)[T]["payload"]>;
export type SealedOf<T extends EventType> = z.infer<(typeof EVENTS)[T]["sealed"]>;

/** The fields of every event. The canonical JSON of its stored form (stored-form.ts) is the `body` of its row. */
const envelope = {
  streamId: StreamId,
  version: z.int().min(1),
  /** The version of the shape in which the event is stored. In memory every event has the newest shape of its type, after `upcast`. */
  schemaVersion: z.int().min(1),
  at: Instant,
  writer: Writer,
  commandId: CommandId,
  /** The direct cause (a message, a command, a signal), and the first cause of the whole chain. */
  causationId: CauseId,
  correlationId: CauseId,
  provenance: Provenance,
  policy: PolicyMark.nullable(),
  /** AES-256-GCM under the contact's key, base64 of nonce ‖ ciphertext ‖ tag; null when the event has no personal data. */
  sealed: z.base64().nullable(),
};

/** An event of the type `T`. Where `T` is several types, use `EventOf`: it gives a union. */
export type TypedEvent<T extends EventType> = z.infer<z.ZodObject<typeof envelope>> & {
  readonly type: T;
  readonly payload: PayloadOf<T>;
};
export type StoredEvent = { readonly [T in EventType]: TypedEvent<T> }[EventType];
export type EventOf<T extends EventType> = Extract<StoredEvent, { readonly type: T }>;

export const Envelope = z.strictObject({ ...envelope, type: EventType, payload: z.record(z.string(), z.unknown()) });

/**
 * Parses a whole event that this release or an older one wrote. Throws when the type or the shape is unknown, which is a broken assumption: the log
 * holds only known events. Throws `UnknownSchemaVersion` for an event that a later release wrote.
 */
export function parseEvent(value: unknown): StoredEvent {
  const event = Envelope.parse(upcast(value));
  EVENTS[event.type].payload.parse(event.payload);
  return event as StoredEvent;
}

/** The whole event of a row of the log (stored-form.ts). Throws as `parseEvent` does, and when the body is no JSON. */
export const eventInRow = (row: Pick<EventRow, "streamId" | "version" | "body" | "sealed">): StoredEvent =>
  parseEvent(wholeForm(JSON.parse(row.body), row));

/** What stands for the hash of the previous event at the first event of a stream. */
export const GENESIS_HASH = "0".repeat(64);

/** The decrypted content of `sealed`: the event's personal words, and the clear values of evidence that the event cites by digest. */
export const Sealed = z.strictObject({
  words: z.record(z.string(), z.unknown()).optional(),
  evidence: z.record(z.string(), Scalar).optional(),
});
export type Sealed = z.infer<typeof Sealed>;
