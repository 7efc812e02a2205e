// Sends messages to queues within the platform's limits, each once, and makes dead letters.
import type { Queue } from "../../schema/lists.ts";
import type { Message, PoisonMessage } from "../../schema/messages.ts";

// One `sendBatch` accepts 100 messages or 256 KB (of 1,000 bytes), with about 100 bytes of metadata per message.
// https://developers.cloudflare.com/queues/platform/limits/
const BATCH_MESSAGES = 100;
const BATCH_BYTES = 256_000;
const METADATA_BYTES = 100;

const bytesOf = (value: unknown): number => new TextEncoder().encode(JSON.stringify(value)).byteLength;

/** Splits messages for one queue into batches that one call accepts, in order. */
export function inBatches<T>(messages: readonly T[]): T[][] {
  const batches: T[][] = [];
  let batch: T[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = bytesOf(message) + METADATA_BYTES;
    if (batch.length > 0 && (batch.length === BATCH_MESSAGES || bytes + size > BATCH_BYTES)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += size;
  }
  return batch.length > 0 ? [...batches, batch] : batches;
}

/**
 * Sends each message once, with one call per queue and batch. Returns the ids of those that could not be sent; does not throw.
 */
export async function sendBatches(
  messages: readonly Message[],
  send: (queue: Queue, batch: readonly Message[]) => Promise<void>,
): Promise<ReadonlySet<string>> {
  const unique = [...new Map(messages.map((message) => [message.id, message])).values()];
  const unsent = new Set<string>();
  for (const [queue, forQueue] of Map.groupBy(unique, (message) => message.queue)) {
    for (const batch of inBatches(forQueue)) {
      try {
        await send(queue, batch);
      } catch {
        for (const { id } of batch) unsent.add(id);
      }
    }
  }
  return unsent;
}

/** A queue accepts 128,000 bytes per message; the other 8,000 are for the fields around the body. */
const POISON_BYTES = 120_000;
const REASON_CHARACTERS = 200;

/** The dead letter of a body that cannot be handled. A body that is too large is cut: it then serves as evidence only. */
export function poisonOf({ origin, reason, body }: { origin: string; reason: string; body: unknown }): PoisonMessage {
  let text = textOf(body);
  while (bytesOf(text) > POISON_BYTES) text = text.slice(0, Math.floor(text.length * 0.9)).toWellFormed();
  return { queue: "dead-letters", origin, reason: reason.slice(0, REASON_CHARACTERS), body: text };
}

function textOf(body: unknown): string {
  try {
    return (JSON.stringify(body) ?? String(body)).toWellFormed();
  } catch {
    // JSON cannot represent every structured clone (a cycle, a BigInt).
    return `no JSON: ${typeof body}`;
  }
}

/** The part of a platform queue that a stage uses. */
export interface Producer {
  sendBatch(messages: readonly { readonly body: unknown }[]): Promise<unknown>;
  send(body: unknown): Promise<unknown>;
}
