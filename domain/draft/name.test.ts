// Tests the plain subject, which is made from strangers' text.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import { answersSubject } from "../replies/subject-prefixes.ts";
import { answerSubject, cutTo, plainSubject } from "./name.ts";

describe("a stranger's subject", () => {
  it.for([
    ["Prices for 20 engines", "Prices for 20 engines"],
    ["Re: AW: re[2]: Prices", "Prices"],
    ["Re:Prices", "Prices"],
    ["回复：[EXTERNAL] Antwort: Prices", "Prices"],
    ["Regarding prices", "Regarding prices"],
    ["Two\r\nBcc: eve: lines", "Two Bcc: eve: lines"],
    ["Two\u2028lines \u202Eand\u0000 more", "Two lines and more"],
    ["{{sender}} & <b>", "{{sender}} & <b>"],
    ["ein Gruß 👩‍🚀", "ein Gruß 👩 🚀"],
  ] as const)("%j becomes %j", ([subject, plain], { expect }) => {
    expect(plainSubject(subject, 100)).toBe(plain);
  });

  it.for([
    undefined,
    null,
    "",
    " \r\n ",
    "Re: ",
    "AW: [EXTERNAL] Re:",
    "Win now: https://evil.example",
    "see www.evil.example",
    "evil.example",
    "mail eve@evil.example",
  ])("is left out when it is empty or contains a link: %j", (subject, { expect }) => {
    expect(plainSubject(subject, 100)).toBeUndefined();
  });

  it("is one well-formed line within the given length, for any text", ({ expect }) => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileTexts().map(({ text }) => text))),
        fc.integer({ min: 1, max: 60 }),
        (text, characters) => {
          const line = plainSubject(text, characters) ?? "";
          expect(line.length).toBeLessThanOrEqual(characters);
          expect(line.isWellFormed()).toBe(true);
          expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        },
      ),
    );
  });

  it("is made quickly from a very long subject", ({ expect }) => {
    expect(plainSubject("re: ".repeat(100_000), 100)).toBeUndefined();
    expect(plainSubject(`${" ".repeat(100_000)}x`, 100)).toBeUndefined();
  });
});

describe("the subject of an answer", () => {
  it.for([
    ["Prices", "Re: Prices"],
    ["Re: Prices", "Re: Prices"],
    ["AW: Re: [EXTERNAL] RE[4]: Fwd: Prices", "Re: Prices"],
    ["Rép : Prices", "Re: Prices"],
    ["Prices for 20 engines and more", "Re: Prices for 20 engine"],
    ["Re:", undefined],
    ["", undefined],
    [undefined, undefined],
    ["see www.evil.example", undefined],
  ] as const)("to %j is %j", ([subject, answer], { expect }) => {
    expect(answerSubject(subject, 24)).toBe(answer);
  });

  it("has one prefix and the given length at most, for any subject and length", ({ expect }) => {
    const subjects = fc.oneof(
      fc.string({ unit: "binary" }),
      fc
        .array(fc.constantFrom("Re:", "AW: ", "[EXTERNAL] ", "Fwd[2]: ", "x", " "), { maxLength: 12 })
        .map((all) => all.join("")),
      fc.constantFrom(...hostileTexts().map(({ text }) => text)),
    );
    fc.assert(
      fc.property(subjects, fc.integer({ min: 1, max: 200 }), (subject, characters) => {
        const answer = answerSubject(subject, characters);
        if (answer === undefined) return;
        expect(answer.length).toBeLessThanOrEqual(characters);
        expect(answer).toMatch(/^Re: \S/u);
        expect(answersSubject(answer.slice(4))).toBe(false);
        expect(answerSubject(answer, characters)).toBe(answer);
      }),
    );
  });
});

it("cutTo never cuts a surrogate pair in two", ({ expect }) => {
  expect(cutTo("ab😀", 3)).toBe("ab");
  expect(cutTo("ab😀", 4)).toBe("ab😀");
});
