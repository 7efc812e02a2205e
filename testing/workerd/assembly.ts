// A deployment in workerd with lists in place of its queues. A test delivers the waiting messages itself, and moves the clock.
import { runDurableObjectAlarm } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { vi } from "vitest";
import type { ContactId } from "../../schema/ids.ts";
import type { Message } from "../../schema/messages.ts";
import type { Models } from "../stages-over.ts";
import { ingestMessage, workerdDeployment } from "./deployment.ts";

export function anAssembly(models: Models = {}) {
  const deployment = workerdDeployment({ exports, ...env, now: () => new Date(), models });
  const [queued, sent]: [Message[], Message[]] = [[], []];
  const send = (messages: readonly Message[]) => {
    queued.push(...messages);
    sent.push(...messages);
  };
  // After a click the object sends messages itself, through its queue bindings. The tests have no queue consumer, so `send` is
  // replaced.
  const producers = Object.getPrototypeOf(env.COMPOSE) as Queue<Message>;
  vi.spyOn(producers, "send").mockImplementation(async (message) => {
    send([message]);
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  });
  const deliver = async (...messages: readonly Message[]): Promise<void> => send(await deployment.deliver(...messages));

  return {
    ...deployment,
    /** Messages that no stage has read yet. */
    queued,
    /** Every message that a stage or an object has sent. */
    sent,
    deliver,
    /** Delivers the waiting messages, and those that they cause, until none waits. */
    async drain(): Promise<void> {
      for (let message = queued.shift(); message; message = queued.shift()) await deliver(message);
    },
    lead: (email: string) =>
      ingestMessage(
        { kind: "lead", email, name: "Ada Byron", title: "Director", text: "Please send a quote." },
        email,
        new Date(),
      ),
  };
}

export type Assembly = ReturnType<typeof anAssembly>;

/** Moves the clock, and runs the contact's alarm. */
export async function passTime(contactId: ContactId, milliseconds: number): Promise<void> {
  vi.setSystemTime(Date.now() + milliseconds);
  await runDurableObjectAlarm(env.CONTACT.get(env.CONTACT.idFromName(contactId)));
}
