// Tests messages that share a batch: two bodies under one receipt, an unreadable message, and failing dependencies.
import { afterEach, beforeEach, describe, it } from "vitest";
import { conflictLetterIdOf, IngestMessage } from "../../schema/messages.ts";
import { idOf, SYSTEM_KEY } from "../../testing/people.ts";
import { ADDRESS, LEADS, leaksOf, person, webhook } from "../../testing/stages/ingest.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";

const BOB = "bob@engine.example";
const bob = idOf(BOB);
let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
afterEach(({ expect }) => {
  expect(leaksOf(world.lines), world.lines.join("\n")).toEqual([]);
});

/** The queue message that the webhook route makes. */
async function accepted(body: object, id: string): Promise<IngestMessage> {
  await world.ask(webhook("crm", body, { id }));
  return IngestMessage.parse(world.sent.at(-1));
}
const lead = (id = "msg_1", email = ADDRESS, more: object = {}) => accepted(LEADS.crm(email, more), id);
const message = (text: string, id = "msg_1") =>
  accepted({ type: "message.received", data: { email: ADDRESS, text } }, id);
const contactOf = async (id = person) => (await world.crm.hydrate([id])).get(id)?.contact;
/** Forgets the order of earlier steps, so that only steps of the queue side are compared. */
const forgetOrder = () => void (world.order.length = 0);

describe("one receipt with two bodies", () => {
  const tasks = (id = person) => world.payloads(id, "TaskRaised");

  const second = () => lead("msg_1", BOB, { title: "Director" });
  const letters = () =>
    world.dead.map(({ reason, body }) => ({ reason, message: IngestMessage.parse(JSON.parse(body)) }));

  it("belongs to the first; the second is kept as a letter, with one task on its own contact", async ({ expect }) => {
    const [first, other] = [await lead("msg_1"), await second()];
    expect(first.receipt).toBe(other.receipt);
    expect(await world.record(first)).toEqual(["acked"]);
    for (let times = 0; times < 2; times += 1) expect(await world.record(other)).toEqual(["acked"]);
    expect(tasks()).toEqual([]);
    const letterId = conflictLetterIdOf(SYSTEM_KEY, letters()[0]!.message.receipt);
    expect(tasks(bob)).toMatchObject([{ kind: "receipt_conflict", about: letterId }]);
    expect(letters()).toMatchObject([
      { reason: "receipt_conflict", message: { contactId: bob, signal: other.signal } },
      { reason: "receipt_conflict", message: { contactId: bob, signal: other.signal } },
    ]);
    // Both deliveries make the same letter.
    expect(new Set(letters().map(({ message }) => message.receipt)).size).toBe(1);
    expect(await world.logged(bob)).toEqual(["TaskRaised"]);
    expect(await contactOf(bob)).toBeNull();
    expect(world.planned.every(({ contactId }) => contactId === person)).toBe(true);
  });

  it("loses no lead to a sender who knew its id: the letter, sent again, is recorded and planned once", async ({
    expect,
  }) => {
    const forged = await lead("msg_1", "mallory@engine.example");
    const real = await second();
    expect(await world.record(forged, real)).toEqual(["acked", "acked"]);
    const { message } = letters()[0]!;
    for (let times = 0; times < 2; times += 1) expect(await world.record(message)).toEqual(["acked"]);
    expect(await world.logged(bob)).toEqual(["TaskRaised", "SignalReceived"]);
    expect(await contactOf(bob)).toMatchObject({ title: "Director" });
    expect(new Set(world.planned.map(({ contactId }) => contactId))).toEqual(
      new Set([idOf("mallory@engine.example"), bob]),
    );
    // The sender repeats it afterwards.
    expect(await world.record(await second())).toEqual(["acked"]);
    expect(await world.logged(bob)).toEqual(["TaskRaised", "SignalReceived"]);
  });

  it("keeps each further body by itself", async ({ expect }) => {
    await world.record(await lead("msg_1"), await second(), await lead("msg_1", BOB, { title: "Chair" }));
    expect(new Set(letters().map(({ message }) => message.receipt)).size).toBe(2);
    expect(tasks(bob)).toHaveLength(2);
  });

  it("keeps one body and a letter for each of the others when all are recorded at once, in any order", async ({
    expect,
  }) => {
    const bodies: IngestMessage[] = [];
    for (const title of ["a", "b", "c"]) bodies.push(await lead("msg_1", BOB, { title }));
    await Promise.all([...bodies, ...bodies].map((body) => world.record(body)));
    expect(await world.logged(bob)).toHaveLength(3);
    expect((await world.logged(bob)).filter((type) => type === "SignalReceived")).toHaveLength(1);
    const kept = new Set(letters().map(({ message }) => (message.signal.kind === "lead" ? message.signal.title : "")));
    expect(kept.size).toBe(2);
  });

  it("raises the task of an erased contact, too, and is retried while the letter cannot be sent", async ({
    expect,
  }) => {
    await world.record(await lead("msg_0", BOB), await lead("msg_1"));
    await world.erase(bob, BOB);
    world.broken.add("dead_letters");
    expect(await world.record(await second())).toEqual(["retried"]);
    world.broken.clear();
    expect(await world.record(await second())).toEqual(["acked"]);
    expect(tasks(bob)).toHaveLength(1);
    expect(letters()).toHaveLength(1);
  });

  it("belongs to the first also in one batch and for one person", async ({ expect }) => {
    const [first, second] = [await lead("msg_1"), await lead("msg_1", ADDRESS, { title: "Director" })];
    expect(await world.record(first, second)).toEqual(["acked", "acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived", "TaskRaised"]);
    expect(await contactOf()).toMatchObject({ title: null });
    expect(letters()).toMatchObject([{ message: { signal: second.signal } }]);
  });

  it("records an opt-out in the second body", async ({ expect }) => {
    await world.record(await lead("msg_1", BOB));
    const second = await message("Please unsubscribe me.", "msg_1");
    for (let times = 0; times < 2; times += 1) expect(await world.record(second)).toEqual(["acked"]);
    expect(tasks()).toMatchObject([{ kind: "receipt_conflict", about: second.receipt }]);
    expect(await world.suppressed()).toEqual({ address: true, comparison: true });
    expect(await world.logged(person)).toEqual(["SignalReceived", "ContactFlagged", "TaskRaised"]);
    // All of it is recorded, so no letter keeps it.
    expect(letters()).toEqual([]);
  });

  it("belongs to the first, whichever is retried first after a failure", async ({ expect }) => {
    const [first, second] = [await lead("msg_1"), await lead("msg_1", BOB)];
    world.broken.add("ReceiveSignal");
    expect(await world.record(first)).toEqual(["retried"]);
    world.broken.clear();
    expect(await world.record(second)).toEqual(["acked"]);
    expect(await world.record(first)).toEqual(["acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived"]);
    expect(await world.logged(bob)).toEqual(["TaskRaised"]);
    // The first body has no event yet; the row of its claim decides.
    expect(world.evidence(bob, "TaskRaised")).toEqual([
      { table: "receipts", id: first.receipt, columns: { source: "crm" } },
    ]);
  });
});

describe("a batch", () => {
  it("continues around an unreadable message, which becomes a dead letter", async ({ expect }) => {
    const [good, other] = [await lead("msg_1"), await lead("msg_2", BOB)];
    const bad = [
      { ...good, signal: { kind: "lead", email: ADDRESS, score: 1 } },
      "garbage",
      null,
      { ...good, receipt: "rc_!" },
    ];
    expect(await world.record(good, ...bad, other)).toEqual(Array.from({ length: 6 }, () => "acked"));
    expect(world.dead.map(({ origin }) => origin)).toEqual(["ingest", "ingest", "ingest", "ingest"]);
    expect([await world.logged(person), await world.logged(bob)]).toEqual([["SignalReceived"], ["SignalReceived"]]);
  });

  it("is retried as a whole while the CRM is down, and nothing is half done", async ({ expect }) => {
    const batch = [await lead("msg_1"), await message("Please unsubscribe me.", "msg_2"), await lead("msg_3", BOB)];
    forgetOrder();
    world.broken.add("crm");
    expect(await world.record(...batch)).toEqual(["retried", "retried", "retried"]);
    expect(world.order).toEqual(["crm"]);
    expect([await world.logged(person), await world.logged(bob), world.planned]).toEqual([[], [], []]);
    expect(await world.suppressed()).toEqual({ address: false, comparison: false });
    world.broken.clear();
    expect(await world.record(...batch)).toEqual(["acked", "acked", "acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived", "SignalReceived", "ContactFlagged"]);
  });

  it("is not recorded while the CRM claims its receipt and refuses its row", async ({ expect }) => {
    const batch = [await lead("msg_1"), await lead("msg_2", BOB)];
    world.broken.add("crm_row");
    expect(await world.record(...batch)).toEqual(["retried", "retried"]);
    expect([await world.logged(person), await world.logged(bob), world.planned]).toEqual([[], [], []]);
    world.broken.clear();
    expect(await world.record(...batch)).toEqual(["acked", "acked"]);
    expect(await contactOf(bob)).not.toBeNull();
  });

  it("retries only the opt-out while the list is down", async ({ expect }) => {
    const [out, other] = [await message("Please unsubscribe me."), await lead("msg_3", BOB)];
    world.broken.add("list");
    expect(await world.record(out, other)).toEqual(["retried", "acked"]);
    expect([await world.logged(person), await world.logged(bob)]).toEqual([[], ["SignalReceived"]]);
    world.broken.clear();
    expect(await world.record(out)).toEqual(["acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived", "ContactFlagged"]);
  });

  it.for(["ReceiveSignal", "log"] as const)(
    "plans nothing while %s is down, and everything afterwards",
    async (part, { expect }) => {
      const batch = [await lead("msg_1"), await lead("msg_2", BOB)];
      world.broken.add(part);
      expect(await world.record(...batch)).toEqual(["retried", "retried"]);
      expect(world.planned).toEqual([]);
      world.broken.clear();
      expect(await world.record(...batch)).toEqual(["acked", "acked"]);
      expect(world.planned.map(({ contactId }) => contactId)).toEqual([person, bob]);
      expect(await world.logged(person)).toEqual(["SignalReceived"]);
    },
  );
});
