// Tests of the counter of work: it must count every call, also of a function that runs so often that V8 would compile it.
import { it } from "vitest";
import { overLinear } from "./counted-work.ts";

const isSame = (left: number, right: number): boolean => left === right;

/** Compares each number with every other one: quadratic work, all of it in one small function. */
const pairsOf = (size: number): number => {
  let same = 0;
  for (let left = 0; left < size; left++) for (let right = 0; right < size; right++) if (isSame(left, right)) same++;
  return same;
};
/** The same function, as often as the size says. */
const thousandsOf = (size: number): number => {
  let same = 0;
  for (let at = 0; at < size * 1_000; at++) if (isSame(at, 7)) same++;
  return same;
};

it("finds quadratic work in a small function", ({ expect }) => {
  expect(overLinear([500, 1_000, 2_000], pairsOf)).toContainEqual(
    expect.stringMatching(/ isSame at \d+: grows by the power of 2\.00$/),
  );
});

it("finds nothing in linear work of many calls, also when the function was compiled before", ({ expect }) => {
  pairsOf(2_000);
  for (let time = 0; time < 3; time++) expect(overLinear([500, 1_000, 2_000], thousandsOf)).toEqual([]);
});
