// Tests `holdpoint hear`: a mail and a message as JSON, and what it says of each.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { aFolder, holdpoint } from "../testing/command-line.ts";

const MAIL = [
  "From: Marta <marta@muster.example>",
  "Subject: AW: Angebot",
  "Date: Fri, 27 Nov 2026 14:05:00 +0100",
  "",
  "Bitte keine weiteren E-Mails.",
  "",
  "Am 26.11.26 um 13:55 schrieb Robin Sample:",
  "> Klingt das gut?",
].join("\r\n");

function hearing(name: string, content: string, ...args: readonly string[]) {
  const cwd = aFolder();
  writeFileSync(join(cwd, name), content);
  return holdpoint(["hear", name, ...args], { cwd });
}

describe("holdpoint hear", () => {
  it.for([
    ["reply", "interested"],
    ["out-of-office", "auto_reply"],
    ["delivery-report", "bounced"],
    ["opt-out", "unsubscribe"],
  ] as const)("hears the sample mail %s as %s", async ([name, as], { expect }) => {
    const { code, out } = await holdpoint(["hear", `samples/mail/${name}.eml`], {
      cwd: join(import.meta.dirname, ".."),
    });
    expect([code, out.startsWith(`${as}, by `)]).toEqual([0, true]);
  });

  it("says what a mail is heard as, by which rule, and what was left out", async ({ expect }) => {
    const { code, out } = await hearing("reply.eml", MAIL);
    expect(code).toBe(0);
    expect(out).toMatch(/^unsubscribe, by rule:hear@2#opt_out/);
    expect(out).toContain("language: de");
    expect(out).toContain("  Bitte keine weiteren E-Mails.");
    expect(out).toMatch(/Left out as quote:\n[^]*> Klingt das gut\?/);
  });

  it("names the contact to whom the mail that it answers was sent, by our Message-ID", async ({ expect }) => {
    const id = `<ct_abc.${"0".repeat(32)}@sampleworks.example>`;
    const { out } = await hearing("reply.eml", `In-Reply-To: ${id}\r\nReferences: <1@x.example> ${id}\r\n${MAIL}`);
    expect(out).toContain("\nanswers a mail that was sent to ct_abc\n");
    const body = { text: "What does it cost?", thread: { references: ["<1@x.example>"] } };
    expect(JSON.parse((await hearing("m.json", JSON.stringify(body), "--json")).out)).toMatchObject({ named: null });
  });

  it.for([
    ["a webhook's body", { type: "message.received", data: { email: "a@b.example", text: "What does it cost?" } }],
    ["its fields alone", { text: "What does it cost?", headers: { Subject: "Re: x" } }],
    [
      "a whole mail in it",
      { data: { raw: Buffer.from("From: a@b.example\r\n\r\nWhat does it cost?").toString("base64") } },
    ],
  ])("reads %s as JSON, and prints JSON", async ([, body], { expect }) => {
    const { out } = await hearing("message.json", JSON.stringify(body), "--json");
    expect(JSON.parse(out)).toMatchObject({
      class: "info_request",
      language: "en",
      own: { text: "What does it cost?" },
    });
  });

  it.for([
    [{ email: "No-Reply@muster.example", text: "What does it cost?" }, "no run, because nobody reads that address"],
    [{ email: "marta@muster.example", text: "What does it cost?" }, "a run begins"],
    [{ text: "Please remove me from your list. By the way, the invoice of May is still wrong." }, "a task shows what"],
    [{ text: "Unsubscribe" }, "what is open is voided\n"],
    [{ text: "Marta has left the company.", auto_submitted: true }, "a task says that the person left"],
    [{ subject: "Delivery delayed", text: "Status: 4.4.1", auto_submitted: true }, "nothing"],
  ])("says what would follow from %o", async ([body, follows], { expect }) => {
    expect((await hearing("message.json", JSON.stringify(body))).out).toContain(follows);
  });

  it("names a machine and the day until which nobody is there", async ({ expect }) => {
    const absence = { subject: "Automatic reply: Your enquiry", text: "I am out of the office until 6 December 2026." };
    const { out } = await hearing(
      "absence.json",
      JSON.stringify({ ...absence, timestamp: "2026-11-30T09:00:00.000Z" }),
    );
    expect(out).toContain("auto_reply");
    expect(out).toContain("not before 2026-12-07");
  });

  describe("for a form", () => {
    const FORM = { Name: "Ada Winter", "Work email": "ada@winter.example", Budget: "5 k", Message: "A quote, please." };

    it("says whose it is and why, its fields, what stands below its words, and what was left out", async ({
      expect,
    }) => {
      const body = { ...FORM, submitted_at: "03/05/2026", form_id: "7e5" };
      const { code, out } = await hearing("form.json", JSON.stringify(body));
      expect([code, out]).toEqual([
        0,
        `a form, lead: a run begins: a person sees it as a preview
whose: ada@winter.example, below "Work email": its label says that it is the person's own
name: Ada Winter
unread: occurredAt

Their words:
  A quote, please.

Shown below them:
  Budget: 5 k
  submitted_at: 03/05/2026

Left out as the form tool's own:
  form_id: 7e5
`,
      ]);
    });

    it.for<[string, string, string, string]>([
      ["an opt-out", "Unsubscribe", "a form, opt_out, by rule:hear@2#", "the mailbox goes on the suppression list"],
      ["a lead", "What does it cost?", "a form, lead:", "a run begins"],
    ])("says that it would be heard as %s", async ([, Message, begins, follows], { expect }) => {
      const { out } = await hearing("form.json", JSON.stringify({ ...FORM, Message }));
      expect(out.startsWith(begins)).toBe(true);
      expect(out).toContain(follows);
    });

    it("says between whom a person decides, and why one is refused", async ({ expect }) => {
      const two = { a: "one@x.example", b: "two@x.example" };
      expect((await hearing("form.json", JSON.stringify(two))).out).toMatch(
        /^a form, ambiguous_person: a task .*\nwhose: open between one@x\.example, two@x\.example\n/,
      );
      for (const [email, words] of [
        [
          { "Manager's email": "max@x.example" },
          "refused, by field_missing, of_another: the only address stands below",
        ],
        [{ Email: "ada@winter,example" }, "refused, by field_invalid, comma_in_domain: a comma"],
        [{ Name: "Ada" }, "refused, by field_missing: no answer is an address"],
      ] as const)
        expect((await hearing("form.json", JSON.stringify(email))).out).toContain(words);
    });

    it.for<[string, string, string]>([
      ["urlencoded text", "form.txt", "your-email=ada%40winter.example&your-message=A+quote%2C+please."],
      [
        "a bare list of questions",
        "form.json",
        JSON.stringify([{ id: "1", name: "Email", value: "ada@winter.example" }]),
      ],
      ["an event of a program of one's own", "form.json", JSON.stringify({ type: "lead.created", data: FORM })],
      [
        "Typeform's response",
        "form.json",
        JSON.stringify({ form_response: { answers: [{ type: "email", email: "ada@winter.example" }] } }),
      ],
    ])("reads %s", async ([, name, content], { expect }) => {
      const { out } = await hearing(name, content, "--json");
      expect(JSON.parse(out)).toMatchObject({ form: "lead", email: "ada@winter.example" });
    });

    it("reads what looks like a message as a form when asked, and other events never", async ({ expect }) => {
      const both = JSON.stringify({ email: "ada@winter.example", text: "What does it cost?" });
      expect(JSON.parse((await hearing("m.json", both, "--json")).out)).toMatchObject({ class: "info_request" });
      expect(JSON.parse((await hearing("m.json", both, "--json", "--form")).out)).toMatchObject({ form: "lead" });
      const ended = JSON.stringify({ type: "contact.unsubscribed", data: { email: "ada@winter.example" } });
      expect(JSON.parse((await hearing("e.json", ended, "--json")).out)).not.toHaveProperty("form");
    });

    it("reads it by a source's own labels, and names a file that has none", async ({ expect }) => {
      const cwd = aFolder();
      writeFileSync(
        join(cwd, "form.json"),
        JSON.stringify({ field_7: "ada@winter.example", Email: "it@winter.example" }),
      );
      writeFileSync(join(cwd, "own.json"), JSON.stringify({ email: ["field_7"] }));
      const own = await holdpoint(["hear", "form.json", "--labels", "own.json"], { cwd });
      expect(own.out).toContain('whose: ada@winter.example, below "field_7": the source\'s own labels name it\n');
      const none = await holdpoint(["hear", "form.json", "--labels", "form.json"], { cwd });
      expect([none.code, none.err]).toEqual([2, expect.stringContaining("has no labels of a source")]);
      const mail = await hearing("reply.eml", MAIL, "--form");
      expect([mail.code, mail.err]).toEqual([2, expect.stringContaining("reply.eml is no form.")]);
    });

    it("takes a time beyond a day ahead for none", async ({ expect }) => {
      const { out } = await hearing(
        "f.json",
        JSON.stringify({ ...FORM, submitted_at: "2027-05-01T09:00:00Z" }),
        "--json",
      );
      expect(JSON.parse(out)).toMatchObject({ unread: ["occurredAt"], fields: { name: "Ada Winter" } });
    });
  });

  it.for([
    ["nothing.eml", "nothing.json", "cannot be read"],
    ["no.json", "no.json", "is no message"],
  ] as const)("refuses what it cannot read: %s", async ([name, asked, words], { expect }) => {
    const cwd = aFolder();
    writeFileSync(join(cwd, name), "{ not json");
    const { code, err } = await holdpoint(["hear", asked], { cwd });
    expect([code, err]).toEqual([2, expect.stringContaining(words)]);
  });
});
