// Simulated queues. They deliver copies, delay and reorder messages, cut batches anywhere, and redeliver unacknowledged messages. The queues of
// the local runtime do none of this.
import type { Queue } from "../schema/lists.ts";
import type { Delivery } from "../workers/stage/delivery.ts";
import { type Actor, anActor, type CallGate } from "./call-gate.ts";
import type { Chance } from "../testing/seed.ts";

/** How long a message waits for its batch, and how long a lost batch waits for its redelivery. */
const HOP_MS = 1_000;
const REDELIVERY_MS = 5_000;
const MAX_ATTEMPTS = 100;
const MAX_BATCH = 50;

/** The queues of the stages, and that of what they could not handle. */
export type QueueName = Queue | "dead-letters";

interface Parcel {
  readonly id: string;
  readonly queue: QueueName;
  readonly text: string;
  readonly sentAt: number;
  notBefore: number;
  attempts: number;
  state: "waiting" | "out" | "gone";
}

/** How the queues misbehave, in addition to the faults of the call gate. */
export interface QueueHabits {
  /** The delays, in milliseconds, of the copies that one message becomes. */
  copies(): readonly number[];
  /** Chooses order and size of batches; null for the order of arrival. */
  readonly shuffle: Chance | null;
}

export const plainHabits: QueueHabits = { copies: () => [0], shuffle: null };

/** A delivery with the time at which its message was put into the queue. */
export type TimedDelivery = Delivery & { readonly timestamp: Date };

export interface Consumer {
  readonly queue: QueueName;
  /** Works on a batch as `actor`. Settles when the invocation ends. */
  run(deliveries: readonly TimedDelivery[], actor: Actor): Promise<void>;
}

export interface Queues {
  put(queue: QueueName, bodies: readonly unknown[]): void;
  nextDue(): number | null;
  /** Starts the batches that are due; each promise ends with its invocation and never rejects. */
  deliverDue(): readonly Promise<void>[];
  /** The number of unacknowledged messages. */
  depth(): number;
  /** Whether a queue has an unacknowledged message with this text. */
  has(queue: QueueName, text: string): boolean;
}

export interface QueuesOptions {
  readonly gate: CallGate;
  readonly now: () => number;
  readonly habits: QueueHabits;
  readonly consumers: readonly Consumer[];
  /** Called when a message is acknowledged, and no other copy of it is left. */
  readonly acked: (queue: QueueName, body: unknown) => void;
  /** Called with a message that was tried too often. */
  readonly exhausted: (queue: QueueName, body: unknown) => void;
}

export function openQueues({ gate, now, habits, consumers, acked, exhausted }: QueuesOptions): Queues {
  let parcels: Parcel[] = [];
  let count = 0;

  const again = (parcel: Parcel, afterMs: number): void => {
    parcel.attempts += 1;
    parcel.notBefore = now() + afterMs;
    parcel.state = parcel.attempts > MAX_ATTEMPTS ? "gone" : "waiting";
    if (parcel.state === "gone") exhausted(parcel.queue, JSON.parse(parcel.text));
  };
  const take = (parcel: Parcel): void => {
    parcel.state = "gone";
    // Another copy that is not acknowledged yet repairs what its own delivery caused.
    const isLast = !parcels.some(({ text, state }) => text === parcel.text && state !== "gone");
    if (isLast) acked(parcel.queue, JSON.parse(parcel.text));
  };

  /** Of several calls for one message the first counts, as on the platform. */
  const once = (parcel: Parcel, settle: () => void): void => {
    if (parcel.state === "out") settle();
  };
  const deliveryOf = (parcel: Parcel, actor: Actor): TimedDelivery => ({
    id: parcel.id,
    timestamp: new Date(parcel.sentAt),
    body: JSON.parse(parcel.text) as unknown,
    attempts: parcel.attempts,
    ack: () => gate.callNow(actor, `${parcel.queue}.ack`, () => once(parcel, () => take(parcel))),
    retry: ({ delaySeconds }) =>
      gate.callNow(actor, `${parcel.queue}.retry`, () => once(parcel, () => again(parcel, delaySeconds * 1_000))),
  });

  async function invoke(consumer: Consumer, batch: readonly Parcel[]): Promise<void> {
    const actor = anActor(`${consumer.queue} stage`);
    let isFine = false;
    try {
      await Promise.race([
        consumer.run(
          batch.map((parcel) => deliveryOf(parcel, actor)),
          actor,
        ),
        actor.died,
      ]);
      isFine = actor.isAlive();
    } catch {
      actor.kill();
    }
    // Messages that a handler did not settle are acknowledged when it returns, and redelivered when it fails.
    for (const parcel of batch.filter(({ state }) => state === "out")) {
      if (isFine) take(parcel);
      else again(parcel, REDELIVERY_MS);
    }
    parcels = parcels.filter(({ state }) => state !== "gone");
  }

  const inOrder = (due: readonly Parcel[]): Parcel[] => {
    const order = [...due];
    const { shuffle } = habits;
    if (shuffle) for (let i = order.length - 1; i > 0; i -= 1) swap(order, i, shuffle.below(i + 1));
    return order;
  };

  return {
    put(queue, bodies) {
      for (const body of bodies) {
        for (const delay of habits.copies()) {
          count += 1;
          const text = JSON.stringify(body);
          parcels.push({
            id: `m${count}`,
            queue,
            text,
            sentAt: now(),
            notBefore: now() + HOP_MS + delay,
            attempts: 1,
            state: "waiting",
          });
        }
      }
    },
    nextDue: () => {
      const times = parcels.filter(({ state }) => state === "waiting").map(({ notBefore }) => notBefore);
      return times.length === 0 ? null : Math.min(...times);
    },
    deliverDue() {
      return consumers.flatMap((consumer) => {
        const due = parcels.filter(
          ({ queue, state, notBefore }) => queue === consumer.queue && state === "waiting" && notBefore <= now(),
        );
        const batches = cut(inOrder(due), habits.shuffle);
        for (const parcel of due) parcel.state = "out";
        return batches.map((batch) => invoke(consumer, batch));
      });
    },
    depth: () => parcels.length,
    has: (queue, text) => parcels.some((one) => one.queue === queue && one.text === text && one.state !== "gone"),
  };
}

function cut(parcels: readonly Parcel[], chance: Chance | null): Parcel[][] {
  const batches: Parcel[][] = [];
  for (let rest = [...parcels]; rest.length > 0;) {
    const size = chance ? 1 + chance.below(rest.length) : MAX_BATCH;
    batches.push(rest.slice(0, size));
    rest = rest.slice(size);
  }
  return batches;
}

function swap<T>(items: T[], a: number, b: number): void {
  [items[a], items[b]] = [items[b]!, items[a]!];
}
