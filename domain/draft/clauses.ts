// Cuts text into clauses, for the rules that judge statements and orders. Narrower than sentences: a statement or an order often hides
// behind a line break, a colon, a dash, a bracket or "and".
import { sentencesOf } from "./draft-text.ts";

/** Where a part of a sentence ends: line breaks, colons, dashes between words, brackets, semicolons. */
const PART = /(\n|:(?=\s|$)|(?<=\s)-{1,3}(?=\s)|[()[\]{}<>;|])/u;

export interface Part {
  readonly text: string;
  /** Whether a colon or an opening bracket follows: the next part says what this one announces. */
  readonly isAnnouncing: boolean;
  /** Whether a colon follows. */
  readonly isBeforeColon: boolean;
}

/** The sentences of a stranger's text, cut at line breaks, colons, dashes and brackets too. */
export const partsOf = (folded: string): Part[] => {
  const pieces = folded.split(PART);
  return pieces.flatMap((piece, index) => {
    if (index % 2 === 1) return [];
    const texts = sentencesOf(piece).map(({ text }) => text);
    const [mark = "", last] = [pieces[index + 1], texts.length - 1];
    return texts.map((text, place) => ({
      text,
      isAnnouncing: place === last && /^[:([{<]$/u.test(mark),
      isBeforeColon: place === last && mark === ":",
    }));
  });
};

export interface Clause {
  readonly text: string;
  readonly isQuestion: boolean;
  /** Whether the clause gives the reason of a question that asks why: "when support answers on Sundays". It sets no condition. */
  readonly isReason: boolean;
  /** Whether the clause begins its sentence. A later one without a subject has that of the one before it. */
  readonly isFirst: boolean;
  /** Whether the clause is the first line or an item of a list behind a colon, without a full stop: a heading, which states nothing. */
  readonly isItem: boolean;
  /** Whether a colon follows: the clause may be the heading of what comes next. */
  readonly isBeforeColon: boolean;
  /** Whether the clause says what the one before it proposes: "I suggest that …". Or goes on after it without a subject. */
  readonly isProposed: boolean;
  /** Whether "which" joins it to the clause before. */
  readonly isRelative: boolean;
}

const WITHIN = /(,(?!\d| (?:too|as well)(?!\p{L}))|\s(?:and|but|because|that|which|und|aber|weil|dass|denn)(?=\s))/giu;
const PROPOSES =
  /(?<!\p{L})(?:suggest|propose|recommend|proposal|suggestion|(?:would|'d) (?:like|prefer|rather)|would not want|schlage|vorschlag|empfehle|würde (?:ich )?(?:gern|vorschlagen|empfehlen))(?!\p{L})/iu;
const HAS_SUBJECT =
  /^(?:i|we|you|he|she|it|they|there|the|our|your|a|an|ich|wir|sie|er|es|der|die|das|ein|eine|unsere?|ihre?)(?!\p{L})/iu;

/** A question that states: "Did you know that …?", or a clause before the question that gives its reason. */
const STATES =
  /^(?:did you know|is it not|isn't (?:it|that)|ist es nicht|wäre es nicht|do you know that|are you aware|you know|isn't it|wussten sie|wissen sie|ist ihnen bekannt|as (?:we|i|our|you)|since|because|given|now that|da|weil|nachdem)(?!\p{L})/iu;

/** "…, didn't it?", "…, oder?": the sentence states. */
const TAGGED =
  /,\s(?:(?:is|are|was|were|do|does|did|have|has|had|will|would|can|could)(?:n't)? (?:it|you|they|he|she|we|i|that|there)(?: not)?|right|no|oder|nicht wahr|richtig|stimmt's|gell)\s?\?$/iu;

/** "Why worry about the weekend, when support answers on Sundays?" The reason is stated. */
const ASKS_WHY = /^(?:why|warum|wieso|weshalb|wozu)(?!\p{L})/iu;
const GIVES_REASON = /^(?:when|if|as|wenn|wo|da)(?!\p{L})/iu;

/** The clauses of a sentence, each with the mark or the word at which it was cut off from the one before it. */
function piecesOf(sentence: string): { readonly text: string; readonly joint: string }[] {
  const pieces = sentence.split(WITHIN);
  return pieces
    .map((text, index) => ({ text: text.trim(), joint: pieces[index - 1] ?? "" }))
    .filter(({ text }, index) => index % 2 === 0 && text !== "");
}

/** The clauses of a draft. Those of a question ask, unless it states something on the way. */
export function clausesOf(folded: string): Clause[] {
  let isListed = true;
  return partsOf(folded).flatMap(({ text, isAnnouncing, isBeforeColon }, place) => {
    const clauses = piecesOf(text);
    const isLine = !/[.!?]$/u.test(text) && (clauses.length === 1 || place === 0);
    const isItem = isLine && isListed;
    isListed = isAnnouncing || (isItem && place > 0);
    const isAsked = text.endsWith("?") && !STATES.test(text) && !TAGGED.test(text);
    return clauses.map(({ text: clause, joint }, index) => ({
      text: clause,
      isQuestion: isAsked && !STATES.test(clause) && !(ASKS_WHY.test(text) && GIVES_REASON.test(clause)),
      isReason: isAsked && ASKS_WHY.test(text) && GIVES_REASON.test(clause),
      isFirst: index === 0,
      isItem,
      isBeforeColon: isBeforeColon && index === clauses.length - 1,
      isRelative: /which/iu.test(joint),
      isProposed:
        PROPOSES.test(clauses[index - 1]?.text ?? "") && (/that|dass/iu.test(joint) || !HAS_SUBJECT.test(clause)),
    }));
  });
}

/** Between two clauses of a sentence are a mark, a word and gaps: a clause begins at most so far behind the one before. */
const JOINT_MOST = 40;

/** Finds the clause of a sentence in which a place of it lies. It is asked of places in their order, so that all together cost one pass. */
export function clausesBy(sentence: string): (at: number) => Clause | undefined {
  const clauses = clausesOf(sentence).values();
  let end = 0;
  const following = (): Clause | undefined => {
    const { value } = clauses.next();
    const begins = value ? sentence.slice(end, end + JOINT_MOST + value.text.length).indexOf(value.text) : -1;
    end += Math.max(begins, 0) + (value?.text.length ?? 0);
    return value;
  };
  let here = following();
  const hasEnded = (at: number): boolean => here !== undefined && at >= end;
  return (at) => {
    while (hasEnded(at)) here = following();
    return here;
  };
}
