// What a person's message means, by rules on their own words. An opt-out wins. A refusal loses against an asking or buying word beside it: then
// a person reads the message (`mixed`). What no rule knows is left to a person.
import type { ReplyClass } from "../../schema/lists.ts";
import { apartAtSignOff, isName, withoutCourtesy } from "./courtesy.ts";
import { LANGUAGES, type OwnWords } from "./message.ts";
import type { Language } from "../../schema/hearing.ts";
import {
  asksByWords,
  buysBesideOptOut,
  isNothingButOptOut,
  mayBeOptOutInRead,
  type OptOut,
  optOutInRead,
  type ReadWords,
  readOwnWords,
} from "./opt-out-words.ts";
import { isContrast, languageWith } from "./phrase-books.ts";
import type { Sentence } from "./sentences.ts";
import { fill, hasBesideRefusal, languageBeside, refusedIn, type Wish } from "./wishes.ts";

export interface Meaning {
  readonly class: Exclude<ReplyClass, "bounced" | "auto_reply">;
  readonly rule: string;
  /** Something else than the class stands in the own words, so that a person reads them. */
  readonly mixed: boolean;
  /** Nothing but the opt-out or the refusal stands in the own words. */
  readonly alone: boolean;
  /** Words of an opt-out in a message that was not taken as one. */
  readonly possibleOptOut: boolean;
  readonly language: Language | null;
}

export function meaningOf(own: OwnWords): Meaning {
  const read = readOwnWords(own);
  const { language } = read;
  const optOut = optOutInRead(read);
  if (optOut !== null) return { ...unsubscribe(read, optOut), language };
  const byWords = meaningByWords([...read.subject, ...read.text], language);
  const possibleOptOut = mayBeOptOutInRead(read);
  return { ...byWords, alone: byWords.alone && !possibleOptOut, possibleOptOut, language };
}

function unsubscribe(read: ReadWords, { rule }: OptOut): Omit<Meaning, "language"> {
  const mixed = hasOtherBesideOptOut(read);
  return { class: "unsubscribe", rule, mixed, alone: !mixed && isNothingButOptOut(read), possibleOptOut: false };
}

/** Whether a line without an opt-out asks or buys, or the sentence of the opt-out buys. */
function hasOtherBesideOptOut({ subject, text, language: own }: ReadWords): boolean {
  const all = [...subject, ...text];
  const asking = new Set(all.filter((sentence) => LANGUAGES.some((language) => asksByWords(sentence, language, own))));
  const isOther = (line: Sentence): boolean =>
    !isName(line) && (line.asks || WISHES.some((section) => hasBesideRefusal(line, section)));
  return (
    [...asking].some((sentence) => buysBesideOptOut(sentence, own)) ||
    withoutCourtesy(all.filter((sentence) => !asking.has(sentence))).some(isOther)
  );
}

const WISHES = ["buying", "interest", "asking"] as const;

/** Where no language was recognised, the phrases of all count; else those of the language, and English, which people mix in. */
const languagesOf = (language: Language | null): readonly Language[] =>
  language === null ? LANGUAGES : language === "en" ? ["en"] : [language, "en"];

type ByWords = Omit<Meaning, "possibleOptOut" | "language">;

/**
 * Where the words of the text's own language say nothing, those of any language may: a person answers in two. But "ne" is Czech for "no", and
 * no refusal in French: a refusal in another language is a person's to read.
 */
function meaningByWords(sentences: readonly Sentence[], language: Language | null): ByWords {
  const languages = languagesOf(language);
  return (
    meaningIn(sentences, languages) ??
    (languages.length < LANGUAGES.length ? inAnyLanguage(sentences) : null) ??
    plain("info_request", "default")
  );
}

function inAnyLanguage(sentences: readonly Sentence[]): ByWords | null {
  const found = meaningIn(sentences, LANGUAGES);
  return found?.class === "not_interested" ? { ...mixed(found.rule), class: "info_request" } : found;
}

function meaningIn(sentences: readonly Sentence[], languages: readonly Language[]): ByWords | null {
  const firstWith = (section: Wish): Language | null =>
    firstOf(sentences, (sentence) => languageBeside(refusedIn(sentence, languages), sentence, section, languages));
  const refused = firstOf(
    sentences,
    (sentence) => languages.find((one) => refusedIn(sentence, [one]).includes(1)) ?? null,
  );
  if (refused !== null) return refusal(sentences, refused, languages);
  const [buying, interest, asking] = [firstWith("buying"), firstWith("interest"), firstWith("asking")];
  if (buying !== null) return plain("interested", `buying.${buying}`);
  if (asking !== null) return plain("info_request", `asking.${asking}`);
  if (sentences.some((sentence) => sentence.asks)) return plain("info_request", "asking.mark");
  if (interest !== null) return plain("interested", `interest.${interest}`);
  const later = firstOf(
    sentences,
    (sentence) => languageWith(sentence, "putOff", languages) ?? languageWith(sentence, "notNow", languages),
  );
  return later === null ? null : plain("info_request", `not_now.${later}`);
}

const plain = (as: ByWords["class"], rule: string): ByWords => ({ class: as, rule, mixed: false, alone: false });

/**
 * A refusal. What asks or buys beside it wins, and so does a "but"; a later time leaves the end open. A wish below the sign-off is likelier a
 * signature's advertisement, so the refusal stands, and a person looks.
 */
function refusal(sentences: readonly Sentence[], refused: Language, languages: readonly Language[]): ByWords {
  const [above, below] = apartAtSignOff(sentences);
  const isSignature = below.length > 0 && above.some((sentence) => refusedIn(sentence, languages).includes(1));
  const told = isSignature ? above : sentences;
  const wish = firstOf(told, (sentence) => wishIn(sentence, languages));
  if (wish !== null) return mixed(`refusal_and_wish.${wish}`);
  if (told.some((sentence) => sentence.asks)) return mixed("refusal_and_question");
  const putOff = firstOf(told, (sentence) => languageWith(sentence, "putOff", languages));
  if (putOff !== null) return { ...mixed(`refusal_and_later.${putOff}`), class: "info_request" };
  const rest = restOf(told, languages);
  if (rest === "opposite") return mixed(`refusal_and_but.${refused}`);
  const isLater = told.some((sentence) => languageWith(sentence, "notNow", languages) !== null);
  const isOpen = isSignature && below.some((sentence) => sentence.asks || wishIn(sentence, languages) !== null);
  const isReasoned = told.some((sentence) => languageWith(sentence, "refusalReasons", languages) !== null);
  const isMore = rest === "something" || isLater || isOpen;
  return { class: "not_interested", rule: `refusal.${refused}`, mixed: isMore, alone: !isMore && !isReasoned };
}

/** A wish outside what refuses and what puts off: "ask me again in March" asks for nothing now. */
function wishIn(sentence: Sentence, languages: readonly Language[]): Language | null {
  const covered = fill(refusedIn(sentence, languages), sentence, "putOff", languages);
  for (const section of WISHES) {
    const language = languageBeside(
      section === "interest" ? praiseOver(covered, sentence) : covered,
      sentence,
      section,
      languages,
    );
    if (language !== null) return language;
  }
  return null;
}

/** "It looks fine, but we have to decline": what is said before a "but" that refuses is praise. */
function praiseOver(covered: Uint8Array, { words }: Sentence): Uint8Array {
  const but = words.findIndex(({ folded }) => isContrast(folded));
  return but > 0 && covered.subarray(but).includes(1) ? new Uint8Array(covered).fill(1, 0, but) : covered;
}

const mixed = (rule: string): ByWords => ({ class: "interested", rule, mixed: true, alone: false });

/** So many words beside a refusal say something of their own. */
const TELLING_WORDS = 3;

/** What stands beside a refusal: nothing, something, or what a "but" sets against it. */
function restOf(sentences: readonly Sentence[], languages: readonly Language[]): "nothing" | "something" | "opposite" {
  let words = 0;
  for (const line of withoutCourtesy(sentences)) {
    const refused = refusedIn(line, languages);
    if (turnsRefusal(line, refused)) return "opposite";
    words += wordsOfOwn(line, refused);
  }
  return words >= TELLING_WORDS ? "something" : "nothing";
}

/** A sentence of reasons may have its own "but"; only one behind the refusal itself, or one that begins a line, turns it. */
function turnsRefusal({ words }: Sentence, refused: Uint8Array): boolean {
  const isFree = (index: number): boolean => refused[index] === 0;
  const first = refused.indexOf(1);
  const contrast = words.findIndex(({ folded }, index) => index > first && isFree(index) && isContrast(folded));
  if (contrast < 0) return false;
  const behind = words.filter((_, index) => index > contrast && isFree(index)).length;
  return first >= 0 ? behind > 0 : contrast === 0 && behind >= TELLING_WORDS;
}

/**
 * The words beside a refusal: few in its own clause belong to it, those of another clause are of another matter. An address names another
 * person to write to.
 */
function wordsOfOwn({ words }: Sentence, covered: Uint8Array): number {
  let [sum, left, isRefusal] = [0, 0, false];
  const close = (): void => {
    sum += isRefusal ? Math.max(0, left - REASON_WORDS) : left;
    [left, isRefusal] = [0, false];
  };
  for (const [index, word] of words.entries()) {
    if (word.before === "comma") close();
    if (covered[index] === 1) isRefusal = true;
    else left += word.folded === "@" ? TELLING_WORDS : 1;
  }
  close();
  return sum;
}

/** Words of the clause that refuses: "we", "at the moment", "your offer". */
const REASON_WORDS = 6;

function firstOf(sentences: readonly Sentence[], languageIn: (sentence: Sentence) => Language | null): Language | null {
  for (const sentence of sentences) {
    const language = languageIn(sentence);
    if (language !== null) return language;
  }
  return null;
}
