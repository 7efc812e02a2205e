// Tests the local queues in the runtime, with a consumer whose answers the test gives.
import { convertV4MiniflareOptions, Miniflare, Response } from "miniflare";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, it } from "vitest";
import { eventually } from "../eventually.ts";
import { bundle, bundleIn, QUEUES_WORKER } from "../runtime/bundles.ts";
import { queuesWorker } from "../runtime/worker-options.ts";
import type { LocalQueue } from "./local-queue.ts";

const CONSUMER = `export default {
  async queue(batch, env) {
    const told = batch.messages.map(({ body, attempts }) => ({ body, attempts }));
    const response = await env.TEST.fetch("http://test/" + batch.queue, { method: "POST", body: JSON.stringify(told) });
    for (const [index, answer] of (await response.json()).entries()) {
      if (answer === "ack") batch.messages[index].ack();
      if (answer === "retry") batch.messages[index].retry({ delaySeconds: 0 });
    }
    if (response.headers.get("throws")) throw new Error("the consumer fails");
  },
  fetch: () => new Response(),
};`;

interface Batch {
  readonly queue: string;
  readonly bodies: readonly unknown[];
  readonly attempts: readonly number[];
}
type Answer = "ack" | "retry" | "nothing";
type Consume = (batch: Batch) => Promise<{ answers: readonly Answer[]; throws?: boolean }>;

const folder = mkdtempSync(join(tmpdir(), "holdpoint-queues-"));
const bundles = join(folder, "bundles");
let miniflare: Miniflare | null = null;
let state = "";
beforeAll(() => bundle(bundles));
beforeEach(() => void (state = mkdtempSync(join(folder, "state-"))));
afterEach(() => miniflare?.dispose());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const QUEUE = {
  queue: "plan",
  max_batch_size: 50,
  max_batch_timeout: 0,
  max_concurrency: 4,
  max_retries: 2,
  retry_delay: 0,
};

/** Starts the queues `plan` and `dead-letters` with this consumer. */
async function queues(consume: Consume, changes: Partial<typeof QUEUE> = {}) {
  const consumers = [
    { ...QUEUE, ...changes, dead_letter_queue: "dead-letters" },
    { ...QUEUE, queue: "dead-letters" },
  ];
  const config = { name: "consumer", compatibility_date: "2026-11-01", queues: { producers: [], consumers } };
  miniflare = new Miniflare(
    convertV4MiniflareOptions({
      workers: [
        queuesWorker([config], readFileSync(bundleIn(bundles, QUEUES_WORKER), "utf8")),
        {
          name: "consumer",
          compatibilityDate: "2026-11-01",
          modules: [{ type: "ESModule", path: "/index.js", contents: CONSUMER }],
          modulesRoot: "/",
          serviceBindings: {
            TEST: async (request) => {
              const told = (await request.json()) as { body: unknown; attempts: number }[];
              const queue = new URL(request.url).pathname.slice(1);
              const batch = {
                queue,
                bodies: told.map(({ body }) => body),
                attempts: told.map(({ attempts }) => attempts),
              };
              const { answers, throws } = await consume(batch);
              return Response.json(answers, { headers: throws ? { throws: "yes" } : {} });
            },
          },
        },
      ],
      cf: false,
      resourcePersistencePath: state,
    }),
  );
  const { QUEUE: objects } = await miniflare.getBindings<{ QUEUE: DurableObjectNamespace<LocalQueue> }>(QUEUES_WORKER);
  return objects.getByName("plan");
}

const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => JSON.stringify(index));
const acks = ({ bodies }: Batch): { answers: Answer[] } => ({ answers: bodies.map(() => "ack") });

describe("a local queue", () => {
  it("delivers a message that comes alone at once, and fills batches while four consumers work", async ({ expect }) => {
    const sizes: number[] = [];
    let release = (): void => {};
    const released = new Promise<void>((resolve) => (release = resolve));
    const queue = await queues(async (batch) => {
      sizes.push(batch.bodies.length);
      await released;
      return acks(batch);
    });
    for (const body of numbers(104)) await queue.accept([body]);
    await eventually(async () => sizes.length >= 4, { what: "four batches" });
    expect(sizes).toEqual([1, 1, 1, 1]);
    release();
    await eventually(async () => (await queue.state()).moving === 0, { what: "an empty queue" });
    expect(sizes).toEqual([1, 1, 1, 1, 50, 50]);
  });

  it("waits for company where its consumer is configured so", async ({ expect }) => {
    const sizes: number[] = [];
    const wait = { max_batch_size: 3, max_batch_timeout: 600 };
    const queue = await queues(async (batch) => (sizes.push(batch.bodies.length), acks(batch)), wait);
    for (const body of numbers(2)) await queue.accept([body]);
    expect((await queue.state()).moving).toBe(2);
    await queue.accept(numbers(1));
    await eventually(async () => (await queue.state()).moving === 0, { what: "an empty queue" });
    expect(sizes).toEqual([3]);
  });

  it("keeps what it accepted over the end of its process, and delivers it after the next start", async ({ expect }) => {
    const queue = await queues(() => new Promise(() => {}));
    expect(await queue.backlog()).toEqual({ waiting: 0, bytes: 0, oldestAt: null });
    const from = Date.now();
    await queue.accept(numbers(3));
    const { waiting, bytes, oldestAt } = await queue.backlog();
    expect([waiting, bytes]).toEqual([3, 3]);
    expect([from <= oldestAt!, oldestAt! <= Date.now()]).toEqual([true, true]);
    await miniflare?.dispose();
    const seen: unknown[] = [];
    const again = await queues(async (batch) => (seen.push(...batch.bodies), acks(batch)));
    expect(await again.state()).toEqual({ moving: 3, delayed: 0 });
    await again.deliver();
    await eventually(async () => (await again.state()).moving === 0, { what: "an empty queue" });
    expect(seen).toEqual([0, 1, 2]);
  });

  it("tries a message again, counts the tries, and gives it to the dead letters after the last", async ({ expect }) => {
    const attempts: number[] = [];
    const dead: unknown[] = [];
    const queue = await queues(async (batch) => {
      if (batch.queue === "dead-letters") return (dead.push(...batch.bodies), acks(batch));
      attempts.push(...batch.attempts);
      return { answers: batch.bodies.map(() => "retry") };
    });
    await queue.accept(numbers(1));
    await eventually(async () => dead.length > 0, { what: "a dead letter" });
    expect({ attempts, dead }).toEqual({ attempts: [1, 2, 3], dead: [0] });
    await eventually(async () => (await queue.state()).moving === 0, { what: "an empty queue" });
  });

  it("does not repeat what a consumer acknowledged before it threw", async ({ expect }) => {
    const seen: unknown[][] = [];
    const queue = await queues(async (batch) => {
      seen.push([...batch.bodies]);
      return { answers: batch.bodies.map((body) => (body === 0 ? "ack" : "nothing")), throws: seen.length === 1 };
    });
    await queue.accept(numbers(2));
    await eventually(async () => (await queue.state()).moving === 0, { what: "an empty queue" });
    expect(seen).toEqual([[0, 1], [1]]);
  });

  it("that is closed refuses more and delivers what it has", async ({ expect }) => {
    const seen: unknown[] = [];
    const queue = await queues(async (batch) => (seen.push(...batch.bodies), acks(batch)));
    await queue.accept(numbers(1));
    await queue.close();
    await expect(async () => queue.accept(numbers(1))).rejects.toThrow();
    await eventually(async () => (await queue.state()).moving === 0, { what: "an empty queue" });
    expect(seen).toEqual([0]);
  });
});
