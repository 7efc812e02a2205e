// Tests bounces, complaints and unsubscribes that a provider reports: they are recorded completely before the answer, or get 503.
import { afterEach, beforeEach, describe, it } from "vitest";
import { suppressionDigest } from "../../domain/address.ts";
import { suppressionStreamOf } from "../../schema/ids.ts";
import { idOf, SYSTEM_KEY } from "../../testing/people.ts";
import { ADDRESS, LEADS, leaksOf, person, webhook } from "../../testing/stages/ingest.ts";
import { ingestDeployment, type Part } from "../../testing/memory/ingest.ts";

const BOB = "bob@engine.example";
const bob = idOf(BOB);
let world = ingestDeployment();
beforeEach(() => {
  world = ingestDeployment();
});
afterEach(({ expect }) => {
  expect(leaksOf([...world.lines, ...world.answers]), world.lines.join("\n")).toEqual([]);
});

const optOut = (type = "contact.unsubscribed", id = "msg_1", email = ADDRESS) =>
  webhook("crm", { type, data: { email } }, { id });
const ACTS: readonly Part[] = [
  "ListRevision",
  "crm",
  "list",
  "ReceiveSignal",
  "AddSuppressions",
  "AddSuppressions",
  "log",
];
const both = { address: true, comparison: true };
const digests = (["address", "comparison"] as const).map((kind) => suppressionDigest(SYSTEM_KEY, kind, ADDRESS));
const logged = async () => ({
  person: await world.logged(person),
  list: await Promise.all([...new Set(digests.map(suppressionStreamOf))].map(world.logged)),
});
const conflicts = (id = person) => world.payloads(id, "TaskRaised");
const all = { person: ["SignalReceived", "ContactFlagged"], list: [["SuppressionAdded"], ["SuppressionAdded"]] };
const none = { person: [], list: [[], []] };

describe("an opt-out", () => {
  it.for([
    ["contact.bounced", "bounced", "bounce"],
    ["contact.complained", "do_not_contact", "complaint"],
    ["contact.unsubscribed", "unsubscribed", "unsubscribe"],
  ] as const)(
    "%s is written to the list, then to the contact and the log in one call of the port, and then answered",
    async ([type, flag, cause], { expect }) => {
      const response = await world.ask(optOut(type));
      expect(response.status).toBe(200);
      expect(await response.json()).toEqual({ receipt: expect.stringMatching(/^rc_/) });
      expect(world.order).toEqual(ACTS);
      expect(await world.suppressed()).toEqual(both);
      expect(await logged()).toEqual(all);
      expect(world.payloads(person, "ContactFlagged")).toEqual([{ flag, on: true, cause, revision: 2 }]);
      expect([world.sent, world.lines]).toEqual([[], []]);
    },
  );

  it("covers the other spellings of the address, and no other address", async ({ expect }) => {
    await world.ask(optOut("contact.bounced", "msg_1", "a.d.a+news@googlemail.com"));
    expect(await world.suppressed("ada@gmail.com")).toEqual({ address: false, comparison: true });
    expect(await world.suppressed("bob@gmail.com")).toEqual({ address: false, comparison: false });
  });

  it("gets the same answer and is recorded once when it is sent again, at the same moment or later", async ({
    expect,
  }) => {
    const parallel = await Promise.all(Array.from({ length: 20 }, () => world.ask(optOut())));
    world.pass(100);
    const answers = await Promise.all([...parallel, await world.ask(optOut())].map((answer) => answer.text()));
    expect(new Set(answers).size).toBe(1);
    expect(await logged()).toEqual(all);
    expect((await world.list.read([], 0)).revision).toBe(2);
  });

  it("does not restore a lifted suppression when it is sent again", async ({ expect }) => {
    await world.ask(optOut());
    const [address = ""] = digests;
    await world.list.lift({ kind: "address", digest: address, by: "grace" }, 0);
    await world.ask(optOut());
    expect(await world.suppressed()).toEqual({ address: false, comparison: true });
    await world.ask(optOut("contact.unsubscribed", "msg_2"));
    expect(await world.suppressed()).toEqual(both);
  });

  it("also ships events of the contact that the log does not have yet", async ({ expect }) => {
    await world.ask(webhook("crm", LEADS.crm(), { id: "msg_0" }));
    world.broken.add("log");
    expect(await world.record(...world.sent)).toEqual(["retried"]);
    world.broken.clear();
    await world.ask(optOut());
    expect(await world.logged(person)).toEqual(["SignalReceived", ...all.person]);
  });

  it("is recorded under an id that a lead used, and raises a task", async ({ expect }) => {
    await world.ask(webhook("crm", LEADS.crm()));
    await world.record(...world.sent);
    for (let times = 0; times < 2; times += 1) expect((await world.ask(optOut())).status).toBe(200);
    expect(await world.suppressed()).toEqual(both);
    expect(await world.logged(person)).toEqual(["SignalReceived", ...all.person, "TaskRaised"]);
    expect(conflicts()).toHaveLength(1);
  });

  it("opts out both people when two share one id", async ({ expect }) => {
    await world.ask(optOut());
    await world.ask(optOut("contact.unsubscribed", "msg_1", BOB));
    expect([await world.suppressed(), await world.suppressed(BOB)]).toEqual([both, both]);
    expect(await world.logged(bob)).toEqual([...all.person, "TaskRaised"]);
    expect([conflicts().length, conflicts(bob).length]).toEqual([0, 1]);
  });

  it("is recorded under the id of another person's waiting lead, and the lead becomes the conflict", async ({
    expect,
  }) => {
    await world.ask(webhook("crm", LEADS.crm(BOB)));
    expect((await world.ask(optOut())).status).toBe(200);
    expect(await world.record(...world.sent)).toEqual(["acked"]);
    expect([await world.logged(person), await world.logged(bob)]).toEqual([all.person, ["TaskRaised"]]);
    expect(world.dead).toHaveLength(1);
  });

  it("keeps its id: a later lead under it is not planned, but kept with one task on its contact", async ({
    expect,
  }) => {
    const { receipt } = (await (await world.ask(optOut())).json()) as { receipt: string };
    for (const email of [ADDRESS, ADDRESS, BOB]) {
      expect((await world.ask(webhook("crm", LEADS.crm(email)))).status).toBe(202);
    }
    expect(await world.record(...world.sent)).toEqual(["acked", "acked", "acked"]);
    expect(await world.logged(person)).toEqual([...all.person, "TaskRaised"]);
    expect([conflicts().length, conflicts(bob).length]).toEqual([1, 1]);
    expect(world.dead.map(({ body }) => (JSON.parse(body) as { receipt: string }).receipt)).not.toContain(receipt);
    expect([await world.logged(bob), world.planned]).toEqual([["TaskRaised"], []]);
  });

  it("is recorded again when its id comes with another body after a lift", async ({ expect }) => {
    await world.ask(optOut());
    for (const [index, digest] of digests.entries())
      await world.list.lift({ kind: index === 0 ? "address" : "comparison", digest, by: "grace" }, 0);
    expect(await world.suppressed()).toEqual({ address: false, comparison: false });
    await world.ask(optOut("contact.complained"));
    expect(await world.suppressed()).toEqual(both);
    expect(conflicts()).toHaveLength(1);
  });
});

describe("an opt-out of which a part fails", () => {
  it.for([
    ["ListRevision", 1, { address: false, comparison: false }, none],
    ["crm", 2, { address: false, comparison: false }, none],
    ["list", 3, { address: false, comparison: false }, none],
    ["ReceiveSignal", 7, both, { ...all, person: [] }],
    ["AddSuppressions", 7, both, { ...all, list: [[], []] }],
    ["log", 7, both, none],
  ] as const)(
    "gets 503 with retry-after when %s fails, which stops no other entry of the call, and is completed by the retry",
    async ([part, calls, listed, recorded], { expect }) => {
      world.broken.add(part);
      const response = await world.ask(optOut());
      expect([response.status, response.headers.get("retry-after")]).toEqual([503, "30"]);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
      expect(world.order).toEqual(ACTS.slice(0, calls));
      expect(await world.suppressed()).toEqual(listed);
      expect(await logged()).toEqual(recorded);
      expect(world.lines.map((line) => JSON.parse(line))).toMatchObject([
        { reason: "webhook_not_taken", error: expect.stringMatching(/^(?:Error|NoAnswer)$/) },
      ]);
      world.broken.clear();
      expect((await world.ask(optOut())).status).toBe(200);
      expect(await logged()).toEqual(all);
      expect((await world.list.read([], 0)).revision).toBe(2);
    },
  );

  it("gets 503 while the list is behind the log, writes nothing, and is recorded when the list is whole again", async ({
    expect,
  }) => {
    await world.ask(optOut("contact.bounced", "msg_0", BOB));
    const putBack = world.list.goBackTo(1);
    expect((await world.ask(optOut())).status).toBe(503);
    expect(await logged()).toEqual(none);
    expect(world.lines.map((line) => JSON.parse(line))).toMatchObject([
      { reason: "webhook_not_taken", error: "ListWentBack" },
    ]);
    putBack();
    expect((await world.ask(optOut())).status).toBe(200);
    expect(await logged()).toEqual(all);
    expect((await world.list.read([], 0)).revision).toBe(4);
  });

  it("gets 503 until its conflict is reported, and is recorded in any case", async ({ expect }) => {
    await world.ask(webhook("crm", LEADS.crm(BOB)));
    await world.record(...world.sent);
    world.broken.add("ReportConflict");
    expect((await world.ask(optOut())).status).toBe(503);
    expect(await world.suppressed()).toEqual(both);
    expect(await logged()).toEqual(all);
    world.broken.clear();
    expect((await world.ask(optOut())).status).toBe(200);
    expect([await logged(), conflicts().length]).toEqual([{ ...all, person: [...all.person, "TaskRaised"] }, 1]);
  });

  it("gets 503 when the log has another event in its place", async ({ expect }) => {
    world.broken.add("log_conflict");
    expect((await world.ask(optOut())).status).toBe(503);
    expect(await world.suppressed()).toEqual(both);
  });
});
