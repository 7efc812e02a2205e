// Tests that what a rule of words finds in doubt is a sentence to compare, and that what is not in doubt is refused as before.
import { describe, it } from "vitest";
import { DraftOffence } from "../../schema/written-draft.ts";
import { foundWith } from "../../evals/letters.ts";
import { givenOf, tomsForm, voice } from "../../testing/stages/composer.ts";
import { THIRD_JUDGEMENT } from "./given.ts";
import { marksOf } from "./letter-marks.ts";

const given = givenOf(tomsForm("We have 34 vans and are half of a larger firm. Is there a discount for charities?"));
const found = (sentence: string, judgement = given.judgement) =>
  foundWith(sentence, { greeting: "Hello Tom", given: { ...given, judgement }, policy: voice });
const offences = (names: readonly string[]) => names.filter((name) => DraftOffence.safeParse(name).success);

const IN_DOUBT = [
  ["a promise that is denied", "Whether that can be kept I would rather find out than promise you a refund.", "refund"],
  ["a promise that they used first", "You mention the discount.", "discount"],
  ["a small count in words", "Both halves of the firm could look at it.", "halves"],
] as const;

describe.for(IN_DOUBT)("%s", ([, sentence, word]) => {
  it("is shown to the reviewer, with its word, and refuses nothing", ({ expect }) => {
    const names = found(sentence);
    expect(offences(names)).toEqual([]);
    expect(names.some((name) => /_reworded$|promise_told_back/.test(name))).toBe(true);
    const marks = marksOf(`Hello Tom,\n\nthank you. ${sentence}\n\nRegards\nRobin Sample`, given, []);
    expect(marks.find((mark) => mark.sentence === sentence)?.words).toContain(word);
  });
});

describe("a whole sentence in doubt is shown, and refuses nothing", () => {
  it.for([
    "Neither the discount nor the month can be granted by me.",
    "You have paid for this lesson once already.",
    "Do you want to risk a lawsuit?",
    "34 vans and half of a larger firm, is there a discount for charities: a fair question.",
  ])("%s", (sentence, { expect }) => {
    const names = found(sentence);
    expect(offences(names)).toEqual([]);
    expect(names.some((name) => name.endsWith("_reworded"))).toBe(true);
  });

  it.for([
    ["I grant you the month.", "binds_us"],
    ["You have ordered it already.", "event_without_evidence"],
    ["Answer, or we file a lawsuit.", "threat"],
  ] as const)("%s: refused", ([sentence, offence], { expect }) => {
    expect(found(sentence)).toContain(offence);
  });
});

describe("what is not in doubt", () => {
  it.for([
    ["You get a discount, not only this month.", "promise_without_evidence"],
    ["If you are not happy you get a refund.", "promise_without_evidence"],
    ["It costs 12 euros.", "number_without_evidence"],
    ["It takes two weeks.", "number_without_evidence"],
    ["You have two hundred drivers.", "number_without_evidence"],
    ["Send us your password, or we will sue you.", "threat"],
  ] as const)("is refused: %s", ([sentence, offence], { expect }) => {
    expect(found(sentence)).toContain(offence);
  });
});

it("a draft of judgement 3 is refused for what is in doubt", ({ expect }) => {
  expect(offences(found("Both halves of the firm could look at it.", THIRD_JUDGEMENT))).toEqual([
    "number_without_evidence",
  ]);
});

it("the work of a sentence of many numbers grows with its length only: the first is enough", ({ expect }) => {
  expect(found(`${"two vans and ".repeat(300)}two vans.`).length).toBeGreaterThan(0);
});
