// Finds phrases of many languages in a text: case, accents, punctuation and width do not count. The phrases are data in the
// `*-words.ts` files.
import { asOneLine } from "../plain-lines.ts";

/** Letters that Unicode does not take apart into a letter and an accent. */
const PLAIN_LETTERS: Readonly<Record<string, string>> = { ł: "l", ø: "o", ß: "ss", ı: "i", æ: "ae", œ: "oe", đ: "d" };

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Lower case without accents: "Réponse", "REPONSE" and "reponse" are one word. Marks of kana and other scripts stay. */
export const folded = (text: string): string =>
  // Most lines are ASCII, each is folded many times, and to normalize one costs ten times as much.
  BEYOND_ASCII.test(text) ? foldedLetters(text) : text.toLowerCase().replaceAll("`", "'");

const foldedLetters = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/[łøßıæœđ]/g, (letter) => PLAIN_LETTERS[letter] ?? letter)
    .replace(/[’‘`´]/g, "'")
    .normalize("NFC");

/** The folded words with one space between them and at both ends. Marks count as a space: "e-mail" is "e mail". */
export const plainWords = (text: string): string =>
  ` ${folded(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim()} `;

/** Han, kana and Thai are written without spaces: their phrases match anywhere. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u;

/** A phrase as it is looked for. `remov*` also finds "removal"; without the star a phrase ends with its word. */
const asNeedle = (phrase: string): string => {
  const words = plainWords(phrase).trim();
  if (UNSPACED.test(words)) return words.replaceAll(" ", "");
  return phrase.endsWith("*") ? ` ${words}` : ` ${words} `;
};

export interface Needle {
  readonly phrase: string;
  readonly needle: string;
}

/** Phrases from one text: separated by `|`, over as many lines as it needs. */
export const phrases = (text: string): readonly Needle[] =>
  text
    .split("|")
    .map((phrase) => asOneLine(phrase))
    .filter((phrase) => phrase !== "")
    .map((phrase) => ({ phrase, needle: asNeedle(phrase) }));

/** A text prepared for many searches. */
export interface Searched {
  readonly words: string;
  /** The words without spaces, for scripts that have none. */
  readonly unspaced: string;
}

export function searched(text: string): Searched {
  const words = plainWords(text);
  return { words, unspaced: UNSPACED.test(words) ? words.replaceAll(" ", "") : "" };
}

/** The first of the phrases that the text has. */
export const foundPhrase = (text: Searched, list: readonly Needle[]): string | undefined =>
  list.find(({ needle }) => (needle.startsWith(" ") ? text.words : text.unspaced).includes(needle))?.phrase;

export const hasPhrase = (text: Searched, list: readonly Needle[]): boolean => foundPhrase(text, list) !== undefined;

/** The phrases of the list that the text has. */
export const allPhrases = (text: Searched, list: readonly Needle[]): readonly string[] =>
  list
    .filter(({ needle }) => (needle.startsWith(" ") ? text.words : text.unspaced).includes(needle))
    .map(({ phrase }) => phrase);

/** How many of the phrases the text has. */
export const countPhrases = (text: Searched, list: readonly Needle[]): number => allPhrases(text, list).length;
