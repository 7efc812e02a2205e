// Makes the queue handler of a stage from its Worker's bindings.
import type { EventLog } from "../../drizzle/event-log.ts";
import type { Queue } from "../../schema/lists.ts";
import type { Message } from "../../schema/messages.ts";
import type { Producer } from "./queues.ts";
import { type Delivery, runStage, type Stage, type StagePorts } from "./stage.ts";

export interface StageBinding<M extends Message, Shared> {
  readonly stage: Stage<M, Shared>;
  readonly log: Pick<EventLog, "append">;
  /** The queues to which this Worker may send. */
  readonly producers: Partial<Readonly<Record<Queue, Producer>>>;
  readonly deadLetters: Pick<Producer, "send">;
  random(): number;
}

/** The `queue` handler of a Worker. `bind` runs once per batch: it only picks bindings. */
export function defineStage<Env, M extends Message, Shared>(bind: (env: Env) => StageBinding<M, Shared>) {
  return {
    async queue(batch: { readonly messages: readonly Delivery[] }, env: Env): Promise<void> {
      const bound = bind(env);
      await runStage(bound.stage, batch.messages, portsOf(bound));
    },
  };
}

function portsOf<M extends Message, Shared>({
  log,
  producers,
  deadLetters,
  random,
}: StageBinding<M, Shared>): StagePorts {
  return {
    log,
    random,
    async send(queue, messages) {
      const producer = producers[queue];
      if (producer === undefined) throw new Error(`no binding for the queue ${queue}`);
      await producer.sendBatch(messages.map((body) => ({ body })));
    },
    async deadLetter(poison) {
      await deadLetters.send(poison);
    },
    report: (line) => console.log(JSON.stringify(line)),
  };
}
