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
