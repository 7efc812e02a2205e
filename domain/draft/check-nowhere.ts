// Marks the sentences of a model's letter that a reviewer has to compare, with the words in them that came from nowhere: neither from what the
// contact wrote nor from our statements, and not words that every letter has. A lie has them in every form of grammar, also where a question or
// a condition takes it for granted: "since your audit failed", "as our certified partner", "is your sister still with you?".
import { rewordedClauses } from "./check-own-words.ts";
import type { Support } from "./check-statements.ts";
import { type ClauseAbout, clausesAbout, isHeading } from "./clause-kinds.ts";
import { type Clause, clausesOf } from "./clauses.ts";
import { fold, plainWord, plainWords, sentencesOf, wordsOf } from "./draft-text.ts";
import { isDelicate } from "./conduct/delicate.ts";
import { dictatedBy } from "./dictated.ts";
import { JUDGEMENT, THIRD_JUDGEMENT } from "./given.ts";
import { isLetterWord } from "./lexicon/all.ts";
import { FINDS_OUT, IS_SOUGHT, remarksIn } from "./remarks.ts";
import { contentOf, isKnown, isProduct, withFree } from "./statement-content.ts";
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
type Sources = Pick<Support, "business" | "theirs" | "names" | "strangers" | "hasOrders">;

/** How much the words from nowhere in a sentence weigh together, before it is marked: one word of every day is enough. Measured in docs/composing.md. */
const LEAST_WEIGHT = 0.5;
const [EVERYDAY, RARE] = [0.5, 1];
/** A rare word of a question, a request or a condition, which takes nothing for granted. Three of them are enough. */
const ASKED = 1 / 6;

/** The sentences of a folded letter to compare. `own` is the letter without the statements that code wrote. */
export function markedIn(
  own: string,
  { business, theirs, names, strangers, hasOrders }: Sources,
  judgement: number = JUDGEMENT,
): readonly MarkedSentence[] {
  const dictated = dictatedBy({ strangers, theirs, hasOrders });
  const { isDictated } = dictated;
  const sources = { business, theirs: dictated.theirs, names };
  const told = { ...sources, theirs: dictated.tellable };
  const quotable = new Set(
    business.flatMap((text) => sentencesOf(fold(text)).map((sentence) => plainWords(sentence.text))),
  );
  const isOfOurs = namesOfOurs(contentOf(business).all);
  const isNew = newTo(sources, new Set(names.flatMap((name) => wordsOf(fold(name))).map(plainWord)));
  const isToldBack = tellsBack(told);
  const clauses = rewordedClauses(own, sources, told.theirs).filter((one) => !isToldBack(one));
  const isEnglish = IS_ENGLISH.test(own);
  const isAskedFreely = judgement <= THIRD_JUDGEMENT;
  const reworded = { us: textsOf(clauses, "isAboutUs"), them: textsOf(clauses, "isAboutThem") };
  const granted = grantedIn(own, isToldBack, isAskedFreely ? NOTHING : ASKS_OF_PAST[isEnglish ? "english" : "german"]);
  const remarks = remarksIn(own, told.theirs, isToldBack);
  return sentencesOf(own)
    .filter(({ text }) => !quotable.has(plainWords(text)))
    .flatMap(({ text: sentence }) => {
      const pieces = clausesOf(withFree(sentence));
      const isLeft = !isDictated && FINDS_OUT.test(sentence);
      const isSought = (clause: Clause): boolean =>
        isLeft && IS_SOUGHT.test(clause.text) && !TAKES_FOR_GRANTED.test(clause.text);
      const found = pieces.flatMap((clause) =>
        fromNowhere(clause, { isNew, isEnglish, isDictated, isSought, isAskedFreely }),
      );
      const isNews = found.reduce((sum, { weight }) => sum + weight, 0) >= LEAST_WEIGHT;
      const isOfThem = isToThem(sentence);
      const saysOfUs =
        (isNews && !isOfThem) ||
        FOR_NOTHING.test(sentence) ||
        ANSWERS.test(sentence) ||
        isOfOurs(sentence) ||
        pieces.some((piece) => (reworded.us.has(plainWords(piece.text)) && !isSought(piece)) || saysOnUs(piece));
      const saysOfThem =
        (isNews && isOfThem) ||
        granted.has(sentence) ||
        dictated.repeats(sentence) ||
        isDelicate(sentence) ||
        pieces.some((piece) => reworded.them.has(plainWords(piece.text)) && !isSought(piece));
      const isOnlyRemark = !saysOfUs && !saysOfThem && remarks.has(sentence);
      const mark = {
        sentence,
        words: [...new Set(found.map(({ word }) => word))],
        isAboutUs: saysOfUs || (isOnlyRemark && !isOfThem),
        isAboutThem: saysOfThem || (isOnlyRemark && isOfThem),
      };
      return mark.isAboutUs || mark.isAboutThem ? [mark] : [];
    });
}

const has = (...words: readonly string[]): RegExp =>
  new RegExp(String.raw`(?<!\p{L})(?:${words.join("|")})(?!\p{L})`, "iu");

/** "Free like the first one": something of ours for nothing. Not "feel free" and "when are you free?". */
const FOR_NOTHING =
  /(?<!(?:feel|are you|you are|you're|i am|i'm|be) )(?<!\p{L})(?:(?:costs?|cost) (?:you |them |us )?nothing|free(?= for (?:a|an|one|two|three|the first|you|them|charities|\d))|free(?! (?:to|for|on|at|next|this|tomorrow|today|now|in)(?!\p{L})|\?)|free of charge|for nothing|kostenlos\p{L}*|gratis|umsonst|geschenkt)(?!\p{L})/iu;
/** "Yes." says that something of ours is so, and needs no other word. */
const ANSWERS = /^(?:yes|no|ja|nein)(?:[.!,]|$)/iu;
const ON_US = /(?<!\p{L})(?:(?:on|at|from|by|with|through|behind) us|(?:auf|bei|von|durch|mit|hinter) uns)(?!\p{L})/iu;
const IN_TOUCH =
  /(?<!\p{L})(?:hear|heard|write|wrote|written|ask|asked|contact|talk|speak|talking|touch|question|interest\p{L}*|hören|gehört|schreib\p{L}*|geschrieben|frag\p{L}*|gefragt|melden|sprechen|interess\p{L}*|anfrage)(?!\p{L})/iu;
/** "The ferry is on us": we are what the clause is about, though it has another subject. */
const saysOnUs = ({ text, isQuestion, isFirst }: Clause): boolean =>
  (!isQuestion || !isFirst) && ON_US.test(text) && !IN_TOUCH.test(text) && !LEAVES_OPEN.test(text);

/** "Come round to our Hamburg office": something of ours that no statement of ours has. What the letter itself is or does may be ours. */
const OF_OURS = /(?<!\p{L})(?:our|unsere?[nmrs]?) ((?:\p{L}+ ){0,2}\p{L}+)/giu;
const OF_THE_LETTER = has(
  String.raw`(?:last|first|earlier|previous|short|little )?(?:answer|reply|letter|message|mail|e-?mail|note|question|conversation|talk|call|exchange|offer|proposal|suggestion|side|part)s?`,
  String.raw`antwort|brief|nachricht|mail|frage|gespräch|telefonat|angebot|vorschlag|seite|wege?n?`,
);
const namesOfOurs =
  (business: ReadonlySet<string>) =>
  (sentence: string): boolean =>
    [...sentence.matchAll(OF_OURS)].some(
      ([, thing = ""]) =>
        !OF_THE_LETTER.test(thing) && !wordsOf(thing).some((word) => isKnown(plainWord(word), business)),
    );

/** What a question says by the way: "is it true that …", "… because …". */
const SAYS_BY_THE_WAY = has(
  String.raw`is it true|did you know|because|since|after|stopped|seeing (?:that|as|how)|given that|considering|in view of|now that|although|even though|stimmt es|ist es wahr|wussten sie|weil|nachdem|seit|seitdem|zumal|angesichts|obwohl|wo doch`,
);
/** The questions that say something by the way, in words of the contact's that they put together anew. */
const grantedIn = (own: string, isToldBack: (one: ClauseAbout) => boolean, alsoSays: RegExp): ReadonlySet<string> =>
  new Set(
    sentencesOf(own)
      .filter(({ text, isQuestion }) => isQuestion && (SAYS_BY_THE_WAY.test(text) || alsoSays.test(text)))
      .filter(({ text }) => clausesAbout(text, NO_NAMES).some((one) => !isToldBack(one)))
      .map(({ text }) => text),
  );
/** A question about what happened takes it for granted: "when the server failed last winter, did it take long?" */
const ASKS_OF_PAST = {
  english: has(
    String.raw`(?:did|was|were|had)|(?:has|have)(?= (?:\p{L}+ ){1,5}\p{L}{3,}(?:ed|en)(?!\p{L}))|made|left|lost|happened`,
  ),
  german: has(String.raw`hatten?|war|waren|wurden?|gab|(?:hat|haben)(?= (?:\p{L}+ ){1,6}ge\p{L}{3,}(?!\p{L}))`),
};
const NOTHING = /(?!)/u;
const NO_NAMES: ReadonlySet<string> = new Set();

const textsOf = (clauses: ReturnType<typeof rewordedClauses>, of: "isAboutUs" | "isAboutThem"): ReadonlySet<string> =>
  new Set(clauses.filter((one) => one[of]).map(({ clause }) => plainWords(clause.text)));

/** Capitals within a sentence are names in English; in German every noun has one. */
const IS_ENGLISH = /\s(?:the|you|and|is)\s/iu;
const TO_THEM = /(?<!\p{L})(?:you|yours?|you're|you've|you'll|sie|ihr\p{L}{0,2}|ihnen)(?!\p{L})/iu;
/** Whether a sentence addresses the contact. */
export const isToThem = (sentence: string): boolean => TO_THEM.test(sentence);

/** Whether nobody wrote the word, and not every letter has it. */
function newTo(
  { business, theirs }: Pick<Sources, "business" | "theirs">,
  names: ReadonlySet<string>,
): (word: string) => boolean {
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

/** The clause leaves open whether what it names is so: a request, a condition, or what the writer will find out. */
const LEAVES_OPEN = has(
  String.raw`whether|if|unless|(?:could|would|can|may|shall|should|might) (?:you|i|we)|please|let me|tell me|send me|i (?:would|will|am|could|can|suggest|propose|need|wonder)|i'(?:ll|d|m)|i do not know|perhaps|maybe`,
  String.raw`ob|falls|wenn|sollten?|bitte|(?:könnten|würden|möchten|wollen|dürfen) (?:sie|wir|ich)|(?:ich|wir) (?:\p{L}+ ){0,2}(?:kläre|frage|prüfe|würde|möchte|bräuchte|brauche|schlage|sehe|schaue|rechne)|(?:kläre|frage|prüfe|würde|möchte|bräuchte|brauche|schlage|sehe|schaue|rechne|darf|soll) ich|vielleicht`,
);
/** What the clause says is taken for granted, even in a question. */
const TAKES_FOR_GRANTED = has(
  String.raw`again|still|since|because|after|why|no longer|anymore|any more|stopped|did you know|thanks to|due to|despite|having|now that|seeing (?:that|as|how)|given that|considering|in view of|in the light of|inasmuch|although|even though|whereas|the way|ever since`,
  String.raw`wieder|immer noch|seit|seitdem|weil|nachdem|warum|wieso|weshalb|nicht mehr|weiterhin|wussten|dank|trotz|ja|zumal|angesichts|obwohl|obgleich|wo doch|nun da|insofern|dadurch`,
);
/** What is to be handed over has to be something that somebody wrote of: "could you send over the offers of the others?" */
const HANDS_OVER = has(
  String.raw`(?:send|sending|share|sharing|forward|forwarding|upload|attach|lend|pass|hand|provide|export|give|giving)(?: \p{L}+){0,3} (?:me|us|over|on|our|to (?:me|us|our))|let (?:me|us) (?:have|see|borrow|read)|have (?:\p{L}+ ){1,6}sent|(?:send|share|forward|upload|attach|lend|export) (?:the|your|a|an|all)`,
  String.raw`(?:schick\p{L}*|send\p{L}*|leit\p{L}*|lass\p{L}*|ließen|geb\p{L}*|zeig\p{L}*|überlass\p{L}*|stell\p{L}*|leih\p{L}*)(?: \p{L}+){0,2} (?:mir|uns)|(?:mir|uns)(?: \p{L}+){1,8} (?:schicken|senden|zukommen|weiterleiten|zeigen|geben|überlassen|leihen|mailen|mitbringen)|als (?:datei|kopie|pdf|foto|scan|excel)`,
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
  /** The contact's words speak of the answer itself: then nothing in it is open. */
  readonly isDictated: boolean;
  /** The clause says what the writer will find out. */
  readonly isSought: (clause: Clause) => boolean;
  /** Rare words of what is left open weigh nothing. */
  readonly isAskedFreely: boolean;
}

/**
 * The words from nowhere in a clause, each with its weight. Where the clause leaves open whether something is so, only what it takes for granted
 * counts: names, and things behind a possessive or an article.
 */
function fromNowhere(
  clause: Clause,
  { isNew, isEnglish, isDictated, isSought, isAskedFreely }: News,
): { readonly word: string; readonly weight: number }[] {
  const { text, isQuestion, isFirst } = clause;
  const leavesOpen =
    !isDictated &&
    (isQuestion || LEAVES_OPEN.test(text) || isHeading(clause) || isSought(clause)) &&
    !TAKES_FOR_GRANTED.test(text) &&
    !HANDS_OVER.test(text) &&
    (isFirst || !TELLS.test(text));
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
    if (!leavesOpen || isGranted || isName) return [{ word, weight: isEveryday ? EVERYDAY : RARE }];
    return isEveryday || isAskedFreely
      ? []
      : [{ word, weight: isQuestion || isHeading(clause) || isSought(clause) ? ASKED : EVERYDAY }];
  });
}
