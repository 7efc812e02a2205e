// Whether a person's own words ask not to be written to, in any of the known languages. A phrase counts unless a mention of an opt-out
// touches it ("how do we unsubscribe a customer?"); a short word counts only where nothing else stands beside it ("stop").
import { isName, withoutCourtesy } from "./courtesy.ts";
import { languageOfSentences } from "./language.ts";
import { LANGUAGES, type OwnWords } from "./message.ts";
import type { Language } from "../../schema/hearing.ts";
import { bookOf, languageWith, readSentences } from "./phrase-books.ts";
import type { Sentence } from "./sentences.ts";

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

export function optOutInRead({ subject, text, language: own }: ReadWords): OptOut | null {
  const all = [...subject, ...text];
  return (
    firstOf("words", own, (language) => all.some((sentence) => asksByWords(sentence, language, own))) ??
    optOutByLines(withoutCourtesy(subject), withoutCourtesy(text), own)
  );
}

export const mayBeOptOutInRead = ({ subject, text }: ReadWords): boolean =>
  [...subject, ...text].some((sentence) => languageWith(sentence, "optOutSmells") !== null);

/** Whether a phrase of an opt-out stands in the sentence, untouched by a mention in its language or in that of the text. */
export function asksByWords(sentence: Sentence, language: Language, own: Language | null): boolean {
  let mentioned: Uint8Array | null = null;
  for (const { from, to, isFirm } of bookOf(language, "optOut").matches(sentence)) {
    if (isFirm) return true;
    mentioned ??= mentionedIn(sentence, language, own);
    if (!mentioned.subarray(from, to).includes(1)) return true;
  }
  return false;
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

/** So many words around the phrase of an opt-out are of the same matter: who writes, why, since when. */
const WORDS_AROUND = 10;

/** Whether an opt-out was all that the person wrote, courtesy and names taken off. */
export function isNothingButOptOut({ subject, text, language: own }: ReadWords): boolean {
  const asks = (sentence: Sentence): boolean => LANGUAGES.some((language) => asksByWords(sentence, language, own));
  const all = text.length > 0 ? text : subject;
  const others = withoutCourtesy(
    all.filter((sentence) => !asks(sentence)),
    { isBelow: all.some(asks) },
  );
  return (
    all.filter(asks).every((sentence) => wordsBeside(sentence) <= WORDS_AROUND) &&
    others.every((line) => isEnding(line) || isName(line) || agrees(line))
  );
}

/** Whether the sentence of an opt-out also buys, outside the words of the opt-out: "I need no more mails, I need a contract". */
export function buysBesideOptOut(sentence: Sentence): boolean {
  const covered = coveredByOptOut(sentence);
  return LANGUAGES.some((language) =>
    (["buying", "interest"] as const).some((section) => {
      for (const { from, to } of bookOf(language, section).matches(sentence))
        if (!covered.subarray(from, to).includes(1)) return true;
      return false;
    }),
  );
}

/** How many words of a sentence stand outside every phrase of an opt-out or a refusal. */
const wordsBeside = (sentence: Sentence): number => coveredByOptOut(sentence).filter((one) => one === 0).length;

function coveredByOptOut(sentence: Sentence): Uint8Array {
  const covered = refusedIn(sentence, LANGUAGES);
  for (const language of LANGUAGES)
    for (const { from, to } of bookOf(language, "optOut").matches(sentence)) covered.fill(1, from, to);
  return covered;
}

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
const isPlain = ({ words }: Sentence): boolean => /^(?:stop|basta|baja|arret)/.test(words[0]?.folded ?? "");

const isNoWish = (line: Sentence): boolean =>
  !line.asks && (["buying", "interest", "asking"] as const).every((section) => !hasBesideRefusal(line, section));

/** A line that says the same as an opt-out beside it, in other words: "I am not interested", "this is spam". */
const agrees = (line: Sentence): boolean =>
  isNoWish(line) && (["refusal", "optOutSmells"] as const).some((section) => languageWith(line, section) !== null);

/** Whether a phrase of the section stands in the sentence outside what a refusal covers: "not interested" is no interest. */
export function hasBesideRefusal(
  sentence: Sentence,
  section: "buying" | "interest" | "asking",
  languages: readonly Language[] = LANGUAGES,
): boolean {
  return languageBesideRefusal(sentence, section, languages) !== null;
}

export function languageBesideRefusal(
  sentence: Sentence,
  section: "buying" | "interest" | "asking",
  languages: readonly Language[] = LANGUAGES,
): Language | null {
  const refused = refusedIn(sentence, languages);
  const isOutside = (language: Language): boolean => {
    for (const { from, to } of bookOf(language, section).matches(sentence))
      if (!refused.subarray(from, to).includes(1)) return true;
    return false;
  };
  return languages.find(isOutside) ?? null;
}

/** The words of a sentence that a refusal covers. */
export function refusedIn(sentence: Sentence, languages: readonly Language[]): Uint8Array {
  const refused = new Uint8Array(sentence.words.length);
  for (const language of languages)
    for (const { from, to } of bookOf(language, "refusal").matches(sentence)) refused.fill(1, from, to);
  return refused;
}

/** The first language in which the words ask: the text's own is tried first. */
function firstOf(how: string, own: Language | null, asks: (language: Language) => boolean): OptOut | null {
  const language = (own === null ? LANGUAGES : [own, ...LANGUAGES]).find(asks);
  return language === undefined ? null : { rule: `opt_out.${how}.${language}`, language };
}
