// The commands that callers send to a stream's object, by the role that sends them. What a command does is in domain/contact/.
// A command's id is derived from its cause, so that a repeated command gets the first answer and records nothing.
import * as z from "zod";
import { ConversationMethod, Hearing } from "./hearing.ts";
import { Lookups } from "./lookups.ts";
import { DraftText, Increment, RoleFit, ScoredTerm } from "./events.ts";
import {
  ApprovalId,
  CommandId,
  CompanyId,
  ContactId,
  DeadLetterId,
  DISPATCH_STREAM,
  DraftId,
  HoldId,
  Receipt,
  RequestId,
  RunId,
  SignalId,
  StreamId,
  SuppressionStreamId,
  TaskId,
  TokenId,
} from "./ids.ts";
import {
  Action,
  ActionReason,
  CitationFault,
  CompanyStatus,
  Flag,
  FlagCause,
  PlanStage,
  Population,
  RejectionReason,
  ReleaseVerdict,
  ReplyClass,
  SuppressionKind,
  TaskClosing,
  VetoReason,
  Verdict,
} from "./lists.ts";
import { DispatchingRow } from "./dispatching.ts";
import { Corrections } from "./correction.ts";
import { ShownEvidence } from "./provenance.ts";
import { ModelCall, ModelOutcome } from "./model-call.ts";
import { givenReason, recordedReason } from "./notes.ts";
import { RecordedPolicy, VerticalSlug } from "./policy.ts";
import { ScoreTerm } from "./score-lists.ts";
import { ConfiguredAdmins, Eyes } from "./second-person.ts";
import { Signal } from "./signals.ts";
import { ProposedPlan } from "./task-plan.ts";
import { WrittenDraft } from "./written-draft.ts";
import { DeskIdentity, GivenRole, Scope, TokenName } from "./people.ts";
import { BasisPoints, CauseId, Day, Digest, Hex64, Identity, Instant, PersonsWhy } from "./formats.ts";
import { LogOrigin } from "./checkpoint.ts";

const word = z.string().min(1).max(80);
const evidence = z.array(ShownEvidence).min(1).max(50);

const command = <const T extends string, S extends z.ZodRawShape>(type: T, fields: S) =>
  z.strictObject({
    type: z.literal(type),
    commandId: CommandId,
    contactId: ContactId,
    correlationId: CauseId,
    causationId: CauseId,
    /** The stream version that the causing message follows. The log has it, so the object does not ship events up to it again. */
    follows: z.int().min(1).optional(),
    ...fields,
  });

const person = { by: Identity, why: PersonsWhy };
/** Who agreed to the action. The port adds it: nobody who sends the command can say it. */
const eyes = { eyes: Eyes.optional() };

// Ingest
export const ReceiveSignal = command("ReceiveSignal", {
  signalId: SignalId,
  receipt: Receipt,
  source: word,
  /** Who imported a history from a file. */
  by: Identity.optional(),
  signal: Signal,
  lookups: Lookups,
  /** The class of a message, and the rule that matched. */
  reply: z
    .strictObject({
      class: ReplyClass,
      rule: word,
      hearing: Hearing.optional(),
      /** The class that a model gave and that does not count: it would have ended what the rules go on with. */
      byModel: ReplyClass.optional(),
      /** The class of the rules, where a model's counts. */
      byRules: ReplyClass.optional(),
      /** The version of the rules, where a model's class counts. */
      heardBy: z.string().max(40).optional(),
    })
    .optional(),
  /** How the contact of a message was found. Absent for a new contact, and for a signal that is no message. */
  conversation: ConversationMethod.optional(),
  /**
   * The revision of the suppression-list entry that ingest wrote for an opt-out, before this command. The object adds it to a delivery report that is
   * the last of several.
   */
  revision: z.int().min(1).optional(),
  /**
   * Present when the model was asked for the class, or would have been within the budget: the outcome, and the call if one was
   * made. Unless the outcome is `ok`, the rules gave the class.
   */
  classified: z.strictObject({ outcome: ModelOutcome, call: ModelCall.nullable() }).optional(),
});
/** Reports that another body has the receipt of a body of this contact. `letterId` is of the dead letter that keeps this body. */
export const ReportConflict = command("ReportConflict", {
  receipt: Receipt,
  source: word,
  letterId: DeadLetterId.optional(),
});

/**
 * Records a model call after which the provider asked the caller to wait. The stage retries the same message later; the record
 * says that the step has waited once, and what the call cost.
 */
export const RecordModelCall = command("RecordModelCall", {
  runId: RunId,
  step: z.enum(["plan", "compose"]),
  call: ModelCall,
  evidence,
});

/**
 * The digest of the whole policy by which the sender decided: the object records by the same one, also while another one comes into force. Absent
 * from a Worker of an older release; then the object records by the policy in force.
 */
const byPolicy = { policy: Digest.optional() };

// Planner
export const RecordAction = command("RecordAction", {
  ...byPolicy,
  runId: RunId,
  population: Population,
  action: Action,
  reason: ActionReason,
  sequence: z.int().min(0),
  hits: z.array(VetoReason),
  revision: z.int().min(0),
  evidence,
  /**
   * Present when the reasoning flag includes the contact. `action` is the ladder's; the object derives the action that follows
   * from the plan.
   */
  plan: ProposedPlan.optional(),
});

/** What evidence cites of a company and the log does not have. The port adds it to a command, which its object then refuses. */
const unresolved = z.strictObject({ what: CitationFault, id: z.string().max(200) }).optional();
export type Unresolved = NonNullable<z.infer<typeof unresolved>>;

/** Both grades of a run as they are recorded, in the order of its plan. */
const grades = {
  ...byPolicy,
  runId: RunId,
  order: z.array(PlanStage).max(4),
  unresolved,
  qualification: z.strictObject({
    verdict: Verdict,
    basisPoints: BasisPoints,
    increments: z.array(Increment),
    planned: z.boolean(),
    evidence,
  }),
  opportunity: z.strictObject({
    basisPoints: BasisPoints,
    facts: z.record(z.string(), z.int().min(1)),
    summary: z.string().max(500),
    planned: z.boolean(),
    evidence,
  }),
};

// Qualifier
export const RecordGrades = command("RecordGrades", grades);

// Scorer
/** Records a score. The object weighs the terms by the scorer's policy itself; the terms are as the scorer found them. */
export const RecordScore = command("RecordScore", {
  ...byPolicy,
  vertical: VerticalSlug,
  asOf: Instant,
  terms: z.partialRecord(ScoreTerm, ScoredTerm),
  roleFit: RoleFit.optional(),
  until: Instant.nullable(),
  /** The call of a model for the role fit, when one was made. */
  call: ModelCall.optional(),
  /** The model and the prompt of the role fit, when a model gave it now or earlier. */
  answeredBy: ModelCall.pick({ model: true, promptDigest: true }).optional(),
  evidence,
  unresolved,
});

// Composer
export const HoldDraft = command("HoldDraft", {
  ...byPolicy,
  runId: RunId,
  draft: DraftText,
  /** The id of the action's template. `draft` has its words, unless a model's draft replaces them. */
  template: word,
  evidence,
  /** Present when a model was asked for the draft. When its draft was refused or missing, `draft` has the template's words. */
  written: WrittenDraft.optional(),
  /** The hold in whose place the draft's will be: a later grade voided it. Absent for the first draft of a run. */
  again: HoldId.optional(),
});

// Dispatcher
export const ClaimDispatch = command("ClaimDispatch", { runId: RunId, approvalId: ApprovalId, provider: word });
export const DispatchOutcome = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("sent"), providerMessageId: z.string().max(300).optional() }),
  z.strictObject({ kind: z.literal("failed"), reason: word }),
  z.strictObject({ kind: z.literal("uncertain"), reason: word }),
]);
export type DispatchOutcome = z.infer<typeof DispatchOutcome>;
export const SettleDispatch = command("SettleDispatch", {
  approvalId: ApprovalId,
  provider: word,
  outcome: DispatchOutcome,
});

// Desk. `digest` and `replaces` are the digest of the text that the person saw. The object refuses another one.
export const ConfirmPreview = command("ConfirmPreview", { holdId: HoldId, digest: z.string(), ...person });
export const DismissPreview = command("DismissPreview", { holdId: HoldId, digest: z.string(), ...person });
export const EditDraft = command("EditDraft", {
  draftId: DraftId,
  replaces: z.string(),
  subject: z.string().max(200),
  body: z.string().max(10_000),
  ...person,
});
export const ApproveDraft = command("ApproveDraft", { draftId: DraftId, digest: z.string(), ...person });
export const RejectDraft = command("RejectDraft", {
  draftId: DraftId,
  digest: z.string(),
  reason: RejectionReason.nullable(),
  ...person,
});
export const UndoApproval = command("UndoApproval", { approvalId: ApprovalId, ...person });
export const SnoozeHold = command("SnoozeHold", { holdId: HoldId, until: Instant, ...person });
export const ReassignHold = command("ReassignHold", { holdId: HoldId, to: Identity, ...person });
export const RequestRun = command("RequestRun", { about: z.union([HoldId, TaskId]).optional(), ...person });
/** Sets the day on which a run that ended without a message is run again. */
export const SetRevisit = command("SetRevisit", { runId: RunId, on: Day, ...person });
export const ClearRevisit = command("ClearRevisit", { runId: RunId, ...person });
export const FlagContact = command("FlagContact", {
  flag: Flag,
  on: z.boolean(),
  cause: FlagCause,
  /** The revision of the list that has the mailbox. The object adds it to an opt-out. */
  revision: z.int().min(1).optional(),
  ...person,
});
export const CloseTask = command("CloseTask", {
  taskId: TaskId,
  how: TaskClosing,
  /** The revision of the list that has the mailbox. The object adds it to an opt-out. */
  revision: z.int().min(1).optional(),
  ...person,
});
/**
 * Places the contact at a company, or at none. `company` is its row as the desk has read it: the port resolves it in the log before the command is
 * performed.
 */
export const PlaceContact = command("PlaceContact", {
  company: z.strictObject({ id: CompanyId, version: z.int().min(1), status: CompanyStatus }).nullable(),
  unresolved,
  ...person,
});
/** Corrects fields of the contact, or takes corrections back. What is so already is not recorded again. */
export const CorrectContact = command("CorrectContact", { fields: Corrections, ...person });
/**
 * Destroys the personal data of a contact. Its reason is recorded with the contact's suppression-list entries: the command is refused when
 * `why` names the contact, for the key of the month that seals the note outlives the contact's. Each request has a new `commandId`, so that
 * a contact who came back can be erased again.
 */
export const EraseContact = command("EraseContact", {
  by: Identity,
  ...givenReason,
  /** The revision of the suppression-list entry. The object writes the entry first, and then adds its revision here. */
  revision: z.int().min(1).optional(),
  ...eyes,
});

// The object itself, when the suppression list may have a new entry
/** Ends a run that the list covers by now, before a stage or a person comes to its next gate. A run that it does not cover goes on. */
export const CheckList = command("CheckList", { runId: RunId });

// The object itself, when something else is recorded of the contact's company than the grades of its open hold say
/**
 * Grades the run of an open hold again. A hold that nobody edited is voided, and another one takes its place; an edited one stays, with the new
 * grades. Records nothing when the new grades say the same.
 */
export const GradeAgain = command("GradeAgain", grades);

// Timer
export const ExpireHold = command("ExpireHold", { holdId: HoldId });
export const MakeFollowupDue = command("MakeFollowupDue", { sequence: z.int().min(1) });
/** `version` is that of the `RevisitSet`. */
export const MakeRevisitDue = command("MakeRevisitDue", { version: z.int().min(1) });

export const ContactCommand = z.discriminatedUnion("type", [
  ReceiveSignal,
  ReportConflict,
  RecordModelCall,
  RecordAction,
  RecordGrades,
  RecordScore,
  HoldDraft,
  ClaimDispatch,
  SettleDispatch,
  ConfirmPreview,
  DismissPreview,
  EditDraft,
  ApproveDraft,
  RejectDraft,
  UndoApproval,
  SnoozeHold,
  ReassignHold,
  RequestRun,
  SetRevisit,
  ClearRevisit,
  FlagContact,
  CloseTask,
  PlaceContact,
  CorrectContact,
  EraseContact,
  CheckList,
  GradeAgain,
  ExpireHold,
  MakeFollowupDue,
  MakeRevisitDue,
]);
export type ContactCommand = z.infer<typeof ContactCommand>;
/**
 * The commands of people about one contact, which the desk's port accepts. An erasure is not among them: it has its own answer.
 */
export const DeskWish = z.discriminatedUnion("type", [
  ConfirmPreview,
  DismissPreview,
  EditDraft,
  ApproveDraft,
  RejectDraft,
  UndoApproval,
  SnoozeHold,
  ReassignHold,
  RequestRun,
  SetRevisit,
  ClearRevisit,
  FlagContact,
  CloseTask,
  PlaceContact,
  CorrectContact,
]);
export type DeskWish = z.infer<typeof DeskWish>;

export type CommandOf<T extends ContactCommand["type"]> = Extract<ContactCommand, { type: T }>;

/** The calls of a model that a command carries: they were paid for, whatever becomes of the command. */
export function paidCallsIn(command: { readonly type: string }): readonly ModelCall[] {
  const one = command as ContactCommand;
  if (one.type === "ReceiveSignal") return one.classified?.call ? [one.classified.call] : [];
  if (one.type === "RecordModelCall") return [one.call];
  if (one.type === "RecordAction") return one.plan?.call ? [one.plan.call] : [];
  if (one.type === "RecordScore") return one.call ? [one.call] : [];
  return one.type === "HoldDraft" ? (one.written?.calls ?? []) : [];
}

// Administrative streams
const admin = <const T extends string, S extends z.ZodRawShape>(type: T, fields: S) =>
  z.strictObject({
    type: z.literal(type),
    commandId: CommandId,
    streamId: StreamId,
    correlationId: CauseId,
    causationId: CauseId,
    ...fields,
  });
/** Commands of the suppression list name its streams only: ingest, which may send them, writes to no other administrative stream. */
const ofSuppressions = { streamId: SuppressionStreamId };
export const AdoptPolicy = admin("AdoptPolicy", {
  policy: RecordedPolicy,
  /** The version of the stream after which it is adopted: with another one, somebody adopted another policy meanwhile. */
  replaces: z.int().min(0),
  whatIf: Digest.optional(),
  by: Identity,
  ...recordedReason,
  ...eyes,
});
export const AddSuppressions = admin("AddSuppressions", {
  entries: z
    .array(z.strictObject({ revision: z.int().min(1), kind: SuppressionKind, digest: z.string() }))
    .min(1)
    .max(500),
  cause: FlagCause,
  by: Identity.optional(),
  ...recordedReason,
}).extend(ofSuppressions);
export const LiftSuppression = admin("LiftSuppression", {
  revision: z.int().min(1),
  kind: SuppressionKind,
  digest: z.string(),
  by: Identity,
  ...recordedReason,
  ...eyes,
}).extend(ofSuppressions);
export const PublishRoot = admin("PublishRoot", {
  root: z.string(),
  heads: z.int().min(0),
  /** The number of events up to these heads. */
  events: z.int().min(0),
  day: Day,
  /** The name of the log in its checkpoints. */
  origin: LogOrigin,
});
/** Records who decrypts the words of which export, and why. It is in the log before any word is decrypted. */
export const OpenExport = admin("OpenExport", {
  root: Hex64,
  streams: z.int().min(0),
  events: z.int().min(0),
  contacts: z.int().min(0).optional(),
  by: Identity,
  ...recordedReason,
  ...eyes,
});
/** Records what one person read on a day that is over. Its id is derived from day and person, so that each is recorded once. */
export const RecordReading = admin("RecordReading", {
  day: Day,
  by: Identity,
  contacts: z.int().min(1),
  opened: z.int().min(0),
});
export type RecordReading = z.infer<typeof RecordReading>;
/** Records, after a deployment, the evals' verdict on the deployed sources, and who deployed them. */
export const JudgeRelease = admin("JudgeRelease", {
  release: z.string().min(1).max(80),
  verdict: ReleaseVerdict,
  /** The digest of the sources that were judged. */
  sources: Hex64,
  by: Identity,
});
export type PublishRoot = z.infer<typeof PublishRoot>;
/** The identities that the desk's configuration makes admins, as long as no event says what they are (docs/people.md). */
const configured = { configured: z.array(Identity).readonly() };
/** Gives a person a role, or takes it away with `none`. */
export const ChangeRole = admin("ChangeRole", { identity: DeskIdentity, role: GivenRole, by: Identity, ...configured });
/** Records a token that was made for a program. */
export const IssueToken = admin("IssueToken", {
  tokenId: TokenId,
  name: TokenName,
  digest: Digest,
  scopes: z.array(Scope).min(1).readonly(),
  expiresAt: Instant,
  by: Identity,
  ...configured,
});
export const RevokeToken = admin("RevokeToken", { tokenId: TokenId, by: Identity, ...configured });
const decided = { requestId: RequestId, by: Identity, ...ConfiguredAdmins.shape };
/** Agrees to an action that another admin asked for. `digests`: of a lift, those of the value that the person means. */
export const AgreeToAction = admin("AgreeToAction", { ...decided, digests: z.array(Digest).readonly().optional() });
/** Declines an action that was asked for, or withdraws one's own request. */
export const DeclineAction = admin("DeclineAction", decided);
/** The commands of `ad_people` on roles and tokens, and on requests for a second person. Only an admin may send them. */
export type PeopleCommand = z.infer<typeof ChangeRole> | z.infer<typeof IssueToken> | z.infer<typeof RevokeToken>;
export type RequestCommand = z.infer<typeof AgreeToAction> | z.infer<typeof DeclineAction>;

const ofDispatching = { streamId: z.literal(DISPATCH_STREAM) };
/** Stops dispatching: from its row on no dispatch is claimed. It records nothing while dispatching is stopped. */
export const StopDispatch = admin("StopDispatch", { by: Identity, ...recordedReason }).extend(ofDispatching);
export type StopDispatch = z.infer<typeof StopDispatch>;
/**
 * Resumes dispatching. `stopped` is the version of the stop that the person saw: a newer one is not ended. It records nothing while dispatching is not
 * stopped.
 */
export const ResumeDispatch = admin("ResumeDispatch", {
  stopped: z.int().min(1),
  by: Identity,
  ...recordedReason,
}).extend(ofDispatching);
export type ResumeDispatch = z.infer<typeof ResumeDispatch>;
export type DispatchingCommand = StopDispatch | ResumeDispatch;
export const AdminCommand = z.discriminatedUnion("type", [
  AdoptPolicy,
  AddSuppressions,
  LiftSuppression,
  PublishRoot,
  OpenExport,
  RecordReading,
  JudgeRelease,
  ChangeRole,
  IssueToken,
  RevokeToken,
  AgreeToAction,
  DeclineAction,
  StopDispatch,
  ResumeDispatch,
]);
export type AdminCommand = z.infer<typeof AdminCommand>;

/**
 * The object's reading of the suppression list just before it decides: whether an entry matches, and the highest revision, in one
 * statement.
 */
export const ListReading = z.strictObject({
  hit: z.boolean(),
  revision: z.int().min(0),
  /** The row of the stop switch, of the same statement; null when it cannot be told whether dispatching is stopped. Only a claim reads it. */
  dispatching: DispatchingRow.nullable().optional(),
});
export type ListReading = z.infer<typeof ListReading>;
