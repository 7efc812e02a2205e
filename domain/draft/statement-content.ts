// The content of texts: the meanings of their words, by which a statement is compared with what may support it.
import { clausesOf } from "./clauses.ts";
import { fold, plainWord, wordsOf } from "./draft-text.ts";
import { formsOf, isCompoundOf, isEmptyWord } from "./statement-words.ts";

export const NEGATION =
  /(?<!\p{L})(?:not|no|never|none|without|nothing|neither|nor|cannot|\p{L}+n't|nicht|kein\p{L}{0,2}|nie|niemals|ohne|nichts)(?!\p{L})/iu;
/** "At no cost" denies nothing: it says that something is free. */
const FREE =
  /(?<!\p{L})(?:(?:at |with )?(?:no|without(?: any)?) (?:extra |additional |further )?(?:costs?|charges?|fees?)|costs? (?:you )?(?:nothing|no extra)(?: extra)?|nothing (?:extra|on top|to pay)|(?:not|no) extra|free of charge|(?:is|are) included(?: in the price)?|(?:im preis )?(?:enthalten|inbegriffen)|(?:ohne|keine) (?:zusätzlichen? |weiteren? )?(?:kosten|gebühren|anfahrtskosten)|kostet (?:sie )?nichts|nichts kostet|kostenfrei\p{L}{0,2})(?!\p{L})/giu;

/** The text with "at no cost" and the like as one word. */
export const withFree = (folded: string): string => folded.replaceAll(FREE, " kostenlos ");
export const plainFree = (text: string): string => withFree(fold(text));

export interface Content {
  readonly all: ReadonlySet<string>;
  /** The words of clauses with a negation. */
  readonly denied: ReadonlySet<string>;
}

/** The meanings of the texts' words. A word stands for itself and for its parts, too: "two-factor". */
export function contentOf(texts: readonly string[]): Content {
  const all = new Set<string>();
  const denied = new Set<string>();
  for (const { text } of texts.flatMap((one) => clausesOf(plainFree(one)))) {
    const isDenied = NEGATION.test(text);
    for (const word of wordsOf(text).map(plainWord).flatMap(partsOfWord))
      if (word.length > 3 || !isEmptyWord(word) || isProduct(word))
        for (const form of formsOf(word)) {
          all.add(form);
          if (isDenied) denied.add(form);
        }
  }
  return { all, denied };
}

const partsOfWord = (word: string): string[] => (word.includes("-") ? [word, ...word.split("-")] : [word]);

/** Whether the texts have a meaning of the word, or of a part of it. */
export const isKnown = (word: string, known: ReadonlySet<string>): boolean =>
  partsOfWord(word).some((part) => formsOf(part).some((form) => known.has(form)) || isCompoundOf(part, known));

/** "S40", "365er": letters and digits name a thing. */
export const isProduct = (word: string): boolean => /^(?=.*\p{L})(?=.*\d)/u.test(word);
