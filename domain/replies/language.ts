// The language of a person's own words, by script and by the commonest words of each known language. Short replies are what people write:
// docs/decisions/2026-11-29-words-of-a-reply.md compares this with two libraries.
import { LEXICONS } from "./lexicon/all.ts";
import { LANGUAGES, type OwnWords } from "./message.ts";
import type { Language } from "../../schema/hearing.ts";
import { readSentences, vocabularyOf } from "./phrase-books.ts";
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

/** Kana are Japanese. A text of Chinese characters alone is Japanese by its compounds: "配信停止". */
function languageByScript(words: readonly Word[]): Language | null {
  const count = (test: (plain: string) => boolean): number => words.filter(({ plain }) => test(plain)).length;
  const [kana, han, latin] = [KANA, HAN, LATIN].map((script) => count((plain) => script.test(plain))) as [
    number,
    number,
    number,
  ];
  if (kana + han <= latin) return null;
  if (kana > 0) return "ja";
  const [japanese, chinese] = [functionWordsOf("ja"), functionWordsOf("zh")];
  return count((plain) => japanese.has(plain)) > count((plain) => chinese.has(plain)) ? "ja" : "zh";
}

const functionWordsOf = (language: Language): ReadonlySet<string> =>
  new Set(LEXICONS[language].functionWords.split(" "));

/** How much each word tells of the languages that have it: less where several have it. */
type Weights = ReadonlyMap<string, readonly (readonly [Language, number])[]>;

function weightsOf(wordsOf: (language: Language) => Iterable<string>, weight: number): Weights {
  const owners = new Map<string, Language[]>();
  for (const language of LANGUAGES)
    for (const word of new Set(wordsOf(language))) owners.set(word, [...(owners.get(word) ?? []), language]);
  return new Map([...owners].map(([word, those]) => [word, those.map((one) => [one, weight / those.length] as const)]));
}

/** A word of a phrase tells less than one of the commonest words: names and words of trade wander between languages. */
const PHRASE_WORD_WEIGHT = 0.35;
/** Less than half of a word that a single language has tells nothing, nor does a lead so small. */
const LEAST_WEIGHT = 0.3;
const LEAST_LEAD = 0.05;

let weights: readonly [commonest: Weights, inPhrases: Weights] | null = null;

function languageByWords(words: readonly Word[]): Language | null {
  const letters = words.filter(({ plain }) => /\p{L}/u.test(plain));
  if (letters.filter(({ plain }) => !LATIN.test(plain)).length > letters.length * FOREIGN_SHARE) return null;
  weights ??= [weightsOf(functionWordsOf, 1), weightsOf(vocabularyOf, PHRASE_WORD_WEIGHT)];
  const sums = new Map<Language, number>();
  for (const { plain, folded } of letters)
    for (const [language, weight] of [...(weights[0].get(plain) ?? []), ...(weights[1].get(folded) ?? [])])
      sums.set(language, (sums.get(language) ?? 0) + weight);
  const [best, second] = [...sums].toSorted(([, one], [, other]) => other - one);
  if (!best || best[1] < LEAST_WEIGHT || best[1] - (second?.[1] ?? 0) < LEAST_LEAD) return null;
  return best[0];
}
