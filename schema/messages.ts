// What travels in queues: ids, the queue's name, a version of the shape and the stream version it follows. Nothing about a person,
// except `ingest`, which carries the mapped signal so that accepting a lead depends on that queue alone.
import { z } from "zod";
import { ApprovalId, ContactId, HoldId, MessageId, messageIdOf, Receipt, RunId } from "./ids.ts";
import { PlanStage, type Queue } from "./lists.ts";
import { Signal } from "./signals.ts";

const envelope = {
  /** The version of this shape. A consumer accepts it and the one before; a newer one it retries later. */
  v: z.literal(1),
  id: MessageId,
  contactId: ContactId,
  correlationId: z.string().min(1).max(100),
  causationId: z.string().min(1).max(100),
};
/** The stream version that caused the message. It is in the log: messages are sent after it. */
const follows = { follows: z.int().min(1), runId: RunId };

export const IngestMessage = z.strictObject({
  queue: z.literal("ingest"),
  ...envelope,
  receipt: Receipt,
  source: z.string().min(1).max(60),
  signal: Signal,
  /** Digest of what was mapped: the same receipt with another digest is a conflict. */
  bodyDigest: z.string().regex(/^[0-9a-f]{64}$/),
  receivedAt: z.iso.datetime(),
});
export const PlanMessage = z.strictObject({ queue: z.literal("plan"), ...envelope, ...follows });
export const QualifyMessage = z.strictObject({
  queue: z.literal("qualify"),
  ...envelope,
  ...follows,
  /** The order in which the grades run and are shown; an omitted grade still runs, marked `planned: false`. */
  stages: z.array(PlanStage).max(4),
});
export const ComposeMessage = z.strictObject({ queue: z.literal("compose"), ...envelope, ...follows, holdId: HoldId });
export const DispatchMessage = z.strictObject({
  queue: z.literal("dispatch"),
  ...envelope,
  ...follows,
  approvalId: ApprovalId,
});

export type IngestMessage = z.infer<typeof IngestMessage>;
export type PlanMessage = z.infer<typeof PlanMessage>;
export type QualifyMessage = z.infer<typeof QualifyMessage>;
export type ComposeMessage = z.infer<typeof ComposeMessage>;
export type DispatchMessage = z.infer<typeof DispatchMessage>;

/** Every message, by the queue it names: how a dead letter, which comes without its origin, is brought back. */
export const Message = z.discriminatedUnion("queue", [
  IngestMessage,
  PlanMessage,
  QualifyMessage,
  ComposeMessage,
  DispatchMessage,
]);
export type Message = z.infer<typeof Message>;

/** What a stage sends to `dead-letters` when a message does not parse: its body as it came, and why. */
export const PoisonMessage = z.strictObject({
  queue: z.literal("dead-letters"),
  origin: z.string().max(60),
  reason: z.string().max(200),
  body: z.string().max(120_000),
});
export type PoisonMessage = z.infer<typeof PoisonMessage>;

type Cause = {
  readonly contactId: ContactId;
  readonly correlationId: string;
  readonly causationId: string;
  readonly runId: RunId;
  readonly follows: number;
};

const from = <Q extends Queue>(queue: Q, cause: Cause, of: string) => ({
  queue,
  v: 1 as const,
  id: messageIdOf(queue, of),
  ...cause,
});

// A message's id comes from its queue and what it is for, so that sending it again sends the same message.
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
