// The messages of the queues: ids, the queue's name, the version of the shape, and the stream version that a message follows. They have no
// personal data, except `ingest`, which has the mapped signal so that accepting a lead depends on that queue alone.
import * as z from "zod";
import { canonicalJson, keyedDigest } from "./canonical.ts";
import {
  ApprovalId,
  ContactId,
  type DeadLetterId,
  deadLetterIdOf,
  HoldId,
  MessageId,
  messageIdOf,
  Receipt,
  RunId,
} from "./ids.ts";
import { PlanStage, type Queue, type TaskKind } from "./lists.ts";
import { Signal } from "./signals.ts";
import { CauseId, Hex64, Identity, Instant } from "./formats.ts";

const envelope = {
  /** The version of this shape. A consumer accepts this version and the previous one, and retries a newer one later. */
  v: z.literal(1),
  id: MessageId,
  contactId: ContactId,
  correlationId: CauseId,
  causationId: CauseId,
};
/** The stream version that caused the message. The log has it already, because messages are sent after their events are appended. */
const follows = { follows: z.int().min(1), runId: RunId };

export const IngestMessage = z.strictObject({
  queue: z.literal("ingest"),
  ...envelope,
  receipt: Receipt,
  /**
   * Present when the receipt follows from the content and a window of time: the receipts of the same content in the windows before and after.
   * A claim of one of them is this message's own.
   */
  neighbours: z.tuple([Receipt, Receipt]).optional(),
  source: z.string().min(1).max(60),
  /** Who imported it from a file. */
  by: Identity.optional(),
  signal: Signal,
  /** The address of the person's public profile. It goes to the person's row, and into no event. */
  profile: z.string().min(1).max(300).optional(),
  /** The keyed digest of the mapped body (`bodyDigestOf`): the same receipt with another digest is a conflict. */
  bodyDigest: Hex64,
  receivedAt: Instant,
});
/** Identifies what a webhook says, under the system key, so that no row or log confirms a guess about it. */
export const bodyDigestOf = (systemKey: string, signal: Signal): string =>
  keyedDigest(systemKey, "body", canonicalJson(signal));

export const PlanMessage = z.strictObject({ queue: z.literal("plan"), ...envelope, ...follows });
export const QualifyMessage = z.strictObject({
  queue: z.literal("qualify"),
  ...envelope,
  ...follows,
  /** The order in which the grades run and are shown. A grade that the plan omitted still runs, marked `planned: false`. */
  stages: z.array(PlanStage).max(4),
});
export const ComposeMessage = z.strictObject({ queue: z.literal("compose"), ...envelope, ...follows, holdId: HoldId });
export const DispatchMessage = z.strictObject({
  queue: z.literal("dispatch"),
  ...envelope,
  ...follows,
  approvalId: ApprovalId,
});

/** A contact did something that a score reads. It belongs to no run: nothing waits for a score. */
export const ScoreMessage = z.strictObject({ queue: z.literal("score"), ...envelope, follows: follows.follows });

export type IngestMessage = z.infer<typeof IngestMessage>;
export type PlanMessage = z.infer<typeof PlanMessage>;
export type QualifyMessage = z.infer<typeof QualifyMessage>;
export type ComposeMessage = z.infer<typeof ComposeMessage>;
export type DispatchMessage = z.infer<typeof DispatchMessage>;
export type ScoreMessage = z.infer<typeof ScoreMessage>;

/** Every message, by its queue's name. The name lets a dead letter be sent again: the platform does not say which queue it was in. */
export const Message = z.discriminatedUnion("queue", [
  IngestMessage,
  PlanMessage,
  QualifyMessage,
  ComposeMessage,
  DispatchMessage,
  ScoreMessage,
]);
export type Message = z.infer<typeof Message>;

/** What a stage sends to `dead-letters` for a message that does not parse: the body as received, and the reason. */
export const PoisonMessage = z.strictObject({
  queue: z.literal("dead-letters"),
  origin: z.string().max(60),
  reason: z.string().max(200),
  body: z.string().max(120_000),
});
export type PoisonMessage = z.infer<typeof PoisonMessage>;

/** The reason of the dead letter that keeps the second body of a receipt, and the kind of the task about it. */
export const RECEIPT_CONFLICT = "receipt_conflict" satisfies TaskKind;
/** The letter's id follows from the receipt that the second body gets for itself, so the same body delivered again is the same letter. */
export const conflictLetterIdOf = (systemKey: string, ownReceipt: Receipt): DeadLetterId =>
  deadLetterIdOf(systemKey, RECEIPT_CONFLICT, ownReceipt);

type Cause = {
  readonly contactId: ContactId;
  readonly correlationId: string;
  readonly causationId: string;
  readonly runId: RunId;
  readonly follows: number;
};

const from = <Q extends Queue, C extends Omit<Cause, "runId">>(queue: Q, cause: C, of: string) => ({
  queue,
  v: 1 as const,
  id: messageIdOf(queue, of),
  ...cause,
});

// A message's id is derived from its queue and its subject (a run, a hold, an approval), so that a repeated send has the same id.
export const planMessage = (cause: Cause): PlanMessage => from("plan", cause, cause.runId);
export const qualifyMessage = (cause: Cause, stages: readonly PlanStage[]): QualifyMessage => ({
  ...from("qualify", cause, cause.runId),
  stages: [...stages],
});
export const composeMessage = (cause: Cause, holdId: HoldId): ComposeMessage => ({
  ...from("compose", cause, holdId),
  holdId,
});
export const dispatchMessage = (cause: Cause, approvalId: ApprovalId): DispatchMessage => ({
  ...from("dispatch", cause, approvalId),
  approvalId,
});
/** About the event at `follows`, so that a signal that is delivered again has the same message. */
export const scoreMessage = (cause: Omit<Cause, "runId">): ScoreMessage =>
  from("score", cause, `${cause.contactId}@${cause.follows}`);
