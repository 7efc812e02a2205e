// Marks the sentences of a model's letter that a reviewer has to compare, with the words in them that came from nowhere: neither from what the
// contact wrote nor from our statements, and not words that every letter has. A lie has them in every form of grammar, also where a question or
// a condition takes it for granted: "since your audit failed", "as our certified partner", "is your sister still with you?".
import { rewordedClauses } from "./check-own-words.ts";
import type { Support } from "./check-statements.ts";
import { type Clause, clausesOf } from "./clauses.ts";
import { fold, plainWord, plainWords, sentencesOf, wordsOf } from "./draft-text.ts";
import { isLetterWord } from "./lexicon/all.ts";
import { contentOf, isKnown, isProduct } from "./statement-content.ts";
import { isEverydayWord } from "./statement-words.ts";
import { tellsBack } from "./tell-back.ts";

export interface MarkedSentence {
  readonly sentence: string;
  /** The words from nowhere, as the letter has them. None: words of ours or theirs, put together anew. */
  readonly words: readonly string[];
  readonly isAboutUs: boolean;
  readonly isAboutThem: boolean;
}

/** Texts that the words of a letter may come from. */
type Sources = Pick<Support, "business" | "theirs" | "names">;

/** How much the words from nowhere in a sentence weigh together, before it is marked: one word of every day is enough. Measured in docs/composing.md. */
const LEAST_WEIGHT = 0.5;
const [EVERYDAY, RARE] = [0.5, 1];

/** The sentences of a folded letter to compare. `own` is the letter without the statements that code wrote. */
export function markedIn(own: string, sources: Sources): readonly MarkedSentence[] {
  const { business, names } = sources;
  const quotable = new Set(
    business.flatMap((text) => sentencesOf(fold(text)).map((sentence) => plainWords(sentence.text))),
  );
  const isNew = newTo(sources, new Set(names.flatMap((name) => wordsOf(fold(name))).map(plainWord)));
  const isToldBack = tellsBack(sources);
  const clauses = rewordedClauses(own, sources).filter((one) => !isToldBack(one));
  const isEnglish = IS_ENGLISH.test(own);
  const reworded = { us: textsOf(clauses, "isAboutUs"), them: textsOf(clauses, "isAboutThem") };
  return sentencesOf(own)
    .filter(({ text }) => !quotable.has(plainWords(text)))
    .flatMap(({ text: sentence }) => {
      const pieces = clausesOf(sentence);
      const found = pieces.flatMap((clause) => fromNowhere(clause, { isNew, isEnglish }));
      const isNews = found.reduce((sum, { weight }) => sum + weight, 0) >= LEAST_WEIGHT;
      const isOfThem = TO_THEM.test(sentence);
      const mark = {
        sentence,
        words: [...new Set(found.map(({ word }) => word))],
        isAboutUs: (isNews && !isOfThem) || pieces.some(({ text }) => reworded.us.has(plainWords(text))),
        isAboutThem: (isNews && isOfThem) || pieces.some(({ text }) => reworded.them.has(plainWords(text))),
      };
      return mark.isAboutUs || mark.isAboutThem ? [mark] : [];
    });
}

const textsOf = (clauses: ReturnType<typeof rewordedClauses>, of: "isAboutUs" | "isAboutThem"): ReadonlySet<string> =>
  new Set(clauses.filter((one) => one[of]).map(({ clause }) => plainWords(clause.text)));

/** Capitals within a sentence are names in English; in German every noun has one. */
const IS_ENGLISH = /\s(?:the|you|and|is)\s/iu;
const TO_THEM = /(?<!\p{L})(?:you|yours?|you're|you've|you'll|sie|ihr\p{L}{0,2}|ihnen)(?!\p{L})/iu;

/** Whether nobody wrote the word, and not every letter has it. */
function newTo({ business, theirs }: Sources, names: ReadonlySet<string>): (word: string) => boolean {
  const known = contentOf([...business, ...theirs]).all;
  const ends = endsOf(known);
  return (word) =>
    word.length > 1 &&
    !/^\d/u.test(word) &&
    !isLetterWord(word) &&
    !names.has(word) &&
    !names.has(word.replace(/'?s$/u, "")) &&
    !isKnown(word, known) &&
    !(PARTICIPLE.test(word) && isKnown(word.slice(2), known)) &&
    !ends.has(word.slice(0, END));
}
/** "Geputzt" is known by "putzen". */
const PARTICIPLE = /^ge\p{L}{4}/u;

/** Letters by which the last part of a compound is known: "Karton" by "Schuhkarton". */
const [END, LEAST_END, COMPOUND] = [6, 5, 9];
const endsOf = (words: ReadonlySet<string>): ReadonlySet<string> =>
  new Set(
    [...words]
      .filter((word) => word.length >= COMPOUND)
      .flatMap((word) => Array.from({ length: word.length - 7 }, (_, at) => word.slice(at + 3, at + 3 + END)))
      .filter((end) => end.length >= LEAST_END),
  );

const has = (...words: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${words.join("|")})(?!\p{L})`, "iu");

/** The clause leaves open whether what it names is so: a request, a condition, or what the writer will find out. */
const LEAVES_OPEN = has(
  String.raw`whether|if|unless|(?:could|would|can|may|shall|should|might) (?:you|i|we)|please|let me|tell me|send me|i (?:would|will|am|could|can|suggest|propose|need|wonder)|i'(?:ll|d|m)|i do not know|perhaps|maybe`,
  String.raw`ob|falls|wenn|sollten?|bitte|(?:könnten|würden|möchten|wollen|dürfen) (?:sie|wir|ich)|(?:ich|wir) (?:\p{L}+ ){0,2}(?:kläre|frage|prüfe|würde|möchte|bräuchte|brauche|schlage|sehe|schaue|rechne)|(?:kläre|frage|prüfe|würde|möchte|bräuchte|brauche|schlage|sehe|schaue|rechne|darf|soll) ich|vielleicht`,
);
/** What the clause says is taken for granted, even in a question. */
const TAKES_FOR_GRANTED = has(
  String.raw`again|still|since|because|after|why|no longer|anymore|any more|stopped|did you know|thanks to|due to|despite|having|now that`,
  String.raw`wieder|immer noch|seit|seitdem|weil|nachdem|warum|wieso|weshalb|nicht mehr|weiterhin|wussten|dank|trotz|ja`,
);
/** A clause that is joined to a thing tells of it: "the offer that you sent". */
const TELLS = /^(?:who|whose|whom|that|as|where|when|der|die|das|den|dem|deren|dessen|denen|da|wo)(?!\p{L})/iu;

/** Behind an article or a possessive stands a thing that is taken to exist. */
const ARTICLES = new Set("the der die das den dem des im am beim vom".split(" "));
const POSSESSIVES = new Set(
  "your our their his her my this that these those ihr ihre ihren ihrem ihrer ihres unser unsere unseren unserem unserer unseres dieser diese dieses diesem diesen".split(
    " ",
  ),
);
/** The words behind an article that may name its thing end here. */
const ENDS_THING = new Set(
  "a an any some no of to for with in on at from by about into over under is are was were be do does did have has had will would could can may or and but if than ein eine einen einem einer kein keine keinen mit von für in auf an bei zu aus nach um über unter vor ist sind war waren hat haben wird werden kann können oder und aber als"
    .split(" ")
    .map(plainWord),
);
/** "Your new kitchen": a word and the thing. */
const THING_WORDS = 2;
const CAPITAL = /^\p{Lu}/u;

interface News {
  readonly isNew: (word: string) => boolean;
  readonly isEnglish: boolean;
}

/**
 * The words from nowhere in a clause, each with its weight. Where the clause leaves open whether something is so, only what it takes for granted
 * counts: names, and things behind a possessive or an article.
 */
function fromNowhere(
  clause: Pick<Clause, "text" | "isQuestion" | "isFirst">,
  { isNew, isEnglish }: News,
): { readonly word: string; readonly weight: number }[] {
  const { text, isQuestion, isFirst } = clause;
  const isOpen =
    (isQuestion || LEAVES_OPEN.test(text)) && !TAKES_FOR_GRANTED.test(text) && (isFirst || !TELLS.test(text));
  let [left, isOwned] = [0, false];
  return wordsOf(text).flatMap((word, place) => {
    const plain = plainWord(word);
    if (ARTICLES.has(plain) || POSSESSIVES.has(plain)) {
      [left, isOwned] = [THING_WORDS, POSSESSIVES.has(plain)];
      return [];
    }
    if (ENDS_THING.has(plain)) {
      left = 0;
      return [];
    }
    const isThing = left > 0;
    left = isThing && CAPITAL.test(word) ? 0 : left - 1;
    if (!isNew(plain)) return [];
    const isEveryday = isEverydayWord(plain);
    const isName = isProduct(plain) || (isEnglish && place > 0 && CAPITAL.test(word));
    const isGranted = isThing && (isOwned || !isEveryday);
    return isOpen && !isGranted && !isName ? [] : [{ word, weight: isEveryday ? EVERYDAY : RARE }];
  });
}
