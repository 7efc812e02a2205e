// Tests dead letters over the real database: they are sealed, stored once, and can be sent again.
import { askOne, performOne } from "../schema/only-answer.ts";
import { ports } from "../testing/workerd/ports.ts";
import { performUnlogged } from "../testing/workerd/to-draft.ts";
import { createMessageBatch, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { d1DeskReads } from "../drizzle/d1-desk-reads.ts";
import { headOfStream } from "../drizzle/log-heads.ts";
import { commandIdOf, ContactId, type DeadLetterId, messageIdOf, receiptOf } from "../schema/ids.ts";
import { conflictLetterIdOf, RECEIPT_CONFLICT } from "../schema/messages.ts";
import { type RefusedBody, refusedLetter, refusedLetterIdOf } from "../schema/refused-bodies.ts";
import { deliver, migrate } from "../testing/workerd/test.ts";
import { keepDeadLetters } from "./dead-letters.ts";
import worker from "./index.ts";
import { ada, ADA, SYSTEM_KEY } from "../testing/people.ts";
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

  describe("of a second body of a receipt", () => {
    const receipt = receiptOf(SYSTEM_KEY, "crm", "second");
    const second = (receivedAt: string) => ({
      queue: "dead-letters",
      origin: "ingest",
      reason: RECEIPT_CONFLICT,
      body: JSON.stringify({
        queue: "ingest",
        v: 1,
        id: messageIdOf("ingest", receipt),
        contactId: ada,
        correlationId: receipt,
        causationId: receipt,
        receipt,
        source: "crm",
        signal: { kind: "lead", email: ADA, text: "The real one." },
        bodyDigest: "0".repeat(64),
        receivedAt,
      }),
    });
    const at = (minute: number) => `2026-03-02T09:0${minute}:00.000Z`;
    const id = conflictLetterIdOf(SYSTEM_KEY, receipt);
    const opened = () => askOne(ports.desk, { type: "Letter", id, by: "rosa" });

    it("is one row whenever the body is delivered again, also after a person sent it again", async ({ expect }) => {
      await letters(second(at(1)), second(at(2)));
      expect(await rows()).toMatchObject([{ id, contact_id: ada }]);
      expect(await performOne(ports.desk, { type: "Redrive", id, by: "rosa" })).toEqual({ sent: true, reason: null });
      await letters(second(at(3)));
      expect(await rows()).toMatchObject([{ id, redriven_by: "rosa" }]);
    });

    it("is opened for a person, whose reading is noted, and not after its contact was erased", async ({ expect }) => {
      await planOfAda();
      await letters(second(at(1)));
      const letter = await opened();
      expect(letter).toMatchObject({ id, contactId: ada, reason: "receipt_conflict" });
      expect(JSON.parse(letter?.body ?? "")).toMatchObject({ receipt, signal: { text: "The real one." } });
      const { results } = await env.EVENTS_0.prepare("SELECT reader, contact_id, opened FROM words_read").all();
      expect(results).toEqual([{ reader: "rosa", contact_id: ada, opened: 1 }]);
      const commandId = commandIdOf("EraseContact", ada);
      const cause = { commandId, contactId: ada, correlationId: commandId, causationId: commandId };
      await performOne(ports.desk, { type: "EraseContact", ...cause, by: "rosa", reason: "person_asked", why: "" });
      await letters(second(at(4)));
      expect(await opened()).toMatchObject({ id, body: null });
    });
  });

  describe("of a refused body", () => {
    const FORM = "Colleague+email=ada%40engine.example&Message=Hello";
    const body = (text: string, change: Partial<RefusedBody> = {}): RefusedBody => ({
      queue: "ingest",
      v: 1,
      source: "website",
      format: "form",
      body: Buffer.from(text).toString("base64"),
      bytes: text.length,
      signedSeconds: 1_772_442_000,
      receivedAt: "2026-03-02T09:00:00.000Z",
      ...change,
    });
    const MISSING = "field_missing:email";
    const reads = d1DeskReads([env.EVENTS_0], env.CRM);
    const of = { source: "website", reason: MISSING };
    const listed = async (group: typeof of | null) => (await reads.refusedBodies({ of: group, limit: 10 })).rows;
    const redriven = (id: DeadLetterId) => performOne(ports.desk, { type: "Redrive", id, by: "rosa" });
    const discarded = (id: DeadLetterId) =>
      performOne(ports.desk, { type: "DiscardBody", id, by: "rosa", reason: "spam" });
    const stored = async (): Promise<DeadLetterId> => {
      await letters(refusedLetter(body(FORM), MISSING));
      return refusedLetterIdOf(SYSTEM_KEY, body(FORM));
    };

    it("is one row of its source, however often and when it comes, sealed under the month's key", async ({
      expect,
    }) => {
      const later = body(FORM, { receivedAt: "2026-03-03T09:00:00.000Z", signedSeconds: 1_772_528_400 });
      await letters(refusedLetter(body(FORM), MISSING), refusedLetter(later, MISSING));
      await letters(refusedLetter(body("x"), "not_json"), refusedLetter(body("y", { source: "crm" }), "not_json"));
      // The platform sends the message itself when its tries are used up.
      await letters(body("z"), await planOfAda());
      expect(await reads.refusedGroups()).toMatchObject([
        { source: "crm", reason: "not_json", bodies: 1 },
        { source: "website", reason: MISSING, bodies: 1 },
        { source: "website", reason: "not_json", bodies: 1 },
        { source: "website", reason: "retries_exhausted", bodies: 1 },
      ]);
      expect(await listed(of)).toMatchObject([{ id: refusedLetterIdOf(SYSTEM_KEY, body(FORM)), source: "website" }]);
      const all = await rows();
      expect(all).toHaveLength(5);
      expect(JSON.stringify(all)).not.toContain(body(FORM).body);
      expect(all.filter((row) => row.key_id.startsWith("ad_month_"))).toHaveLength(4);
      expect((await reads.deadLetters({ limit: 10 })).rows).toMatchObject([{ origin: "plan" }]);
    });

    it("is opened for a person, whose reading is noted", async ({ expect }) => {
      const id = await stored();
      const opened = await askOne(ports.desk, { type: "Letter", id, by: "rosa" });
      expect(opened).toMatchObject({ id, source: "website", contactId: null, receipt: null });
      expect(JSON.parse(opened?.body ?? "")).toEqual(body(FORM));
      const { results } = await env.EVENTS_0.prepare("SELECT reader, contact_id, opened FROM words_read").all();
      expect(results).toEqual([{ reader: "rosa", contact_id: id, opened: 1 }]);
    });

    it("is sent to ingest as it came, and waits again with its new reason when it is refused again", async ({
      expect,
    }) => {
      const id = await stored();
      const send = vi.spyOn(Object.getPrototypeOf(env.INGEST) as Queue, "send");
      expect(await redriven(id)).toEqual({ sent: true, reason: null });
      expect(send).toHaveBeenCalledExactlyOnceWith(body(FORM));
      expect([await listed(of), await listed(null)]).toMatchObject([[], [{ id, redrivenBy: "rosa" }]]);
      const again = { id: "0", attempts: 1, body: refusedLetter(body(FORM), "field_missing:email:of_another") };
      const timestamp = new Date(Date.now() + 1_000);
      await worker.queue(createMessageBatch("dead-letters", [{ ...again, timestamp }]), env);
      expect(await listed(null)).toEqual([]);
      expect(await listed({ ...of, reason: "field_missing:email:of_another" })).toMatchObject([
        { id, redrivenAt: null },
      ]);
      expect(await rows()).toHaveLength(1);
    });

    it("names its signal and contact once it was taken, without its words, and is not sent a third time", async ({
      expect,
    }) => {
      const id = await stored();
      const receipt = receiptOf(SYSTEM_KEY, "website", "1");
      expect([await redriven(id), await redriven(id)]).toMatchObject([{ sent: true }, { sent: true }]);
      await letters({ queue: "dead-letters", taken: id, contactId: ada, receipt });
      expect(await listed(null)).toMatchObject([{ id, contactId: ada, receipt, redrivenBy: "rosa" }]);
      expect(await rows()).toMatchObject([{ body_sealed: null }]);
      expect(await redriven(id)).toEqual({ sent: false, reason: "taken" });
      expect(await discarded(id)).toEqual({ discarded: false, reason: "not_waiting" });
    });

    it("is emptied when a person discards it", async ({ expect }) => {
      const id = await stored();
      expect(await discarded(id)).toEqual({ discarded: true, reason: null });
      expect(await rows()).toMatchObject([{ body_sealed: null, redriven_by: "rosa" }]);
      expect(await listed(null)).toMatchObject([{ id, discarded: "spam", contactId: null }]);
      expect(await redriven(id)).toEqual({ sent: false, reason: "discarded" });
      await stored();
      expect(await rows()).toMatchObject([{ body_sealed: null }]);
      expect(await discarded("dl_0" as DeadLetterId)).toEqual({ discarded: false, reason: "unknown" });
      expect(await askOne(ports.desk, { type: "Letter", id, by: "rosa" })).toMatchObject({ body: null });
    });

    it("is not sent again when only its beginning is kept", async ({ expect }) => {
      const cut = body(FORM, { bytes: 90_000 });
      await letters(refusedLetter(cut, "body_too_large"));
      expect(await redriven(refusedLetterIdOf(SYSTEM_KEY, cut))).toEqual({ sent: false, reason: "cut" });
    });
  });

  it("without a contact is not opened, because no reading could be noted", async ({ expect }) => {
    await letters("nonsense");
    const [letter] = await rows();
    const query = { type: "Letter", id: letter!.id, by: "rosa" } as const;
    expect(await askOne(ports.desk, query)).toMatchObject({ contactId: null, body: null });
    expect(await askOne(ports.desk, { ...query, id: "dl_0" as DeadLetterId })).toBeNull();
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
