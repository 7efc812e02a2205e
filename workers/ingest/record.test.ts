// Tests the queue side over real objects and memory: what each kind of signal writes to the CRM, the list, the log and the next
// queue.
import { sliceOf } from "../../testing/full.ts";
import { companyModelOf } from "../../testing/companies.ts";
import { afterEach, beforeEach, describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import { IngestMessage } from "../../schema/messages.ts";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { idOf } from "../../testing/people.ts";
import { ADDRESS, LEADS, leaksOf, person, webhook } from "../../testing/stages/ingest.ts";
import { ingestDeployment } from "../../testing/memory/ingest.ts";

const BOB = "bob@engine.example";
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
/**
 * The next lead of the erased person, who is readmitted while it is recorded: its row is refused before the operator removes the mark and the list
 * entries, and then the object reads the list.
 */
async function readmittedMeanwhile(then: () => void = () => undefined): Promise<IngestMessage> {
  const { lift } = await world.erase(person);
  world.pass(100);
  const back = await lead("msg_2");
  const { read } = world.list;
  world.list.read = async (digests) => {
    await world.crm.readmit(person);
    await lift();
    then();
    return read(digests, 0);
  };
  return back;
}
/** Forgets the order of earlier steps, so that only steps of the queue side are compared. */
const forgetOrder = () => void (world.order.length = 0);

describe("a lead", () => {
  it("is claimed, gets its row, is recorded, logged, and then planned", async ({ expect }) => {
    const one = await lead("msg_1", ADDRESS, { company: "Engine Ltd", title: "Director", phone: "+44 1234 567" });
    forgetOrder();
    expect(await world.record(one)).toEqual(["acked"]);
    expect(world.order).toEqual(["crm", "crm", "ReceiveSignal", "log"]);
    expect(await contactOf()).toMatchObject({
      email: ADDRESS,
      name: "Ada",
      companyName: "Engine Ltd",
      title: "Director",
    });
    expect(await world.logged(person)).toEqual(["SignalReceived"]);
    expect(world.planned).toMatchObject([{ queue: "plan", contactId: person, correlationId: one.receipt, follows: 1 }]);
  });

  it("has the person's public profile in the row, and in no event", async ({ expect }) => {
    const linkedin = "https://www.linkedin.com/in/ada-lovelace";
    const one = await lead("msg_1", ADDRESS, { linkedin });
    expect(one).toMatchObject({ profile: linkedin, signal: { kind: "lead" } });
    expect(await world.record(one)).toEqual(["acked"]);
    expect(await contactOf()).toMatchObject({ profile: true });
    expect(JSON.stringify(world.payloads(person, "SignalReceived"))).not.toContain("linkedin");
  });

  it("is scored anew by a look at a page, which begins no run", async ({ expect }) => {
    await world.record(await lead());
    const toScore = world.toScore.length;
    const page = await accepted({ type: "activity.reported", data: { email: ADDRESS, activity: "page" } }, "msg_2");
    expect(await world.record(page, page)).toEqual(["acked", "acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived", "ActivityReported"]);
    // The run of the lead still waits for its plan, and gets no other one.
    expect([new Set(world.planned.map(({ id }) => id)).size, world.toScore.length > toScore]).toEqual([1, true]);
  });

  it("changes nothing when it is delivered again", async ({ expect }) => {
    const one = await lead();
    for (let times = 0; times < 3; times += 1) expect(await world.record(one, one)).toEqual(["acked", "acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived"]);
    expect(new Set(world.planned.map(({ id }) => id)).size).toBe(1);
    expect(world.payloads(person, "SignalReceived")).toHaveLength(1);
  });

  it("with another lead of the same person in one batch gives two signals, one row, and a run that supersedes the first", async ({
    expect,
  }) => {
    const [first, second] = [await lead("msg_1"), await lead("msg_2", ADDRESS, { title: "Director" })];
    expect(await world.record(first, second)).toEqual(["acked", "acked"]);
    expect(await world.logged(person)).toEqual(["SignalReceived", "SignalReceived"]);
    expect(await contactOf()).toMatchObject({ name: "Ada", title: "Director" });
    const [, run] = world.payloads(person, "SignalReceived") as { runId: string; supersedes?: string }[];
    expect(run?.supersedes).toBeDefined();
    expect(world.planned.at(-1)).toMatchObject({ runId: run?.runId });
  });

  it("joins no company when its address is at a mailbox provider, and else the company of its domain", async ({
    expect,
  }) => {
    await world.crm.putCompany(companyModelOf("gmail.com", { name: "Mail" }));
    await world.crm.putCompany(companyModelOf("engine.example", { name: "Engine" }));
    await world.record(await lead("msg_1", "ada@gmail.com"), await lead("msg_2", "ada@mail.engine.example"));
    const [free, own] = [idOf("ada@gmail.com"), idOf("ada@mail.engine.example")];
    const rows = await world.crm.hydrate([free, own]);
    expect([rows.get(free)?.company, rows.get(own)?.company?.name]).toEqual([null, "Engine"]);
  });

  it("of an erased person leaves no row and no words, and is planned like any other", async ({ expect }) => {
    await world.record(await lead());
    expect(await world.erase(person)).toMatchObject({ isComplete: true });
    world.pass(100);
    expect(await world.record(await lead("msg_2"))).toEqual(["acked"]);
    expect(await contactOf()).toMatchObject({ email: "", name: null });
    expect((await world.logged(person)).at(-1)).toBe("SignalReceived");
    expect(world.planned.at(-1)).toMatchObject({ queue: "plan", contactId: person });
  });

  it("of an erased person who is readmitted at that moment gets its row in the end", async ({ expect }) => {
    await world.record(await lead());
    const back = await readmittedMeanwhile();
    expect(await world.record(back)).toEqual(["acked"]);
    expect(await contactOf()).toMatchObject({ email: ADDRESS, name: "Ada" });
  });

  it("of such a person is retried while the CRM refuses the row", async ({ expect }) => {
    await world.record(await lead());
    const back = await readmittedMeanwhile(() => void world.broken.add("crm_row"));
    expect(await world.record(back)).toEqual(["retried"]);
    expect(await contactOf()).toMatchObject({ email: "" });
    world.broken.clear();
    expect(await world.record(back)).toEqual(["acked"]);
    expect(await contactOf()).toMatchObject({ email: ADDRESS, name: "Ada" });
  });

  it("changes only the fields it has: a later lead without a title keeps the title", async ({ expect }) => {
    await world.record(await lead("msg_1", ADDRESS, { title: "Director" }));
    world.pass(100);
    await world.ask(
      webhook("crm", LEADS.crm(ADDRESS, { name: "Ada L." }), { id: "msg_2", nowSeconds: world.nowSeconds() }),
    );
    await world.record(world.sent.at(-1));
    expect(await contactOf()).toMatchObject({ name: "Ada L.", title: "Director" });
  });

  it(
    "with a hostile text in every field is recorded like any other",
    { timeout: LONG_MILLISECONDS },
    async ({ expect }) => {
      const messages: IngestMessage[] = [];
      for (const { id, text } of sliceOf(hostileTexts(), 16)) {
        const fields = { name: text, company: text, title: text, phone: text, message: text };
        messages.push(await lead(id, `${id}@engine.example`, fields));
        messages.push(
          await accepted(
            { type: "message.received", data: { email: BOB, subject: text, text: `${text}.` } },
            `${id}-m`,
          ),
        );
      }
      const outcomes = await world.record(...messages);
      expect(new Set(outcomes)).toEqual(new Set(["acked"]));
      expect(world.dead).toEqual([]);
      for (const { contactId } of messages) expect((await world.logged(contactId)).length).toBeGreaterThan(0);
    },
  );
});

describe("an import", () => {
  const imported = async (flags: readonly string[]) =>
    accepted({ type: "history.imported", data: { email: ADDRESS, flags } }, `import-${flags.join("-")}`);

  it.for([[["unsubscribed"]], [["replied", "bounced"]], [["do_not_contact", "unsubscribed"]]] as const)(
    "puts the mailbox on the list when it has opted out: %j",
    async ([flags], { expect }) => {
      const one = await imported(flags);
      expect(await world.record(one, one)).toEqual(["acked", "acked"]);
      expect(await world.suppressed()).toEqual({ address: true, comparison: true });
      expect((await world.list.read([], 0)).revision).toBe(2);
      expect(await world.logged(person)).toEqual(["HistoryImported"]);
    },
  );

  it.for([[[]], [["replied"]]] as const)("puts nobody there otherwise: %j", async ([flags], { expect }) => {
    await world.record(await imported(flags));
    expect(await world.suppressed()).toEqual({ address: false, comparison: false });
  });
});

describe("a message", () => {
  it("puts its sender on the list before it is recorded when it opts out, and is not planned", async ({ expect }) => {
    const one = await message("Please unsubscribe me.");
    forgetOrder();
    expect(await world.record(one, one)).toEqual(["acked", "acked"]);
    expect(world.order.slice(0, 6)).toEqual(["crm", "crm", "crm", "ListRevision", "ListRevision", "list"]);
    expect(world.order.indexOf("ReceiveSignal")).toBeGreaterThan(world.order.indexOf("list"));
    expect(await world.suppressed()).toEqual({ address: true, comparison: true });
    expect((await world.list.read([], 0)).revision).toBe(2);
    expect(await world.logged(person)).toEqual(["SignalReceived", "ContactFlagged"]);
    expect(world.payloads(person, "ContactFlagged")).toMatchObject([
      { flag: "unsubscribed", cause: "reply_unsubscribe", revision: 2 },
    ]);
    expect(world.planned).toEqual([]);
  });

  it.for([
    ["Undelivered Mail Returned to Sender: <ada@engine.example>: 550 5.1.1 User unknown", "bounced", "reply_bounced"],
    ["Bitte keine weiteren E-Mails.", "unsubscribed", "reply_unsubscribe"],
  ] as const)("sets the flag of its class: %j", async ([text, flag, cause], { expect }) => {
    await world.record(await message(text));
    expect(world.payloads(person, "ContactFlagged")).toMatchObject([{ flag, cause }]);
    expect(await world.suppressed()).toEqual({ address: true, comparison: true });
  });

  it.for([
    ["Yes, please call me tomorrow.", 1],
    ["What does it cost?", 1],
    ["I am out of office until Monday.", 0],
    ["Not interested, thanks.", 0],
  ] as const)("is not an opt-out: %j", async ([text, runs], { expect }) => {
    expect(await world.record(await message(text))).toEqual(["acked"]);
    expect(await world.suppressed()).toEqual({ address: false, comparison: false });
    expect(world.payloads(person, "ContactFlagged")).toEqual([]);
    expect(world.planned).toHaveLength(runs);
  });
});

describe("a signal that neither starts nor stops a run", () => {
  it("is recorded: an outcome, and an import of a history", async ({ expect }) => {
    const outcome = await accepted({ type: "outcome.reported", data: { email: ADDRESS, outcome: "lost" } }, "msg_1");
    const history = await accepted(
      {
        type: "history.imported",
        data: { email: ADDRESS, title: "Director", flags: ["replied"], sends: ["2026-01-01"] },
      },
      "msg_2",
    );
    expect(await world.record(history, outcome)).toEqual(["acked", "acked"]);
    expect((await world.logged(person)).toSorted()).toEqual(["HistoryImported", "OutcomeReported"]);
    expect(await contactOf()).toMatchObject({ title: "Director" });
    expect(world.planned).toEqual([]);
  });
});
