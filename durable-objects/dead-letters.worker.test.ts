// Tests dead letters over the real database: they are sealed, stored once, and can be sent again.
import { performOne } from "../schema/only-answer.ts";
import { ports } from "../testing/workerd/ports.ts";
import { performUnlogged } from "../testing/workerd/to-draft.ts";
import { createMessageBatch, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { headOfStream } from "../drizzle/log-heads.ts";
import { ContactId, type DeadLetterId } from "../schema/ids.ts";
import { deliver, migrate } from "../testing/workerd/test.ts";
import { keepDeadLetters } from "./dead-letters.ts";
import worker from "./index.ts";
import { ada, ADA } from "../testing/people.ts";
import { action, lead, runOf } from "../testing/contact/scenario.ts";

const rows = async () =>
  (
    await env.EVENTS_0.prepare(
      "SELECT id, origin, reason, contact_id, body_sealed, key_id, redriven_by FROM dead_letters ORDER BY received_at, id",
    ).all<{
      id: DeadLetterId;
      origin: string;
      reason: string;
      contact_id: string | null;
      body_sealed: string;
      key_id: string;
      redriven_by: string | null;
    }>()
  ).results;

const letters = (...bodies: unknown[]) => deliver(worker, { queue: "dead-letters", bodies, env });

/** An answer of the ingest port, with a real `plan` message of a contact with a key. */
async function planOfAda() {
  const { next } = await performOne(ports.ingest, lead());
  return next[0]!;
}

describe("a dead letter", () => {
  beforeEach(async () => {
    await reset();
    await migrate();
    vi.restoreAllMocks();
  });

  it("is stored with origin and reason, from a stage that rejected it or after its retries were used up", async ({
    expect,
  }) => {
    const plan = await planOfAda();
    const poison = {
      queue: "dead-letters",
      origin: "qualify",
      reason: "unparseable::invalid_type",
      body: `{"email":"${ADA}"`,
    };
    const { acked } = await letters(plan, poison, "not even an object");
    expect(acked).toHaveLength(3);
    expect((await rows()).map(({ origin, reason }) => [origin, reason]).toSorted()).toEqual([
      ["plan", "retries_exhausted"],
      ["qualify", "unparseable::invalid_type"],
      ["unknown", "retries_exhausted"],
    ]);
  });

  it("is sealed under its contact's key, or under the month's key without a known contact", async ({ expect }) => {
    const plan = await planOfAda();
    await letters(plan, { queue: "ingest", email: ADA });
    const [withContact, withoutContact] = (await rows()).toSorted(
      (a, b) => Number(a.contact_id === null) - Number(b.contact_id === null),
    );
    expect(withContact?.key_id).toBe(plan.contactId);
    expect(withoutContact?.key_id).toMatch(/^ad_month_\d{4}-\d{2}$/);
    expect(JSON.stringify(await rows())).not.toContain(ADA);
  });

  it("makes its contact's object ship what the message would have shipped, and no other object", async ({ expect }) => {
    const plan = await planOfAda();
    await performUnlogged(action(runOf("1")));
    expect(await headOfStream([env.EVENTS_0], ada)).toMatchObject({ version: 1 });
    await letters(plan, { queue: "qualify", contactId: "ct_nobody" }, "of nobody");
    expect(await headOfStream([env.EVENTS_0], ada)).toMatchObject({ version: 2 });
    expect(await headOfStream([env.EVENTS_0], ContactId.parse("ct_nobody"))).toBeNull();
  });

  it("is stored although its contact's object cannot ship to the log", async ({ expect }) => {
    const plan = await planOfAda();
    await performUnlogged(action(runOf("1")));
    await env.EVENTS_0.prepare("ALTER TABLE events RENAME TO elsewhere").run();
    const { acked } = await letters(plan);
    expect([acked, (await rows()).length]).toEqual([["0"], 1]);
  });

  it("is one row when it is delivered twice", async ({ expect }) => {
    await letters("the same", "the same");
    await letters("the same");
    expect(await rows()).toHaveLength(1);
  });

  it("is sent to its original queue again, in the name of a person", async ({ expect }) => {
    const plan = await planOfAda();
    await letters(plan);
    const [letter] = await rows();
    const send = vi.spyOn(Object.getPrototypeOf(env.PLAN) as Queue, "send");
    expect(await performOne(ports.desk, { type: "Redrive", id: letter!.id, by: "rosa" })).toEqual({
      sent: true,
      reason: null,
    });
    expect(send).toHaveBeenCalledWith(plan);
    expect(await rows()).toMatchObject([{ redriven_by: "rosa" }]);
  });

  it("is not sent again when it cannot be parsed or does not exist", async ({ expect }) => {
    await letters("nonsense");
    const [letter] = await rows();
    expect(await performOne(ports.desk, { type: "Redrive", id: letter!.id, by: "rosa" })).toEqual({
      sent: false,
      reason: "does_not_parse",
    });
    expect(await performOne(ports.desk, { type: "Redrive", id: "dl_0" as DeadLetterId, by: "rosa" })).toEqual({
      sent: false,
      reason: "unknown",
    });
  });

  it("is retried when it cannot be stored", async ({ expect }) => {
    await env.EVENTS_0.prepare("DROP TABLE dead_letters").run();
    const { acked, retried } = await letters("one", "two");
    expect([acked, retried.map(({ id }) => id)]).toEqual([[], ["0", "1"]]);
  });

  it.for([
    [1, 10],
    [9, 1_200],
  ] as const)(
    "waits after try %i as long as a stage's message does: %i seconds",
    async ([attempts, seconds], { expect }) => {
      await env.EVENTS_0.prepare("DROP TABLE dead_letters").run();
      const message = { id: "0", timestamp: new Date(), attempts, body: "one" };
      const batch = createMessageBatch("dead-letters", [message]);
      const retry = vi.spyOn(batch.messages[0]!, "retry");
      const random = (bytes: number) => new Uint8Array(bytes).fill(128);
      await keepDeadLetters(batch, env, { random, now: () => Date.now() });
      expect(retry).toHaveBeenCalledExactlyOnceWith({ delaySeconds: seconds });
    },
  );

  it("is not marked as sent again when its queue did not take it, and can be sent later", async ({ expect }) => {
    const plan = await planOfAda();
    await letters(plan);
    const [letter] = await rows();
    const command = { type: "Redrive", id: letter!.id, by: "rosa" } as const;
    const queues = Object.getPrototypeOf(env.PLAN) as Queue;
    const send = vi.spyOn(queues, "send").mockRejectedValueOnce(new Error("the queue is away"));
    await expect(performOne(ports.desk, command)).rejects.toThrow();
    expect(await rows()).toMatchObject([{ redriven_by: null }]);
    expect(await performOne(ports.desk, command)).toEqual({ sent: true, reason: null });
    expect(send).toHaveBeenCalledTimes(2);
    expect(await rows()).toMatchObject([{ redriven_by: "rosa" }]);
  });
});
