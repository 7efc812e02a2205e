// What becomes of each message of a delivered batch, by the answer of its consumer.

/** The rules of a queue's consumer, as its wrangler.toml states them. */
export interface QueueRules {
  readonly batchSize: number;
  /** How long a message waits for a fuller batch, in milliseconds. */
  readonly batchMs: number;
  /** How many batches are with the consumer at once. */
  readonly concurrency: number;
  readonly retries: number;
  /** The delay of a retry for which the consumer names none, in milliseconds. */
  readonly retryMs: number;
  /** Null when there is none: then a message is retried until it succeeds, since nothing that was accepted may be dropped. */
  readonly deadLetters: string | null;
}

export interface Queued {
  readonly id: number;
  /** The message as JSON. */
  readonly body: string;
  /** When it was sent, in milliseconds. */
  readonly sentAt: number;
  /** How many deliveries have failed. */
  readonly failures: number;
  /** From when on it may be delivered, in milliseconds. */
  readonly dueAt: number;
}

/** The runtime's answer to a delivery: what the consumer acknowledged and what it wants again. */
export interface Delivered {
  readonly outcome: string;
  readonly explicitAcks: readonly string[];
  readonly retryBatch: { readonly retry: boolean; readonly delaySeconds?: number };
  readonly retryMessages: readonly { readonly msgId: string; readonly delaySeconds?: number }[];
}

/** The answer for a consumer that could not be called, or has thrown. */
export const FAILED: Delivered = {
  outcome: "exception",
  explicitAcks: [],
  retryBatch: { retry: false },
  retryMessages: [],
};

export interface Outcome {
  /** The messages that are done. */
  readonly done: readonly number[];
  readonly again: readonly Pick<Queued, "id" | "failures" | "dueAt">[];
  /** The messages that have failed too often. */
  readonly dead: readonly Queued[];
}

/** A message that the consumer acknowledged is done, even when the consumer threw afterwards; the others follow the batch's outcome. */
export function outcomeOf(batch: readonly Queued[], answer: Delivered, rules: QueueRules, now: number): Outcome {
  const acknowledged = new Set(answer.explicitAcks);
  const retried = new Map(answer.retryMessages.map(({ msgId, delaySeconds }) => [msgId, delaySeconds]));
  const isBatchRetried = answer.outcome !== "ok" || answer.retryBatch.retry;
  const failed = batch.filter(({ id }) => {
    const name = String(id);
    return retried.has(name) || (isBatchRetried && !acknowledged.has(name));
  });
  const isDead = ({ failures }: Queued): boolean => rules.deadLetters !== null && failures >= rules.retries;
  const seconds = ({ id }: Queued): number | undefined => retried.get(String(id)) ?? answer.retryBatch.delaySeconds;
  return {
    done: batch.filter((message) => !failed.includes(message)).map(({ id }) => id),
    again: failed
      .filter((message) => !isDead(message))
      .map((message) => {
        const delay = seconds(message);
        const dueAt = now + (delay === undefined ? rules.retryMs : delay * 1_000);
        return { id: message.id, failures: message.failures + 1, dueAt };
      }),
    dead: failed.filter(isDead),
  };
}
