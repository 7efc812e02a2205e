// Normalises text for the checks: one spelling for letters, dots, digits and gaps. The text that is sent is not changed.
import { withoutHidden } from "../visible-text.ts";

const QUOTES = /[\u2018\u2019\u201a\u201b\u02bc\u02b9\u00b4\u0060]/gu;
const DASHES = /[\u2010-\u2015\u2212\ufe58\ufe63]/gu;
/** Characters that look like a dot, or that browsers treat as a dot in a host. */
const DOTS = /[\u3002\uff61\u2024\ua4f8\u0701\u06d4]/gu;
const DOTS_IN_A_WORD = /(?<=\p{L})[\u00b7\u2022\u2219\u22c5\u30fb\u2027\ua78f](?=\p{L})/gu;
const OTHER_DIGITS = /(?![0-9])\p{Nd}/gu;

/** Folds compatibility forms, removes hidden characters, and writes digits, dots, dashes and quotes in ASCII. */
export const fold = (text: string): string =>
  withoutHidden(text.toWellFormed())
    .normalize("NFKC")
    .replace(QUOTES, "'")
    .replace(DASHES, "-")
    .replace(DOTS, ".")
    .replace(DOTS_IN_A_WORD, ".")
    .replace(OTHER_DIGITS, digitOf);

/** Unicode keeps the ten digits of a script in order, so the value is the distance to its zero. */
function digitOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value);
}

/** The form of a word for comparison: lower case, without marks on letters. */
export const plainWord = (word: string): string =>
  PLAIN.test(word) ? word.toLowerCase() : word.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

const PLAIN = /^[A-Za-z0-9'&-]*$/;
const WORD = /[\p{L}\p{N}\p{M}]+(?:['&-][\p{L}\p{N}\p{M}]+)*/gu;

/** The words of a folded text, in order. */
export const wordsOf = (folded: string): string[] => folded.match(WORD) ?? [];

/**
 * The words for comparison, with a single space between them and at both ends, so that a phrase between spaces can be searched for.
 */
export const plainWords = (folded: string): string => ` ${wordsOf(folded).map(plainWord).join(" ")} `;

/** A cache. Phrases are entries of fixed lists and of the policy, so there are few. */
const phrasesSeen = new Map<string, string>();

function asWords(phrase: string): string {
  const words = phrasesSeen.get(phrase) ?? plainWords(fold(phrase));
  phrasesSeen.set(phrase, words);
  return words;
}

/** Whether the words contain one of the phrases, as whole words. */
export const hasAnyPhrase = (words: string, phrases: readonly string[]): boolean =>
  phrases.some((phrase) => words.includes(asWords(phrase)));

export interface Sentence {
  readonly text: string;
  readonly isQuestion: boolean;
}

/** A line break that begins a paragraph or a list item. Any other line break is inside a sentence. */
const BREAK = /\n[ \t]*(?=\n)|\n(?=[ \t]*(?:[-*•] |\d{1,2}[.)] ))/gu;
const ITEM_MARK = /^\s*(?:[-*•]|\d{1,2}[.)])\s+/u;

/** The sentences of a folded text. */
export const sentencesOf = (folded: string): Sentence[] =>
  folded
    .split(BREAK)
    .flatMap((paragraph) =>
      paragraph
        .replace(ITEM_MARK, "")
        .replaceAll("\n", " ")
        .split(/(?<=[.!?])(?=\s)/u),
    )
    .map((text) => ({ text: text.trim(), isQuestion: text.trimEnd().endsWith("?") }))
    .filter(({ text }) => text !== "");

const LATIN = /\p{Script=Latin}/u;
const LOOKS_LATIN = /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Armenian}\p{Script=Cherokee}\p{Script=Lisu}]/u;

/** Whether a word mixes Latin with a script that looks like it. No language does so, and the word lists would miss such a word. */
export const hasMixedWord = (folded: string): boolean =>
  wordsOf(folded).some((word) => LATIN.test(word) && LOOKS_LATIN.test(word));
