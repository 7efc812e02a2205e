// Tests the judge with good drafts that were written before their author read what the rules search for: answers of six firms to leads of
// 28 trades, in English and in German.
//
// First run, 30 November 2026, before any rule was changed for them: of 140 drafts 57 were refused, 76 kept with a flag, and 7 kept without one.
// Eight of the 57 break a rule that the prompt states: a figure that the model computed (041, 044, 048, 091) or used as a figure of speech (047),
// a day of its own (027, 029), the word "promise" (049).
import { describe, it } from "vitest";
import { givenOf, freshGoodDrafts } from "./drafts.ts";

const isGerman = ({ draft }: { readonly draft: { readonly body: string } }): boolean =>
  /\b(?:Sie|Ihnen)\b/.test(draft.body);

describe("the fresh good drafts", () => {
  const good = freshGoodDrafts();

  it("are at least sixty in each language, have unique ids, and cite what their material has", ({ expect }) => {
    expect(good.filter(isGerman).length).toBeGreaterThanOrEqual(60);
    expect(good.filter((line) => !isGerman(line)).length).toBeGreaterThanOrEqual(60);
    expect(new Set(good.map(({ id }) => id)).size).toBe(good.length);
    const unknown = good.flatMap((line) => {
      const known = new Set(givenOf(line).sources.map(({ about }) => about));
      return line.draft.claims.flatMap(({ evidence }) => evidence).filter((about) => !known.has(about));
    });
    expect(unknown).toEqual([]);
  });
});
