// The words that any letter may have, of all languages that have a list.
import { plainWord } from "../draft-text.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";

const LETTER_WORDS: ReadonlySet<string> = new Set(
  [en, de]
    .flatMap((words) => words.split(/\s+/u))
    .filter((word) => word !== "")
    .map(plainWord),
);

/** Whether the plain word belongs to letters, and says nothing about anybody. */
export const isLetterWord = (word: string): boolean => LETTER_WORDS.has(word);
