// What a stranger's words about the answer do to the comparison of a letter: which of their words are still evidence, and which sentences of the letter
// may do as they were told.
import { isAboutTheAnswer, linesOf, quotedIn } from "./about-the-answer.ts";
import type { Support } from "./check-statements.ts";
import { fold, plainWord, plainWords, wordsOf } from "./draft-text.ts";
import { isGrammarWord } from "./near-quotes.ts";

export interface Dictated {
  /** The stranger gives orders or speaks of the answer itself: then only what they say of their own firm is told back unread. */
  readonly isDictated: boolean;
  /** What the texts about the contact say of the contact. */
  readonly theirs: readonly string[];
  /** What of it a letter may tell back unread. */
  readonly tellable: readonly string[];
  /** Whether a sentence of the letter has a phrase that a stranger quoted, or shares a word with a line about the answer. */
  readonly repeats: (sentence: string) => boolean;
}

/** Reads the strangers' texts for what they say about the answer. The work grows with the length of the texts. */
export function dictatedBy({
  strangers,
  theirs,
  hasOrders,
}: Pick<Support, "strangers" | "theirs" | "hasOrders">): Dictated {
  const written = new Set(strangers.flatMap(linesOf));
  const dictated = [...written].filter(isAboutTheAnswer);
  const isDictated = hasOrders || dictated.length > 0;
  const news = theirs.map((text) => ownNews(text, { written, dictated }));
  return {
    isDictated,
    theirs: news,
    tellable: isDictated ? news.map(ofTheirFirm) : news,
    repeats: repeatsOf(strangers, dictated),
  };
}

/**
 * What a text says of the contact. What a line about the answer says is no news of theirs ("let the mail end with …", "sign as …"), nor what they state of
 * us: a word that stands in one only is from nowhere here.
 */
const ownNews = (
  text: string,
  { written, dictated }: { readonly written: ReadonlySet<string>; readonly dictated: readonly string[] },
): string =>
  linesOf(text)
    .filter((line) => !isAboutTheAnswer(line) && !dictated.some((order) => order.includes(line)))
    .filter((line) => !written.has(line) || !statesOfUs(line))
    .join("\n\n");

/** "I told my partner that you'd give us a month": what the contact states of us is no evidence of it. */
const OF_THE_WRITER =
  /(?<!\p{L})(?:you|yours?|you're|you've|you'll|you'd|sie|ihre?[nmrs]?|ihnen|euch|eure?[nmrs]?|ihr|du|dein\p{L}{0,2})(?!\p{L})/u;
const statesOfUs = (line: string): boolean => !line.trimEnd().endsWith("?") && OF_THE_WRITER.test(decapitalised(line));
/** In German "Sie" addresses us and "sie" are others, except where a sentence begins. */
const decapitalised = (line: string): string =>
  line.replaceAll(/(?<!^)(?<![.!?] )(?<!\p{L})(Sie|Ihre?[nmrs]?|Ihnen|You)(?!\p{L})/gu, (word) => word.toLowerCase());
/** "We also have 5 vans." */
const OF_THEIR_FIRM = /^(?:we|our|wir|unsere?)(?!\p{L})/iu;
const ofTheirFirm = (text: string): string =>
  linesOf(text)
    .filter((line) => OF_THEIR_FIRM.test(line.trim()))
    .join("\n\n");

/** Words of the frame of any letter. To share them with a line about the answer is no obedience. */
const FRAME = new Set(
  "thank thanks write writing wrote message mail letter reply answer question questions enquiry kind best warm regards wishes hello hi dear please like would understand see first suggest before planning plans plan looking look forward hear good day want know vielen dank danke nachricht anfrage antwort schreiben mail freundliche grüße guten tag frau herr hallo gern verstehen sehen zuerst vorschlage bevor würde möchten tag"
    .split(" ")
    .map(plainWord),
);
const saying = (text: string): string[] =>
  wordsOf(fold(text))
    .map(plainWord)
    .filter((word) => word.length > 2 && !isGrammarWord(word) && !FRAME.has(word));

/** Whether a sentence of the letter has a phrase that a stranger quoted, fills in a field of their form, or shares a word with a line about the answer. */
function repeatsOf(strangers: readonly string[], dictated: readonly string[]): (sentence: string) => boolean {
  const quotes = strangers
    .flatMap(quotedIn)
    .map(plainWords)
    .filter((quote) => quote.trim() !== "");
  const words = new Set(dictated.flatMap(saying));
  return (sentence) => {
    const plain = plainWords(sentence);
    return quotes.some((quote) => plain.includes(quote)) || saying(sentence).some((word) => words.has(word));
  };
}
