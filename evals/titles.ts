// How job titles are read: each labelled title of samples/corpora/titles is a line. A level is right when it is the label's, or one that the label
// allows. That no trap is read as director or higher is an invariant of its own (titles.test.ts).
import * as z from "zod";
import { TitleLevel } from "../schema/title-rules.ts";
import { recogniseTitle } from "../domain/rules/titles.ts";
import { type LabelledTitle, labelledTitles, ReadLevel, TITLE_SETS } from "../testing/labelled-titles.ts";
import { goldenSuite } from "./golden.ts";

const Input = z.strictObject({
  title: z.string(),
  lang: z.string(),
  /** Has a word of a high rank that is not the person's. */
  trap: z.boolean(),
});
const Expected = z.strictObject({ level: ReadLevel, allowed: z.array(ReadLevel) });
const Found = z.strictObject({ level: ReadLevel });
type Input = z.infer<typeof Input>;
type Expected = z.infer<typeof Expected>;

const lineOf = ({ id, text, lang, trap, level, allowed, why }: LabelledTitle) => ({
  id,
  input: { title: text, lang, trap },
  expected: { level, allowed },
  why: `The title ${JSON.stringify(text)} (${lang}, ${id}) is labelled ${level}: ${why}`,
});

export const titles = goldenSuite("titles", {
  input: Input,
  expected: Expected,
  lines: () => TITLE_SETS.flatMap(labelledTitles).map(lineOf),
  answer({ title }, { policy }) {
    const found = recogniseTitle(title, policy.titles);
    return { level: found.known ? found.level : "none" };
  },
  score: ({ level, allowed }, found) => ([level, ...allowed].includes(Found.parse(found).level) ? 1 : 0),
  branches: {
    ...Object.fromEntries(
      [...TitleLevel.options, "none"].map((level) => [
        `a title labelled ${level}`,
        (_: Input, expected: Expected) => expected.level === level,
      ]),
    ),
    ...Object.fromEntries(
      ["en", "de", "fr", "es", "it", "pt", "nl", "pl"].flatMap((language) => [
        [`a title in ${language}`, ({ lang, trap }: Input) => lang === language && !trap],
        [`a trap in ${language}`, ({ lang, trap }: Input) => lang === language && trap],
      ]),
    ),
    "a title with more than one right level": (_, { allowed }) => allowed.length > 0,
  },
});
