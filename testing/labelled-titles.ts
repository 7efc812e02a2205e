// The labelled job titles of samples/corpora/titles. A label has one level, and other levels that are as right.
import * as z from "zod";
import { Department, TitleLevel } from "../schema/title-rules.ts";
import { corpusRows } from "./corpora.ts";

/** A level, or that the text is no title. */
export const ReadLevel = z.enum([...TitleLevel.options, "none"]);
export type ReadLevel = z.infer<typeof ReadLevel>;

const LabelledTitle = z.strictObject({
  id: z.string(),
  text: z.string(),
  lang: z.string(),
  level: ReadLevel,
  /** Other levels that are as right. */
  allowed: z.array(ReadLevel),
  gatekeeper: z.boolean(),
  department: Department,
  /** Has a word of a high rank that is not the person's. */
  trap: z.boolean(),
  why: z.string(),
});
export type LabelledTitle = z.infer<typeof LabelledTitle>;

/** `own` and `set-aside` were labelled with the reader, `fresh` and `second` after it, each against rules that had not seen it. */
export const TITLE_SETS = ["labelled", "own", "set-aside", "fresh", "second"] as const;

export const labelledTitles = (set: (typeof TITLE_SETS)[number]): LabelledTitle[] =>
  corpusRows(`titles/${set}.jsonl`, LabelledTitle);

/** Levels that are an error for a trap: director or higher. */
export const HIGH_LEVELS: ReadonlySet<ReadLevel> = new Set<ReadLevel>([
  "c_level",
  "founder_president",
  "partner",
  "vp",
  "director_head",
]);
