// Ends the deliveries of a batch by their outcomes: done and rejected ones are acknowledged, the others are retried later. A
// rejected message goes to the dead letters first.
import type { Queue } from "../../schema/lists.ts";
import type { Message, PoisonMessage } from "../../schema/messages.ts";
import type { Handled } from "./delivery.ts";
import { retryDelaySeconds } from "../../schema/retry-delay.ts";
import type { StageOutcome } from "./outcome.ts";
import { poisonOf } from "./queues.ts";

export interface SettlePorts {
  deadLetter(poison: PoisonMessage): Promise<void>;
  /** From 0 to 1, for jitter. */
  random(): number;
  /** Writes one log line, with ids and reasons and nothing about a person. */
  report(line: Readonly<Record<string, unknown>>): void;
}

/** Acknowledges or retries each delivery, and reports the counts and every failure. Does not throw. */
export async function settle<M extends Message>(
  queue: Queue,
  handled: readonly Handled<M>[],
  ports: SettlePorts,
): Promise<void> {
  const counts = { done: 0, retry: 0, reject: 0 };
  for (const one of handled) {
    const outcome = await afterDeadLetter(queue, one, ports);
    counts[outcome.kind] += 1;
    const { delivery } = one;
    if (outcome.kind !== "retry") delivery.ack();
    else delivery.retry({ delaySeconds: outcome.afterSeconds ?? retryDelaySeconds(delivery.attempts, ports.random()) });
    if (outcome.kind !== "done")
      ports.report({ stage: queue, ...idsOf(one), attempts: delivery.attempts, [outcome.kind]: outcome.reason });
  }
  ports.report({ stage: queue, messages: handled.length, ...counts });
}

/**
 * Sends a rejected message to the dead letters. When they do not accept it, the outcome becomes a retry, so that it is not lost.
 */
async function afterDeadLetter(
  queue: Queue,
  { delivery, outcome }: Pick<Handled<never>, "delivery" | "outcome">,
  { deadLetter }: Pick<SettlePorts, "deadLetter">,
): Promise<StageOutcome> {
  if (outcome.kind !== "reject") return outcome;
  try {
    await deadLetter(poisonOf({ origin: queue, reason: outcome.reason, body: outcome.letter ?? delivery.body }));
    return outcome;
  } catch {
    return { kind: "retry", reason: `dead_letter_failed:${outcome.reason}` };
  }
}

const idsOf = <M extends Message>({
  delivery,
  message,
}: Pick<Handled<M>, "delivery" | "message">): Readonly<Record<string, string>> =>
  message === undefined
    ? { delivery: delivery.id }
    : { messageId: message.id, contactId: message.contactId, correlationId: message.correlationId };
