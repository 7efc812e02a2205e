// What a port answers: what to ship, what to send next, and a view that is just what its caller needs. Flat, because it crosses RPC.
import { z } from "zod";
import { Lookups } from "./lookups.ts";
import { DraftText } from "./events.ts";
import { ApprovalId, ContactId, RunId } from "./ids.ts";
import { Action, Flag, ReplyClass, Verdict } from "./lists.ts";
import { Message } from "./messages.ts";
import { Refusal } from "./refusals.ts";
import { LeadSignal, MessageSignal } from "./signals.ts";
import { Shipment } from "./shipment.ts";
import { Instant } from "./formats.ts";

/**
 * Whoever asks relays: first `ship` to the log, then `next` to the queues. Both are given again with every repeat.
 * `refusal` is null when the command did what it wished, now or before.
 */
export const Answer = z.strictObject({ ship: Shipment, next: z.array(Message), refusal: Refusal.nullable() });
export type Answer = z.infer<typeof Answer>;

/** Calls of models that the log has of a run: of all its steps, and of the one asked about. */
export const ModelCalls = z.strictObject({ ofRun: z.int().min(0), ofStep: z.int().min(0) });
export type ModelCalls = z.infer<typeof ModelCalls>;

/** What the ladder and the gate read. Every field is an open value, so the decision can be derived again from the log. */
export const History = z.strictObject({
  contactId: ContactId,
  runId: RunId,
  version: z.int().min(1),
  /** The object's time when it was asked. The ladder counts days to it: a stage's clock may be behind the one that sent. */
  at: Instant,
  flags: z.record(Flag, z.boolean()),
  lookups: z.array(Lookups).min(1),
  /** Sends so far, uncertain and unfinished ones counted. */
  sequence: z.int().min(0),
  lastSentAt: Instant.nullable(),
  /** The latest `interested` or `info_request` newer than the latest send. */
  unansweredAt: Instant.nullable(),
  sequenceClosed: z.boolean(),
  /** An edited hold keeps its own run current; this run goes only as far as its decision. */
  beside: z.boolean(),
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

/** `history` is null when the step is recorded already or no longer wanted: relay and acknowledge. */
export const HistoryAnswer = z.strictObject({ ...Answer.shape, history: History.nullable() });
export type HistoryAnswer = z.infer<typeof HistoryAnswer>;

/** What the composer writes from: the decision and the person's own words, opened under the key. */
export const Brief = z.strictObject({
  runId: RunId,
  action: Action,
  sequence: z.int().min(0),
  lead: LeadSignal.nullable(),
  message: MessageSignal.nullable(),
  messageClass: ReplyClass.nullable(),
  version: z.int().min(1),
  /** For the list, which is asked before a model is. */
  lookups: z.array(Lookups),
  /** The webhook source of the signal that started the run; null for what no signal started. */
  source: z.string().nullable(),
  /** The last message that was sent to the person, for what comes after it. */
  sent: z.strictObject({ at: Instant, subject: z.string(), body: z.string() }).nullable(),
  calls: ModelCalls,
});
export type Brief = z.infer<typeof Brief>;
export const BriefAnswer = z.strictObject({ ...Answer.shape, brief: Brief.nullable() });
export type BriefAnswer = z.infer<typeof BriefAnswer>;

/** A claimed dispatch. `resumed` says that the claim is older than this call: whether the message left may be unknown. */
export const Claim = z.strictObject({
  approvalId: ApprovalId,
  idempotencyKey: z.string(),
  provider: z.string(),
  text: DraftText,
  claimedAt: Instant,
  resumed: z.boolean(),
  settled: z.boolean(),
});
export type Claim = z.infer<typeof Claim>;
export const ClaimAnswer = z.strictObject({ ...Answer.shape, claim: Claim.nullable() });
export type ClaimAnswer = z.infer<typeof ClaimAnswer>;

/** What a classifier's caller must know before it pays: whether the signal is recorded already, and what stops the person's runs anyway. */
export const Standing = z.strictObject({
  recorded: z.boolean(),
  flags: z.record(Flag, z.boolean()),
  /** What the list may know the person by, beside what this signal says. */
  lookups: z.array(Lookups),
});
export type Standing = z.infer<typeof Standing>;

/**
 * The answer to a click. `logged` is false when the log was down: recorded, and it goes out when the log has it.
 * A refusal may name what a person should know (`already_settled`, `vetoed`, `changed`).
 */
export const ClickAnswer = z.strictObject({
  logged: z.boolean(),
  version: z.int().min(0),
  refusal: Refusal.nullable(),
});
export type ClickAnswer = z.infer<typeof ClickAnswer>;

/**
 * What became of an erasure. `logged: false`: recorded, and it goes on when the log answers. `isComplete: false`: the object goes on
 * destroying by its alarm.
 */
export const EraseAnswer = z.strictObject({ ...ClickAnswer.shape, isComplete: z.boolean() });
export type EraseAnswer = z.infer<typeof EraseAnswer>;

/**
 * An event as the desk shows it: `payload`, `provenance` and `words` are JSON texts. `words` is null when nothing personal was said, or
 * when it is sealed for ever; `sealed` tells which.
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
  step: z.string().nullable(),
});
export type Timeline = z.infer<typeof Timeline>;

/**
 * Why a stream's object was left as it is: the log knows nothing of it, does not answer, or is no chain from `at` on; the object has events from
 * `at` on where the log has others; or no key opens what is sealed.
 */
export type RebuildTrouble = "unknown" | "log_unavailable" | "log_broken" | "forked" | "key_differs";

/** What became of a rebuild of a stream's object. */
export interface RebuildAnswer {
  readonly refusal: RebuildTrouble | null;
  /** The version a refusal is about. */
  readonly at: number | null;
  /** How many the log has, and the object now, too. */
  readonly events: number;
  /** Whether the object had anything else. */
  readonly changed: boolean;
  /** Events of the object alone: given up, or with the refusal `forked` those that would be. */
  readonly discarded: number;
  /** Whether there is sealed text, no erasure, and no key to it. */
  readonly wordsLost: boolean;
}

/** What became of one page of a rebuild of the rows made for reading. */
export interface ReadModelsAnswer {
  /** Where the next page begins; null after the last one. */
  readonly next: string | null;
  /** Contacts whose rows were looked at. */
  readonly streams: number;
  /** Rows that were missing, or not what the events make. */
  readonly changed: number;
  /** Rows that no event makes. */
  readonly removed: number;
  /** Streams that were left alone: no chain, no key that opens them, or events came faster than they could be read. */
  readonly left: readonly string[];
}

/** What became of a dead letter that was to be sent again. */
export interface RedriveAnswer {
  readonly sent: boolean;
  readonly reason: string | null;
}
