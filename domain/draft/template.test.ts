// Tests the filling of the policy's templates, and the footer of every message.
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { footerOf } from "./footer.ts";
import { fillTemplate } from "./template.ts";

const { compose } = samplePolicy;
const fill = (subject: string, body: string, firstName?: string, contactsSubject?: string) =>
  fillTemplate({ subject, body }, { firstName, subject: contactsSubject ?? "your message" }, compose);

describe("a template", () => {
  it("greets with the name, and leaves no gap without one", ({ expect }) => {
    expect(fill("s", "Hello{{ first_name}},", "Ada").body).toBe("Hello Ada,");
    expect(fill("s", "Hello{{ first_name}},").body).toBe("Hello,");
    expect(fill("s", "{{first_name}}", "Ada").body).toBe("Ada");
  });

  it("fills in the policy's sender and the person's subject", ({ expect }) => {
    expect(fill("Re: {{subject}}", "{{sender}}, {{organisation}}", undefined, "Prices")).toEqual({
      subject: "Re: Prices",
      body: `${compose.sender.person}, ${compose.sender.organisation}`,
    });
    expect(fill("Re: {{subject}}", "x").subject).toBe("Re: your message");
  });

  it("does not scan inserted values, so a stranger's braces stay braces", ({ expect }) => {
    expect(fill("Re: {{subject}}", "x", undefined, "{{sender}} $& $1").subject).toBe("Re: {{sender}} $& $1");
  });

  it("refuses an unknown blank, also one with a name that every JavaScript object has", ({ expect }) => {
    expect(() => fill("s", "{{price}}")).toThrow("unknown blank");
    expect(() => fill("s", "{{constructor}}")).toThrow("unknown blank");
  });

  it("is cut to the policy's limits of subject and body", ({ expect }) => {
    const { subject, body } = fill("s".repeat(999), "b".repeat(9_999));
    expect([subject.length, body.length]).toEqual([compose.subjectCharacters, compose.bodyCharacters]);
  });

  it.for([compose.templates.initial, compose.templates.reply, ...compose.templates.followups])(
    "of the default policy has every blank filled: $subject",
    (template, { expect }) => {
      for (const firstName of ["Ada", undefined]) {
        const { subject, body } = fillTemplate(template, { firstName, subject: "Prices" }, compose);
        expect(`${subject}${body}`).not.toMatch(/[{}]|undefined|  /);
        expect(subject).not.toBe("");
      }
    },
  );
});

describe("the footer", () => {
  it("has sender, postal address and opt-out link", ({ expect }) => {
    const footer = footerOf(compose.sender, "This link ends it:", "https://desk.example/u/token");
    for (const part of [
      compose.sender.person,
      compose.sender.organisation,
      compose.sender.postalAddress,
      "This link ends it:\n",
      "https://desk.example/u/token",
    ]) {
      expect(footer).toContain(part);
    }
    expect(footer.startsWith("-- \n")).toBe(true);
    expect(footer.length).toBeLessThan(1_000);
  });
});
