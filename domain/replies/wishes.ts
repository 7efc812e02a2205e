// What a sentence wishes beside what it refuses. "Not interested" is no interest, "thanks for the offer" asks for none, and "if we buy" buys
// nothing yet.
import { LANGUAGES } from "./message.ts";
import type { Language } from "../../schema/hearing.ts";
import { bookOf, type Section } from "./phrase-books.ts";
import type { Sentence } from "./sentences.ts";

export type Wish = "buying" | "interest" | "asking";

/** Whether a phrase of the section stands in the sentence outside what a refusal covers. */
export const hasBesideRefusal = (sentence: Sentence, section: Wish): boolean =>
  languageBeside(refusedIn(sentence, LANGUAGES), sentence, section, LANGUAGES) !== null;

/** Thanks for so many words name what they are for: "thank you for the offer". */
const LONG_THANKS = 4;

/** The first of the languages with a phrase of the section outside the covered words. */
export function languageBeside(
  covered: Uint8Array,
  sentence: Sentence,
  section: Wish,
  languages: readonly Language[],
): Language | null {
  const isOutside = (language: Language): boolean => {
    let taken: Uint8Array | null = null;
    for (const { from, to } of bookOf(language, section).matches(sentence)) {
      if (covered.subarray(from, to).includes(1)) continue;
      taken ??= notWishedIn(sentence, language, section);
      if (!taken.subarray(from, to).includes(1)) return true;
    }
    return false;
  };
  return languages.find(isOutside) ?? null;
}

function notWishedIn(sentence: Sentence, language: Language, section: Wish): Uint8Array {
  const taken = new Uint8Array(sentence.words.length);
  for (const { from, to } of bookOf(language, "thanks").matches(sentence))
    if (to - from >= LONG_THANKS) taken.fill(1, from, to);
  if (section === "buying") fill(taken, sentence, "wishMentions", [language]);
  return taken;
}

/** The words of a sentence that a refusal covers. */
export function refusedIn(sentence: Sentence, languages: readonly Language[]): Uint8Array {
  const refused = new Uint8Array(sentence.words.length);
  for (const language of languages) {
    let meant: Uint8Array | null = null;
    for (const { from, to } of bookOf(language, "refusal").matches(sentence)) {
      meant ??= fill(new Uint8Array(sentence.words.length), sentence, "refusalMentions", [language]);
      if (!meant.subarray(from, to).includes(1)) refused.fill(1, from, to);
    }
  }
  return refused;
}

/** Marks the words that the phrases of a section reach over. */
export function fill(
  marks: Uint8Array,
  sentence: Sentence,
  section: Section,
  languages: readonly Language[],
): Uint8Array {
  for (const language of languages)
    for (const { from, to } of bookOf(language, section).matches(sentence)) marks.fill(1, from, to);
  return marks;
}
