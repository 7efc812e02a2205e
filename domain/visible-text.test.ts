// Tests that hidden characters in strangers' text are written out, removed or counted, and that characters which spell words and
// emoji stay.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { hostileTexts } from "../testing/corpora.ts";
import { overLinear } from "../testing/counted-work.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { hiddenCount, visible, visibleIn } from "./visible-text.ts";

describe("text of strangers", () => {
  it.for([
    ["plain words stay", "Hello, Ada!", "Hello, Ada!"],
    ["line breaks and tabs stay", "a\r\nb\tc\rd", "a\nb\tc\nd"],
    ["a bidi override is written out", "\u202egnp.exe", "⟦U+202E⟧gnp.exe"],
    ["zero-width characters are written out", "pay\u200bpal\ufeff", "pay⟦U+200B⟧pal⟦U+FEFF⟧"],
    ["controls are written out", "a\u0000\u0007\u001b[31m", "a⟦U+0000⟧⟦U+0007⟧⟦U+001B⟧[31m"],
    ["a tag character that spells in secret is written out", "ok\u{e0041}", "ok⟦U+E0041⟧"],
    ["a lone surrogate is written out", "a\ud800b", "a⟦U+D800⟧b"],
    ["an emoji keeps its joiner and its style", "👩‍💻 ❤️ 1️⃣", "👩‍💻 ❤️ 1️⃣"],
    ["a joiner between Latin letters is written out", "a\u200db", "a⟦U+200D⟧b"],
    ["a joiner inside a Persian word stays", "می‌خواهم", "می‌خواهم"],
    ["a style selector after a letter is written out", "a\ufe0f", "a⟦U+FE0F⟧"],
    ["a filler that looks like nothing is written out", "\u3164", "⟦U+3164⟧"],
  ])("%s", ([, text, expected], { expect }) => {
    expect(visible(text ?? "")).toBe(expected);
  });

  it("leaves nothing hidden in any string", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    const hidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
    const isClean = (text: string) =>
      !hidden.test(visible(text).replace(/[\n\t]|(?<=\P{ASCII})[\u200c\u200d](?=\P{ASCII})/gu, ""));
    fc.assert(fc.property(fc.string({ unit: "binary" }), isClean));
    for (const { id, text } of hostileTexts()) expect(isClean(text), id).toBe(true);
  });

  it.for<[string, string]>([
    ["e\u0301\u0302\u0303\u0304\u0305", "e\u0301\u0302\u0303\u0304\u0305"],
    [`e${"\u0301".repeat(6)}x`, `e${"\u0301".repeat(5)}⟦1 mark⟧x`],
    [`e${"\u0336\u0489".repeat(50)}`, `e${"\u0336\u0489".repeat(2)}\u0336⟦95 marks⟧`],
    // Hebrew and Thai have three and two, Tibetan up to five.
    ["שָּׁ", "שָּׁ"],
    ["กี่", "กี่"],
  ])("has five combining marks on a letter at the most: %j", ([text, expected], { expect }) => {
    expect(visible(text)).toBe(expected);
  });

  it("is made visible in every field of a value", ({ expect }) => {
    const hidden = { "k\u200b": ["a\u202eb", 1, null, true, { text: "plain" }] };
    expect(visibleIn(hidden)).toEqual({ "k⟦U+200B⟧": ["a⟦U+202E⟧b", 1, null, true, { text: "plain" }] });
  });

  it("has as many hidden characters counted as are written out", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary" }),
        (text) => visible(text).split("⟦U+").length - 1 === hiddenCount(text) + text.split("⟦U+").length - 1,
      ),
    );
  });

  it("is made visible with work that grows in proportion to the number of hidden characters", ({ expect }) => {
    expect(overLinear([250, 500, 1_000, 2_000], (size) => visible("\u200d\u0645".repeat(size)))).toEqual([]);
  });
});
