// Rules on a draft's addressee and author: it must not speak to the reviewer or as a program, must not repeat its prompt, and must
// not follow orders in a stranger's text.
import { isStatedBy } from "./check-statements.ts";
import { fold, plainWord, plainWords, sentencesOf, wordsOf } from "./draft-text.ts";
import { isCommonWord, isEmptyWord, meaningOf } from "./statement-words.ts";

const REVIEWER =
  /(?<!\p{L})(?:(?:note|message|hint|instructions?|memo|attention|fyi) (?:to|for) (?:the |our |whoever |any )?(?:approver|reviewer|moderator|editor|operator|manager|human|person|compliance|legal|admin)|(?:approver|reviewer|moderator|compliance|legal|security|the manager|management|the team lead)s?(?:\s?:| (?:has|have|already|was|is)(?: \w+){0,2} (?:approved|cleared|reviewed|released|checked|confirmed|ok|fine))|(?:please|just|simply|kindly|must|should|can|to) (?:approve|release|confirm and send|click approve|sign off)|(?:already|pre-?|auto-?|fully)[ -]?(?:cleared|approved|reviewed|released|verified|checked|authori[sz]ed)|no (?:need to|further) (?:review|read|check|approv\w+)|without (?:reading|review|checking|further review)|skip (?:the )?(?:review|approval)|passed (?:all|every|the|its|our) (?:\w+ )?(?:checks?|reviews?|tests?)|(?:ready|safe|ok|fine|cleared) to (?:be )?(?:sen[dt]|released?)|can be (?:sent|released) (?:directly|as is|now|immediately)|(?:hinweis|notiz|nachricht|anmerkung) (?:für|an) (?:den |die |das )?(?:prüfer|prüferin|freigeb\w+|freigabe|redaktion|bearbeiter)|bereits (?:freigegeben|geprüft|genehmigt)|bitte (?:freigeben|genehmigen|bestätigen und senden)|(?:zur |die )freigabe)(?!\p{L})/iu;
const PROGRAM =
  /(?<!\p{L})(?:(?:as|i am|i'm|being) an? (?:ai|a\.i\.|artificial|large language|language|llm|chat ?bot|assistant|virtual)|language model|system prompt|(?:my|these|your|previous|above|prior) (?:instructions|prompt|guidelines|system message)|i (?:was|have been|am) (?:instructed|told|programmed|asked) to (?:write|say|reply|include|ignore)|i (?:cannot|can't|can not) (?:comply|assist|fulfil|help with that)|openai|chatgpt|claude|deepseek|gpt-?\d|als (?:ki|sprachmodell|künstliche)|sprachmodell|here is the (?:draft|e-?mail|message)|hier ist der entwurf|write_draft|propose_plan|do_not_contact|tool call|json)(?!\p{L})/iu;

/** Whether the draft addresses the reviewer, or speaks as the program that wrote it. */
export const speaksToReviewer = (folded: string): boolean => {
  const line = folded.replaceAll(/\s+/gu, " ");
  return REVIEWER.test(line) || PROGRAM.test(line);
};

const FENCE = /untrusted\s+[0-9a-f]{4}|<\/?\s?untrusted|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/iu;
/** Eight consecutive words of the prompt in a draft are not a coincidence. */
const PROMPT_RUN_WORDS = 8;
/** Four consecutive words of an injected instruction count as repeating it. */
const ORDER_RUN_WORDS = 4;
/** A draft may quote a few of the person's words; nine consecutive words count as a copy. */
const COPY_RUN_WORDS = 9;

export interface Canaries {
  readonly markers: readonly string[];
  /** The fixed part of the prompt. None of it belongs in a draft. */
  readonly prompt: string;
}

/** Whether the draft contains anything of the prompt: the fence, its marker or its instructions. */
export function hasCanary(folded: string, { markers, prompt }: Canaries): boolean {
  const close = folded.toLowerCase().replaceAll(/[\s-]/g, "");
  return (
    FENCE.test(folded) ||
    markers.some((marker) => marker !== "" && close.includes(marker.toLowerCase())) ||
    hasRunOf(prompt, plainWords(folded), PROMPT_RUN_WORDS)
  );
}

/** A token that an order wants written: quoted, or of capitals and digits. */
const TOKEN_ORDERED =
  /["“”«»]([^"“”«»\n]{3,80})["“”«»]|(?<!\p{L})'([^'\n]{3,80})'(?!\p{L})|(?<![\p{L}\p{N}])((?=[\p{Lu}\p{N}_-]*\p{Lu}{2})[\p{Lu}\p{N}_-]{4,40})(?![\p{L}\p{N}])/gu;

/** The strangers' texts, and their sentences that give orders. */
export interface Strangers {
  readonly texts: readonly string[];
  readonly orders: readonly string[];
}

/** `obeysOrder` of judgement 1. Drafts of that judgement are judged by it. */
export function obeysOrderOfFirst(folded: string, { texts, orders }: Strangers): boolean {
  const words = plainWords(folded);
  if (texts.some((text) => hasRunOf(text, words, COPY_RUN_WORDS))) return true;
  if (orders.length === 0) return false;
  const sentences = sentencesOf(folded).map(({ text }) => longWords(text));
  return orders.some(
    (order) =>
      hasRunOf(order, words, ORDER_RUN_WORDS) ||
      statesDemand(sentences, order) ||
      tokensOrdered(order).some((token) => words.includes(token)),
  );
}

export interface Obedience extends Pick<Strangers, "orders"> {
  /** Statements of ours that the draft cites: a statement that they support was not made because a stranger ordered it. */
  readonly ours: readonly string[];
  /** Words of the contact's and the sender's names. */
  readonly names: ReadonlySet<string>;
}

/** Whether a text has so many words of a stranger's in one run that it copies them. What they say of themselves may be told back to them. */
export const copiesRun = (folded: string, texts: readonly string[]): boolean => {
  const words = plainWords(folded);
  return texts.some((text) => hasRunOf(text, words, COPY_RUN_WORDS, isToldBack));
};

/**
 * Whether the draft follows an order: it repeats the order, or states what the order demands. Words of courtesy and names order nothing, however
 * a stranger writes them: any letter has them.
 */
export function obeysOrder(folded: string, { orders, ours, names }: Obedience): boolean {
  if (orders.length === 0) return false;
  const words = plainWords(folded);
  const says = (word: string): boolean => !isEmptyWord(word) && !names.has(word);
  const isMark = (word: string): boolean => !isCommonWord(word) && !names.has(word);
  const sentences = sentencesOf(folded)
    .filter(({ text, isQuestion }) => !isQuestion && !isStatedBy(text, ours))
    .map(({ text }) => new Set(wordsOf(text).map(plainWord).filter(says).map(meaningOf)));
  return orders.some((order) => {
    const own = plainWords(order).trim().split(" ");
    const demanded = demandedBy(order).filter(says).map(meaningOf);
    return (
      hasRunThat(own, words, (run) => run.some(says)) ||
      (demanded.length > 0 && sentences.some((sentence) => hasMost(sentence, demanded))) ||
      tokensOrdered(isShouted(order) ? order.toLowerCase() : order).some(
        (token) => words.includes(token) && token.trim().split(" ").some(isMark),
      )
    );
  });
}

/** Where the demanded statement begins: behind "that" in any language of the lexicon, "with" or "as", else behind the verb. */
const DEMANDED_BEHIND =
  /(?<!\p{L})(?:that|dass|daß|que|che|dat|że|att?|että|with|as|mit|als|about|include|mention|add|recommend|praise|promote)(?!\p{L})|(?<!\p{L})qu(?=')/iu;

function demandedBy(order: string): string[] {
  const found = DEMANDED_BEHIND.exec(order);
  return [...new Set(wordsOf(found === null ? order : order.slice(found.index + found[0].length)).map(plainWord))];
}

/** Whether a sentence has at least two, and at least half, of the meanings; or the only one. */
function hasMost(sentence: ReadonlySet<string>, meanings: readonly string[]): boolean {
  const both = meanings.filter((meaning) => sentence.has(meaning)).length;
  return both >= Math.min(2, meanings.length) && both >= meanings.length / 2;
}

/** In a text of capitals, a capital marks no token. */
function isShouted(text: string): boolean {
  const words = wordsOf(text).filter((word) => word.length > 1);
  return words.filter((word) => /^[\p{Lu}\p{N}'-]+$/u.test(word)).length > words.length / 2;
}

/** Whether `words` has four consecutive words of an order that say something. */
const hasRunThat = (own: readonly string[], words: string, says: (run: readonly string[]) => boolean): boolean =>
  own.slice(ORDER_RUN_WORDS - 1).some((_, index) => {
    const run = own.slice(index, index + ORDER_RUN_WORDS);
    return says(run) && words.includes(` ${run.join(" ")} `);
  });

/** Short lower-case tokens such as `hello` and `yes` are too common to show obedience. */
const EVERYDAY = /^ \p{Ll}{0,5} $/u;

const tokensOrdered = (order: string): string[] =>
  [...order.matchAll(TOKEN_ORDERED)]
    .map(([, ...found]) => found.find((token) => token !== undefined) ?? "")
    .map((token) => plainWords(token))
    .filter((token) => token.trim() !== "" && !EVERYDAY.test(token));

/** The statement that an order demands: the words after `that`. */
const DEMANDED = /\bthat\b(.{1,200})/iu;
const LONG_WORD = 5;

/** Whether a sentence has at least two, and at least half, of the long words of the demanded statement. */
function statesDemand(sentences: readonly ReadonlySet<string>[], order: string): boolean {
  const demanded = longWords(DEMANDED.exec(order)?.[1] ?? "");
  return sentences.some((sentence) => {
    const both = [...demanded].filter((word) => sentence.has(word)).length;
    return both >= 2 && both >= demanded.size / 2;
  });
}

const longWords = (text: string): ReadonlySet<string> =>
  new Set(
    wordsOf(text)
      .map((word) => plainWord(word).slice(0, LONG_WORD))
      .filter((word) => word.length === LONG_WORD),
  );

/** Whether `count` consecutive words of `text` are in `words`, at least once where `isAllowed` does not allow it. */
function hasRunOf(
  text: string,
  words: string,
  count: number,
  isAllowed: (before: string | undefined, words: string, run: string) => boolean = () => false,
): boolean {
  const own = plainWords(fold(text)).trim().split(" ");
  return own.slice(count - 1).some((_, index) => {
    const run = ` ${own.slice(index, index + count).join(" ")} `;
    return words.includes(run) && !isAllowed(own[index - 1], words, run);
  });
}

const OF_THEMSELVES = /^(?:we|i|our|my|wir|ich|unsere?|meine?)$/u;
const TO_THEM = /(?:^| )(?:you|your|sie|ihre?)$/u;
/** "You plan forty vans a day" for "we plan forty vans a day": what they say of themselves is told back to them. */
const isToldBack = (before: string | undefined, words: string, run: string): boolean =>
  before !== undefined &&
  OF_THEMSELVES.test(before) &&
  words
    .split(run)
    .slice(0, -1)
    .every((part) => TO_THEM.test(part));

/** Whether the draft contains a whole sentence of a stranger. */
export function copiesSentence(folded: string, sentences: readonly string[]): boolean {
  const words = plainWords(folded);
  return sentences.some((sentence) => words.includes(plainWords(sentence)));
}

/** How many words a sentence may have more than the one that it copies: "as you write", "and". */
const AROUND_WORDS = 5;

/** Whether a sentence of the draft is a whole sentence of a stranger. One that is worked into a longer sentence is told, not copied. */
export function isCopiedSentence(folded: string, sentences: readonly string[]): boolean {
  if (!copiesSentence(folded, sentences)) return false;
  const copied = sentences.map(plainWords);
  return sentencesOf(folded).some(({ text }) => {
    const words = plainWords(text);
    const most = wordsOf(text).length - AROUND_WORDS;
    return copied.some((one) => words.includes(one) && one.trim().split(" ").length >= most);
  });
}
