// Tests that the work of reading a person's words grows in proportion to their length. The work is counted, not timed.
import { describe, it } from "vitest";
import { overLinear } from "../../testing/counted-work.ts";
import { meaningOf } from "./meaning.ts";

const SIZES = [500, 1_000];

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

/**
 * The places whose work grows faster than the text in each of three counts. The searches are hot, and the runtime loses counts of a function
 * that it optimises meanwhile; a place that is not linear is in every count.
 */
function alwaysOverLinear(work: (size: number) => unknown): string[] {
  const count = (): string[] => overLinear(SIZES, work).map((place) => place.replace(/: grows by .*/, ""));
  let places = count();
  for (let again = 0; again < 2 && places.length > 0; again += 1) {
    const found = count();
    places = places.filter((place) => found.includes(place));
  }
  return places;
}

describe("the meaning of a text", () => {
  it.for(BEGINNINGS)("made of repeated %j is read with linear work", (text, { expect }) => {
    meaningOf({ subject: "", text: "The lexicons are made ready before the work is counted." });
    const work = (size: number) => meaningOf({ subject: "", text: text.repeat(Math.ceil(size / text.length)) });
    expect(alwaysOverLinear(work)).toEqual([]);
  });
});
