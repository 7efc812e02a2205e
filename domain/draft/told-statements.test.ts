// Tests how code puts our statements into a model's letter, and that no other reference passes.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { overLinear } from "../../testing/counted-work.ts";
import { givenOf, tom, voice } from "../../testing/stages/composer.ts";
import { judgeDraft } from "./judge-draft.ts";
import { withStatements } from "./told-statements.ts";

const given = givenOf(tom);
const refOf = (about: string): string => given.sources.find((source) => source.about === about)?.ref ?? "";
const [price, trial, message] = [refOf("us:price"), refOf("us:trial"), refOf("message")];
const told = (body: string) => withStatements(body, given.sources);
const PRICE = "The service costs 49 euros a month.";
const TRIAL = "It can be tried free of charge for 30 days.";

describe("a reference of a statement", () => {
  it.for<[string, string, string]>([
    ["as a paragraph", `Hello Tom,\n\n[${price}]\n\nKind regards`, `Hello Tom,\n\n${PRICE}\n\nKind regards`],
    ["behind a sentence", `You ask for a price. [${price}]`, `You ask for a price. ${PRICE}`],
    ["with a full stop", `[${price}]. And you?`, `${PRICE} And you?`],
    ["behind a colon", `In short: [${price}]`, `In short: ${PRICE}`],
    ["behind a greeting in the same line", `Hello Tom, [${price}]`, `Hello Tom, ${PRICE}`],
    ["behind another one", `[${price}] [${trial}]`, `${PRICE} ${TRIAL}`],
    ["behind a quotation", `You ask “what does it cost?” [${price}]`, `You ask “what does it cost?” ${PRICE}`],
  ])("%s is replaced by the statement", ([, body, expected], { expect }) => {
    expect(told(body).whole).toBe(expected);
  });

  it.for<[string, string]>([
    ["within a sentence", `It costs [${price}] a month.`],
    ["as a citation behind a clause", `It can be tried [${trial}].`],
    ["of another source", `[${message}]`],
    ["of no source", "[S99]"],
    ["a second time", `a [${price}] b [${price}]`],
    ["before a word", `[${price}] is what it costs`.replace("] ", "]")],
  ])("%s stays, and the draft is refused", ([, body], { expect }) => {
    expect(told(body)).toEqual({ whole: body, own: body, told: [] });
    const reply = JSON.stringify({
      subject: "Your question",
      body: `Hello Tom,\n\n${body}\n\nRobin Sample`,
      claims: [],
    });
    expect(judgeDraft(reply, given, voice)).toMatchObject({
      kind: "refused",
      offences: expect.arrayContaining(["placeholder"]),
    });
  });

  it("is replaced once: a letter cannot grow by telling the same again and again", ({ expect }) => {
    const { whole } = told(`[${price}] `.repeat(2_000).trim());
    expect(whole.startsWith(`${PRICE} [${price}]`)).toBe(true);
    expect(whole.length).toBeLessThan(20_000);
  });

  it.for([`[${price}] `, `a [${price}] `, `${" ".repeat(50)}[${message}]`, `. [${trial}]. `])(
    "repeated as %j is read with linear work",
    (piece, { expect }) => {
      expect(overLinear([250, 500, 1_000], (size) => told(piece.repeat(size)))).toEqual([]);
    },
  );

  it("makes a claim that cites the statement, before the model's own claims", ({ expect }) => {
    const body = `Hello Tom,\n\nthank you for your question about invoices by post. [${price}] I will find out whether we can send them by post, and write to you again.\n\nKind regards\nRobin Sample`;
    const own = { text: "Invoices by post", evidence: [message] };
    const judged = judgeDraft(JSON.stringify({ subject: "Your invoices", body, claims: [own] }), given, voice);
    expect(judged).toMatchObject({ kind: "kept", claims: [{ text: PRICE, evidence: [price] }, own], flags: [] });
  });

  it("leaves the model's own words where it stands, and nothing of the statement", ({ expect }) => {
    const word = fc.constantFrom("you ask", "Hello Tom,", "\n", `[${price}]`, `[${trial}]`, "[S99]", "and.", "(", " ");
    fc.assert(
      fc.property(fc.array(word, { maxLength: 12 }), (words) => {
        const body = words.join(" ");
        const { whole, own, told: statements } = told(body);
        expect(own).not.toContain("euros");
        expect(statements.length).toBe(new Set(statements).size);
        for (const { text } of statements) expect(whole).toContain(text);
        if (statements.length === 0) expect([whole, own]).toEqual([body, body]);
      }),
    );
  });
});

describe("a sentence about us in the model's own words", () => {
  const flagsOf = (sentence: string): readonly string[] => {
    const body = `Hello Tom,\n\nthank you for your question about invoices. [${price}] [${trial}] ${sentence} Is there anything else that you would like to know?\n\nKind regards\nRobin Sample`;
    const claims = [{ text: "A question about invoices", evidence: [message] }];
    const judged = judgeDraft(JSON.stringify({ subject: "Your question", body, claims }), given, voice);
    return judged.kind === "refused" ? judged.offences : judged.kind === "kept" ? judged.flags : ["unreadable"];
  };

  it.for([
    "Trying it costs 49 euros.",
    "The service is free of charge.",
    "You pay 49 euros for the first 30 days.",
    "We never charge for it.",
    "Every month can be tried.",
    "Our team sits in Leeds.",
    "The trial begins in the second month.",
    "The service runs on Sundays (ask me for more).",
    "The service runs on Sundays: I can tell you more.",
  ])("is found: %s", (sentence, { expect }) => {
    expect(flagsOf(sentence)).not.toEqual([]);
  });

  it.for([
    "I would like to hear more.",
    "You ask for invoices by post.",
    "I will find out and write to you again.",
    PRICE,
  ])("is not: %s", (sentence, { expect }) => {
    expect(flagsOf(sentence)).not.toContain("about_us_reworded");
  });
});
