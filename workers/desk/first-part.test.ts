// Tests what a page shows at first of a stranger's long text.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../../testing/properties.ts";
import { firstPart } from "./first-part.ts";

describe("the first part", () => {
  it.for<[string, string]>([
    ["", ""],
    ["a short text", ""],
    ["word ".repeat(270), ""],
    [`${"line\n".repeat(19)}line 20`, ""],
    ["word ".repeat(2_000), "word "],
    ["line\n".repeat(100), "line"],
    ["x".repeat(5_000), "x"],
  ])("of %j leaves the rest for a click", ([text, start], { expect }) => {
    const [first, rest] = firstPart(text);
    expect(first + rest).toBe(text);
    if (start === "") expect(rest).toBe("");
    else
      expect([first.length <= 1_200, first.split("\n").length <= 20, rest.trim().startsWith(start.trim())]).toEqual([
        true,
        true,
        true,
      ]);
  });

  it("and the rest are the text, for any text, and cut no character", ({ expect }) => {
    const text = fc
      .array(
        fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("\n", " ", "\u{1f600}".repeat(700), "x".repeat(900))),
      )
      .map((parts) => parts.join(""));
    fc.assert(
      fc.property(text, (given) => {
        const [first, rest] = firstPart(given);
        expect(first + rest).toBe(given);
        if (rest !== "") expect([first.isWellFormed(), first.length > 0]).toEqual([true, true]);
        // With a few words more than fit, so that no click shows a word or two.
        expect(first.split("\n").length).toBeLessThanOrEqual(22);
        expect(first.length).toBeLessThanOrEqual(1_400);
      }),
      runs(500),
    );
  });
});
