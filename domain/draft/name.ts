// Cleans a person's name and subject for a draft. Both are strangers' text.
import { stripPrefixes } from "../replies/subject-prefixes.ts";

const NAME = /^\p{L}[\p{L}\p{M}'’-]*$/u;
const NAME_CHARACTERS = 40;
/** A name has a few words; a sentence has more. */
const NAME_WORDS = 5;
/** Forms of address, not names: a greeting with one of them alone would be worse than a greeting without a name. */
const HONORIFICS: ReadonlySet<string> = new Set(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "sir", "herr", "frau"]);
const LOOKS_LIKE_A_LINK = /:\/\/|www\.|@|\.[a-z]{2,}/iu;

/**
 * The first word when the whole text looks like a name; otherwise undefined, because a greeting without a name is never wrong.
 */
export function firstNameOf(name: string | null | undefined): string | undefined {
  const words = name?.normalize("NFC").trim().split(/\s+/u) ?? [];
  const [first] = words;
  if (first === undefined || words.length > NAME_WORDS || LOOKS_LIKE_A_LINK.test(words.join(" "))) return undefined;
  if (first.length > NAME_CHARACTERS || !NAME.test(first) || HONORIFICS.has(first.toLowerCase())) return undefined;
  return first;
}

/** Control characters, all line breaks, and characters that reverse or hide their neighbours. */
const NOT_IN_A_LINE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]+/gu;

/**
 * A stranger's subject as one plain line without the prefixes of answering and forwarding and the tags of gateways, cut to `characters`. Undefined
 * when nothing is left, or when it contains a link: a form can name anybody's address, and we would carry the link there.
 */
export function plainSubject(subject: string | null | undefined, characters: number): string | undefined {
  // Cut before the marks are searched, so that a long subject costs no time.
  const line = (subject ?? "").slice(0, 1_000).toWellFormed().replace(NOT_IN_A_LINE, " ").replace(/\s+/gu, " ").trim();
  const plain = cutTo(stripPrefixes(line), Math.max(0, characters));
  return plain === "" || LOOKS_LIKE_A_LINK.test(plain) ? undefined : plain;
}

const ANSWERS = "Re: ";

/** The subject of an answer: theirs, after one `Re:` whatever prefixes it had, within `characters`. Undefined where theirs says nothing. */
export function answerSubject(subject: string | null | undefined, characters: number): string | undefined {
  const theirs = plainSubject(subject, characters - ANSWERS.length);
  return theirs === undefined ? undefined : `${ANSWERS}${theirs}`;
}

/** Cuts to `characters` UTF-16 units, never inside a surrogate pair. */
export const cutTo = (text: string, characters: number): string => {
  const cut = text.slice(0, characters);
  return cut.isWellFormed() ? cut.trimEnd() : cut.slice(0, -1).trimEnd();
};
