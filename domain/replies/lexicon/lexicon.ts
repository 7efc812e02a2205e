// What a language's lexicon holds, and how its phrases are written. A lexicon is data: it decides nothing.
//
// One phrase a line, or several with `;` between. Its words are written as the language writes them; marks, capitals and apostrophes
// ("don't" is `dont`, "l'avis" is `l avis`) are folded as in the text.
//
//   remove me            these words, one after the other
//   remove|delete me     one of several words
//   please? remove       a word that may be left out
//   abmeld*              a word that begins so
//   remove ~ list        up to 2 words between; `~~` up to 5. At the beginning or end: the match reaches over them, up to a comma
//   {take off|drop} me   one of several groups of words; `{at all}?` may be left out as a whole
//   leave {me|us} out    braces where alternatives stand beside a word: "leave me|us out" is refused, for "us out" could be one of them
//   <list>               one of the words of `sets.list`
//   ^ remove me          only where a clause begins (sentence, comma, or a word of `leads` before it)
//   unsubscribe $        only where a clause ends (sentence, comma, or a word of `tails` behind it)
//   off ~ list|$         `off ~ list`, and `off $`
//   @                    any mail address
//   ? delete you data    only in a sentence that ends in a question mark
//   ! you never removed  counts also where a mention (`optOutMentions`) touches it
//
// In Japanese and Chinese each character is a word, and spaces between them are left out. A phrase that could never match is refused when the
// lexicon is first read, with its place (phrase-source.ts).
import type { Language } from "../../../schema/hearing.ts";

export interface Lexicon {
  readonly language: Language;
  /** Sets of words for `<name>`, with spaces between. */
  readonly sets: Readonly<Record<string, string>>;
  /** Words that may stand before the beginning of a clause ("please", "and"), and behind its end ("thanks"). */
  readonly leads: string;
  readonly tails: string;
  /** Words after which the opposite is said: "but", "instead", "now". */
  readonly contrasts: string;
  /** Words whose near spellings are corrected: long ones that nobody writes by mistake for another. */
  readonly misspelt: string;

  /** Asks not to be written to, anywhere in the person's own words. */
  readonly optOut: string;
  /** An opt-out when it is a whole sentence or line: words of which no other meaning is likely. */
  readonly optOutSentence: string;
  /** An opt-out only when nothing else stands beside it: "stop". */
  readonly optOutAlone: string;
  /** Mentions an opt-out without asking for one. An opt-out phrase that it touches does not count. */
  readonly optOutMentions: string;
  /** Asks to be written to, or names another way: "keep me on the other list". An opt-out beside it is a person's to read. */
  readonly optIn?: string;
  /** Says, in the sentence of an opt-out, what the person wants instead: "don't mail, call me". */
  readonly otherWay?: string;
  /** Words for what we hold of the person ("my address"), and an order to delete what stands in the sentence before ("delete it"). */
  readonly ownData?: string;
  readonly optOutOfIt?: string;
  /** The reason, the law or the demand of an opt-out: beside it, it does not stand alone. */
  readonly optOutReasons?: string;
  /** Smells of an opt-out: a task asks a person. */
  readonly optOutSmells: string;

  readonly refusal: string;
  /** Why a person refuses: a supplier, a budget. Beside it, a refusal does not stand alone. */
  readonly refusalReasons?: string;
  /** Denies without refusing: "can't wait", "not bad at all". A refusal that it touches does not count. */
  readonly refusalMentions?: string;
  /** Decided: send the contract, order, book, call me. */
  readonly buying: string;
  /** Well-disposed: interested, sounds good, yes. */
  readonly interest: string;
  readonly asking: string;
  /** A wish that is only supposed: "if we buy". A buying word that it touches does not count. */
  readonly wishMentions?: string;
  /** Asks to be written to at a later time. Beside a refusal it leaves the end open, and is no wish for now. */
  readonly putOff?: string;
  /** A time to come: later, next year, not before March. Beside a refusal it leaves the end open. */
  readonly notNow: string;

  readonly greetings: string;
  readonly thanks: string;
  readonly signOffs: string;
  /** Politeness and urgency around the matter: please, now, have a nice day. */
  readonly pleasantries: string;
  /** The commonest words, by which the language is recognised. Written without marks. */
  readonly functionWords: string;
}
