// Rule against text that is no letter: one endless word, the same words again and again, a wall of marks or capitals.
import { plainWord, sentencesOf, wordsOf } from "./draft-text.ts";

/** The longest German words of business mail have about forty letters. */
const LONGEST_WORD = 45;
/** Shares say nothing about fewer words than these. */
const ENOUGH_WORDS = 12;
/** A letter repeats its small words: about two thirds of the words of a mail of 100 words are different ones. */
const LEAST_DIFFERENT = 0.35;
/** The most frequent word of a letter, "the" or "you", is about one word in fifteen. */
const MOST_OF_ONE = 0.25;
/** Letters and digits among the characters that are not blank: above 0.9 in a letter, with a list of figures above 0.8. */
const LEAST_LETTERS = 0.75;
/** Letters that are capitals, in a text long enough to tell. German mail has about one in ten. */
const MOST_CAPITALS = 0.5;
const ENOUGH_LETTERS = 30;
/** Words without any vowel, of three letters or more and no abbreviation. */
const MOST_WITHOUT_VOWEL = 0.3;

/** How often in a row a mark, a letter and a word may stand. Dots, dashes and lines are often drawn longer. */
const RUNS = { mark: 3, line: 6, letter: 4, word: 3 } as const;
const LINE = /[.\-_=*]/u;
const LETTER = /\p{L}/u;
const NO_VOWEL = /^[^aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûýœ]{3,}$/iu;
const WITH_VOWEL_SIGNS = /\p{Script=Latin}/u;

/** Whether the folded text is degenerate. */
export function isDegenerate(folded: string): boolean {
  const words = wordsOf(folded).map(plainWord);
  if (words.some((word) => word.length > LONGEST_WORD) || hasRun(folded, words)) return true;
  if (
    OUTCRY.test(folded.replaceAll(" ", "")) ||
    hasRepeatedSentence(folded) ||
    sentencesOf(folded).some(({ text }) => isGibberish(text))
  )
    return true;
  const closed = folded.replaceAll(/\s/gu, "");
  const letters = closed.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, "").length;
  if (closed.length >= ENOUGH_LETTERS && letters < closed.length * LEAST_LETTERS) return true;
  const cased = closed.replaceAll(/[^\p{Lu}\p{Ll}]/gu, "");
  const capitals = cased.replaceAll(/\P{Lu}/gu, "").length;
  if (cased.length >= ENOUGH_LETTERS && capitals > cased.length * MOST_CAPITALS) return true;
  if (words.length < ENOUGH_WORDS) return false;
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  const most = [...counts.values()].reduce((highest, count) => Math.max(highest, count), 0);
  const single = words.filter((word) => word.length === 1 && word !== "i" && word !== "a").length;
  const silent = words.filter((word) => WITH_VOWEL_SIGNS.test(word) && NO_VOWEL.test(word)).length;
  return (
    counts.size < words.length * LEAST_DIFFERENT ||
    most > words.length * MOST_OF_ONE ||
    single > words.length * MOST_WITHOUT_VOWEL ||
    silent > words.length * MOST_WITHOUT_VOWEL
  );
}

/** A sentence of so many words says something by most of them. */
const GIBBERISH = { words: 6, share: 0.6 } as const;
/** Whether most words of a sentence have no vowel. A letter around it would hide that from the shares of the whole text. */
function isGibberish(sentence: string): boolean {
  const words = wordsOf(sentence).filter((word) => WITH_VOWEL_SIGNS.test(word));
  const silent = words.filter((word) => NO_VOWEL.test(word) && !/^\p{Lu}+$/u.test(word)).length;
  return words.length >= GIBBERISH.words && silent >= words.length * GIBBERISH.share;
}

/** Marks of outcry, mixed. */
const OUTCRY = /[!?]{5}/u;

/** Whether a character or a word stands in a row more often than a letter has it. Digits and gaps may repeat. */
function hasRun(folded: string, words: readonly string[]): boolean {
  const most = (mark: string): number =>
    LETTER.test(mark) ? RUNS.letter : /[\s\p{N}]/u.test(mark) ? Infinity : LINE.test(mark) ? RUNS.line : RUNS.mark;
  return (
    runsOf(folded.toLowerCase()).some(([mark, count]) => count > most(mark)) ||
    runsOf(words).some(([word, count]) => count > RUNS.word && /\p{L}/u.test(word))
  );
}

/** Each item with how often it stands in a row. */
function runsOf(items: Iterable<string>): [item: string, count: number][] {
  const runs: [string, number][] = [];
  for (const item of items) {
    const last = runs.at(-1);
    if (last?.[0] === item) last[1] += 1;
    else runs.push([item, 1]);
  }
  return runs;
}

/**
 * Sentences of at least three words that stand in the text again: two of them, or one at once after itself or for the third time. One that stands
 * twice, apart, is a subject that the letter repeats.
 */
function hasRepeatedSentence(folded: string): boolean {
  const sentences = sentencesOf(folded)
    .map(({ text }) => wordsOf(text).map(plainWord))
    .filter(({ length }) => length > 0)
    .map((words) => ({ key: words.join(" "), isLong: words.length >= 3 }));
  const seen = new Set<string>();
  const again = sentences.filter(({ key, isLong }) => {
    const isAgain = isLong && seen.has(key);
    seen.add(key);
    return isAgain;
  });
  return again.length > 1 || sentences.some(({ key, isLong }, index) => isLong && sentences[index - 1]?.key === key);
}
