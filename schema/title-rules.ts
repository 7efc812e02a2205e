// The shape of the title rules, which are policy data: the words of each language that mean a seniority, and the words that change what a title
// means. Reading a title with them is in domain/rules/titles.ts.
import * as z from "zod";

/** From the most to the least senior. `individual` is a person who leads no team. */
export const Seniority = z.enum([
  "c_level",
  "founder",
  "partner",
  "vp",
  "head",
  "director",
  "manager",
  "senior",
  "individual",
  "junior",
]);
export type Seniority = z.infer<typeof Seniority>;

/** The levels of a title as a score weighs them: `head` and `director` weigh the same, and so do `individual` and `junior`. */
export const TitleLevel = z.enum([
  "c_level",
  "founder_president",
  "partner",
  "vp",
  "director_head",
  "manager_lead",
  "senior",
  "ic",
]);
export type TitleLevel = z.infer<typeof TitleLevel>;

export const LEVEL_OF: Readonly<Record<Seniority, TitleLevel>> = {
  c_level: "c_level",
  founder: "founder_president",
  partner: "partner",
  vp: "vp",
  head: "director_head",
  director: "director_head",
  manager: "manager_lead",
  senior: "senior",
  individual: "ic",
  junior: "ic",
};

/** What a person works in. `general` is the whole company, `other` a field outside companies' departments, `unknown` that the title does not say. */
export const Department = z.enum([
  "sales",
  "marketing",
  "operations",
  "finance",
  "hr",
  "it",
  "legal",
  "product",
  "engineering",
  "purchasing",
  "general",
  "other",
  "unknown",
]);
export type Department = z.infer<typeof Department>;

export const TitleLanguage = z.enum([
  "en",
  "de",
  "fr",
  "es",
  "it",
  "pt",
  "nl",
  "pl",
  "sv",
  "da",
  "no",
  "fi",
  "ru",
  "ja",
  "zh",
  "ko",
  "ar",
]);
export type TitleLanguage = z.infer<typeof TitleLanguage>;

const RuleId = z.string().regex(/^title\.[a-z0-9_]{1,60}$/);

/** Words separated by one space; `_` joins the words of a phrase. */
const Words = z
  .string()
  .max(8_000)
  .regex(/^(?:[\p{L}\p{M}\p{N}_]+(?: [\p{L}\p{M}\p{N}_]+)*)?$/u);

/** The nouns that mean a seniority, by language. The grammar also gives some rules as its result, such as `title.deputy`. */
export const WordRule = z.strictObject({
  id: RuleId,
  seniority: Seniority,
  words: z.partialRecord(TitleLanguage, Words),
});
export type WordRule = z.infer<typeof WordRule>;

/**
 * The versions of the other words and of the grammar around them, which are language and no policy, and are not repeated in each adopted policy:
 * trades, prepositions, departments (domain/rules/title-{trades,marks,fields}.ts). A title in a log is read again by the version that its policy
 * names. New in 2: an owner of one thing that is no business ("eines Hundes") and a partner of one person are no titles, a founder with an office
 * is a founder, and "Responsable achats" is a head.
 */
export const TitleVocabulary = z.union([z.literal(1), z.literal(2)]);
export type TitleVocabulary = z.infer<typeof TitleVocabulary>;

/** The lexicon of titles: the nouns that mean a seniority. */
export const TitleRules = z.strictObject({
  vocabulary: TitleVocabulary,
  rules: z.array(WordRule).min(1).max(60),
});
export type TitleRules = z.infer<typeof TitleRules>;
