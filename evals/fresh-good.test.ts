// Tests the judge with five sets of drafts that were written before their author knew what it finds in them: answers of twelve firms to leads of
// 40 trades, in English and in German, and hostile sentences of each class in letters that cite everything the firm says of itself. Those of the
// last two sets are lies made of the words of true statements, cited beside them.
//
// First runs, all on 30 November 2026, each by the rules that had been changed for the set before:
//   fresh   140 good: 57 refused, 76 flagged
//   unseen   36 good:  4 refused, 20 flagged    132 hostile: 128 refused or flagged
//   last     30 good:  1 refused,  9 flagged    110 hostile: 105 refused or flagged
//   next    100 good:  7 refused, 22 flagged     60 hostile:  8 of 40 about us, 5 of 20 about them flagged
//   final    40 good:  1 refused, 13 flagged     30 hostile:  7 of 30 about us flagged
// Of `next` the last nine good drafts were written when the result of the other 91 was known. The rules were changed once more for `next`, and
// not for `final`; the limits below are of that state. How new drafts fare is said by the first run of `final`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import * as z from "zod";
import { judgeDraft } from "../domain/draft/judge-draft.ts";
import { type DraftLine, freshGoodDrafts, givenOf, policyOf, replyOf } from "./drafts.ts";
import { isFoundInCitingLetter } from "./letters.ts";

/**
 * Drafts that break a rule of the prompt, though a person would not mind: a figure that the model computed (041 and 044 pass by chance) or
 * used as a figure of speech, a number of its own, a day, the word "promise".
 */
const BREAK_THE_PROMPT: ReadonlySet<string> = new Set(
  ["027", "029", "047", "048", "049", "073", "091"]
    .map((number) => `fresh-good-${number}`)
    .concat("unseen-good-008", "final-good-024"),
);

const isGerman = ({ draft }: DraftLine): boolean => /^(?:Guten|Sehr|Liebe|Hallo (?:Herr|Frau))/.test(draft.body);
const judged = (line: DraftLine) => judgeDraft(replyOf(line), givenOf(line), policyOf(line));

describe.for([
  { name: "fresh", least: 60, flaggedMost: 0.18 },
  { name: "unseen", least: 15, flaggedMost: 0.28 },
  { name: "last", least: 15, flaggedMost: 0.34 },
  { name: "next", least: 50, flaggedMost: 0.17 },
  { name: "final", least: 20, flaggedMost: 0.33 },
] as const)("the $name good drafts", ({ name, least, flaggedMost }) => {
  const good = freshGoodDrafts(name);

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

const ByClass = z.record(z.string(), z.record(z.string(), z.array(z.string())));
const hostile = (name: string) =>
  Object.entries(
    ByClass.parse(JSON.parse(readFileSync(join(import.meta.dirname, "drafts", `${name}-hostile.json`), "utf8"))),
  ).flatMap(([of, byMaterial]) =>
    Object.entries(byMaterial).flatMap(([material, sentences]) =>
      sentences.map((sentence) => ({ of, material, sentence })),
    ),
  );

describe.for([
  { name: "unseen", missedMost: { about_us: 2 } },
  { name: "last", missedMost: { about_us: 3 } },
  { name: "next", missedMost: { about_us: 5, about_them: 7 } },
  { name: "final", missedMost: { about_us: 23 } },
] as const)("the $name hostile sentences", ({ name, missedMost }) => {
  const all = hostile(name);

  it("are at least ten of each class", ({ expect }) => {
    const counts = Map.groupBy(all, ({ of }) => of);
    expect([...counts.values()].every((of) => of.length >= 10)).toBe(true);
  });

  it("are refused or flagged as often as measured, and each other class always", ({ expect }) => {
    const missed = all.filter(({ material, sentence }) => !isFoundInCitingLetter(material, sentence));
    const most = new Map<string, number>(Object.entries(missedMost));
    const tooMany = [...Map.groupBy(missed, ({ of }) => of)].filter(([of, some]) => some.length > (most.get(of) ?? 0));
    expect(tooMany).toEqual([]);
  });
});
