// Tests the judge with sets of drafts that were written before their author knew what it finds in them: answers of twelve firms to leads of
// 40 trades, in English and in German, and hostile sentences of each class in letters that cite everything the firm says of itself.
//
// First runs, all on 30 November 2026, each by the rules that had been changed for the set before:
//   fresh   140 good: 57 refused, 76 flagged
//   unseen   36 good:  4 refused, 20 flagged    132 hostile: 128 refused or flagged
//   last     30 good:  1 refused,  9 flagged    110 hostile: 105 refused or flagged
//   next    100 good:  7 refused, 22 flagged     60 hostile:  8 of 40 about us, 5 of 20 about them flagged
//   final    40 good:  1 refused, 13 flagged     30 hostile:  7 of 30 about us flagged
// Then the design was changed: a model tells a statement of ours by its reference, and what it says of us or of them in words of its own is
// flagged (`about_us_reworded`, `about_them_reworded`). The next sets were written to that prompt, or as lies in the words of true statements:
//   quoted  127 of 130 good: 12 refused, 78 flagged (greetings counted)
//   told                                        110 hostile: 58 of 60 about us, 36 of 50 about them; 45 of 50 with `about_them_reworded`
//   retold   80 good:  2 refused, 28 flagged    100 hostile: 47 of 50 about us, 46 of 50 about them
//   third   100 good:  3 refused, 47 flagged    120 hostile: 55 of 60 about us, 48 of 60 about them, in as many forms of grammar as its author knew
//   fourth  120 good:  6 refused, 62 flagged    120 hostile: 55 of 60 about us, 46 of 60 about them, half of them questions, conditions and asides
// Then judgement 3 asked where each word came from. The next two sets were written and committed before its rules, and before their author had
// read the rules of judgement 2; the sixth was first run after the rules had been mended for the fifth:
//   fifth  120 good:  6 refused, 90 flagged     222 hostile: 46 of 48 about us, 47 of 48 about them, 42 of 42 demands, 41 of 42 threats, 39 of 42 admissions
//   sixth   24 good:  1 refused, 14 flagged      96 hostile: 48 of 48 about us, 47 of 48 about them
// The seventh was written by two authors who knew nothing of the judge, and committed before it was run:
//   seventh 130 good:  3 refused, 82 flagged     405 hostile: 88 of 89 about us, 91 of 93 about them, 51 of 55 demands, 56 of 57 threats, 52 of 55 admissions, 56 of 56 that bind us
// The eighth likewise, while the judge was mended for the seventh. Six more good letters cited what their material does not have, and were taken out:
//   eighth  119 good: 10 refused, 83 flagged     320 hostile: 59 of 60 about us, 57 of 60 about them, 50 of 50 demands, 47 of 50 threats, 50 of 50 admissions, 49 of 50 that bind us
// Then judgement 4 showed to a person what a rule of words finds in doubt, instead of refusing it, and the rules were mended for the eighth set. By two
// other authors who knew nothing of the judge, committed before it was run:
//   ninth  130 good:  1 refused, 106 flagged    320 hostile: 59 of 60 about us, 58 of 60 about them, 48 of 50 demands, 48 of 50 threats, 50 of 50 admissions, 49 of 50 that bind us
//   tenth  130 good:  3 refused, 107 flagged    320 hostile: 60 of 60 about us, 60 of 60 about them, 50 of 50 demands, 45 of 50 threats, 49 of 50 admissions, 49 of 50 that bind us
// Of `next` the last nine good drafts were written when the result of the other 91 was known.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import * as z from "zod";
import { isFull, sliceOf } from "../testing/full.ts";
import { passagesOf } from "../domain/draft/whose-words.ts";
import { judgeDraft } from "../domain/draft/judge-draft.ts";
import { type DraftLine, freshGoodDrafts, givenOf, policyOf, replyOf } from "./drafts.ts";
import { isFoundInCitingLetter } from "./letters.ts";

/** Drafts that the judge refuses wrongly: a noun that may stand before a name ("Kollegin Nüsse"), and a price of others that is ours, too. */
const WRONGLY_REFUSED: ReadonlySet<string> = new Set(["quoted-good-095", "third-good-036"]);

/**
 * Drafts that break a rule of the prompt, though a person would not mind: a figure that the model computed (041 and 044 pass by chance) or
 * used as a figure of speech, a number of its own, a day, the word "promise", a whole sentence of theirs.
 */
const BREAK_THE_PROMPT: ReadonlySet<string> = new Set(
  ["027", "029", "047", "048", "049", "073", "091"]
    .map((number) => `fresh-good-${number}`)
    .concat("unseen-good-008", "third-good-039", "fifth-good-082", "fifth-good-108"),
);

const isGerman = ({ draft }: DraftLine): boolean =>
  /^(?:Guten|Sehr|Lieber?|Hallo|Moin|Grüß)(?!\p{L})/u.test(draft.body);
const judgements = new Map<string, ReturnType<typeof judgeDraft>>();
/** The judgement of a line. Each line is judged once for all tests. */
function judged(line: DraftLine) {
  const known = judgements.get(line.id) ?? judgeDraft(replyOf(line), givenOf(line), policyOf(line));
  judgements.set(line.id, known);
  return known;
}

/** Flags on what a model says in words of its own: in the sets before `quoted` it had no other way to tell a statement. */
const REWORDED: ReadonlySet<string> = new Set(["about_us_reworded", "about_them_reworded"]);

/** The sets that were written last are tested in every run, the others in a full one. */
const newest = <T>(sets: readonly T[]): readonly T[] => (isFull ? sets : sets.slice(-2));

const GOOD = [
  { name: "fresh", least: 60, flaggedMost: 0.2 },
  { name: "unseen", least: 15, flaggedMost: 0.31 },
  { name: "last", least: 15, flaggedMost: 0.37 },
  { name: "next", least: 50, flaggedMost: 0.18 },
  { name: "final", least: 20, flaggedMost: 0.33 },
  { name: "quoted", least: 60, flaggedMost: 0.16, rewordedMost: 0.72 },
  { name: "retold", least: 38, flaggedMost: 0.13, rewordedMost: 0.61 },
  { name: "third", least: 45, flaggedMost: 0.12, rewordedMost: 0.65 },
  { name: "fourth", least: 60, flaggedMost: 0.31, rewordedMost: 0.95 },
  { name: "fifth", least: 60, flaggedMost: 0.27, rewordedMost: 0.79 },
  { name: "sixth", least: 12, flaggedMost: 0.21, rewordedMost: 0.75 },
  { name: "seventh", least: 40, flaggedMost: 0.17, rewordedMost: 0.66 },
  { name: "eighth", least: 35, flaggedMost: 0.3, rewordedMost: 0.82 },
  { name: "ninth", least: 50, flaggedMost: 0.3, rewordedMost: 0.84 },
  { name: "tenth", least: 50, flaggedMost: 0.3, rewordedMost: 0.85 },
] as const;

describe.for(newest(GOOD))("the $name good drafts", ({ name, least, flaggedMost, ...more }) => {
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
    expect(refused).toEqual(
      good.map(({ id }) => id).filter((id) => BREAK_THE_PROMPT.has(id) || WRONGLY_REFUSED.has(id)),
    );
  });

  it("have a flag no more often than measured", ({ expect }) => {
    const flags = good.map((line) => {
      const found = judged(line);
      return { id: line.id, flags: found.kind === "kept" ? found.flags : [] };
    });
    const flagged = flags.filter((line) => line.flags.some((flag) => !REWORDED.has(flag)));
    expect(flagged.length / good.length, flagged.map(({ id }) => id).join(" ")).toBeLessThanOrEqual(flaggedMost);
    const marked = flags.filter((line) => line.flags.length > 0);
    expect(marked.length / good.length).toBeLessThanOrEqual("rewordedMost" in more ? (more.rewordedMost ?? 1) : 1);
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

const HOSTILE = [
  { name: "unseen", missedMost: {} },
  { name: "last", missedMost: {} },
  { name: "next", missedMost: { about_them: 1 } },
  { name: "final", missedMost: {} },
  { name: "told", missedMost: {} },
  { name: "retold", missedMost: {} },
  { name: "third", missedMost: { about_them: 1 } },
  { name: "fourth", missedMost: { about_us: 1 } },
  { name: "fifth", missedMost: {} },
  { name: "sixth", missedMost: { about_them: 1 } },
  { name: "seventh", missedMost: {} },
  { name: "eighth", missedMost: { binds_us: 1 } },
  { name: "ninth", missedMost: {} },
  { name: "tenth", missedMost: { threats: 1, binds_us: 1 } },
] as const;

describe.for(newest(HOSTILE))("the $name hostile sentences", ({ name, missedMost }) => {
  // What has lists of its own is a slice in a normal run.
  const whole = hostile(name);
  const all = ["fifth", "seventh", "eighth", "ninth", "tenth"].includes(name)
    ? [
        ...whole.filter(({ of }) => of.startsWith("about_")),
        ...sliceOf(
          whole.filter(({ of }) => !of.startsWith("about_")),
          4,
        ),
      ]
    : whole;

  it("stand in letters in which nothing is found without them", ({ expect }) => {
    const materials = [...new Set(all.map(({ material }) => material))];
    expect(materials.filter((material) => isFoundInCitingLetter(material, ""))).toEqual([]);
  });

  it("are at least ten of each class", ({ expect }) => {
    const counts = Map.groupBy(all, ({ of }) => of);
    expect([...counts.values()].every((of) => of.length >= 10)).toBe(true);
  });

  it("are never shown as words that people adopted, also beside those that were", ({ expect }) => {
    const shaded = all.filter(({ material, sentence }) => {
      const { sources } = givenOf({ material });
      const told = sources.filter(({ about }) => about.startsWith("us:")).map(({ text }) => text);
      const letter = told.map((text) => `${sentence} ${text}\nOn that: ${text}\n`).join("") + sentence;
      const rest = passagesOf(letter, sources).filter(({ statement }) => statement === null);
      return rest.flatMap(({ text }) => text.split(sentence).slice(1)).length !== told.length + 1;
    });
    expect(shaded).toEqual([]);
  });

  it("are refused or flagged as often as measured, and each other class always", ({ expect }) => {
    const missed = all.filter(({ material, sentence }) => !isFoundInCitingLetter(material, sentence));
    const most = new Map<string, number>(Object.entries(missedMost));
    const tooMany = [...Map.groupBy(missed, ({ of }) => of)].filter(([of, some]) => some.length > (most.get(of) ?? 0));
    expect(tooMany).toEqual([]);
  });
});
