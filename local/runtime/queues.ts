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

/**
 * Opens the queues, and keeps what it opened until the runtime is started again. To open one, Miniflare's proxy stops this process until the runtime
 * answers, and nothing reads the runtime's log meanwhile: under load the runtime then waits for its log to be read, and both wait for ever. Calls of an
 * open queue stop nothing.
 */
export async function openQueues(miniflare: Pick<Miniflare, "getBindings">): Promise<Queues> {
  const { QUEUE } = await miniflare.getBindings<{ QUEUE: DurableObjectNamespace<LocalQueue> }>(QUEUES_WORKER);
  const opened = NAMES.map((name) => {
    const queue = QUEUE.getByName(name);
    return { name, deliver: queue.deliver, close: queue.close, state: queue.state };
  });
  const counted = async (count: (state: QueueState) => number): Promise<Waiting> => {
    const found: Record<string, number> = {};
    for (const { name, state } of opened) {
      const number = count(await state());
      if (number > 0) found[name] = number;
    }
    return found;
  };
  return {
    nudge: async () => {
      for (const { deliver } of opened) await deliver();
    },
    close: async () => opened.find(({ name }) => name === DOOR)?.close(),
    moving: () => counted(({ moving }) => moving),
    kept: () => counted(({ moving, delayed }) => moving + delayed),
  };
}
