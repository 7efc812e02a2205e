// Tests the main journey, with everything real but the mail provider: a signed webhook, a held draft, a person's approval, a
// message in the outbox.
import { afterAll, beforeAll, describe, it } from "vitest";
import type { StoredEvent } from "../schema/events.ts";
import { shardOf, type StreamId } from "../schema/ids.ts";
import { eventually } from "../local/eventually.ts";
import { deskClient, type HoldItem } from "../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { holdsAfterEach, faultFinder } from "../testing/system/log-holds.ts";
import { idOf } from "../testing/people.ts";
import type { Policy } from "../schema/policy.ts";
import { TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import type { ContactReceipt } from "../replay/receipt.ts";
import type { VerifyAnswer } from "./desk/contact-answers.ts";
import type { SourceKind } from "./ingest/source-kind.ts";
import { signedForm } from "./ingest/sources/signed-form.ts";
import { standardWebhooks } from "./ingest/sources/standard-webhooks.ts";
import { typesOf } from "../testing/system/types-of.ts";

let system: Harness;
beforeAll(async () => {
  system = await startHarness();
});
afterAll(() => system.close());
holdsAfterEach(() => system);

const webhook = (body: object) => posted("website", signedForm, body);
/** A lead from the CRM, whose server makes the id. */
const fromCrm = (id: string, data: object) => posted("crm", standardWebhooks, { type: "lead.created", data }, id);

async function posted(source: "website" | "crm", { sign }: SourceKind, body: object, id = "") {
  const text = JSON.stringify(body);
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const response = await fetch(new URL(`/webhooks/${source}`, system.url), {
    method: "POST",
    body: text,
    headers: {
      "content-type": "application/json",
      ...sign({ secret: TEST_SOURCE_SECRETS[source], body: text, id, nowSeconds }),
    },
  });
  return { status: response.status, receipt: ((await response.json()) as { receipt: string }).receipt };
}

const { api, holdOf } = deskClient(() => system);
const confirm = ({ holdId, digest }: HoldItem) => api("POST", `/holds/${holdId}/confirm`, { digest });

const eventsOf = (streamId: string): Promise<StoredEvent[]> => system.eventsOf(streamId);
const typesIn = async (streamId: string): Promise<string[]> => typesOf(await eventsOf(streamId));
const logged = (streamId: string, type: string): Promise<StoredEvent> =>
  eventually(async () => (await eventsOf(streamId)).find((event) => event.type === type), {
    what: `${type} in the log`,
  });

describe("a mail that Email Routing brings", () => {
  it("is held for a person to answer, with what its readers say of it", async ({ expect }) => {
    const mail = [
      "From: Mia Muster <mia@muster.example>",
      "To: robin@sampleworks.example",
      "Subject: Offer",
      "Message-ID: <1@muster.example>",
      "",
      "Please send me a quote for 20 seats.",
    ].join("\r\n");
    const { outcome } = await system
      .worker("ingest")
      .email({ from: "mia@muster.example", to: "robin@sampleworks.example", raw: mail });
    expect(outcome).toBe("ok");
    const { streamId } = await holdOf("mia@muster.example", "preview");
    const [received] = await eventsOf(streamId);
    expect(received?.payload).toMatchObject({ kind: "message", source: "email", class: "interested" });
  });
});

describe("a lead", () => {
  it("goes from a signed webhook to the outbox, every step in the log", async ({ expect }) => {
    const posted = await webhook({
      email: "ada@engine.example",
      name: "Ada Byron",
      title: "Director",
      message: "Please send a quote.",
    });
    expect(posted.status).toBe(202);

    const preview = await holdOf("ada@engine.example", "preview");
    expect((await confirm(preview)).status).toBe(200);

    const draft = await holdOf("ada@engine.example", "draft");
    const edited = await api("POST", `/holds/${draft.holdId}/edit`, {
      digest: draft.digest,
      subject: "Your quote",
      body: "Hello Ada,\n\nwhat exactly shall we quote?",
      why: "shorter",
    });
    expect(edited.status).toBe(200);
    const stale = await api<{ type: string }>("POST", `/holds/${draft.holdId}/approve`, { digest: draft.digest });
    expect([stale.status, stale.body.type]).toEqual([409, "urn:holdpoint:problem:changed"]);

    const now = await holdOf("ada@engine.example", "draft");
    const approvals = await Promise.all(
      Array.from({ length: 20 }, () => api("POST", `/holds/${draft.holdId}/approve`, { digest: now.digest })),
    );
    expect(new Set(approvals.map((answer) => JSON.stringify(answer)))).toHaveLength(1);
    expect(approvals[0]?.status).toBe(200);

    await logged(preview.streamId, "DispatchSucceeded");
    expect(await typesIn(preview.streamId)).toEqual([
      "SignalReceived",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewConfirmed",
      "DraftHeld",
      "DraftEdited",
      "DraftApproved",
      "DispatchClaimed",
      "DispatchSucceeded",
    ]);
    const select = "SELECT recipient, subject, message FROM outbox";
    const sent = await system.rows<{ recipient: string; subject: string; message: string }>(select);
    expect(sent).toMatchObject([{ recipient: "ada@engine.example", subject: "Your quote" }]);
    expect(sent[0]?.message).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/m);
  });

  it("is one lead when its webhook is sent again", async ({ expect }) => {
    const body = { email: "bea@engine.example", name: "Bea", message: "Hello", submission_id: "s-1" };
    const [first, second] = [await webhook(body), await webhook(body)];
    expect([second.status, second.receipt]).toEqual([202, first.receipt]);
    const { streamId } = await holdOf("bea@engine.example", "preview");
    expect((await typesIn(streamId)).filter((type) => type === "SignalReceived")).toHaveLength(1);
  });

  it("is not lost to another body that took its id: a person reads it and sends it again", async ({ expect }) => {
    await fromCrm("s-2", { email: "mallory@engine.example", name: "Mallory", message: "Hello" });
    await holdOf("mallory@engine.example", "preview");
    await fromCrm("s-2", { email: "cy@engine.example", name: "Cy", message: "The real one" });
    const streamId = idOf("cy@engine.example");
    const { payload } = await logged(streamId, "TaskRaised");
    const { about } = payload as { about: string };
    const { body: tasks } = await api<{ items: { streamId: string; about: string }[] }>("GET", "/tasks");
    expect(tasks.items).toContainEqual(expect.objectContaining({ streamId, about }));
    const letter = await eventually(
      async () => {
        const { status, body } = await api<{ contactId: string; body: string }>("GET", `/dead-letters/${about}`);
        return status === 200 ? body : undefined;
      },
      { what: "the letter" },
    );
    expect(letter.contactId).toBe(streamId);
    expect(JSON.parse(letter.body)).toMatchObject({ signal: { text: "The real one" } });
    expect((await api("POST", `/dead-letters/${about}/redrive`, {})).status).toBe(200);
    await holdOf("cy@engine.example", "preview");
    expect((await typesIn(streamId)).slice(0, 2)).toEqual(["TaskRaised", "SignalReceived"]);
  });

  it("is not approved after its contact unsubscribes by the draft's link", async ({ expect }) => {
    await webhook({ email: "dora@engine.example", name: "Dora", message: "Hello" });
    const preview = await holdOf("dora@engine.example", "preview");
    await confirm(preview);
    const draft = await holdOf("dora@engine.example", "draft");
    const link = /https?:\/\/\S+(\/u\/\S+)/.exec(draft.shown.footer ?? "")?.[1];
    const page = await fetch(new URL(link ?? "", system.url));
    expect(page.status).toBe(200);
    expect(await typesIn(preview.streamId)).not.toContain("ContactFlagged");
    const click = await fetch(new URL(link ?? "", system.url), {
      method: "POST",
      body: new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
    });
    expect(click.status).toBe(200);
    expect((await typesIn(preview.streamId)).slice(-3)).toEqual(["SignalReceived", "ContactFlagged", "HoldVoided"]);
    const late = await api<{ type: string; as: string }>("POST", `/holds/${draft.holdId}/approve`, {
      digest: draft.digest,
    });
    expect([late.status, late.body.as]).toEqual([409, "voided"]);
  });

  it("is stopped by the list at any step", async ({ expect }) => {
    await webhook({ email: "eli@stopped.example", name: "Eli", message: "Hello" });
    const preview = await holdOf("eli@stopped.example", "preview");
    expect(
      (await api("POST", "/suppressions", { kind: "domain", value: "stopped.example", why: "asked by phone" })).status,
    ).toBe(200);
    await confirm(preview);
    expect((await logged(preview.streamId, "SafetyVetoed")).payload).toMatchObject({
      where: "hold",
      reason: "suppressed",
    });
    expect(await typesIn(preview.streamId)).not.toContain("DraftHeld");
    await webhook({ email: "eli@stopped.example", name: "Eli", message: "Hello again" });
    await eventually(
      async () => (await typesIn(preview.streamId)).filter((type) => type === "SafetyVetoed").length === 2 || undefined,
      { what: "the veto at the plan" },
    );
  });

  it("survives the eviction of its object between any two steps", async ({ expect }) => {
    await webhook({ email: "finn@engine.example", name: "Finn", message: "Hello" });
    const preview = await holdOf("finn@engine.example", "preview");
    await system.evict(preview.streamId);
    expect((await confirm(preview)).status).toBe(200);
    await system.evict(preview.streamId);
    const draft = await holdOf("finn@engine.example", "draft");
    await system.evict(preview.streamId);
    expect((await api("POST", `/holds/${draft.holdId}/approve`, { digest: draft.digest })).status).toBe(200);
    await logged(preview.streamId, "DispatchSucceeded");
  });
});

describe("the desk", () => {
  it.for([
    ["ada@engine.example", /^We wrote on .* approved the text\.$/, "what exactly shall we quote?"],
    ["dora@engine.example", /^We did not write, although .* the contact unsubscribed\.$/, "Hello"],
    ["eli@stopped.example", /^We did not write, because the contact is on the suppression list\.$/, "Hello again"],
  ] as const)("answers from the log for %s", async ([email, says, words], { expect }) => {
    const id = idOf(email);
    const receipt = await api<{ unlogged: number; receipt: ContactReceipt }>("GET", `/contacts/${id}/receipt`);
    expect(receipt.body).toMatchObject({ unlogged: 0, receipt: { seal: "opened", faults: [] } });
    expect(receipt.body.receipt.answer).toMatch(says);
    expect(JSON.stringify(receipt.body)).toContain(words);
    const verified = await api<VerifyAnswer>("GET", `/contacts/${id}/verify`);
    expect(verified.body).toMatchObject({ holds: true, faults: [], sealed: { closed: 0 } });
    expect(verified.body.rows).toBeGreaterThanOrEqual(1);
    const same = await api("POST", `/contacts/${id}/what-if`, { policy: {} });
    expect(same.body).toMatchObject({ changes: [], unknowns: [] });
  });
});

describe("an erased contact on the desk", () => {
  it("keeps a timeline without words, a receipt and a valid log", async ({ expect }) => {
    await webhook({ email: "gone@engine.example", name: "Gwen Gone", message: "Remember me." });
    const { streamId } = await holdOf("gone@engine.example", "preview");
    expect((await api("POST", `/contacts/${streamId}/erase`, { why: "they asked" })).status).toBeLessThan(300);
    await logged(streamId, "ContactErased");
    const verified = await eventually(
      async () => {
        const { body } = await api<VerifyAnswer>("GET", `/contacts/${streamId}/verify`);
        return body.sealed.erased && body.sealed.opened === 0 ? body : undefined;
      },
      { what: "the end of the erasure" },
    );
    expect(verified).toMatchObject({ holds: true, faults: [], unlogged: 0 });
    const told = await api<{ timeline: { type: string; words: unknown; sealed: boolean }[] }>(
      "GET",
      `/contacts/${streamId}`,
    );
    expect(told.body.timeline[0]).toMatchObject({ type: "SignalReceived", words: null, sealed: true });
    const receipt = await api<{ receipt: ContactReceipt }>("GET", `/contacts/${streamId}/receipt`);
    expect(receipt.body.receipt).toMatchObject({ erased: true, seal: "closed", faults: [] });
    expect(JSON.stringify([told.body, receipt.body, verified])).not.toMatch(/Gwen|Remember me|gone@/);
  });
});

describe("a message that cannot be read", () => {
  it("becomes a dead letter, and the other messages are handled", async ({ expect }) => {
    const { explicitAcks } = await system.deliver("planner", "plan", [
      { id: "bad", body: { queue: "plan", v: 1, nonsense: true } },
    ]);
    expect(explicitAcks).toEqual(["bad"]);
    const letter = await eventually(
      async () => (await api<{ items: { id: string; origin: string }[] }>("GET", "/dead-letters")).body.items[0],
      { what: "the dead letter" },
    );
    expect(letter).toMatchObject({ origin: "plan" });
    expect((await api("POST", `/dead-letters/${letter.id}/redrive`, {})).status).toBe(409);
  });
});

describe("the log", () => {
  it("has each stream in its database, and each database its number", async ({ expect }) => {
    const count = system.shards.length;
    expect(count).toBe(Number(process.env["HOLDPOINT_SHARDS"] ?? 1));
    for (const [shard, database] of system.shards.entries()) {
      const { results } = await database.prepare("SELECT DISTINCT stream_id AS id FROM events").all<{ id: StreamId }>();
      expect(results.filter(({ id }) => shardOf(id, count) !== shard)).toEqual([]);
      expect(results.length).toBeGreaterThan(0);
      expect(await database.prepare("SELECT shard, shards FROM installation").first()).toEqual({
        shard,
        shards: count,
      });
    }
  });
});

describe("a Worker", () => {
  it("cannot call a method that its port does not have", async ({ expect }) => {
    const { PORT } = await system.env<{ PORT: Record<string, (command: object) => Promise<unknown>> }>("planner");
    await expect(async () => PORT["act"]?.({})).rejects.toThrow(/does not implement/);
  });
});

describe("a policy with another sender", () => {
  it("is that of the next drafts once it is adopted; a draft that waits keeps its sender, and a faulty one is refused", async ({
    expect,
  }) => {
    const { compose } = (await api<{ policy: Policy }>("GET", "/policy")).body.policy;
    const { person, address } = compose.sender;
    const sender = { ...compose.sender, person: "Alex Other", address: "alex@other.example" };
    const drafted = async (email: string): Promise<HoldItem> => {
      await webhook({ email, name: "Eve Winter", title: "Director", message: "Please send a quote." });
      expect((await confirm(await holdOf(email, "preview"))).status).toBe(200);
      return holdOf(email, "draft");
    };
    const before = await drafted("eve0@winter.example");
    const adopt = (changes: object) => {
      const policy = { compose: { ...compose, ...changes } };
      return api<{ detail: string }>("POST", "/policy", { policy, replaces: 0, reason: "own_business", why: "" });
    };
    const faulty = await adopt({ templates: { ...compose.templates, reply: { subject: "Re", body: "{{nmae}}" } } });
    expect(faulty.status).toBe(422);
    expect(faulty.body.detail).toContain("compose.templates.reply.body: unknown blank {{nmae}}");
    expect((await adopt({ sender })).status).toBe(200);
    const inForce = await api<{ policy: Policy; adoption: object }>("GET", "/policy");
    expect(inForce.body).toMatchObject({ policy: { compose: { sender } }, adoption: { version: 1, by: "grace" } });

    let count = 0;
    await eventually(
      async () => (await drafted(`eve${(count += 1)}@winter.example`)).shown.footer?.includes("Alex Other"),
      { what: "a draft of the new sender" },
    );

    expect((await api("POST", `/holds/${before.holdId}/approve`, { digest: before.digest })).status).toBe(200);
    await logged(before.streamId, "DispatchSucceeded");
    const [mail] = await system.rows<{ message: string }>(
      `SELECT message FROM outbox WHERE stream_id = '${before.streamId}'`,
    );
    expect(mail?.message).toContain(`From: "${person}" <${address}>`);
  });
});

describe("the verification of the log after each test", () => {
  it.for([
    ["a row made for reading", "read_model_differs"],
    ["an event in its object", "state_differs"],
  ] as const)("finds a changed %s", async ([what, name], { expect }) => {
    const email = `gil-${name}@engine.example`;
    await webhook({ email, name: "Gil", message: "Hello" });
    const { streamId } = await holdOf(email, "preview");
    const change = (sql: string) =>
      what.startsWith("a row") ? system.databaseOf(streamId).prepare(sql).run() : system.objectRows(streamId, sql);
    const [there, back] = what.startsWith("a row")
      ? ["UPDATE holds SET reason = 'x' || reason", "UPDATE holds SET reason = substr(reason, 2)"]
      : ["UPDATE events SET hash = 'x' || hash", "UPDATE events SET hash = substr(hash, 2)"];
    await change(there);
    const faults = await faultFinder(system)();
    await change(back);
    expect(faults).toContainEqual(expect.objectContaining({ name }));
  });
});
