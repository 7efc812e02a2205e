// Cuts text into clauses, for the rules that judge statements and orders. Narrower than sentences: a statement or an order often hides
// behind a line break, a colon, a dash, a bracket or "and".
import { sentencesOf } from "./draft-text.ts";

/** Where a part of a sentence ends: line breaks, colons, dashes between words, brackets, semicolons. */
const PART = /(\n|:(?=\s|$)|(?<=\s)-{1,3}(?=\s)|[()[\]{}<>;|])/u;

export interface Part {
  readonly text: string;
  /** Whether a colon or an opening bracket follows: the next part says what this one announces. */
  readonly isAnnouncing: boolean;
}

/** The sentences of a stranger's text, cut at line breaks, colons, dashes and brackets too. */
export const partsOf = (folded: string): Part[] => {
  const pieces = folded.split(PART);
  return pieces.flatMap((piece, index) => {
    if (index % 2 === 1) return [];
    const texts = sentencesOf(piece).map(({ text }) => text);
    const isAnnounced = /^[:([{<]$/u.test(pieces[index + 1] ?? "");
    return texts.map((text, place) => ({ text, isAnnouncing: isAnnounced && place === texts.length - 1 }));
  });
};

export interface Clause {
  readonly text: string;
  readonly isQuestion: boolean;
  /** Whether the clause begins its sentence. A later one without a subject has that of the one before it. */
  readonly isFirst: boolean;
}

const WITHIN = /,|\s(?:and|but|because|that|which|und|aber|weil|dass|denn)(?=\s)/giu;

/** A question that states: "Did you know that …?", or a clause before the question that gives its reason. */
const STATES =
  /^(?:did you know|do you know that|are you aware|you know|isn't it|wussten sie|wissen sie|ist ihnen bekannt|as (?:we|i|our|you)|since|because|given|now that|da|weil|nachdem)(?!\p{L})/iu;

/** The clauses of a draft. Those of a question ask, unless it states something on the way. */
export const clausesOf = (folded: string): Clause[] =>
  partsOf(folded).flatMap(({ text }) => {
    const clauses = text.split(WITHIN).filter((clause) => clause.trim() !== "");
    const isAsked = text.endsWith("?") && !STATES.test(text);
    return clauses.map((clause, index) => ({
      text: clause.trim(),
      isQuestion: isAsked && !STATES.test(clause.trim()),
      isFirst: index === 0,
    }));
  });
