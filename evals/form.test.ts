// The invariants of the labelled forms: nobody else is written to, and what is asked of each tool. The other lines may fail without breaking one.
import { describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
import { formCases } from "../testing/form-cases.ts";
import { form, wrongIn } from "./form.ts";

/** The tools whose shapes must have a line. */
const TOOLS =
  "typeform tally jotform webflow formstack elementor gravity hubspot google-ads meta wpforms cf7 ninja fluent squarespace wix paperform fillout cognito ms-forms google-forms netlify formspree basin unbounce instapage linkedin tiktok zapier make n8n wufoo elfsight".split(
    " ",
  );

describe("the labelled forms", () => {
  const cases = formCases();

  it("are of every tool, and of people's own forms in at least fourteen languages", ({ expect }) => {
    expect(TOOLS.filter((tool) => !cases.some((one) => one.tool === tool))).toEqual([]);
    expect(new Set(cases.map(({ tool }) => tool).filter((tool) => tool.startsWith("own-"))).size).toBeGreaterThan(13);
  });

  it("say where their shape is from", ({ expect }) => {
    expect(cases.filter(({ shape }) => !/^(?:https?:|by memory|stored|flamingo|a form of)/u.test(shape))).toEqual([]);
  });

  it("are never another person's than the one who filled them in", async ({ expect }) => {
    const wrong = await Promise.all(
      form.cases.map(async ({ id, answer, expected }) => {
        const of = wrongIn(expected as Parameters<typeof wrongIn>[0], await answer(samplePolicy));
        return of.some((one) => /^(?:whose|email|fault)/u.test(one)) ? [id, of] : [];
      }),
    );
    expect(wrong.flat()).toEqual([]);
  });
});

describe("what is wrong in a form", () => {
  const signal = {
    kind: "lead",
    email: "ada@winter.example",
    name: "Ada Winter",
    phone: "+49 1",
    text: "Budget: 5 k",
  } as const;
  const found = { signal, fault: null };

  it.for([
    [{ whose: "one", email: "ada@winter.example", phone: "491", says: ["5 k"], silent: ["id"] }, []],
    [{ whose: "several" }, ["whose: one"]],
    [{ whose: "none", fault: "no_at" }, ["whose: one", "fault: null"]],
    [{ whose: "one", email: "bob@winter.example" }, ["email: ada@winter.example"]],
    [{ whose: "one", name: ["Ada", "A. Winter"], company: "Winter" }, ["name: Ada Winter", "company: undefined"]],
    [{ whose: "one", name: null }, ["name: Ada Winter"]],
    [{ whose: "one", phone: "492", optOut: true }, ["phone", "opt-out: false"]],
    [{ whose: "one", says: ["6 k"], silent: ["Budget"] }, ["not shown: 6 k", "shown: Budget"]],
  ] as const)("%j: %j", ([expected, wrong], { expect }) => {
    expect(wrongIn(structuredClone(expected) as Parameters<typeof wrongIn>[0], found)).toEqual(wrong);
  });
});
