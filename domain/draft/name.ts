// Cleans a person's subject for a draft: it is a stranger's text.
import { stripPrefixes } from "../replies/subject-prefixes.ts";

const LOOKS_LIKE_A_LINK = /:\/\/|www\.|@|\.[a-z]{2,}/iu;

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
