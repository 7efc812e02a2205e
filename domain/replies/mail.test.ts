// Tests what is read from a raw mail: author, text, date, ids, reports; and that broken and hostile mails give an answer, too.
import * as fc from "fast-check";
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import { describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import { runs } from "../../testing/properties.ts";
import { htmlText } from "./html-text.ts";
import { machineMail } from "./machine.ts";
import { mailOfHeaders, messageOf, readMail, type ReadMail } from "./mail.ts";
import { ownWords } from "./own-words.ts";

const LIMITS = { rawBytes: 2_000_000, textCharacters: 100_000 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const raw = (headers: readonly string[], ...body: readonly string[]): Uint8Array =>
  bytes([...headers, "", ...body].join("\r\n"));
const read = (...mail: Parameters<typeof raw>): Promise<ReadMail> => readMail(raw(...mail), LIMITS);

const FROM = "From: Marta Muster <Marta@Muster.example>";

describe("a raw mail", () => {
  it("is read whole", async ({ expect }) => {
    const mail = await read(
      [
        "From: =?utf-8?Q?J=C3=BCrgen_M=C3=BCller?= <Juergen@Muster.example>",
        "Subject: =?utf-8?B?UmU6IEFuZ2Vib3QgZsO8ciBTaWU=?=",
        "Date: Fri, 27 Nov 2026 13:55:00 +0100 (CET)",
        "Message-ID: <1@muster.example>",
        "In-Reply-To: <dr_1@sampleworks.example> (our mail)",
        "References: <dr_0@sampleworks.example>",
        "\t<dr_1@sampleworks.example>",
        "X-Secret: not kept",
        "Auto-Submitted: no",
        "Content-Type: text/plain; charset=iso-8859-1",
        "Content-Transfer-Encoding: quoted-printable",
      ],
      "Sch=F6n, gerne.",
      "",
      "> ours",
    );
    expect(mail).toEqual({
      author: "juergen@muster.example",
      name: "Jürgen Müller",
      subject: "Re: Angebot für Sie",
      occurredAt: "2026-11-27T12:55:00.000Z",
      headers: { "auto-submitted": "no", "content-type": "text/plain; charset=iso-8859-1" },
      thread: {
        id: "<1@muster.example>",
        references: ["<dr_0@sampleworks.example>", "<dr_1@sampleworks.example>"],
      },
      text: "Schön, gerne.\n\n> ours",
      reports: null,
      attachments: 0,
      unread: [],
    });
  });

  it.for([
    ["From", [FROM], "marta@muster.example"],
    ["Sender, where From has no address", ["From: Marta", "Sender: <marta@muster.example>"], "marta@muster.example"],
    ["the first address of From", ["From: Nobody <>, Marta <marta@muster.example>"], "marta@muster.example"],
    ["the member of a group", ["From: Team: Marta <marta@muster.example>;"], "marta@muster.example"],
    ["no header", ["Subject: Hello"], null],
  ] as const)("has its author from %s", async ([, headers, author], { expect }) => {
    const mail = await read(headers, "Hello");
    expect(mail.author).toBe(author);
    expect(mail.unread).toEqual(author === null ? ["author"] : []);
  });

  it.for([
    ["Fri, 27 Nov 2026 13:55:00 GMT", "2026-11-27T13:55:00.000Z"],
    ["27 Nov 2026 13:55 -0500", "2026-11-27T18:55:00.000Z"],
    ["Fri, 27 Nov 2026 13:55:00", "2026-11-27T13:55:00.000Z"],
    ["2026-11-27T13:55:00+01:00", "2026-11-27T12:55:00.000Z"],
    ["yesterday", null],
    ["12", null],
    ["Fri, 27 Nov 99999 13:55:00 GMT", null],
  ] as const)("has its date %s", async ([date, occurredAt], { expect }) => {
    const mail = await read([FROM, `Date: ${date}`], "Hello");
    expect(mail.occurredAt).toBe(occurredAt);
    expect(mail.unread).toEqual(occurredAt === null ? ["date"] : []);
  });

  it("has text from its HTML where it has no other", async ({ expect }) => {
    const html =
      '<style>p{}</style><p>Yes &amp; no&nbsp;&#8364;</p><div class="gmail_quote"><div>On 5 May 2026 10:00 Ada &lt;ada@mill.example&gt; wrote:</div><blockquote>ours<br>unsubscribe</blockquote></div>';
    const mail = await read([FROM, "Content-Type: text/html; charset=utf-8"], html);
    expect(mail.text).toContain("> ours\n> unsubscribe");
    expect(ownWords({ text: mail.text }).text).toBe("Yes & no €");
  });

  it("has all recipients of its report, and the address of the returned mail where one has none", async ({
    expect,
  }) => {
    const mail = await read(
      [
        "From: MAILER-DAEMON@relay.example",
        "Subject: Report",
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
      ],
      "--b",
      "Content-Type: text/plain",
      "",
      "It failed.",
      "--b",
      "Content-Type: message/delivery-status",
      "",
      "Reporting-MTA: dns; relay.example",
      "",
      "Final-Recipient: rfc822; ada@mill.example",
      "Action: delayed",
      "Status: 4.2.2",
      "",
      "Action: failed",
      "Status: 5.1.1",
      "",
      "--b",
      "Content-Type: message/rfc822",
      "",
      "From: us@sampleworks.example",
      "To: Marta <marta@muster.example>",
      "Subject: Hello",
      "",
      "unsubscribe",
      "--b--",
    );
    expect(mail.reports).toEqual([
      { address: "ada@mill.example", action: "delayed", status: "4.2.2", diagnostic: null },
      { address: "marta@muster.example", action: "failed", status: "5.1.1", diagnostic: null },
    ]);
    expect(mail.text).toBe("It failed.");
    expect(machineMail(messageOf(mail))).toEqual({ kind: "report_final", rule: "report.code.5.1.1" });
  });

  it("is a calendar's answer where a part says so", async ({ expect }) => {
    const mail = await read(
      [FROM, 'Content-Type: multipart/alternative; boundary="b"'],
      "--b",
      "Content-Type: text/plain",
      "",
      "Marta has accepted.",
      "--b",
      "Content-Type: text/calendar; method=REPLY",
      "",
      "BEGIN:VCALENDAR",
      "END:VCALENDAR",
      "--b--",
    );
    expect(mail.headers["content-type"]).toBe("text/calendar; method=REPLY");
    expect(mail.attachments).toBe(1);
  });

  it("loses the middle of a long text and what is over its bytes, and is not refused", async ({ expect }) => {
    const body = `first ${"word ".repeat(50_000)} last`;
    const mail = await readMail(raw([FROM], body), { rawBytes: 1_000_000, textCharacters: 1_000 });
    expect(mail.text).toMatch(/^first [^]* last$/);
    expect(mail.text.length).toBeLessThanOrEqual(1_000);
    const cut = await readMail(raw([FROM], body), { rawBytes: 10_000, textCharacters: 1_000 });
    expect(cut.author).toBe("marta@muster.example");
    expect(cut.unread).toEqual(["surplus"]);
  });

  it("keeps the first and the last references, and the mail that it answers behind them", async ({ expect }) => {
    const ids = Array.from({ length: 300 }, (_, at) => `<${at}@x.example>`);
    const { references } = (await read([FROM, `References: ${ids.join(" ")}`, "In-Reply-To: <7@x.example>"], "Hello"))
      .thread;
    expect(references).toHaveLength(SIGNAL_LIMITS.references);
    expect([references[0], references.at(-2), references.at(-1)]).toEqual([
      "<0@x.example>",
      "<299@x.example>",
      "<7@x.example>",
    ]);
  });

  it.for([
    ["no-reply@forms.example", "Ada <ada@engine.example>", "ada@engine.example"],
    ["no-reply@forms.example", "noreply@forms.example", "no-reply@forms.example"],
    ["no-reply@forms.example", "nobody", "no-reply@forms.example"],
    ["ada@engine.example", "office@engine.example", "ada@engine.example"],
  ])("from %s with Reply-To %s is from %s", async ([from, replyTo, author], { expect }) => {
    expect((await read([`From: ${from}`, `Reply-To: ${replyTo}`], "Hello")).author).toBe(author);
  });

  it.for([`<${"a".repeat(400)}@x.example>`, "<grüße@x.example>", "7@x.example", "<a b@x.example>", ""])(
    "leaves the id %j out",
    async (id, { expect }) => {
      const { thread } = await read([FROM, `Message-ID: ${id}`, `In-Reply-To: ${id}`], "Hello");
      expect(thread).toEqual({ references: [] });
    },
  );

  it("is read from parsed headers alone", ({ expect }) => {
    const pairs = [
      ["FROM", "Marta <marta@muster.example>"],
      ["subject", "=?utf-8?Q?J=C3=A4?="],
      ["Precedence", "bulk"],
    ] as const;
    const head = {
      author: "marta@muster.example",
      name: "Marta",
      subject: "Jä",
      headers: { precedence: "bulk" },
      unread: [],
    };
    expect(mailOfHeaders(pairs)).toMatchObject(head);
    expect(mailOfHeaders(Object.fromEntries(pairs))).toMatchObject(head);
    expect(mailOfHeaders({ from: ["Marta <marta@muster.example>"], subject: undefined })).toMatchObject({
      author: head.author,
    });
  });
});

describe("a broken mail", () => {
  it.for([
    ["nothing", ""],
    ["words without a head", "Yes, we want it.\nCall me."],
    ["a head alone", "From: Marta <marta@muster.example>\nSubject: Hello"],
    ["zeros", "\0".repeat(1_000)],
    [
      "deep parts",
      Array.from({ length: 400 }, (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}`).join("\n"),
    ],
    ["a boundary that never comes", "From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\nYes, we want it."],
    ["a charset that is none", "From: a@b.example\nContent-Type: text/plain; charset=klingon\n\nYes, we want it."],
    ["a bad encoding", "From: a@b.example\nContent-Transfer-Encoding: base64\n\n!!!!"],
    ["large headers", `From: a@b.example\n${"X-A: b\n".repeat(60_000)}\nYes, we want it.`],
  ] as const)("of %s gives an answer", async ([, text], { expect }) => {
    const mail = await readMail(bytes(text), LIMITS);
    if (text.includes("Yes, we want it.") && !text.includes("boundary"))
      expect(mail.text).toContain("Yes, we want it.");
    expect(machineMail(messageOf(mail))).toBeNull();
  });

  it("of any bytes gives an answer", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (any) => {
        messageOf(await readMail(any, LIMITS));
      }),
      runs(200),
    );
  });

  it("with hostile text in every part gives an answer", async ({ expect }) => {
    for (const { id, text } of hostileTexts()) {
      const mail = await read(
        [
          `From: ${text} <a@b.example>`,
          `Subject: ${text}`,
          `Date: ${text}`,
          `References: ${text}`,
          `Auto-Submitted: no`,
          `Content-Type: text/html; x="${text}"`,
        ],
        `<p>${text}</p>`,
        text,
      );
      expect(typeof mail.text, id).toBe("string");
      expect(mail.subject, id).not.toMatch(/[\r\n]/);
    }
  });
});

describe("HTML as text", () => {
  it.for([
    ["a <3 b", "a <3 b"],
    ["1 < 2 & 3", "1 < 2 & 3"],
    ["<p>a</p><p>b</p>", "a\n\nb"],
    ["a<br/>b<hr>c", "a\nb\n-----\nc"],
    ["<ul><li>a</li><li>b</li></ul>", "- a\n- b"],
    ["<table><tr><td>a</td><td>b</td></tr></table>", "a b"],
    ["<pre>a\n  b</pre>", "a\n  b"],
    ["<script>alert(1)</script>a<!-- no -->b", "ab"],
    ["<blockquote>a<blockquote>b</blockquote></blockquote>c", "> a\n>\n> > b\n>\nc"],
    ['<div id="divRplyFwdMsg">From: x</div>', `${"_".repeat(32)}\nFrom: x`],
    ["&lt;b&gt; &unknown; &#x1F600; &#0; &#xD800;", "<b> &unknown; 😀"],
    ["a <b", "a <b"],
  ] as const)("of %s is its words", ([html, text], { expect }) => {
    expect(htmlText(html)).toBe(text);
  });
});
