// The local queues as the process of the runtime sees them.
import type { Miniflare } from "miniflare";
import type { QueueName } from "../../schema/roles.ts";
import { Queue } from "../../schema/lists.ts";
import type { LocalQueue, QueueState } from "../queues/local-queue.ts";
import { QUEUES_WORKER } from "./bundles.ts";
import type { Waiting } from "./messages.ts";

export interface Queues {
  /** Asks each queue to deliver what is due. */
  nudge(): Promise<void>;
  /** Lets the queue of accepted webhooks take no more: ingest then answers 503. */
  close(): Promise<void>;
  /** The messages that could go on now, by queue. */
  moving(): Promise<Waiting>;
  /** All messages, by queue: those that wait for their next try as well. */
  kept(): Promise<Waiting>;
}

/** In the order of a lead, so that a message which moves on while the queues are asked is seen in a later one. */
const NAMES: readonly QueueName[] = [...Queue.options, "dead-letters"];
/** The queue into which ingest puts what it accepts. */
const DOOR = Queue.enum.ingest;

export function queuesIn(miniflare: Miniflare): Queues {
  const named = async (name: QueueName): Promise<DurableObjectStub<LocalQueue>> => {
    const { QUEUE } = await miniflare.getBindings<{ QUEUE: DurableObjectNamespace<LocalQueue> }>(QUEUES_WORKER);
    return QUEUE.getByName(name);
  };
  const counted = async (count: (state: QueueState) => number): Promise<Waiting> => {
    const found: Record<string, number> = {};
    for (const name of NAMES) {
      const number = count(await (await named(name)).state());
      if (number > 0) found[name] = number;
    }
    return found;
  };
  return {
    nudge: async () => {
      for (const name of NAMES) await (await named(name)).deliver();
    },
    close: async () => (await named(DOOR)).close(),
    moving: () => counted(({ moving }) => moving),
    kept: () => counted(({ moving, delayed }) => moving + delayed),
  };
}
