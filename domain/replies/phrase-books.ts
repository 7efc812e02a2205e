// The lexicons' phrases, ready to search, built when a text is first read. And the correction of spellings that miss a long word by a letter
// or two.
import { foldWord } from "./fold-word.ts";
import { LEXICONS } from "./lexicon/all.ts";
import type { Lexicon } from "./lexicon/lexicon.ts";
import { LANGUAGES } from "./message.ts";
import type { Language } from "../../schema/hearing.ts";
import { type Bounds, PhraseBook } from "./phrase-patterns.ts";
import { phrasesOf } from "./phrase-source.ts";
import { type Sentence, sentencesOf } from "./sentences.ts";

/** The sections of a lexicon that hold phrases. */
export const SECTIONS = [
  "optOut",
  "optOutSentence",
  "optOutAlone",
  "optOutMentions",
  "optOutSmells",
  "optOutReasons",
  "optIn",
  "otherWay",
  "ownData",
  "optOutOfIt",
  "refusal",
  "refusalReasons",
  "refusalMentions",
  "buying",
  "interest",
  "asking",
  "wishMentions",
  "putOff",
  "notNow",
  "greetings",
  "thanks",
  "signOffs",
  "pleasantries",
] as const satisfies readonly (keyof Lexicon)[];
export type Section = (typeof SECTIONS)[number];

const books = new Map<string, PhraseBook>();

/** The phrases of a section in a language. */
export function bookOf(language: Language, section: Section): PhraseBook {
  const key = `${language} ${section}`;
  const known = books.get(key);
  if (known) return known;
  const lexicon = LEXICONS[language];
  // "Not interested, stop emailing me" mentions nothing: a mention is within one clause.
  const phrases = phrasesOf(lexicon[section] ?? "", lexicon.sets, key);
  const book = new PhraseBook(phrases, boundsOf(language), {
    crossesCommas: section !== "optOutMentions" && section !== "optOut",
  });
  books.set(key, book);
  return book;
}

/** Whether a phrase of the section, in any of the languages, is in the sentence. */
export const languageWith = (
  sentence: Sentence,
  section: Section,
  languages: readonly Language[] = LANGUAGES,
): Language | null => languages.find((language) => bookOf(language, section).has(sentence)) ?? null;

const bounds = new Map<Language, Bounds>();

function boundsOf(language: Language): Bounds {
  const known = bounds.get(language);
  if (known) return known;
  const { leads, tails, contrasts } = LEXICONS[language];
  const made = { leads: setOf(leads), tails: setOf(tails), contrasts: setOf(contrasts) };
  bounds.set(language, made);
  return made;
}

/** The folded words of a list with spaces between. */
export const setOf = (words: string): ReadonlySet<string> =>
  new Set(
    words
      .split(/\s+/)
      .filter((word) => word !== "")
      .map(foldWord),
  );

/** The words of all languages after which the opposite is said. */
export const isContrast = (word: string): boolean =>
  LANGUAGES.some((language) => boundsOf(language).contrasts.has(word));

/** The sentences of a text, with misspelt long words corrected. */
export const readSentences = (text: string): Sentence[] => sentencesOf(text, corrected);

const LEAST_LETTERS = 8;
const LEAST_LETTERS_DOUBLED = 5;
const LETTERS_FOR_TWO = 10;
const MOST_LETTERS = 20;
const SAME_LETTERS = 3;

let misspelt: Map<string, readonly string[]> | null = null;

/** The long words that are corrected, by their first letters. */
function correctable(): Map<string, readonly string[]> {
  if (misspelt) return misspelt;
  misspelt = new Map();
  for (const language of LANGUAGES)
    for (const word of setOf(LEXICONS[language].misspelt)) {
      const key = word.slice(0, SAME_LETTERS);
      misspelt.set(key, [...(misspelt.get(key) ?? []), word]);
    }
  return misspelt;
}

/** All words of a lexicon, folded. */
export function vocabularyOf(language: Language): ReadonlySet<string> {
  const lexicon = LEXICONS[language];
  const texts = [
    ...Object.values(lexicon.sets),
    lexicon.functionWords,
    ...SECTIONS.map((section) => lexicon[section] ?? ""),
  ];
  return new Set(texts.flatMap((words) => words.match(/[\p{L}\p{M}]+/gu) ?? []).map(foldWord));
}

let vocabulary: ReadonlySet<string> | null = null;
/** A word of any lexicon is right as it is: "afmeldes" beside "afmelden". */
function isRight(word: string): boolean {
  vocabulary ??= new Set(LANGUAGES.flatMap((language) => [...vocabularyOf(language)]));
  return vocabulary.has(word);
}

/**
 * The word that this one nearly is: a letter doubled or not ("removve", "adress"), one letter off in a word of eight, two in one of ten. Only
 * words of `misspelt`, which nobody writes for another.
 */
function corrected(word: string): string {
  if (word.length < LEAST_LETTERS_DOUBLED || word.length > MOST_LETTERS || isRight(word)) return word;
  const near = correctable().get(word.slice(0, SAME_LETTERS)) ?? [];
  if (near.length === 0 || near.includes(word)) return word;
  return near.find((one) => undoubled(one) === undoubled(word)) ?? near.find((one) => isNearly(word, one)) ?? word;
}

const isNearly = (word: string, one: string): boolean =>
  word.length >= LEAST_LETTERS - 1 &&
  one.length >= LEAST_LETTERS &&
  lettersOff(word, one) <= (one.length >= LETTERS_FOR_TWO ? 2 : 1);

const undoubled = (word: string): string => word.replaceAll(/(.)\1+/gu, "$1");

/** How many letters are missing, too many, wrong, or exchanged with their neighbour. */
function lettersOff(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > 2) return Infinity;
  let [beforeLast, last] = [[] as number[], Array.from({ length: other.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= one.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const isSame = one[i - 1] === other[j - 1];
      const changed = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      const isExchanged = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      row.push(isExchanged ? Math.min(changed, beforeLast[j - 2]! + 1) : changed);
    }
    [beforeLast, last] = [last, row];
  }
  return last[other.length]!;
}
