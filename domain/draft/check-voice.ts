// Whose voice a draft speaks with: not to the reviewer, not as a program, not in the words of its own prompt, not in those of a stranger's orders.
import { fold, plainWord, plainWords, sentencesOf, wordsOf } from "./draft-text.ts";

const REVIEWER =
  /(?<!\p{L})(?:(?:note|message|hint|instructions?|memo|attention|fyi) (?:to|for) (?:the |our |whoever |any )?(?:approver|reviewer|moderator|editor|operator|manager|human|person|compliance|legal|admin)|(?:approver|reviewer|moderator|compliance|legal|security|the manager|management|the team lead)s?(?:\s?:| (?:has|have|already|was|is)(?: \w+){0,2} (?:approved|cleared|reviewed|released|checked|confirmed|ok|fine))|(?:please|just|simply|kindly|must|should|can|to) (?:approve|release|confirm and send|click approve|sign off)|(?:already|pre-?|auto-?|fully)[ -]?(?:cleared|approved|reviewed|released|verified|checked|authori[sz]ed)|no (?:need to|further) (?:review|read|check|approv\w+)|without (?:reading|review|checking|further review)|skip (?:the )?(?:review|approval)|passed (?:all|every|the|its|our) (?:\w+ )?(?:checks?|reviews?|tests?)|(?:ready|safe|ok|fine|cleared) to (?:be )?(?:sen[dt]|released?)|can be (?:sent|released) (?:directly|as is|now|immediately)|(?:hinweis|notiz|nachricht|anmerkung) (?:für|an) (?:den |die |das )?(?:prüfer|prüferin|freigeb\w+|freigabe|redaktion|bearbeiter)|bereits (?:freigegeben|geprüft|genehmigt)|bitte (?:freigeben|genehmigen|bestätigen und senden)|(?:zur |die )freigabe)(?!\p{L})/iu;
const PROGRAM =
  /(?<!\p{L})(?:(?:as|i am|i'm|being) an? (?:ai|a\.i\.|artificial|large language|language|llm|chat ?bot|assistant|virtual)|language model|system prompt|(?:my|these|your|previous|above|prior) (?:instructions|prompt|guidelines|system message)|i (?:was|have been|am) (?:instructed|told|programmed|asked) to (?:write|say|reply|include|ignore)|i (?:cannot|can't|can not) (?:comply|assist|fulfil|help with that)|openai|chatgpt|claude|deepseek|gpt-?\d|als (?:ki|sprachmodell|künstliche)|sprachmodell|here is the (?:draft|e-?mail|message)|hier ist der entwurf|write_draft|propose_plan|do_not_contact|tool call|json)(?!\p{L})/iu;

/** Whether it speaks to whoever releases it, or as what wrote it. */
export const speaksToReviewer = (folded: string): boolean => {
  const line = folded.replaceAll(/\s+/gu, " ");
  return REVIEWER.test(line) || PROGRAM.test(line);
};

const FENCE = /untrusted\s+[0-9a-f]{4}|<\/?\s?untrusted|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/iu;
/** A run of the prompt as long as this is no accident. */
const PROMPT_RUN_WORDS = 8;
/** So much of an order is the order. */
const ORDER_RUN_WORDS = 4;
/** A person's own words may be taken up; a longer run of them is a copy, whatever it says. */
const COPY_RUN_WORDS = 9;

export interface Canaries {
  readonly markers: readonly string[];
  /** What is the same for everybody: it is ours, and nothing of it belongs in a letter. */
  readonly prompt: string;
}

/** Whether anything of the prompt is in it: the fence, its marker, its instructions. */
export function hasCanary(folded: string, { markers, prompt }: Canaries): boolean {
  const close = folded.toLowerCase().replaceAll(/[\s-]/g, "");
  return (
    FENCE.test(folded) ||
    markers.some((marker) => marker !== "" && close.includes(marker.toLowerCase())) ||
    hasRunOf(prompt, plainWords(folded), PROMPT_RUN_WORDS)
  );
}

/** A word that an order tells to write: quoted, or of capitals and digits. */
const TOKEN_ORDERED =
  /["“”«»]([^"“”«»\n]{3,80})["“”«»]|(?<!\p{L})'([^'\n]{3,80})'(?!\p{L})|(?<![\p{L}\p{N}])((?=[\p{Lu}\p{N}_-]*\p{Lu}{2})[\p{Lu}\p{N}_-]{4,40})(?![\p{L}\p{N}])/gu;

/** What strangers wrote: all of it, and the sentences of it that give orders. */
export interface Strangers {
  readonly texts: readonly string[];
  readonly orders: readonly string[];
}

/** Whether it does what a stranger's text ordered: copies the text, repeats an order, or says what the order tells to say. */
export function obeysOrder(folded: string, { texts, orders }: Strangers): boolean {
  const words = plainWords(folded);
  if (texts.some((text) => hasRunOf(text, words, COPY_RUN_WORDS))) return true;
  if (orders.length === 0) return false;
  const sentences = sentencesOf(folded).map(({ text }) => longWords(text));
  return orders.some(
    (order) =>
      hasRunOf(order, words, ORDER_RUN_WORDS) ||
      saysSo(sentences, order) ||
      tokensOrdered(order).some((token) => words.includes(token)),
  );
}

/** Everybody says `hello` and `yes`. */
const EVERYDAY = /^ \p{Ll}{0,5} $/u;

const tokensOrdered = (order: string): string[] =>
  [...order.matchAll(TOKEN_ORDERED)]
    .map(([, ...found]) => found.find((token) => token !== undefined) ?? "")
    .map((token) => plainWords(token))
    .filter((token) => token.trim() !== "" && !EVERYDAY.test(token));

/** What an order tells to say, in its own words: behind `that`. */
const TOLD_TO_SAY = /\bthat\b(.{1,200})/iu;
const LONG_WORD = 5;

/** Whether a sentence has at least two, and half, of the long words that an order tells to say. */
function saysSo(sentences: readonly ReadonlySet<string>[], order: string): boolean {
  const told = longWords(TOLD_TO_SAY.exec(order)?.[1] ?? "");
  return sentences.some((said) => {
    const both = [...told].filter((word) => said.has(word)).length;
    return both >= 2 && both >= told.size / 2;
  });
}

const longWords = (text: string): ReadonlySet<string> =>
  new Set(
    wordsOf(text)
      .map((word) => plainWord(word).slice(0, LONG_WORD))
      .filter((word) => word.length === LONG_WORD),
  );

/** Whether so many words in a row of a text are among the words. */
function hasRunOf(text: string, words: string, count: number): boolean {
  const own = plainWords(fold(text)).trim().split(" ");
  return own.slice(count - 1).some((_, index) => words.includes(` ${own.slice(index, index + count).join(" ")} `));
}

/** Whether a whole sentence of a stranger stands in it. */
export function copiesSentence(folded: string, sentences: readonly string[]): boolean {
  const words = plainWords(folded);
  return sentences.some((sentence) => words.includes(plainWords(sentence)));
}
