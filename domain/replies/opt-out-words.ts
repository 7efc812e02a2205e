// Whether a person's own words ask not to be written to, in any of the known languages. A phrase counts unless a mention of an opt-out
// touches it ("how do we unsubscribe a customer?"); a short word counts only where nothing else stands beside it ("stop").
import { isCommonWord, isName, withoutCourtesy } from "./courtesy.ts";
import { languageOfSentences } from "./language.ts";
import { LANGUAGES, type OwnWords } from "./message.ts";
import type { Language } from "../../schema/hearing.ts";
import { isOneself } from "./oneself.ts";
import { bookOf, languageWith, readSentences } from "./phrase-books.ts";
import type { Match, PhraseBook } from "./phrase-patterns.ts";
import type { Sentence, Word } from "./sentences.ts";
import { fill, hasBesideRefusal, languageBeside, refusedIn } from "./wishes.ts";

export interface OptOut {
  /** `opt_out.words.en`: a phrase; `opt_out.sentence.en`: a whole sentence or line; `opt_out.alone.en`: the whole message. */
  readonly rule: string;
  readonly language: Language;
}

/** A person's own words, cut into sentences. */
export interface ReadWords {
  readonly subject: readonly Sentence[];
  readonly text: readonly Sentence[];
  /** Null where it is not known. */
  readonly language: Language | null;
}

export function readOwnWords(own: OwnWords): ReadWords {
  const [subject, text] = [readSentences(own.subject), readSentences(own.text)];
  return { subject, text, language: languageOfSentences([...subject, ...text]) };
}

export const optOutIn = (own: OwnWords): OptOut | null => optOutInRead(readOwnWords(own));

/** The words smell of an opt-out: a task asks a person when the message is not taken as one. */
export const mayBeOptOut = (own: OwnWords): boolean => mayBeOptOutInRead(readOwnWords(own));

export function optOutInRead(read: ReadWords): OptOut | null {
  const { subject, text, language: own } = read;
  const all = [...subject, ...text];
  const byWords = firstOf("words", own, (language) => all.some((sentence) => asksByWords(sentence, language, own)));
  // "No more mails needed, let's talk": where the words name nobody, a wish beside them says that a person must read them.
  if (byWords !== null && all.some((sentence) => asksToBeWrittenTo(sentence, own))) return null;
  if (
    byWords !== null &&
    all.some((sentence) => buysBesideOptOut(sentence, own)) &&
    !all.some((sentence) => asksForOneself(sentence, own))
  )
    return null;
  return (
    byWords ??
    firstOf("of_it", own, (language) => asksOfIt(all, language)) ??
    optOutByLines(withoutCourtesy(subject), withoutCourtesy(text), own)
  );
}

/** "Keep me on the other list", outside the words of an opt-out. */
function asksToBeWrittenTo(sentence: Sentence, own: Language | null): boolean {
  const optsOut = LANGUAGES.some((language) => asksByWords(sentence, language, own));
  const sections = optsOut ? (["optIn", "otherWay"] as const) : (["optIn"] as const);
  const wanted = LANGUAGES.flatMap((language) =>
    sections.flatMap((section) => [...bookOf(language, section).matches(sentence)]),
  );
  if (wanted.length === 0) return false;
  const refused = refusedIn(sentence, LANGUAGES);
  const optOuts = LANGUAGES.flatMap((language) => optOutsIn(sentence, language, own));
  // "Take me into the list" holds the opt-out "take me"; "do not keep me on the list" is held by one.
  const isDenied = ({ from, to }: Match): boolean =>
    refused.subarray(from, to).includes(1) ||
    optOuts.some((out) => out.from < to && from < out.to && (out.from < from || to < out.to));
  return wanted.some((want) => !isDenied(want));
}

/** "Where did you get my address? Delete it.": an order whose object stands before it. */
function asksOfIt(sentences: readonly Sentence[], language: Language): boolean {
  let isNamed = false;
  for (const sentence of sentences) {
    isNamed ||= bookOf(language, "ownData").has(sentence);
    if (isNamed && isUnmentioned(bookOf(language, "optOutOfIt"), sentence, language)) return true;
  }
  return false;
}

/** Whether the words of an opt-out name the person who writes: "remove me". */
const asksForOneself = (sentence: Sentence, own: Language | null): boolean =>
  LANGUAGES.some((language) =>
    optOutsIn(sentence, language, own).some(({ from, to }) =>
      sentence.words.slice(from, to).some(({ folded }) => isOneself(folded, language)),
    ),
  );

export const mayBeOptOutInRead = ({ subject, text }: ReadWords): boolean =>
  [...subject, ...text].some((sentence) => languageWith(sentence, "optOutSmells") !== null);

/** Whether a phrase of an opt-out stands in the sentence, untouched by a mention in its language or in that of the text. */
export const asksByWords = (sentence: Sentence, language: Language, own: Language | null): boolean =>
  optOutsIn(sentence, language, own).length > 0;

function optOutsIn(sentence: Sentence, language: Language, own: Language | null): readonly Match[] {
  let mentioned: Uint8Array | null = null;
  const isMentioned = ({ from, to }: Match): boolean => {
    mentioned ??= mentionedIn(sentence, language, own);
    return mentioned.subarray(from, to).includes(1);
  };
  return [...bookOf(language, "optOut").matches(sentence)].filter((match) => match.isFirm || !isMentioned(match));
}

function isUnmentioned(book: PhraseBook, sentence: Sentence, language: Language): boolean {
  const found = [...book.matches(sentence)];
  if (found.length === 0) return false;
  const mentioned = mentionedIn(sentence, language, null);
  return found.some(({ from, to }) => !mentioned.subarray(from, to).includes(1));
}

/** Languages that read each other's phrases. */
const SIBLINGS: readonly (readonly Language[])[] = [
  ["da", "nb", "sv"],
  ["es", "pt", "it"],
  ["cs", "pl"],
];

/** The words of a sentence that a mention reaches over. */
function mentionedIn(sentence: Sentence, language: Language, own: Language | null): Uint8Array {
  const mentioned = new Uint8Array(sentence.words.length);
  const siblings = SIBLINGS.find((those) => those.includes(language)) ?? [language];
  for (const one of new Set(own === null ? siblings : [...siblings, own]))
    for (const { from, to } of bookOf(one, "optOutMentions").matches(sentence)) mentioned.fill(1, from, to);
  return mentioned;
}

function optOutByLines(subject: readonly Sentence[], text: readonly Sentence[], own: Language | null): OptOut | null {
  const isSentence = (line: Sentence, language: Language) => bookOf(language, "optOutSentence").isAll(line);
  const isAlone = (line: Sentence, language: Language) =>
    bookOf(language, "optOutAlone").isAll(line) || isSentence(line, language);
  return (
    firstOf("sentence", own, (language) => [...subject, ...text].some((line) => isSentence(line, language))) ??
    firstOf("alone", own, (language) => {
      // The subject counts where the text says nothing of its own, or has only a name.
      const lines = (text.every(isName) && subject.length > 0 ? subject : text).flatMap((line) =>
        isAlone(line, language) ? [line] : clausesOf(line),
      );
      const others = lines.filter((line) => !isAlone(line, language));
      const ends = lines.filter((line) => isAlone(line, language));
      return ends.length > 0 && (others.every(agrees) || (ends.some(isPlain) && others.every(isNoWish)));
    })
  );
}

/** So many words around the phrase of an opt-out tell nothing of their own. */
const WORDS_AROUND = 3;

/** Whether an opt-out was all that the person wrote, courtesy and names taken off: no reason, no refusal, no demand beside it. */
export function isNothingButOptOut({ subject, text, language: own }: ReadWords): boolean {
  const asks = (sentence: Sentence): boolean => LANGUAGES.some((language) => asksByWords(sentence, language, own));
  const all = text.length > 0 ? text : subject;
  const others = withoutCourtesy(
    all.filter((sentence) => !asks(sentence)),
    { isBelow: all.some(asks) },
  );
  return (
    all.filter(asks).every((sentence) => !tellsBeside(sentence)) &&
    others.every((line) => isName(line) || (isEnding(line) ? !hasReason(line) : hasRefusal(line) && !tellsBeside(line)))
  );
}

/** Whether a sentence says more than its opt-out or its bare refusal: other words, a reason, a law. */
function tellsBeside(sentence: Sentence): boolean {
  const covered = coveredByEnding(sentence);
  const isFree = (_: Word, index: number): boolean => covered[index] === 0;
  const left = withoutCourtesy([{ ...sentence, words: sentence.words.filter(isFree) }], { isBelow: true });
  const words = left.flatMap((line) => line.words).filter(({ plain }) => !isCommonWord(plain));
  // A character is a third of a word, more or less.
  const characters = words.filter(({ plain }) => CJK.test(plain)).length;
  const isLong = words.length - characters + characters / CHARACTERS_OF_A_WORD > WORDS_AROUND;
  return isLong || hasReason(sentence);
}

const hasReason = (sentence: Sentence): boolean => REASONS.some((section) => languageWith(sentence, section) !== null);

const hasRefusal = (line: Sentence): boolean => refusedIn(line, LANGUAGES).includes(1);
const REASONS = ["optOutReasons", "refusalReasons"] as const;
const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const CHARACTERS_OF_A_WORD = 3;

/** Whether the sentence of an opt-out also buys, outside the words of the opt-out: "I need no more mails, I need a contract". */
export const buysBesideOptOut = (sentence: Sentence, own: Language | null): boolean => {
  const covered = coveredByEnding(sentence);
  const isBuying = languageBeside(covered, sentence, "buying", LANGUAGES) !== null;
  // "Tak" thanks in Danish, and agrees in Polish.
  const languages: readonly Language[] = own === null ? LANGUAGES : [own, "en"];
  return isBuying || languageBeside(clausesOver(covered, sentence), sentence, "interest", languages) !== null;
};

/** The covered words and all others of their clauses: "gladly" in the clause of an opt-out is courtesy. */
function clausesOver(covered: Uint8Array, { words }: Sentence): Uint8Array {
  const over = new Uint8Array(covered);
  const begins = (index: number): boolean => words[index]?.before === "comma";
  for (let at = 1; at < over.length; at += 1) if (over[at - 1] === 1 && !begins(at)) over[at] = 1;
  for (let at = over.length - 2; at >= 0; at -= 1) if (over[at + 1] === 1 && !begins(at + 1)) over[at] = 1;
  return over;
}

/** The words of opt-outs and refusals, mentioned ones too. */
const coveredByEnding = (sentence: Sentence): Uint8Array =>
  fill(refusedIn(sentence, LANGUAGES), sentence, "optOut", LANGUAGES);

const isEnding = (line: Sentence): boolean =>
  LANGUAGES.some(
    (language) => bookOf(language, "optOutAlone").isAll(line) || bookOf(language, "optOutSentence").isAll(line),
  );

/** "Not interested, stop." */
const SHORT_LINE_WORDS = 8;

/** The clauses of a short line, each as a line of its own. */
function clausesOf(line: Sentence): readonly Sentence[] {
  if (line.words.length > SHORT_LINE_WORDS) return [line];
  const starts = line.words.flatMap(({ before }, index) => (index > 0 && before === "comma" ? [index] : []));
  return [0, ...starts].map((from, at) => ({ ...line, words: line.words.slice(from, starts[at]) }));
}

/** Words that end a message of complaints, and that nobody writes as a sentence for another purpose. */
const isPlain = ({ words }: Sentence): boolean =>
  /^(?:stop|basta|baja|arret|enough|genug|schluss|cease)/.test(words[0]?.folded ?? "") ||
  words.some(({ folded }) => folded === "reicht");

/** "Again??" asks nothing. */
const RHETORICAL_WORDS = 4;

const isNoWish = (line: Sentence): boolean =>
  (!line.asks || line.words.length <= RHETORICAL_WORDS) &&
  (["buying", "interest", "asking"] as const).every((section) => !hasBesideRefusal(line, section));

/** A line that says the same as an opt-out beside it, in other words: "I am not interested", "this is spam". */
const agrees = (line: Sentence): boolean =>
  isNoWish(line) && (["refusal", "optOutSmells"] as const).some((section) => languageWith(line, section) !== null);

/** The first language in which the words ask: the text's own is tried first. */
function firstOf(how: string, own: Language | null, asks: (language: Language) => boolean): OptOut | null {
  const language = (own === null ? LANGUAGES : [own, ...LANGUAGES]).find(asks);
  return language === undefined ? null : { rule: `opt_out.${how}.${language}`, language };
}
