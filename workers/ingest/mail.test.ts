// Tests how a mail comes in whole: which fields of a message it has, whose it is, and that nothing of it is refused for its length.
import { describe, it } from "vitest";
import { parseBody } from "./body.ts";
import { openMail } from "./mail.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { standardWebhooks } from "./sources/standard-webhooks.ts";

const mail = (...lines: readonly string[]): string => Buffer.from(lines.join("\r\n")).toString("base64");
const REPLY = [
  "From: Marta Muster <Marta@Muster.example>",
  "To: robin@sampleworks.example",
  "Subject: =?utf-8?Q?AW:_Ihr_Angebot_f=C3=BCr_uns?=",
  "Date: Fri, 27 Nov 2026 14:05:00 +0100",
  "Message-ID: <1@muster.example>",
  "In-Reply-To: <x@sampleworks.example>",
  "Content-Type: text/plain; charset=utf-8",
  "",
  "Klingt gut, rufen Sie mich an.",
  "",
  "Am 26.11.26 um 13:55 schrieb Robin Sample:",
  "> Hallo",
  "> Abmelden",
];
const signalOf = async (data: object, more: object = {}) => {
  const body = Buffer.from(JSON.stringify({ type: "message.received", data, ...more }));
  const payload = parseBody({ format: "json", bytes: body }, samplePolicy.ingest);
  if (!payload.ok) throw new Error(payload.error.reason);
  const mapped = standardWebhooks.map(await openMail(payload.value.value));
  return mapped.ok && "signal" in mapped.value ? mapped.value.signal : mapped;
};

describe("a whole mail", () => {
  it("is a message of its author, at its own time, with its quotes", async ({ expect }) => {
    expect(await signalOf({ raw: mail(...REPLY) })).toEqual({
      kind: "message",
      email: "marta@muster.example",
      name: "Marta Muster",
      subject: "AW: Ihr Angebot für uns",
      text: expect.stringContaining("> Abmelden"),
      headers: { "content-type": "text/plain; charset=utf-8" },
      thread: { id: "<1@muster.example>", references: ["<x@sampleworks.example>"] },
      occurredAt: "2026-11-27T13:05:00.000Z",
    });
  });

  it("that reports a delivery is about the person, not from the server", async ({ expect }) => {
    const report = mail(
      "From: MAILER-DAEMON@mx.relay.example",
      "Subject: Undelivered Mail Returned to Sender",
      "Auto-Submitted: auto-replied",
      'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "<marta@muster.example>: user unknown",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; mx.relay.example",
      "",
      "Final-Recipient: rfc822; marta@muster.example",
      "Action: failed",
      "Status: 5.1.1",
      "--b--",
    );
    expect(await signalOf({ raw: report })).toMatchObject({
      email: "marta@muster.example",
      reports: [{ address: "marta@muster.example", action: "failed", status: "5.1.1" }],
      headers: { "auto-submitted": "auto-replied" },
    });
  });

  it("of any length is taken, and of its text both ends", async ({ expect }) => {
    const quote = Array.from({ length: 8_000 }, (_, line) => `> line ${line} of what we wrote`);
    const signal = await signalOf({ raw: mail(...REPLY.slice(0, 8), "First.", "", ...quote, "", "Last.") });
    if (!("text" in signal)) throw new Error("no message");
    expect(signal.text?.length).toBeLessThanOrEqual(SIGNAL_LIMITS.message);
    expect(signal.text).toMatch(/^First\.[^]*Last\.$/);
  });

  it("without words is a message with its subject", async ({ expect }) => {
    expect(await signalOf({ raw: mail(...REPLY.slice(0, 8)) })).toMatchObject({ text: "AW: Ihr Angebot für uns" });
  });

  it("without an author is refused by the field that is missing", async ({ expect }) => {
    expect(await signalOf({ raw: mail("Subject: Hello", "", "Words.") })).toEqual({
      ok: false,
      error: { reason: "field_missing", field: "email" },
    });
  });

  it("with any hostile text in any part is taken, or refused by name", async ({ expect }) => {
    for (const { text } of hostileTexts().filter((_, index) => index % 3 === 0)) {
      const one = text.toWellFormed();
      for (const lines of [
        [`From: ${one} <a@b.example>`, `Subject: ${one}`, "", one],
        [one, "", one],
        [`From: a@b.example`, `Content-Type: ${one}`, `Date: ${one}`, "", one],
      ]) {
        const signal = await signalOf({ raw: mail(...lines) });
        expect("kind" in signal ? signal.kind : signal.ok).toBe("kind" in signal ? "message" : false);
      }
    }
  });
});

describe("a message with the headers of a mail", () => {
  it.for([
    [
      "a record",
      {
        From: "Marta <marta@muster.example>",
        "Auto-Submitted": "auto-replied",
        Date: "Fri, 27 Nov 2026 14:05:00 +0100",
      },
    ],
    [
      "pairs",
      [
        ["from", "marta@muster.example"],
        ["AUTO-SUBMITTED", "auto-replied"],
      ],
    ],
    [
      "objects",
      [
        { name: "From", value: "marta@muster.example" },
        { name: "Auto-Submitted", value: "auto-replied" },
      ],
    ],
  ] as const)("takes them as %s", async ([, headers], { expect }) => {
    expect(await signalOf({ text: "I am away.", headers })).toMatchObject({
      email: "marta@muster.example",
      headers: { "auto-submitted": "auto-replied" },
    });
  });

  it("goes by its own fields where it has both", async ({ expect }) => {
    const headers = { From: "list@muster.example", Subject: "From the head" };
    expect(await signalOf({ email: "marta@muster.example", subject: "Own", text: "Hi.", headers })).toMatchObject({
      email: "marta@muster.example",
      subject: "Own",
    });
  });
});
