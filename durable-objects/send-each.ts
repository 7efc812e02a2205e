// Sends messages to this Worker's queues by the queue name in each message.
import type { QueueMeter } from "../drizzle/gauge-reads.ts";
import { Queue } from "../schema/lists.ts";
import type { Message } from "../schema/messages.ts";
import type { RefusedBody } from "../schema/refused-bodies.ts";

/** The binding of each queue. */
const BINDING = {
  ingest: "INGEST",
  plan: "PLAN",
  qualify: "QUALIFY",
  compose: "COMPOSE",
  dispatch: "DISPATCH",
  score: "SCORE",
} as const satisfies { readonly [Q in Queue]: Uppercase<Q> };

/** The bindings that `sendEach` uses. */
export type Producers = {
  readonly [Q in Queue as Uppercase<Q>]: { send(body: Message | RefusedBody): Promise<unknown> };
};

/** What the platform says of each queue to which this Worker sends. It sends nothing to the dead letters, so of their queue it knows nothing. */
export const metersIn = (env: {
  readonly [Q in Queue as Uppercase<Q>]: Pick<QueueMeter, "metrics">;
}): readonly QueueMeter[] => Queue.options.map((queue) => ({ queue, metrics: () => env[BINDING[queue]].metrics() }));

/** Sends each message to the queue that it names. A contact has a few at most, so one call each is enough. */
export async function sendEach(env: Producers, messages: readonly (Message | RefusedBody)[]): Promise<void> {
  await Promise.all(messages.map((message) => env[BINDING[message.queue]].send(message)));
}
