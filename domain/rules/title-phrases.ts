// Recognises job titles by phrases: the title rules of policies that were adopted before the lexicon. Logs have them, and verifying derives their
// grades again, so this must not change. Matching is by whole words; a word in another alphabet does not match.
import type { PhraseRules, Seniority } from "../../schema/title-rules.ts";
import { SIGNAL_LIMITS } from "../../schema/signals.ts";

/** A text with more words is a sentence, not a title, and is not recognised. */
const TITLE_WORDS = 12;
/** `*` in a phrase matches one to this many words, as in "chief people and culture officer". */
const WILDCARD_WORDS = 3;

/** The first rule that matches. A word with mixed alphabets is a disguise: null. */
export function recogniseByPhrases(
  title: string,
  { rules }: PhraseRules,
): { readonly id: string; readonly seniority: Seniority } | null {
  const words = wordsOf(title);
  if (words.length > TITLE_WORDS || words.some(mixesAlphabets)) return null;
  const rule = rules.find(({ phrases, except }) => stands(phrases, words) && !stands(except, words));
  return rule === undefined || rule.seniority === "unknown" ? null : { id: rule.id, seniority: rule.seniority };
}

function wordsOf(title: string): readonly string[] {
  const text = title.slice(0, SIGNAL_LIMITS.short).normalize("NFC").toLowerCase().replaceAll("\u2019", "'");
  return text.match(/[\p{L}\p{M}\p{N}']+/gu) ?? [];
}

const mixesAlphabets = (word: string): boolean => /[a-z]/.test(word) && /[^\P{L}\p{Script=Latin}]/u.test(word);

function stands(phrases: readonly string[], words: readonly string[]): boolean {
  const text = ` ${words.join(" ")} `;
  return phrases.some((phrase) => {
    if (!phrase.includes("*")) return text.includes(` ${phrase} `);
    const wanted = phrase.split(" ");
    return words.some((_, start) => matchesAt(wanted, words.slice(start)));
  });
}

function matchesAt(wanted: readonly string[], words: readonly string[]): boolean {
  const [first, ...rest] = wanted;
  if (first === undefined) return true;
  if (first !== "*") return words[0] === first && matchesAt(rest, words.slice(1));
  return [...Array(WILDCARD_WORDS).keys()].some(
    (more) => words.length > more && matchesAt(rest, words.slice(more + 1)),
  );
}
