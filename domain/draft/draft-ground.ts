// Derives what a draft may mention without further evidence: sender and recipient, the person's own words, and the rows that its
// claims cite. Sentences of the material that give orders are excluded.
import type { Policy } from "../../schema/policy.ts";
import type { DraftClaim } from "../../schema/written-draft.ts";
import type { Strangers } from "./check-voice.ts";
import { fold, plainWord, plainWords, sentencesOf, wordsOf } from "./draft-text.ts";
import type { Support } from "./check-statements.ts";
import { type DraftMaterial, type DraftSource, EARLIER, FIRST_JUDGEMENT } from "./given.ts";
import { countsIn, figuresIn, impliedCountsIn } from "./numbers.ts";
import { isOurs } from "./told-statements.ts";
import { ordersOf, ordersOfFirst, type WithoutOrders } from "./orders.ts";

export interface Ground {
  /** Numbers that the draft may contain, as `value` and as `value of`. */
  readonly figures: ReadonlySet<string>;
  /** `figures` without the numbers that only the contact named: a price may use only these. */
  readonly vouched: ReadonlySet<string>;
  /** Words that the draft may use as names. */
  readonly names: ReadonlySet<string>;
  /** The person's own words, between spaces. */
  readonly own: string;
  /** Our statements that a claim cites, between spaces. */
  readonly cited: string;
  /** The draft is of judgement 1, whose rules knew fewer ordinary words. */
  readonly isFirst: boolean;
  readonly judgement: number;
  /** `hasMessage`: the draft answers a message. `hasSent`: we wrote before. */
  readonly hasMessage: boolean;
  readonly hasSent: boolean;
  /** The strangers' texts, and their sentences that give orders. */
  readonly strangers: Strangers;
  /** Whole sentences of strangers; a draft must not copy them. */
  readonly sentences: readonly string[];
  /** What supports the draft's statements. */
  readonly support: Support;
}

/** A statement with the topic by which people named it in the policy. */
const withTopic = ({ about, text }: Pick<DraftSource, "about" | "text">): string =>
  `${about.slice("us:".length)}. ${text}`;
const isOwn = ({ about }: Pick<DraftSource, "about">): boolean => about === "form" || about === "message";
const isOursEarlier = ({ about }: Pick<DraftSource, "about">): boolean => about === `${EARLIER}us`;
/**
 * What strangers wrote: to us now, or in an earlier turn. Nothing in it is ours to promise, its numbers are no price, and its sentences are not copied.
 * An earlier turn is usable only where a claim cites it: the draft answers the newest words.
 */
const isStrangers = (source: Pick<DraftSource, "about">): boolean =>
  isOwn(source) || (source.about.startsWith(EARLIER) && !isOursEarlier(source));
/**
 * Sources that a draft may use without a citation: the recipient, the text that the draft answers, and the message sent before.
 */
const isAlwaysKnown = (source: DraftSource): boolean =>
  isOwn(source) || ["person", "company", "sent"].includes(source.about);

export function groundOf(
  { sources, action, judgement }: DraftMaterial,
  claims: readonly DraftClaim[],
  { sender }: { readonly sender: Pick<Policy["compose"]["sender"], "person" | "organisation"> },
): Ground {
  const refs = new Set(claims.flatMap(({ evidence }) => evidence));
  const texts = sources.map((source) => ({ source, ...withoutOrders(source, judgement) }));
  const usable = texts.filter(({ source }) => isAlwaysKnown(source) || refs.has(source.ref));
  const named = [sender.person, sender.organisation, ...usable.map(({ text }) => text)].map(fold);
  // A name that one of our statements has is ours to say, cited or not. What the draft says about it needs the citation.
  const isFirst = judgement === FIRST_JUDGEMENT;
  const nameable = isFirst ? named : [...named, ...sources.filter(isOurs).map(({ text }) => fold(text))];
  const own = texts.filter(({ source }) => isOwn(source)).map(({ text }) => fold(text));
  const cited = texts.filter(({ source }) => isOurs(source) && refs.has(source.ref));
  return {
    figures: new Set(named.flatMap((text) => figureNames(text, isFirst))),
    vouched: new Set(
      usable.filter(({ source }) => !isStrangers(source)).flatMap(({ text }) => figureNames(fold(text), isFirst)),
    ),
    names: new Set(
      nameable
        .flatMap(wordsOf)
        .flatMap((word) => [word, ...word.split(/['-]/)])
        .map(plainWord),
    ),
    own: plainWords(own.join(" . ")),
    cited: plainWords(fold(cited.map(({ text }) => text).join(" . "))),
    isFirst,
    judgement,
    hasMessage: action === "reply",
    hasSent: sources.some(({ about }) => about === "sent"),
    strangers: {
      texts: sources.filter(isStrangers).map(({ text }) => text),
      orders: texts.flatMap(({ orders }) => orders),
    },
    sentences: sources.flatMap((source) => wholeSentences(source, isFirst)),
    support: {
      ours: cited.map(({ source }) => withTopic(source)),
      business: sources.filter(isOurs).map(withTopic),
      hasOrders: texts.some(({ orders }) => orders.length > 0),
      theirs: usable.filter(({ source }) => !isOurs(source)).map(({ stated }) => stated),
      strangers: sources.filter(isStrangers).map(({ text }) => text),
      names: [
        sender.person,
        sender.organisation,
        ...sources.filter(({ about }) => about === "person" || about === "company").map(({ text }) => text),
      ],
    },
  };
}

const figureNames = (folded: string, isFirst: boolean): string[] => [
  ...figuresIn(folded).flatMap(({ value, of }) => [value, `${value} ${of}`]),
  ...countsIn(folded),
  ...(isFirst ? [] : impliedCountsIn(folded)),
];

/** A shorter sentence is too common to count as copied. */
const SENTENCE_WORDS = 3;
/** Words of courtesy. A sentence with nothing else belongs to no particular author. */
const COURTESY = new Set(
  "thanks thank you we i it is am are be very much so many in advance for your our my the a and to of with on at time help reply answer message offer interest enquiry support looking look forward hearing hear from soon talking speaking meeting back kind best warm regards wishes greetings dear hello hi please let me us know would like would will good great day week weekend morning afternoon have nice if any questions question feel free contact vielen dank danke im voraus für ihre ihr die der das mit freundlichen grüßen beste viele ich wir freue mich freuen uns auf von ihnen zu hören antwort nachricht guten tag hallo liebe schönen"
    .split(" ")
    .map(plainWord),
);

/** "Looking for a plan for 12 vans", or a question: it states nothing that a draft would say by repeating it. */
const ASKS =
  /^(?:looking for|searching for|interested in|in search of|suche\p{L}?|wir suchen|auf der suche)(?!\p{L})/iu;

/** "34 vans, one depot": a subject may say it again. */
const COUNTS_THINGS = /^\d{1,6} \p{L}{2,20}(?:(?:,| and| und) (?:\d{1,6}|\p{L}{2,12}) \p{L}{2,20}){0,3}\.?$/u;

/** The person's own sentences. A fact counts only when it is written as a sentence: notes in a row may be used as they are. */
function wholeSentences({ about, text }: DraftSource, isFirst: boolean): readonly string[] {
  if (!isStrangers({ about }) && !about.startsWith("fact:")) return [];
  return sentencesOf(fold(text))
    .filter(({ isQuestion, text: own }) => isFirst || !(isQuestion || ASKS.test(own) || COUNTS_THINGS.test(own)))
    .map((sentence) => sentence.text)
    .filter((sentence) => isStrangers({ about }) || /^\p{Lu}.*[.!?]$/u.test(sentence))
    .filter((sentence) => {
      const words = wordsOf(sentence).map(plainWord);
      return words.length >= SENTENCE_WORDS && words.some((word) => !COURTESY.has(word));
    });
}

/** Splits a source into its text without orders and the orders. Rows of ours contain no orders. */
function withoutOrders(source: DraftSource, judgement: number): WithoutOrders {
  if (isOurs(source) || source.about === "sent" || isOursEarlier(source))
    return { text: source.text, stated: source.text, orders: [] };
  return judgement === FIRST_JUDGEMENT ? ordersOfFirst(fold(source.text)) : ordersOf(fold(source.text));
}
