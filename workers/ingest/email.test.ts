// Tests the door for mails of Email Routing: what becomes of one, and that none is lost while a part fails.
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { IngestMessage, PoisonMessage } from "../../schema/messages.ts";
import { keptBytes, RefusedBody } from "../../schema/refused-bodies.ts";
import { SYSTEM_KEY } from "../../testing/people.ts";
import { acceptWebhook } from "./accept.ts";
import { NO_BUDGET } from "./budget.ts";
import { configuredSources } from "./known-sources.ts";
import { type EmailPorts, takeMail } from "./email.ts";
import { MAIL_BYTES } from "../../domain/replies/mail.ts";
import { sourcesWith, webhook } from "../../testing/stages/ingest.ts";

const NOW = new Date("2026-11-30T09:00:00Z");
const OWN = samplePolicy.compose.sender.address;

function door(over: Partial<EmailPorts> = {}) {
  const sent: IngestMessage[] = [];
  const kept: PoisonMessage[] = [];
  const reports: object[] = [];
  const rejected: string[] = [];
  const ports: EmailPorts = {
    systemKey: SYSTEM_KEY,
    policy: samplePolicy.ingest,
    sender: OWN,
    now: () => NOW,
    send: async (message) => void sent.push(message),
    keep: async (letter) => void kept.push(letter),
    checkKey: async () => "agrees",
    report: (line) => void reports.push(line),
    ...over,
  };
  const take = async (raw: string | ReadableStream<Uint8Array>) =>
    takeMail(
      {
        raw: typeof raw === "string" ? new Blob([raw]).stream() : raw,
        setReject: (reason) => void rejected.push(reason),
      },
      ports,
    );
  return { take, sent, kept, reports, rejected, ports };
}

const mail = (head: readonly string[], text = "Yes, please call me."): string => [...head, "", text].join("\r\n");
const HEAD = ["From: Ada Lovelace <Ada@Engine.example>", "Subject: Re: Your enquiry", "Message-ID: <1@engine.example>"];

describe("a mail", () => {
  it("is the message that a webhook with the same mail would be, under the name of this source", async ({ expect }) => {
    const { take, sent, rejected, ports } = door();
    await take(mail(HEAD));
    const data = { raw: Buffer.from(mail(HEAD)).toString("base64") };
    const request = webhook("crm", { type: "message.received", data }, { nowSeconds: NOW.getTime() / 1_000 });
    const accepted = await acceptWebhook("crm", request, {
      ...ports,
      sources: configuredSources(sourcesWith()),
      budget: NO_BUDGET,
    });
    const [message] = sent;
    expect(rejected).toEqual([]);
    expect(accepted.ok && accepted.value.kind === "queue" ? accepted.value.message.signal : null).toEqual(
      message?.signal,
    );
    expect(message).toMatchObject({
      source: "email",
      signal: {
        kind: "message",
        email: "ada@engine.example",
        text: "Yes, please call me.",
        thread: { id: "<1@engine.example>" },
      },
    });
  });

  it("has the same receipt when it is delivered again by another server, and another for another Message-ID", async ({
    expect,
  }) => {
    const { take, sent } = door();
    await take(mail(HEAD));
    await take(mail(["Received: from mx2.example", ...HEAD]));
    await take(mail([...HEAD.slice(0, 2), "Message-ID: <2@engine.example>"]));
    const receipts = sent.map(({ receipt }) => receipt);
    expect(receipts[1]).toBe(receipts[0]);
    expect(sent[1]?.bodyDigest).toBe(sent[0]?.bodyDigest);
    expect(receipts[2]).not.toBe(receipts[0]);
  });

  it("without a Message-ID is known again by its words", async ({ expect }) => {
    const { take, sent } = door();
    await take(mail(HEAD.slice(0, 2)));
    await take(mail(HEAD.slice(0, 2)));
    expect(new Set(sent.map(({ receipt }) => receipt)).size).toBe(1);
  });

  it("from our own address, or another spelling of it, is marked", async ({ expect }) => {
    const { take, sent } = door();
    await take(mail([`From: ${OWN}`]));
    await take(mail([`From: ${OWN.replace("@", "+copy@")}`]));
    await take(mail(HEAD));
    expect(sent.map(({ signal }) => signal.kind === "message" && signal.ownSender)).toEqual([true, true, undefined]);
  });

  it("without an author is kept and rejected with a reason, and says nothing of its words in the log line", async ({
    expect,
  }) => {
    const { take, sent, kept, rejected, reports } = door();
    const raw = mail(["Subject: secret"]);
    await take(raw);
    expect(sent).toEqual([]);
    expect(kept).toMatchObject([{ origin: "ingest", reason: "field_missing:email" }]);
    const body = RefusedBody.parse(JSON.parse(kept[0]?.body ?? ""));
    expect(body).toMatchObject({ source: "email", format: "mail", bytes: raw.length, receivedAt: NOW.toISOString() });
    expect(Buffer.from(keptBytes(body)).toString()).toBe(raw);
    expect(rejected).toHaveLength(1);
    expect(reports).toEqual([{ reason: "email_refused:field_missing" }]);
  });

  it("of any length is read to its limit", async ({ expect }) => {
    const { take, sent } = door();
    let chunks = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        const text = chunks === 0 ? mail(HEAD, "Yes, please. ") : "word ".repeat(4_000);
        chunks += 1;
        controller.enqueue(new TextEncoder().encode(text));
      },
    });
    await take(endless);
    expect(sent[0]?.signal).toMatchObject({ email: "ada@engine.example" });
    expect(chunks * 20_000).toBeLessThan(MAIL_BYTES + 100_000);
  });
});

describe("a failure, so that the sender's server tries again", () => {
  it("is a queue that is down", async ({ expect }) => {
    const { take, rejected } = door({ send: () => Promise.reject(new Error("down")) });
    await expect(take(mail(HEAD))).rejects.toThrow("down");
    expect(rejected).toEqual([]);
  });

  it("is a refused mail that cannot be kept", async ({ expect }) => {
    const { take, rejected } = door({ keep: () => Promise.reject(new Error("down")) });
    await expect(take(mail(["Subject: secret"]))).rejects.toThrow("down");
    expect(rejected).toEqual([]);
  });

  it("is another key", async ({ expect }) => {
    const { take, sent } = door({ checkKey: async () => "differs" });
    await expect(take(mail(HEAD))).rejects.toThrow("SYSTEM_KEY");
    expect(sent).toEqual([]);
  });
});
