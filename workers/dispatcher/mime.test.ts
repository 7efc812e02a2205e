// Tests the mail that goes to a provider: its wire format, that texts are preserved, and that no value can add a header.
import * as fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, it } from "vitest";
import { canonicalAddress } from "../../domain/address.ts";
import { aContact, signal } from "../../testing/contact/scenario.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { runs } from "../../testing/properties.ts";
import { type Mail, writeMail } from "./mime.ts";
import { adaMail } from "../../testing/stages/dispatcher.ts";

function written(mail: Partial<Mail> = {}): string {
  const message = writeMail({ ...adaMail, ...mail });
  if (!message.ok) throw new Error(`${message.error.reason} ${message.error.field}`);
  return message.value;
}

const read = (message: string) => PostalMime.parse(message);
const HEADERS = [
  "from",
  "to",
  "subject",
  "date",
  "message-id",
  "list-unsubscribe",
  "list-unsubscribe-post",
  "x-holdpoint-log",
  "mime-version",
  "content-type",
  "content-transfer-encoding",
];

/** The violations of the wire format in a message. */
function wireProblems(message: string): string[] {
  const lines = message.split("\r\n");
  return [
    ...(/[^\r\n\x20-\x7e]/.test(message) ? ["not ASCII"] : []),
    ...(/\r(?!\n)|(?<!\r)\n/.test(message) ? ["a bare line end"] : []),
    ...lines
      .filter((line) => line.length > 78 && !line.startsWith("List-Unsubscribe:") && !line.startsWith("To:"))
      .map((line) => `long: ${line}`),
  ];
}

describe("a mail", () => {
  it("has sender, recipient, subject, text, date and unsubscribe headers", async ({ expect }) => {
    const mail = await read(written());
    expect(mail).toMatchObject({
      from: { name: "Robin Sample", address: "robin@sampleworks.example" },
      to: [{ address: "ada@engine.example" }],
      subject: "Your enquiry",
      date: "2026-11-22T12:00:00.000Z",
      messageId: adaMail.messageId,
    });
    expect(mail.text?.replace(/\n$/, "")).toBe(adaMail.text);
    expect(mail.headers.map(({ key }) => key)).toEqual(HEADERS);
    expect(mail.headers.find(({ key }) => key === "list-unsubscribe")?.value).toBe(`<${adaMail.unsubscribeUrl}>`);
    expect(mail.headers.find(({ key }) => key === "list-unsubscribe-post")?.value).toBe("List-Unsubscribe=One-Click");
  });

  it("names the mails before it, one in a line, and answers the last one", async ({ expect }) => {
    const references = ["<1@us.example>", `<${"x".repeat(200)}@ada.example>`];
    const message = written({ references });
    const mail = await read(message);
    expect(mail.inReplyTo).toBe(references[1]);
    expect(mail.references).toBe(references.join(" "));
    expect(message).toContain(`References: ${references.join("\r\n ")}\r\n`);
    expect(mail.headers.map(({ key }) => key)).toEqual(
      HEADERS.flatMap((key) => (key === "message-id" ? [key, "in-reply-to", "references"] : [key])),
    );
  });

  it("has the same bytes each time", ({ expect }) => {
    expect(written()).toBe(written());
    expect(written()).toContain("Date: Sun, 22 Nov 2026 12:00:00 +0000\r\n");
  });

  it.for([
    "",
    " spaced ",
    "Grüße aus Zürich",
    "=?UTF-8?B?aGVsbG8=?=",
    "😀".repeat(60),
    "a".repeat(200),
    'Prices: "5 €", (now) <soon>; a\\b',
    "İstanbul 東京 العربية",
  ])("preserves the subject %j", async (subject, { expect }) => {
    const message = written({ subject });
    expect(wireProblems(message)).toEqual([]);
    expect((await read(message)).subject ?? "").toBe(subject);
  });

  it.for([
    'Robin "R." Sample',
    "Robin \\ Sample",
    "Sample, Robin",
    "Zoë Sämple",
    "R".repeat(100),
    "Robin <robin@evil.example>",
  ])("preserves the sender's name %j, and adds no other address", async (name, { expect }) => {
    const { from } = await read(written({ from: { ...adaMail.from, name } }));
    expect(from).toEqual({ name, address: adaMail.from.address });
  });

  it.for([
    "one line",
    "two\nlines\n",
    "\n\n\n",
    "trailing space \nand tab\t\nend ",
    ".\n..\n.dot",
    "From here on",
    "=3D = =?x?=",
    `${"long ".repeat(100)}end`,
    "x".repeat(1_000),
    `${"a".repeat(74)}=é`,
    "é".repeat(300),
    "-- \nRobin",
  ])("preserves the text %j", async (text, { expect }) => {
    const message = written({ text });
    expect(wireProblems(message)).toEqual([]);
    expect((await read(message)).text).toBe(`${text}\n`);
  });

  it("preserves any text and any subject without control characters, and begins no header with them", async ({
    expect,
  }) => {
    const texts = fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 400 }),
      fc.constantFrom(...hostileTexts().map(({ text }) => text)),
    );
    await fc.assert(
      // At the start of a text a reader drops U+FEFF as a byte order mark.
      fc.asyncProperty(
        texts.map((text) => text.replaceAll("\uFEFF", "")),
        texts,
        async (text, title) => {
          const subject = title
            .toWellFormed()
            .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
            .slice(0, 200)
            .toWellFormed()
            .replaceAll("\uFEFF", "");
          const message = written({ text, subject });
          expect(wireProblems(message)).toEqual([]);
          const mail = await read(message);
          expect(mail.headers.map(({ key }) => key)).toEqual(HEADERS);
          expect(mail.subject ?? "").toBe(subject);
          expect(mail.text).toBe(`${text.toWellFormed().replace(/\r\n?/g, "\n")}\n`);
        },
      ),
      runs(100),
    );
  });
});

describe("an address that the door accepts", () => {
  it("is written to, or its contact is marked", ({ expect }) => {
    const part = fc.oneof(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 }),
      fc.constantFrom("ada", "d\u00f6rte", "ad\u0430", "ada+x", "o'brien", "a.b", "\u7528\u6237", "a".repeat(64)),
      fc.constantFrom(...hostileTexts().map(({ text }) => text.slice(0, 40))),
    );
    const domain = fc.oneof(
      fc.constantFrom(
        "engine.example",
        "m\u00fcller.example",
        "x.localhost",
        "printer.local",
        "localhost",
        "a.onion",
        "192.0.2.1",
      ),
      fc.domain(),
      part,
    );
    const seen = { written: 0, marked: 0 };
    fc.assert(
      fc.property(part, domain, (name, host) => {
        const address = canonicalAddress(`${name}@${host}`);
        if (!address.ok) return;
        const lead = signal("1", { kind: "lead", email: address.value });
        const { unwritable } = aContact().given(lead).stream.contact;
        expect(writeMail({ ...adaMail, to: address.value }).ok).toBe(unwritable === undefined);
        seen[unwritable === undefined ? "written" : "marked"] += 1;
      }),
      runs(300),
    );
    expect(Math.min(seen.written, seen.marked)).toBeGreaterThan(0);
  });
});

describe("a header with an unsafe value", () => {
  const injection = "Hello\r\nBcc: everybody@evil.example";

  it.for<readonly [string, Partial<Mail>]>([
    ["subject", { subject: injection }],
    ["subject", { subject: "a\nb" }],
    ["subject", { subject: "a\u0000b" }],
    ["subject", { subject: "a\u2028b" }],
    ["from", { from: { name: injection, address: adaMail.from.address } }],
    ["from", { from: { name: "Robin", address: injection } }],
    ["to", { to: "ada@engine.example\r\nBcc: eve@evil.example" }],
    ["to", { to: "ada@engine.example, eve@evil.example" }],
    ["to", { to: "<ada@engine.example>" }],
    ["to", { to: "ada@engine.example>,<eve@evil.example" }],
    ["to", { to: '"ada eve"@engine.example' }],
    ["to", { to: "dörte@engine.example" }],
    ["to", { to: "ada" }],
    ["to", { to: "" }],
    ["to", { to: "ada@printer.local" }],
    ["references", { references: ["<a@b>\r\nBcc: <eve@evil.example>"] }],
    ["references", { references: ["<a@b>", "<no-host>"] }],
    ["list-unsubscribe", { unsubscribeUrl: "https://desk.example/u/x>\r\nBcc: eve@evil.example" }],
    ["list-unsubscribe", { unsubscribeUrl: "https://desk.example/u/x>, <https://evil.example" }],
    ["list-unsubscribe", { unsubscribeUrl: "javascript:alert(1)" }],
    ["list-unsubscribe", { unsubscribeUrl: `https://desk.example/${"x".repeat(1_000)}` }],
  ])("is refused: %s %j", ([field, mail], { expect }) => {
    expect(writeMail({ ...adaMail, ...mail })).toEqual({ ok: false, error: { reason: "header_invalid", field } });
  });
});
