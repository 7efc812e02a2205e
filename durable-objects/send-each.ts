// The queues of this Worker by the name every message carries.
import type { Queue as QueueName } from "../schema/lists.ts";
import type { Message } from "../schema/messages.ts";

type Producers = Pick<ContactsEnv, "INGEST" | "PLAN" | "QUALIFY" | "COMPOSE" | "DISPATCH">;

const producerOf = (env: Producers, queue: QueueName): Queue => {
  switch (queue) {
    case "ingest":
      return env.INGEST;
    case "plan":
      return env.PLAN;
    case "qualify":
      return env.QUALIFY;
    case "compose":
      return env.COMPOSE;
    case "dispatch":
      return env.DISPATCH;
  }
};

/** Sends each message to the queue it names. A contact has a handful at most, so one call each is enough. */
export async function sendEach(env: Producers, messages: readonly Message[]): Promise<void> {
  await Promise.all(messages.map((message) => producerOf(env, message.queue).send(message)));
}
