// Makes the queue handler of a stage's Worker from the Worker's bindings. The handling itself is in stage.ts.
import type { Queue } from "../../schema/lists.ts";
import { writeLine } from "../../schema/log-line.ts";
import type { Message } from "../../schema/messages.ts";
import type { Port, QueryOf } from "../../schema/ports.ts";
import { retryDelaySeconds } from "../../schema/retry-delay.ts";
import type { PortRole } from "../../schema/roles.ts";
import type { Producer } from "./queues.ts";
import type { Delivery } from "./delivery.ts";
import { type Kept, openKept } from "./kept.ts";
import { settled } from "./settled.ts";
import { runStage, type Stage, type StagePorts } from "./stage.ts";

export interface StageBinding<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null> {
  /** Makes the stage for one batch. When it throws, because what the stage follows is not known yet, every message of the batch is retried. */
  readonly stage: () => Stage<R, M, Shared, Query> | Promise<Stage<R, M, Shared, Query>>;
  /**
   * The binding of the role's port. The platform's RPC types do not say which answer belongs to which query or command; `Port`
   * does.
   */
  readonly port: PortBinding;
  /** The queues to which this Worker may send. */
  readonly producers: Partial<Readonly<Record<Queue, Producer>>>;
  readonly deadLetters: Pick<Producer, "send">;
  random(): number;
}

/** The `queue` handler of a Worker. `bind` runs once per batch and only picks bindings. Paid work is kept while the isolate lives. */
export function defineStage<R extends PortRole, Env, M extends Message, Shared, Query extends QueryOf<R> | null = null>(
  bind: (env: Env) => StageBinding<R, M, Shared, Query>,
) {
  const kept = openKept<R>();
  return {
    async queue(batch: { readonly messages: readonly Delivery[] }, env: Env): Promise<void> {
      const bound = bind(env);
      const ports = portsOf(bound, kept);
      const stage = await settled(Promise.resolve().then(bound.stage));
      if (stage.status === "fulfilled") return runStage(stage.value, batch.messages, ports);
      for (const message of batch.messages)
        message.retry({ delaySeconds: retryDelaySeconds(message.attempts, ports.random()) });
      ports.report({ messages: batch.messages.length, retry: "policy_unknown", because: String(stage.reason) });
    },
  };
}

/** A role's port with the loose types of RPC. */
interface PortBinding {
  ask(queries: never): unknown;
  perform(commands: never): unknown;
}

function portsOf<R extends PortRole, M extends Message, Shared, Query extends QueryOf<R> | null>(
  { port, producers, deadLetters, random }: StageBinding<R, M, Shared, Query>,
  kept: Kept<R>,
): StagePorts<R> {
  return {
    port: port as Port<R>,
    kept,
    random,
    async send(queue, messages) {
      const producer = producers[queue];
      if (producer === undefined) throw new Error(`no binding for the queue ${queue}`);
      await producer.sendBatch(messages.map((body) => ({ body })));
    },
    async deadLetter(poison) {
      await deadLetters.send(poison);
    },
    report: writeLine,
  };
}
