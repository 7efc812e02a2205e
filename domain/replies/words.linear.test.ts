// Tests that the work of reading a person's words grows in proportion to their length. The work is counted, not timed.
import { describe, it } from "vitest";
import { overLinear } from "../../testing/counted-work.ts";
import { meaningOf } from "./meaning.ts";

const SIZES = [250, 500, 1_000];

/** Beginnings of phrases, repeated without the end that would complete a match, and what separates words. */
const BEGINNINGS = [
  "a",
  "s t o p ",
  "please ",
  "do not want to ",
  "how do i ",
  "keine weiteren ",
  "bitte ",
  "remove my ",
  "stop. ",
  "\n\n",
  "hi\n",
  "&amp;",
  "a@",
  "http://",
  "\u914d\u4fe1",
  "\u200b",
  "Marta\n",
  "not interested but ",
];

describe("the meaning of a text", () => {
  it.for(BEGINNINGS)("made of repeated %j is read with linear work", (text, { expect }) => {
    meaningOf({ subject: "", text: "The lexicons are made ready before the work is counted." });
    const work = (size: number) => meaningOf({ subject: "", text: text.repeat(Math.ceil(size / text.length)) });
    expect(overLinear(SIZES, work)).toEqual([]);
  });
});
