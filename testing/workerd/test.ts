// Functions for tests in workerd (`*.worker.test.ts`): the tested Worker's bindings, delivery of a batch, migrations, a recording
// queue.
import { applyD1Migrations, createExecutionContext, createMessageBatch, getQueueResult } from "cloudflare:test";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { env } from "cloudflare:workers";
import { AUDIT_STREAM } from "../../domain/log-keys.ts";
import type { ObjectVerbs } from "../../durable-objects/host/object.ts";
import { onlyAnswer } from "../../schema/only-answer.ts";
import { forgetLogRevision } from "../../drizzle/list-revisions.ts";

type TestEnv = {
  readonly TEST_OWN_BINDINGS: readonly string[];
  readonly TEST_MIGRATIONS: Readonly<Record<string, D1Migration[]>>;
  readonly [binding: string]: unknown;
};

// The generated types have the Worker's bindings, but not the two that options.ts adds for the tests.
const testEnv = env as unknown as TestEnv;

/** Applies the real migrations. It runs before each test file; a test that calls `reset()` calls it again. */
export async function migrate(): Promise<void> {
  for (const [binding, migrations] of Object.entries(testEnv.TEST_MIGRATIONS)) {
    const database = testEnv[binding] as D1Database;
    await applyD1Migrations(database, migrations);
    // A test that calls `reset()` empties the log; an isolate of an installation never sees a lower revision.
    forgetLogRevision(database);
  }
}

/** Brings the log's key into force, for a test that calls `reset()`: the Worker's instance does so only before its first command. */
export async function adoptLogKey(): Promise<void> {
  const objects = testEnv["CONTACT"] as DurableObjectNamespace;
  // The platform's RPC types lose which command has which answer; `ObjectVerbs` has it.
  const object = objects.get(objects.idFromName(AUDIT_STREAM)) as unknown as ObjectVerbs;
  onlyAnswer(await object.perform([{ type: "AdoptLogKey" }]));
}

/** Runs `work` while the log does not answer, because its table has another name. */
export async function withoutLog<T>(work: () => Promise<T>): Promise<T> {
  const log = testEnv["EVENTS_0"] as D1Database;
  await log.prepare("ALTER TABLE events RENAME TO elsewhere").run();
  try {
    return await work();
  } finally {
    await log.prepare("ALTER TABLE elsewhere RENAME TO events").run();
  }
}

/** The bindings in the tested Worker's wrangler.toml, without those that only the object needs. */
export function ownEnv<Env>(): Env {
  return Object.fromEntries(testEnv.TEST_OWN_BINDINGS.map((name) => [name, testEnv[name]])) as Env;
}

type QueueHandler<Env, Body> = {
  queue(batch: MessageBatch<Body>, env: Env, ctx: ExecutionContext): void | Promise<void>;
};

/**
 * Delivers one batch to a Worker's `queue`. Returns the ids of the acknowledged and of the retried messages. The ids are "0",
 * "1", … in the order of the batch.
 */
export async function deliver<Env, Body>(
  worker: QueueHandler<Env, Body>,
  { queue, bodies, env, attempts = 1 }: { queue: string; bodies: readonly Body[]; env: Env; attempts?: number },
) {
  const batch = createMessageBatch<Body>(
    queue,
    bodies.map((body, index) => ({ id: String(index), timestamp: new Date(), attempts, body })),
  );
  const context = createExecutionContext();
  await worker.queue(batch, env, context);
  const { outcome, explicitAcks, retryMessages, retryBatch, ackAll } = await getQueueResult(batch, context);
  return {
    outcome,
    acked: ackAll ? bodies.map((_, index) => String(index)) : explicitAcks,
    retried: retryMessages.map(({ msgId, delaySeconds }) => ({ id: msgId, delaySeconds })),
    retriedAll: retryBatch.retry,
  };
}

/**
 * A queue that only stores the sent messages in `sent`, for a test of what a stage sends:
 * `{ ...ownEnv<PlannerEnv>(), QUALIFY: recordingQueue() }`.
 */
export function recordingQueue<Body>(): Queue<Body> & { readonly sent: Body[] } {
  const sent: Body[] = [];
  const response = { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  return {
    sent,
    async metrics() {
      return response.metadata.metrics;
    },
    async send(body) {
      sent.push(body);
      return response;
    },
    async sendBatch(messages) {
      for (const { body } of messages) sent.push(body);
      return response;
    },
  };
}
