// Tests the rules on a model's draft: what a draft may contain, and which offence is named. Reading the model's reply is in
// judge-draft.test.ts.
import { describe, it } from "vitest";
import type { DraftOffence } from "../../schema/written-draft.ts";
import { checkDraft } from "./draft-checks.ts";
import { greetingName } from "./first-name.ts";
import type { DraftMaterial } from "./given.ts";
import { givenOf, tom, tomsForm, voice } from "../../testing/stages/composer.ts";
import { fillTemplate } from "./template.ts";

const given = givenOf(tom);

function check(
  body: string,
  { subject = "Your invoices", of = given, claims = [] as { text: string; evidence: string[] }[] } = {},
) {
  return checkDraft({ subject, body, rawSubject: subject, rawBody: body, claims, own: { body, claims } }, of, voice);
}
const offences = (sentence: string, of: DraftMaterial = given): readonly DraftOffence[] =>
  check(`Hello Tom,\n\n${sentence}\n\nRobin Sample`, { of }).offences;

describe("a draft", () => {
  it.for([
    ["initial", tomsForm("We need invoices by post."), voice.compose.templates.initial],
    ["reply", tom, voice.compose.templates.reply],
    ...voice.compose.templates.followups.map(
      (template, index) =>
        [
          `followup ${index + 1}`,
          {
            ...tom,
            action: "followup",
            sequence: index + 1,
            message: null,
            lead: tomsForm("x").lead,
            sent: { at: "2026-11-16T09:00:00.000Z", subject: "x", body: "x" },
          },
          template,
        ] as const,
    ),
  ] as const)("with the text of the template %s breaks no rule", ([, brief, template], { expect }) => {
    const { subject, body } = fillTemplate(
      template,
      { firstName: greetingName({ name: "Tom Field" }), subject: "Invoices" },
      voice.compose,
    );
    expect(check(body, { subject, of: givenOf(brief) }).offences).toEqual([]);
  });

  it("may contain the contact details of the person and of the sender", ({ expect }) => {
    const of = givenOf(tomsForm("We need invoices by post."));
    for (const own of ["tom@engine.example", "01632 960122", "+44 (1632) 960-122", "Robin@SampleWorks.example"]) {
      expect([own, offences(`Is ${own} still right?`, of)]).toEqual([own, []]);
    }
    expect(offences("Is eve@engine.example still right?", of)).toEqual(["address"]);
    expect(offences("Is 01632 960123 still right?", of)).toEqual(["phone"]);
  });

  it("may link to a page of ours exactly as listed, and to nothing else", ({ expect }) => {
    for (const page of [
      "https://sampleworks.example",
      "https://sampleworks.example/prices/vans.",
      "sampleworks.example",
    ]) {
      expect([page, offences(`Would ${page} help?`)]).toEqual([page, []]);
    }
    for (const page of [
      "http://sampleworks.example",
      "https://sampleworks.example?x=1",
      "https://sampleworks.example/#x",
      "https://sampleworks.example:444/",
      "https://www.sampleworks.example",
      "https://sampleworks.example.evil.example",
      "https://sampleworks.example@evil.example",
      "sampleworks.example\u3002evil",
      "https://sampleworks\u2024example.evil.example",
    ]) {
      expect([page, offences(`Would ${page} help?`)]).toEqual([page, expect.arrayContaining(["link"])]);
    }
  });

  it("may contain a number of our statement only when a claim cites the statement, and only in its unit", ({
    expect,
  }) => {
    const cited = [{ text: "49 euros a month", evidence: ["S3"] }];
    const offencesOf = (sentence: string, claims: { text: string; evidence: string[] }[]) =>
      check(`Hello Tom,\n\n${sentence}\n\nRobin Sample`, { claims }).offences;
    expect(offencesOf("The service costs 49 euros a month.", cited)).toEqual([]);
    expect(offencesOf("The service costs forty-nine euros a month.", cited)).toEqual([]);
    expect(offencesOf("The service costs 49 euros a month.", [])).toEqual(["number_without_evidence"]);
    expect(offencesOf("The service saves 49 percent.", cited)).toEqual(["number_without_evidence"]);
  });

  it("may promise what a cited statement promises, in English and German", ({ expect }) => {
    const cited = [{ text: "30 days", evidence: ["S4"] }];
    const offencesOf = (sentence: string, claims: { text: string; evidence: string[] }[]) =>
      check(`Hello Tom,\n\n${sentence}\n\nRobin Sample`, { claims }).offences;
    for (const promise of ["You can try it free of charge.", "Sie können es kostenlos ausprobieren."]) {
      expect(offencesOf(promise, cited)).toEqual([]);
      expect(offencesOf(promise, [])).toEqual(["promise_without_evidence"]);
    }
    expect(offencesOf("We guarantee that it is free of charge.", cited)).toEqual([
      "promise_without_evidence",
      "binds_us",
    ]);
    expect(offencesOf("Feel free to ask, and tell me when you are free.", [])).toEqual([]);
  });

  it("may deny a promise or put it off, and may not make one in the same words", ({ expect }) => {
    const promiseIn = (sentence: string): boolean =>
      check(`Hello Tom,\n\n${sentence}\n\nRobin Sample`, { claims: [] }).offences.includes("promise_without_evidence");
    for (const denied of [
      "I would rather find out than promise.",
      "Ich frage nach, versprechen möchte ich es nicht.",
      "Eine Zusage möchte ich erst geben, wenn ich nachgefragt habe.",
    ])
      expect(promiseIn(denied), denied).toBe(false);
    for (const made of [
      "I promise that it can be kept.",
      "Versprechen möchte ich es Ihnen gern.",
      "Eine Zusage haben Sie.",
    ])
      expect(promiseIn(made), made).toBe(true);
  });

  it("is refused above the length limits of its action and of the subject, and flagged when it is short", ({
    expect,
  }) => {
    const letter =
      "we would like to understand how you work today and what should change when a plan is made by code".split(" ");
    const words = (count: number) =>
      Array.from(
        { length: count },
        (_, index) => `${letter[index % letter.length]}${"x".repeat(index / letter.length)}`,
      ).join(" ");
    const followup = (sequence: number) => givenOf({ ...tom, action: "followup", sequence });
    for (const [of, most] of [
      [given, 120],
      [givenOf({ ...tom, action: "initial" }), 180],
      [followup(1), 120],
      [followup(2), 100],
      [followup(3), 80],
      [followup(9), 80],
    ] as const) {
      expect(check(words(most), { of }).offences).not.toContain("too_long");
      expect(check(words(most + 1), { of }).offences).toContain("too_long");
    }
    const subject = `${"what should change in a plan of yours ".repeat(2).slice(0, 49)}x`;
    expect(check(words(20), { subject }).offences).toEqual([]);
    expect(check(words(20), { subject: `${subject}x` }).offences).toEqual(["subject_too_long"]);
    expect(check(words(14)).flags).toContain("short");
    expect(check(words(15)).flags).not.toContain("short");
  });
});
