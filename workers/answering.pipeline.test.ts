// Tests what leaves as an answer, with everything real but the mail provider: it stands in the conversation of the mail that it answers, under its
// subject; and what cannot be sent is said before anybody decides it.
import PostalMime, { type Email } from "postal-mime";
import { afterAll, beforeAll, describe, it } from "vitest";
import { eventually } from "../local/eventually.ts";
import { deskClient, type HoldItem } from "../testing/system/desk-client.ts";
import { type Harness, startHarness } from "../testing/system/harness.ts";
import { holdsAfterEach } from "../testing/system/log-holds.ts";
import { typesOf } from "../testing/system/types-of.ts";
import { TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { standardWebhooks } from "./ingest/sources/standard-webhooks.ts";

let system: Harness;
beforeAll(async () => {
  system = await startHarness();
});
afterAll(() => system.close());
holdsAfterEach(() => system);

async function posted(id: string, type: string, data: object): Promise<number> {
  const text = JSON.stringify({ type, data });
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const signed = standardWebhooks.sign({ secret: TEST_SOURCE_SECRETS.crm, body: text, id, nowSeconds });
  const headers = { "content-type": "application/json", ...signed };
  return (await fetch(new URL("/webhooks/crm", system.url), { method: "POST", body: text, headers })).status;
}

const { api, holdOf } = deskClient(() => system);
const decide = async ({ holdId, digest }: HoldItem, name: string, fields: object = {}) =>
  api<{ type: string; version: number }>("POST", `/holds/${holdId}/${name}`, { digest, ...fields });
const typesIn = async (streamId: string): Promise<string[]> => typesOf(await system.eventsOf(streamId));

/** Confirms and approves what is held for an address, and returns the mail that leaves. */
async function released(email: string): Promise<Email> {
  await decide(await holdOf(email, "preview"), "confirm");
  const draft = await holdOf(email, "draft");
  const before = (await mailsTo(email)).length;
  await decide(draft, "approve");
  return eventually(async () => (await mailsTo(email))[before], { what: `a mail to ${email}` });
}

async function mailsTo(email: string): Promise<readonly Email[]> {
  const select = "SELECT message FROM outbox WHERE recipient = ?1 ORDER BY at";
  const rows = await system.rows<{ message: string }>(select, email);
  return Promise.all(rows.map(({ message }) => PostalMime.parse(message)));
}

const raw = (lines: readonly string[]): object => ({ raw: Buffer.from(lines.join("\r\n")).toString("base64") });

describe("an answer to a mail", () => {
  it("names the mail and those before it, under its subject with one Re:", async ({ expect }) => {
    const mail = raw([
      "From: Cleo Winter <cleo@engine.example>",
      "To: robin@sampleworks.example",
      "Subject: =?utf-8?Q?AW:_[EXTERNAL]_Re:_Preise_f=C3=BCr_Z=C3=BCrich?=",
      "Message-ID: <cleo-2@engine.example>",
      "In-Reply-To: <robin-1@sampleworks.example>",
      "References: <cleo-1@engine.example>",
      " <robin-1@sampleworks.example> <no-host>",
      "Content-Type: text/plain; charset=utf-8",
      "",
      "What does it cost for 20 engines?",
    ]);
    expect(await posted("m-1", "message.received", mail)).toBe(202);
    const sent = await released("cleo@engine.example");
    expect(sent.inReplyTo).toBe("<cleo-2@engine.example>");
    expect(sent.references?.split(/\s+/)).toEqual([
      "<cleo-1@engine.example>",
      "<robin-1@sampleworks.example>",
      "<cleo-2@engine.example>",
    ]);
    expect(sent.subject).toBe("Re: Preise für Zürich");
  });

  it("names our own mail where theirs has no id", async ({ expect }) => {
    expect(await posted("l-2", "lead.created", { email: "dana@engine.example", message: "Hello" })).toBe(202);
    const first = await released("dana@engine.example");
    expect([first.inReplyTo, first.references]).toEqual([undefined, undefined]);
    const answer = { email: "dana@engine.example", subject: `Re: ${first.subject}`, text: "What does it cost?" };
    expect(await posted("m-2", "message.received", answer)).toBe(202);
    const second = await released("dana@engine.example");
    expect([second.inReplyTo, second.references]).toEqual([first.messageId, first.messageId]);
    expect(second.subject).toBe(`Re: ${first.subject}`);
    expect(second.messageId).not.toBe(first.messageId);
  });
});

describe("a draft that is saved as it was", () => {
  it("is not edited, whatever line ends and blanks at the ends of lines it comes back with", async ({ expect }) => {
    await posted("l-3", "lead.created", { email: "emil@engine.example", message: "Hello" });
    await decide(await holdOf("emil@engine.example", "preview"), "confirm");
    const draft = await holdOf("emil@engine.example", "draft");
    const { subject = "", body = "" } = draft.text ?? {};
    const saved = await decide(draft, "edit", {
      subject: `${subject} `,
      body: `${body.replaceAll("\n", " \t\r\n")}\r\n`,
    });
    expect(saved.status).toBe(200);
    expect(await typesIn(draft.streamId)).not.toContain("DraftEdited");
    expect((await decide(draft, "approve")).status).toBe(200);
  });
});

describe("an address that no mail can be written to", () => {
  it("is said at the preview, which is dismissed and not confirmed", async ({ expect }) => {
    await posted("l-4", "lead.created", { email: "Dörte@Engine.example", name: "Dörte", message: "Please call me." });
    const preview = await holdOf("dörte@engine.example", "preview");
    expect(preview.unwritable).toBe("mailbox_name");
    const [received] = await system.eventsOf(preview.streamId);
    expect(received?.payload).toMatchObject({ unwritable: "mailbox_name" });
    expect(await decide(preview, "confirm")).toMatchObject({
      status: 422,
      body: { type: "urn:holdpoint:problem:address_unwritable", why: "mailbox_name" },
    });
    expect((await decide(preview, "dismiss", { why: "called her" })).status).toBe(200);
    expect(await typesIn(preview.streamId)).toEqual([
      "SignalReceived",
      "ActionDecided",
      "QualificationGraded",
      "OpportunityAnalyzed",
      "PreviewHeld",
      "PreviewDismissed",
    ]);
  });
});
