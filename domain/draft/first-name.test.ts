// Tests by which name a draft greets. The labelled names, measured and with the invariant that none is wrong, are in evals/greetings.ts.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../../testing/corpora.ts";
import { overLinear } from "../../testing/counted-work.ts";
import { runs } from "../../testing/properties.ts";
import { greetingName } from "./first-name.ts";

describe("the name of a greeting", () => {
  it.for([
    ["Ada Lovelace", "Ada"],
    ["  Ada \t Lovelace ", "Ada"],
    ["Ada K. Lovelace", "Ada"],
    ["Ludwig van Beethoven", "Ludwig"],
    ["Maarten de Vries", "Maarten"],
    ["Anna von der Leyen", "Anna"],
    ["Elena García López", "Elena"],
    ["Jean-Luc Fontaine", "Jean-Luc"],
    ["Zoë O’Neil", "Zoë"],
    ["Łukasz Nowak", "Łukasz"],
    ["Иван Соколов", "Иван"],
  ] as const)("of %j is the given name %j", ([name, first], { expect }) => {
    expect(greetingName({ name })).toBe(first);
  });

  it.for([
    [undefined, "nothing"],
    [null, "nothing"],
    ["", "nothing"],
    ["Ada", "one word, which may be a family name"],
    ["Lovelace, Ada", "the family name first"],
    ["Nagy István", "the family name first"],
    ["Simon Péter", "two given names"],
    ["Kim Min-jun", "no given name that we know"],
    ["Nguyen Anna", "no given name that we know"],
    ["李 小龙", "a script without capitals"],
    ["محمد علي", "a script without capitals"],
    ["Maria de Jesus Lopez", "a first name that goes on"],
    ["Jean Pierre Laurent", "a first name that goes on"],
    ["Dr. Ada Lovelace", "a form of address"],
    ["Ada Lovelace GmbH", "a company"],
    ["Victoria Bakery", "a shop"],
    ["Ada Test", "a placeholder"],
    ["Ada Ada", "the same word twice"],
    ["ada lovelace", "small letters"],
    ["ADA LOVELACE", "capitals"],
    ["Ada Lovel\u0430ce", "two alphabets"],
    ["Ada Lovelace <b>", "markup"],
    ["{{sender}}", "a blank"],
    [`Ada ${"A".repeat(60)}`, "too long"],
  ] as const)("is left out of %j: %s", ([name], { expect }) => {
    expect(greetingName({ name })).toBeUndefined();
  });

  it.for([
    ["Xiaoming", "Xiaoming Wang", "Xiaoming"],
    ["美咲", "美咲 田中", "美咲"],
    ["ada", "ada lovelace", "Ada"],
    ["MARÍA JOSÉ", "MARÍA JOSÉ RUIZ", "María José"],
    ["LaToya", "LaToya Banks", "LaToya"],
    ["Rose", undefined, "Rose"],
    ["Ze\u0301", "Ze\u0301 Silva", "Z\u00e9"],
    // What is no name does not hide a name that is certain.
    ["Dr.", "Ada Lovelace", "Ada"],
    ["J.", "J. Smith", undefined],
    ["JP", "JP Morgan", undefined],
    ["Frau", "Frau Meier", undefined],
    ["Test-Anna", "Test-Anna Keller", undefined],
    ["Ada Lovelace", "Ada Lovelace Lovelace", undefined],
    ["Anna Maria Luise", "Anna Maria Luise Keller", undefined],
    ["Ann\u0430", "Ann\u0430 Keller", undefined],
    ["www.evil.example", "www.evil.example x", undefined],
  ] as const)("is the first name %j that was given apart of %j: %j", ([firstName, name, greeting], { expect }) => {
    expect(greetingName({ firstName, name })).toBe(greeting);
  });

  it("has only letters, with single spaces, hyphens and apostrophes inside, for any text", ({ expect }) => {
    const texts = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom(...hostileTexts().map(({ text }) => text)));
    fc.assert(
      fc.property(texts, texts, (firstName, name) => {
        const greeting = greetingName({ firstName, name }) ?? greetingName({ name }) ?? "Ada";
        expect(greeting).toMatch(/^\p{L}[\p{L}\p{M}]*(?:[ '’-]\p{L}[\p{L}\p{M}]*)*$/u);
        expect(greeting.length).toBeLessThanOrEqual(60);
      }),
      runs(500),
    );
  });

  it.for(["Ada ", "a", "-", "Ada-", "\u0301", "\u200b", "de "])(
    "is found with work that grows in proportion to the length: %j",
    (piece, { expect }) => {
      greetingName({ name: "Ada Lovelace" });
      const work = (size: number): unknown => greetingName({ name: piece.repeat(size), firstName: piece.repeat(size) });
      expect(overLinear([100, 200, 400, 800], work)).toEqual([]);
    },
  );
});
