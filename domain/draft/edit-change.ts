// Measures how far an edited draft is from the text that was held first. Only counts leave here: they stand in the log in clear.
import { diffArrays } from "diff";
import type { DraftText, EditChange } from "../../schema/events.ts";

type Words = Pick<DraftText, "subject" | "body">;

/** The counts of an edit against the text that was held first, not against an edit between: the subject counts as the first line. */
export function editChange(held: Words, edited: Words): EditChange {
  const [before, after] = [wordsOf(held), wordsOf(edited)];
  const [sentences, kept] = [sentencesOf(held), new Set(sentencesOf(edited))];
  return {
    words: before.length,
    changed: diffArrays(before, after)
      .filter(({ added, removed }) => added || removed)
      .reduce((sum, { count }) => sum + count, 0),
    sentences: sentences.length,
    deleted: sentences.filter((sentence) => !kept.has(sentence)).length,
  };
}

const textOf = ({ subject, body }: Words): string => `${subject}\n${body}`.normalize("NFC");
const wordsOf = (text: Words): string[] => textOf(text).match(/\S+/gu) ?? [];

/** A line ends a sentence too: greetings and signatures have no full stop. */
const sentencesOf = (text: Words): readonly string[] =>
  textOf(text)
    .split(/\n|(?<=[.!?…。！？])\s/u)
    .map((sentence) => sentence.trim().replaceAll(/\s+/gu, " "))
    .filter((sentence) => sentence !== "");
