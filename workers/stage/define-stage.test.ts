// Tests the queue handler of a stage's Worker: a message is acknowledged only after a queue took what follows from it.
import { describe, it } from "vitest";
import { type Message, PlanMessage, qualifyMessage } from "../../schema/messages.ts";
import { contactNamed } from "../../testing/people.ts";
import { causeOf, delivered, planFor } from "../../testing/stages/people.ts";
import { portThat } from "../../testing/stages/port.ts";
import { defineStage } from "./define-stage.ts";
import type { StageOutcome } from "./outcome.ts";
import type { Stage } from "./stage.ts";

const refused = (): Promise<never> => Promise.reject(new Error("the queue refuses"));

/** A Worker whose stage has this outcome, with these queues, and what its queues took. */
function aWorker(
  outcome: StageOutcome,
  queues: { readonly sends?: () => Promise<never>; readonly letters?: () => Promise<never> } = {},
) {
  const taken: unknown[] = [];
  const take = async (message: unknown): Promise<void> => void taken.push(message);
  const stage: Stage<"planner", PlanMessage, null> = {
    queue: "plan",
    schema: PlanMessage,
    read: async () => null,
    handle: async () => outcome,
  };
  const worker = defineStage(() => ({
    stage: () => stage,
    port: portThat<"planner">({}),
    producers: {
      qualify: {
        send: take,
        sendBatch:
          queues.sends ??
          (async (bodies: readonly { body: Message }[]) =>
            Promise.all(bodies.map(({ body }) => take(body))).then(() => undefined)),
      },
    },
    deadLetters: { send: queues.letters ?? take },
    random: () => 0.5,
  }));
  return { worker, taken };
}

const done: StageOutcome = { kind: "done", next: [qualifyMessage(causeOf(contactNamed("ada")), ["qualify"])] };
const poison: StageOutcome = { kind: "reject", reason: "unknown:run" };

describe("the queue handler of a stage", () => {
  it("has sent and acknowledged when it ends", async ({ expect }) => {
    const { worker, taken } = aWorker(done);
    const message = delivered(planFor("ada"));
    await worker.queue({ messages: [message] }, {});
    expect([message.became.acked, taken.length]).toEqual([1, 1]);
  });

  it.for([
    ["what follows", done, { sends: refused }],
    ["the dead letter", poison, { letters: refused }],
  ] as const)("acknowledges nothing while the queue does not take %s", async ([, outcome, queues], { expect }) => {
    const { worker, taken } = aWorker(outcome, queues);
    const message = delivered(planFor("ada"));
    await worker.queue({ messages: [message] }, {});
    expect([message.became.acked, message.became.retriedAfter.length, taken]).toEqual([0, 1, []]);
  });
});
