// The language of a person's own words, by script and by the commonest words of each known language. Short replies are what people write:
// docs/decisions/2026-11-29-words-of-a-reply.md compares this with two libraries.
import { LEXICONS } from "./lexicon/all.ts";
import { type Language, LANGUAGES, type OwnWords } from "./message.ts";
import { readSentences } from "./phrase-books.ts";
import type { Sentence, Word } from "./sentences.ts";

/** Words after these many tell nothing new. */
const READ_WORDS = 400;

const KANA = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
const HAN = /\p{Script=Han}/u;
const LATIN = /\p{Script=Latin}/u;
/** Of a text in the script of none of the known languages, at least this share is in it. */
const FOREIGN_SHARE = 0.5;

/** Null where the words are in none of the known languages, or tell nothing. */
export const languageOf = ({ subject, text }: OwnWords): Language | null =>
  languageOfSentences(readSentences(`${subject}\n\n${text}`));

export function languageOfSentences(sentences: readonly Sentence[]): Language | null {
  const words = sentences.flatMap((sentence) => sentence.words).slice(0, READ_WORDS);
  return languageByScript(words) ?? languageByWords(words);
}

function languageByScript(words: readonly Word[]): Language | null {
  const has = (script: RegExp): number => words.filter(({ plain }) => script.test(plain)).length;
  const [kana, han] = [has(KANA), has(HAN)];
  if (kana + han <= has(LATIN)) return null;
  return kana > 0 ? "ja" : "zh";
}

/** How much a word tells of a language: less where several languages have it. */
let weights: ReadonlyMap<string, readonly (readonly [Language, number])[]> | null = null;

function weightsOfWords(): NonNullable<typeof weights> {
  if (weights) return weights;
  const owners = new Map<string, Language[]>();
  for (const language of LANGUAGES)
    for (const word of new Set(LEXICONS[language].functionWords.split(" ")))
      owners.set(word, [...(owners.get(word) ?? []), language]);
  weights = new Map(
    [...owners].map(([word, languages]) => [word, languages.map((one) => [one, 1 / languages.length] as const)]),
  );
  return weights;
}

/** Less than one word that a single language has tells nothing. */
const LEAST_WEIGHT = 0.5;

function languageByWords(words: readonly Word[]): Language | null {
  const letters = words.filter(({ plain }) => /\p{L}/u.test(plain));
  if (letters.filter(({ plain }) => !LATIN.test(plain)).length > letters.length * FOREIGN_SHARE) return null;
  const sums = new Map<Language, number>();
  for (const { plain } of letters)
    for (const [language, weight] of weightsOfWords().get(plain) ?? [])
      sums.set(language, (sums.get(language) ?? 0) + weight);
  const [best, second] = [...sums].toSorted(([, one], [, other]) => other - one);
  if (!best || best[1] < LEAST_WEIGHT || best[1] === second?.[1]) return null;
  return best[0];
}
