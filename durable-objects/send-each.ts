// The queues of this Worker by the name every message carries.
import type { Queue } from "../schema/lists.ts";
import type { Message } from "../schema/messages.ts";

/** The binding of each queue. */
const BINDING = {
  ingest: "INGEST",
  plan: "PLAN",
  qualify: "QUALIFY",
  compose: "COMPOSE",
  dispatch: "DISPATCH",
} as const satisfies { readonly [Q in Queue]: Uppercase<Q> };

/** The bindings that sending uses. */
export type Producers = { readonly [Q in Queue as Uppercase<Q>]: { send(body: Message): Promise<unknown> } };

/** Sends each message to the queue it names. A contact has a handful at most, so one call each is enough. */
export async function sendEach(env: Producers, messages: readonly Message[]): Promise<void> {
  await Promise.all(messages.map((message) => env[BINDING[message.queue]].send(message)));
}
