// Rule against statements about us or the contact in a model's own words. Whether other words say the same as a statement, no list of words can
// tell: of lies made of the words of true statements most passed. So what is not told in the words of who said it is flagged for the reviewer.
import type { Clause } from "./clauses.ts";
import { type About, type ClauseAbout, clausesAbout, isAsking, isGuess } from "./clause-kinds.ts";
import { fold, plainWord, plainWords, sentencesOf, wordsOf } from "./draft-text.ts";
import { figuresIn } from "./numbers.ts";
import { repeats } from "./near-quotes.ts";
import { contentOf, isKnown, isProduct, withFree } from "./statement-content.ts";
import { isEmptyWord, isEverydayWord, isOurNoun, isSweeping } from "./statement-words.ts";
import type { Support } from "./check-statements.ts";

export interface Reworded {
  readonly isAboutUsReworded: boolean;
  readonly isAboutThemReworded: boolean;
}

/**
 * Whether the model says something about us, our duty, price, product or history, or about the contact, in words of its own. `own` is the
 * folded letter without the statements that code wrote; a sentence that repeats one of a statement word by word counts as told. About the
 * contact a clause may repeat a run of their own words. The work grows with the length of the texts.
 */
export function rewordedIn(own: string, support: Support): Reworded {
  const clauses = rewordedClauses(own, support);
  return {
    isAboutUsReworded: clauses.some(({ isAboutUs }) => isAboutUs),
    isAboutThemReworded: clauses.some(({ isAboutThem }) => isAboutThem),
  };
}

export interface RewordedClause extends ClauseAbout {
  readonly isAboutUs: boolean;
  readonly isAboutThem: boolean;
}

/** The clauses of the letter, each with what `rewordedIn` finds in it. `tellable` are the texts of theirs that a clause may repeat. */
export function rewordedClauses(
  own: string,
  { business, theirs, names }: Pick<Support, "business" | "theirs" | "names">,
  tellable: readonly string[] = theirs,
): readonly RewordedClause[] {
  const nameWords = new Set(names.flatMap(wordsOf).map(plainWord));
  const quotable = new Set(
    business.flatMap((text) => sentencesOf(fold(text)).map((sentence) => plainWords(sentence.text))),
  );
  const left = sentencesOf(own).filter(({ text }) => !quotable.has(plainWords(text)));
  const isTheirs = repeats(tellable);
  const known = {
    business: contentOf(business).all,
    theirs: contentOf(theirs).all,
    figures: new Set(theirs.flatMap((text) => figuresIn(fold(text)).map(({ value }) => value))),
  };
  const clauses = clausesAbout(withFree(left.map(({ text }) => text).join("\n\n")), nameWords);
  return clauses.map((one) => ({
    ...one,
    isAboutUs: saysOfUs(one, known, isTheirs),
    isAboutThem:
      !isTheirs(one.words.join(" ")) &&
      (one.about === "them" ||
        (one.about === "anything" && takesUp(one.words, known)) ||
        turnsWordsOf(one.clause, one.words, known).them),
  }));
}

function saysOfUs({ clause, about, words }: ClauseAbout, known: Known, isTheirs: (text: string) => boolean): boolean {
  const { text } = clause;
  if (turnsWordsOf(clause, words, known).us && !isTheirs(words.join(" "))) return true;
  const said = words.filter((word) => !isEmptyWord(word) || isProduct(word));
  const figures = figuresIn(text).filter(({ value }) => !known.figures.has(value));
  if (about === "nothing")
    return (
      (((figures.length > 0 && isGuess(clause)) || (isAsking(clause) && OF_US.test(text))) &&
        said.some((word) => isKnown(word, known.business))) ||
      namesOurs(text, known.theirs)
    );
  return figures.some(({ of }) => of !== "other") || isOfUs(about, said, figures.length > 0, known);
}

/** Whether a clause has a word of theirs: "eighty years of a club deserve a warm tent". */
const takesUp = (words: readonly string[], { theirs }: Known): boolean =>
  words.some((word) => !isEmptyWord(word) && !isEverydayWord(word) && isKnown(word, theirs));

/** Words that deny, limit, or say that something goes on or is too much. A clause with one of them may turn what it takes up. */
const TURNS =
  /(?<!\p{L})(?:not|no|never|none|without|nothing|neither|nor|cannot|\p{L}+n't|no longer|still|only|too|nicht|kein\p{L}{0,2}|nie|niemals|nur|noch|auch|weiter\p{L}*|sehr|nichts|ohne)(?!\p{L})/iu;
const TO_THEM = /(?<!\p{L})(?:you|yours?|sie|ihr\p{L}{0,2}|ihnen)(?!\p{L})/iu;
/** So many words of theirs, or of our statements, in one clause tell something, whatever its grammar is. */
const [MOST_OF_THEIRS, MOST_OF_OURS] = [3, 2];
/** A question about the thing that we sell has its words: "where do your twelve vans set out in the morning?" */
const MOST_IN_A_QUESTION = 4;

/**
 * Of whom a clause takes up words and says it otherwise, also where it only asks, presupposes or has no person: "not a single euro has to be
 * explained to your board". The words that it shares with the texts count, and whether a word turns them.
 */
function turnsWordsOf(
  { text, isQuestion }: Clause,
  words: readonly string[],
  { business, theirs }: Known,
): { readonly us: boolean; readonly them: boolean } {
  const said = words.filter((word) => !isEmptyWord(word));
  const their = said.filter((word) => !isEverydayWord(word) && isKnown(word, theirs)).length;
  const ours = said.filter((word) => isKnown(word, business)).length;
  const isTurned = TURNS.test(text);
  return {
    us: ours > (isQuestion ? MOST_IN_A_QUESTION : MOST_OF_OURS) || (isTurned && ours > 0 && their + ours > 1),
    them: their > MOST_OF_THEIRS || (isTurned && their > 0 && (their > 1 || TO_THEM.test(text))),
  };
}

/** A question that names something of ours may state it: "How do you like our backups running once a week?" */
const OF_US = /(?<!\p{L})(?:our|ours|unser\p{L}{0,2}|(?:bei|with) us|bei uns|hätten wir|had we)(?!\p{L})/iu;

/** "May I put you down for our kitchen assembly?": a thing of ours that only the model names. */
const OUR_THING = /(?<!\p{L})(?:our|unser\p{L}{0,2}) (?:\p{Ll}+ )?(\p{L}[\p{L}-]*)/giu;
const namesOurs = (text: string, theirs: ReadonlySet<string>): boolean =>
  [...text.matchAll(OUR_THING)].some(([, thing = ""]) => {
    const word = plainWord(thing);
    return !isEmptyWord(word) && !isEverydayWord(word) && !isKnown(word, theirs);
  });

interface Known {
  /** The figures of the contact's words. */
  readonly figures: ReadonlySet<string>;
  readonly business: ReadonlySet<string>;
  readonly theirs: ReadonlySet<string>;
}

function isOfUs(
  about: Exclude<About, "nothing">,
  words: readonly string[],
  hasFigure: boolean,
  { business, theirs }: Known,
): boolean {
  const ours = words.filter((word) => isOurNoun(word) || isKnown(word, business));
  const isNews = (word: string): boolean => !isKnown(word, theirs);
  switch (about) {
    case "us":
      return hasFigure || ours.length > 0 || words.some((word) => isSweeping(word) || !isEverydayWord(word));
    case "anything":
      return hasFigure || (ours.length > 0 && (words.some(isOurNoun) || words.some(isNews)));
    case "them":
    case "me":
      return hasFigure || ours.some(isNews);
    case "hedged":
      return hasFigure;
  }
}
