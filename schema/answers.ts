// The answers of a port: which messages the caller sends next, and the data that it needs for its step. The log has what an answer
// follows from. Plain values only, because answers cross RPC. Which command has which answer is in ports.ts.
import * as z from "zod";
import { Lookups } from "./lookups.ts";
import { DraftText, Gate } from "./events.ts";
import {
  ApprovalId,
  CompanyId,
  ContactId,
  type DeadLetterId,
  FactId,
  HoldId,
  type Receipt,
  RunId,
  type StreamId,
} from "./ids.ts";
import { Action, type CoveredBy, Flag, ReplyClass, type SuppressionKind, Unwritable, Verdict } from "./lists.ts";
import { Message } from "./messages.ts";
import type { DiscardReason } from "./refused-bodies.ts";
import { Refusal } from "./refusals.ts";
import { LeadSignal, MailId, MessageSignal } from "./signals.ts";
import { Turn } from "./turn.ts";
import { ShownEvidence } from "./provenance.ts";
import { Intent } from "./score-lists.ts";
import { ContactRow, HoldRow } from "./shipment.ts";
import { Digest, Instant } from "./formats.ts";
import { Witness } from "./witness.ts";
import type { StreamTrouble } from "./object-damage.ts";

/**
 * The answer to a stage. The stage sends `next` to the queues; a repeated command gets it again. `refusal` is null when the command
 * was carried out, now or earlier. `hasReturned`: the contact was erased and has come back, with a key that the log may have got
 * only now; before it, the CRM may have refused the contact's row.
 */
export const Answer = z.strictObject({
  next: z.array(Message),
  refusal: Refusal.nullable(),
  hasReturned: z.boolean().optional(),
});
export type Answer = z.infer<typeof Answer>;

/** Whether the suppression list covers a value, as of the list's `revision`. It does when there is an entry. */
export interface ListedCheck {
  readonly revision: number;
  readonly entries: readonly {
    /** The kind that the entry was added as. */
    readonly kind: SuppressionKind;
    /** The entry's own revision. */
    readonly revision: number;
    readonly by: CoveredBy;
  }[];
  /** The contact with this address; null when there is none, and for a domain or a number. */
  readonly contactId: ContactId | null;
  /** The contact's flags, which stop messages beside the list. */
  readonly flags: readonly Flag[];
}

/** How many model calls of a run are recorded: in all its steps (`ofRun`), and in the step that the query is about (`ofStep`). */
export const ModelCalls = z.strictObject({ ofRun: z.int().min(0), ofStep: z.int().min(0) });
export type ModelCalls = z.infer<typeof ModelCalls>;

/**
 * What the ladder and the veto read of a contact. No field is made from sealed words, so replay can derive the decision again
 * from the log.
 */
export const History = z.strictObject({
  contactId: ContactId,
  runId: RunId,
  version: z.int().min(1),
  /**
   * The object's time of this answer. The ladder counts days up to it, not to the stage's clock, which may be behind the time of
   * the last send.
   */
  at: Instant,
  flags: z.record(Flag, z.boolean()),
  lookups: z.array(Lookups).min(1),
  /** The number of sends so far. Uncertain and unfinished ones count; failed ones do not. */
  sequence: z.int().min(0),
  lastSentAt: Instant.nullable(),
  /** The latest claimed send that failed or was not sent, where it is newer than the latest send. Its mailbox was not written to. */
  failedAt: Instant.optional(),
  /** The latest `interested` or `info_request` newer than the latest send. */
  unansweredAt: Instant.nullable(),
  sequenceClosed: z.boolean(),
  /**
   * This run started while a reviewer edited a hold of another run. That run stays the current one, and this run ends with its
   * decision.
   */
  beside: z.boolean(),
  /** The webhook source of the signal that started the run; null for a run that no signal started. */
  source: z.string().nullable(),
  /** Whether a message of the contact was recorded, beside its leads. Those of an imported history do not count. */
  wroteBack: z.boolean(),
  /** Earlier decisions about this contact, newest first, at most ten. */
  memory: z.array(
    z.strictObject({
      runId: RunId,
      action: Action,
      reason: z.string(),
      verdict: Verdict.nullable(),
      ended: z.string().nullable(),
    }),
  ),
  calls: ModelCalls,
});
export type History = z.infer<typeof History>;

/**
 * `history` is null when the step was recorded already or its run has ended: the stage sends `next` and acknowledges its message.
 */
export const HistoryAnswer = z.strictObject({ ...Answer.shape, history: History.nullable() });
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

/** What the composer writes a draft from: the decision, and the contact's own words, decrypted. */
export const Brief = z.strictObject({
  runId: RunId,
  action: Action,
  sequence: z.int().min(0),
  lead: LeadSignal.nullable(),
  message: MessageSignal.nullable(),
  messageClass: ReplyClass.nullable(),
  version: z.int().min(1),
  /** The contact's flags and lookup digests: the composer checks the veto with them before it calls a model. */
  flags: z.record(Flag, z.boolean()),
  lookups: z.array(Lookups),
  /** The webhook source of the signal that started the run; null for a run that no signal started. */
  source: z.string().nullable(),
  /** The last message that was sent to the contact, so that a reply or a follow-up can refer to it. */
  sent: z.strictObject({ at: Instant, subject: z.string(), body: z.string() }).nullable(),
  /** The earlier turns of the conversation, oldest first, without `lead`, `message` and `sent`. */
  turns: z.array(Turn),
  calls: ModelCalls,
  /** The hold that was voided when the run was graded again: the draft takes its place. Absent for the first draft of a run. */
  again: HoldId.optional(),
});
export type Brief = z.infer<typeof Brief>;
export const BriefAnswer = z.strictObject({ ...Answer.shape, brief: Brief.nullable() });
export type BriefAnswer = z.infer<typeof BriefAnswer>;

/**
 * A mail that stands before another one: by its Message-ID, or one of ours by its idempotency key and its sender's address, from which the
 * dispatcher makes the id.
 */
export const MailBefore = z.union([MailId, z.strictObject({ ours: z.string(), sender: z.email() })]);
export type MailBefore = z.infer<typeof MailBefore>;

/** A claimed dispatch. `resumed`: an earlier call recorded the claim, so it may be unknown whether the message was sent. */
export const Claim = z.strictObject({
  approvalId: ApprovalId,
  idempotencyKey: z.string(),
  provider: z.string(),
  /** The sender whom the approved text names. */
  sender: z.strictObject({ person: z.string(), address: z.email() }),
  text: DraftText,
  /** The mails before this one, the oldest first: the last one is answered. */
  before: z.array(MailBefore),
  claimedAt: Instant,
  resumed: z.boolean(),
  /** The outcome, where it is recorded already. */
  settled: z.enum(["sent", "failed", "uncertain"]).nullable(),
  /** What the message says of the log: the claim's own event is its head. */
  witness: Witness,
});
export type Claim = z.infer<typeof Claim>;
export const ClaimAnswer = z.strictObject({ ...Answer.shape, claim: Claim.nullable() });
export type ClaimAnswer = z.infer<typeof ClaimAnswer>;

/** What ingest must know of a contact before it pays a model to classify a message. */
export const Standing = z.strictObject({
  /** The signal of this receipt is recorded already: its class is known. */
  recorded: z.boolean(),
  /** A flag that is set stops the contact's runs whatever the class is. */
  flags: z.record(Flag, z.boolean()),
  /** The lookup digests of earlier signals, to be read in the suppression list together with those of this signal. */
  lookups: z.array(Lookups),
});
export type Standing = z.infer<typeof Standing>;

/** What a score is made of, as the contact's object knows it. Nothing in it is made from sealed words. */
export const ScoreBasis = z.strictObject({
  contactId: ContactId,
  version: z.int().min(1),
  /** The object's time of this answer, up to which signals decay. */
  at: Instant,
  /** With a flag that is set, no model is asked about the contact. */
  flags: z.record(Flag, z.boolean()),
  lookups: z.array(Lookups),
  intents: z.array(z.strictObject({ intent: Intent, at: Instant, version: z.int().min(1) })),
  /** A message came from the contact's address. */
  wroteToUs: z.boolean(),
});
export type ScoreBasis = z.infer<typeof ScoreBasis>;
/** `basis` is null for a contact who is erased, or unknown: there is nothing to score. */
export const ScoreBasisAnswer = Answer.extend({ basis: ScoreBasis.nullable() });
export type ScoreBasisAnswer = z.infer<typeof ScoreBasisAnswer>;

/** A page of the contacts whose score is due. `next`: where the next page begins; null after the last one. */
export interface ScoresDue {
  readonly due: readonly { readonly contactId: ContactId; readonly version: number }[];
  readonly next: ContactId | null;
}

/**
 * The answer to a click. `logged: false`: the log did not answer; the click is recorded in the object, and its messages are sent
 * once the log has it. `version` is the stream's version after the click; a repeated click gets the version that it first got.
 */
export const ClickAnswer = z.strictObject({
  logged: z.boolean(),
  version: z.int().min(0),
  refusal: Refusal.nullable(),
});
export type ClickAnswer = z.infer<typeof ClickAnswer>;

/** The answer to a wish about a company: the company and, of a fact, the fact; null where the wish names none that can be. */
export const CompanyAnswer = z.strictObject({
  ...ClickAnswer.shape,
  companyId: CompanyId.nullable(),
  factId: FactId.nullable(),
});
export type CompanyAnswer = z.infer<typeof CompanyAnswer>;

/**
 * The answer to an erasure. `logged: false`: the object has recorded it and continues when the log answers. `isComplete: false`:
 * copies are left, and the object's alarm continues to destroy them.
 */
export const EraseAnswer = z.strictObject({ ...ClickAnswer.shape, isComplete: z.boolean() });
export type EraseAnswer = z.infer<typeof EraseAnswer>;

/**
 * An event as the desk shows it: `payload`, `provenance` and `words` are JSON texts. `words` is null when the event has no
 * personal data (`sealed` is false), or when an erasure destroyed the key to it (`sealed` is true).
 */
export const TimelineEntry = z.strictObject({
  version: z.int(),
  type: z.string(),
  at: z.string(),
  writer: z.string(),
  payload: z.string(),
  provenance: z.string(),
  words: z.string().nullable(),
  sealed: z.boolean(),
  hash: z.string(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
export const Timeline = z.strictObject({
  streamId: z.string(),
  version: z.int(),
  entries: z.array(TimelineEntry),
  /** The step of the current run, with the suffix `_hold` while a hold is open; null when no run is open. */
  step: z.string().nullable(),
  /** The open hold; null when none is open. */
  openHold: HoldId.nullable(),
});
export type Timeline = z.infer<typeof Timeline>;

/** A hold as its reviewer sees it, from the contact's object. */
export const DrawnHold = z.strictObject({
  /** The hold's row for reading, as the object would ship it now. */
  row: HoldRow,
  /** The digest of what is drawn, which a click sends back: for a draft, that of its event. Null when the words are erased. */
  digest: Digest.nullable(),
  /** The words of a draft. Null for a preview, and when they are erased. */
  text: DraftText.nullable(),
  /** The evidence that the digest covers, with personal values in clear until they are erased. */
  evidence: z.array(ShownEvidence),
  /** The gate that the hold passed when it opened. */
  gate: Gate,
  /** Why no mail can be written to the address that is shown; null when one can, and when the words are erased. */
  unwritable: Unwritable.nullable(),
});
export type DrawnHold = z.infer<typeof DrawnHold>;

/**
 * The answer about one hold. `hold` is null when it is refused: the contact has no such hold, or its words do not have the digest that
 * their event states.
 */
export const HoldAnswer = z.strictObject({
  hold: DrawnHold.nullable(),
  refusal: Refusal.nullable(),
  /** The contact's flags; null while none was ever set and nothing was sent. */
  flags: ContactRow.nullable(),
  /** Only the events of the hold's run. */
  timeline: Timeline,
  /** The hold that opened in the place of this one, when its run was graded again. */
  replacement: HoldId.optional(),
});
export type HoldAnswer = z.infer<typeof HoldAnswer>;

/** The answer of an object that has computed the hashes of its storage again: how many events it has there, all as recorded. */
export interface CheckAnswer {
  readonly events: number;
}

/**
 * Why a rebuild left a stream's object as it was. `unknown`: neither the log nor the object has an event of the stream.
 * `log_unavailable`: the log did not answer. `log_broken`: its hash chain is broken at the version `at`. `unsigned_tail`: from `at` on, the
 * log's key has signed nothing. `forked`: from `at` on,
 * the object has other events than the log. `key_differs`: no stored key opens the sealed events. `not_agreed`: a second person must agree first.
 */
export type RebuildTrouble =
  | "unknown"
  | "log_unavailable"
  | "log_broken"
  | "unsigned_tail"
  | "forked"
  | "key_differs"
  | "not_agreed";

/** The result of a rebuild of one stream's object from the log. */
export interface RebuildAnswer {
  readonly refusal: RebuildTrouble | null;
  /** The version that the refusal is about; null when it is about none. */
  readonly at: number | null;
  /** The number of events in the log, and after the rebuild in the object. */
  readonly events: number;
  /** Whether the object's storage differed from the log. */
  readonly changed: boolean;
  /** How many events only the object had, which were discarded; with the refusal `forked`, how many `discard` would discard. */
  readonly discarded: number;
  /** The stream has sealed words that were not erased, and no key to open them exists. */
  readonly wordsLost: boolean;
  /** With `not_agreed`: why. */
  readonly refused?: Refusal;
}

/** The result of one page of a rebuild of the read models. */
export interface ReadModelsAnswer {
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
  /** How many contacts had their rows compared with their events. */
  readonly streams: number;
  /** How many rows were written because they were missing or differed from what the events give. */
  readonly changed: number;
  /** How many rows were removed because no event gives them. */
  readonly removed: number;
  /** Streams that were not rebuilt: their chain is broken, no key opens them, or they changed at each of the tries. */
  readonly left: readonly string[];
  /** Why nothing was rebuilt: a second person must agree first. */
  readonly refused?: Refusal;
}

/**
 * What the list has of an entry that a person names. `at`: when a person lifted it. `invalid`: the list can have no such entry; `foreign`: its digest
 * was made with another installation's key.
 */
export type ListedState =
  | { readonly is: "new" | "listed" | "invalid" | "foreign" }
  | { readonly is: "lifted"; readonly at: string };

/** The result of one page of a rebuild of the suppression list. Rows are named by their revision. */
export interface RebuiltList {
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
  /** How many entries of events were compared with their rows. */
  readonly entries: number;
  /** How many rows were missing and were made again. */
  readonly added: number;
  /** Rows that differ from their event. They stay as they are. */
  readonly differing: readonly number[];
  /** Rows that no event has. They stay as they are. */
  readonly unlogged: readonly number[];
  /** Streams of the list whose chain is broken: nothing is made from their events. */
  readonly left: readonly string[];
  /** Whether the list still ends below the log, so that no message passes. */
  readonly isBehind: boolean;
  /** Why nothing was made again: a second person must agree first. */
  readonly refused?: Refusal;
}

/**
 * Why a key is left under another master key. `does_not_open`: no master key of the Worker opens it. `object_unreadable`: the storage of its
 * object is damaged. `object_silent`: the object did not answer, or still runs with the key before. `object_without_key`: it was erased meanwhile,
 * or the object lost its storage. `other_key`: the object has another key than the log.
 */
export type RewrapTrouble =
  | "does_not_open"
  | "object_unreadable"
  | "object_silent"
  | "object_without_key"
  | "other_key";

/** The result of one page of wrapping all keys under a new master key. */
export interface RewrapAnswer {
  /** `key_differs`: the Worker's newest master key is not the one that was asked for. */
  readonly refusal: "key_differs" | null;
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
  /** How many keys were wrapped anew. */
  readonly rewrapped: number;
  readonly left: readonly { readonly streamId: string; readonly why: RewrapTrouble }[];
  /** After the last page: how many keys are wrapped under the new master key. */
  readonly keys: number;
  /** After the last page: how many are not. When there are none, the new master key is the installation's. */
  readonly others: number;
}

/** What the calls of models for one source have cost on a day. */
export const SourceSpend = z.object({
  /** The webhook source that the calls were made for; "" for calls that no source caused, and the scorer's own name for its calls. */
  source: z.string(),
  calls: z.int(),
  /** Input and output tokens together. */
  tokens: z.int(),
  microDollars: z.int(),
});
export type SourceSpend = z.infer<typeof SourceSpend>;

/** The proof of a contact. `proof` is null when the newest root does not have the contact, or when there is no root yet: then `day` is null too. */
export interface ProofAnswer {
  readonly proof: string | null;
  readonly day: string | null;
  /** The version of the contact's stream that the proof is about; null without a proof. */
  readonly version: number | null;
}

/** A page of streams that were compared with their objects. `next` is the id after which the next page begins; null after the last one. */
export interface ComparedObjects {
  readonly next: string | null;
  readonly compared: number;
  readonly found: readonly ObjectFinding[];
}
/** An object that is not as the log says. `detail` says what is damaged or which rows differ; it has no personal word. */
export interface ObjectFinding {
  readonly streamId: StreamId;
  readonly name: StreamTrouble | "object_behind" | "log_behind" | "object_silent";
  readonly detail: string;
}

/** How far making a root got. `published`: it is in the log and in the bucket. */
export interface RootMade {
  readonly day: string;
  readonly state: "making" | "made" | "published" | "waits" | "elsewhere";
}

/** A page of an administrative stream, newest first; the words of an entry are a person's note. `next` is the version before which the next page ends; null after the last one. */
export interface AdministrationAnswer {
  readonly entries: readonly TimelineEntry[];
  /** The versions of entries whose note did not open although the key of its month is there: the note or the key was changed. */
  readonly unopened: readonly number[];
  /** The versions of lines that are no event of this release, and that are not in `entries`. */
  readonly unreadable: readonly number[];
  readonly next: number | null;
}

/**
 * A dead letter with its body as it was received. `body` is null when it cannot be opened: its contact was erased; it is a refused body that was taken
 * or discarded; or it is a message that names no contact, whose reading could not be noted.
 */
export interface OpenedLetter {
  readonly id: DeadLetterId;
  readonly origin: string;
  readonly reason: string;
  readonly contactId: ContactId | null;
  readonly receivedAt: string;
  readonly redrivenAt: string | null;
  readonly redrivenBy: string | null;
  /** The source of a refused body; null for a message between stages. */
  readonly source: string | null;
  /** The receipt of the signal that was read from a refused body when it was sent again. */
  readonly receipt: Receipt | null;
  readonly discarded: DiscardReason | null;
  readonly body: string | null;
}

/** The answer to a request to send a dead letter again; `reason` says why it was not sent. */
export interface RedriveAnswer {
  readonly sent: boolean;
  readonly reason: string | null;
}

/** The answer to a request to discard a refused body; `reason` says why it was not discarded. */
export interface DiscardAnswer {
  readonly discarded: boolean;
  readonly reason: "unknown" | "not_waiting" | null;
}
