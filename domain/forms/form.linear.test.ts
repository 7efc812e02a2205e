// Tests that the work of reading a form grows in proportion to its length. The work is counted, not timed.
import { describe, it } from "vitest";
import { overLinear } from "../../testing/counted-work.ts";
import { answersIn } from "./answers.ts";
import { mapForm } from "./lead.ts";

const SIZES = [500, 1_000];
const read = (body: unknown): unknown => mapForm(answersIn(body));

/** Pieces that begin what a reader looks for, without the end that would complete it. */
const PIECES = [
  "a",
  "a ",
  "first = x\n",
  "a:",
  "a, ",
  "{",
  "[",
  "a__",
  "(",
  "_1f",
  "/ ",
  "a@",
  "Name (",
  "\u540d",
  "x\n",
  "or a@",
];

describe("a form with a long text", () => {
  it.for(PIECES)("of repeated %j is read with linear work", (piece, { expect }) => {
    const long = (size: number): string => piece.repeat(Math.ceil(size / piece.length));
    // The words of labels are made ready before the work is counted.
    read({ Email: "ada@winter.example", Name: "Ada" });
    expect(overLinear(SIZES, (size) => read({ Email: long(size), pretty: long(size), data: long(size) }))).toEqual([]);
    expect(
      overLinear(SIZES, (size) => read({ Email: "ada@winter.example", Note: long(size), [long(size)]: "x" })),
    ).toEqual([]);
  });
});

describe("a form with many answers", () => {
  it.for<[string, (size: number) => unknown]>([
    ["names", (size) => Object.fromEntries(Array.from({ length: size }, (_, at) => [`Label ${at}`, `answer ${at}`]))],
    ["names in brackets", (size) => Object.fromEntries(Array.from({ length: size }, (_, at) => [`f[g][n${at}]`, "x"]))],
    ["questions", (size) => ({ fields: Array.from({ length: size }, (_, id) => ({ id, type: "text", label: "Q" })) })],
    ["lists in lists", (size) => ({ a: Array.from({ length: size }, () => [["x"]]) })],
  ])("as %s is read with linear work", ([, bodyOf], { expect }) => {
    const bodies = new Map([60, 120, 240].map((size) => [size, bodyOf(size)]));
    read(bodies.get(60));
    expect(
      overLinear([60, 120, 240], (size) => read({ ...(bodies.get(size) as object), Email: "ada@winter.example" })),
    ).toEqual([]);
  });
});
