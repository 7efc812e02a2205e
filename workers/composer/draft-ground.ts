// What a draft may rest on: who it is to and from, the person's own words, and the rows that its claims cite. Orders in the material are no ground.
import type { Policy } from "../../schema/policy.ts";
import type { DraftClaim } from "../../schema/written-draft.ts";
import { fold, plainWord, plainWords, sentencesOf, wordsOf } from "./draft-text.ts";
import type { Given, Source } from "./given.ts";
import { countsIn, figuresIn } from "./numbers.ts";

export interface Ground {
  /** Numbers that may be said, as `value` and as `value of`. */
  readonly figures: ReadonlySet<string>;
  /** Words that may stand as names. */
  readonly names: ReadonlySet<string>;
  /** The person's own words, between spaces. */
  readonly own: string;
  /** Our statements that a claim cites, between spaces. */
  readonly cited: string;
  /** Whether the person wrote a message, and whether we wrote before. */
  readonly hasMessage: boolean;
  readonly hasSent: boolean;
  /** Sentences of strangers that give orders to whoever reads them. */
  readonly orders: readonly string[];
}

const isOurs = ({ about }: Source): boolean => about.startsWith("us:");
const isOwn = ({ about }: Source): boolean => about === "form" || about === "message";
/** Known without a citation: the name on the letter, the words it answers, the letter before. */
const isAlwaysKnown = (source: Source): boolean =>
  isOwn(source) || ["person", "company", "sent"].includes(source.about);

export function groundOf(
  { sources, action }: Given,
  claims: readonly DraftClaim[],
  { sender }: Policy["compose"],
): Ground {
  const refs = new Set(claims.flatMap(({ evidence }) => evidence));
  const texts = sources.map((source) => ({ source, ...withoutOrders(source) }));
  const heard = texts.filter(({ source }) => isAlwaysKnown(source) || refs.has(source.ref));
  const named = [sender.person, sender.organisation, ...heard.map(({ text }) => text)].map(fold);
  const own = texts.filter(({ source }) => isOwn(source)).map(({ text }) => fold(text));
  const cited = texts.filter(({ source }) => isOurs(source) && refs.has(source.ref));
  return {
    figures: new Set(
      named.flatMap((text) => [
        ...figuresIn(text).flatMap(({ value, of }) => [value, `${value} ${of}`]),
        ...countsIn(text),
      ]),
    ),
    names: new Set(
      named
        .flatMap(wordsOf)
        .flatMap((word) => [word, ...word.split(/['-]/)])
        .map(plainWord),
    ),
    own: plainWords(own.join(" . ")),
    cited: plainWords(fold(cited.map(({ text }) => text).join(" . "))),
    hasMessage: action === "reply",
    hasSent: sources.some(({ about }) => about === "sent"),
    orders: texts.flatMap(({ orders }) => orders),
  };
}

/**
 * What somebody writes who talks to a program: over its instructions, about its answer, in the voice of its system, or of who releases drafts.
 * A person who asks for an offer never needs these words.
 */
const ORDER = new RegExp(
  [
    // Over what a program was told.
    String.raw`\b(?:ignore|disregard|forget|override|bypass|reveal|repeat|print|output|show)\b.{0,60}\b(?:instructions?|prompts?|rules|above|previous|prior|everything|system|guidelines?)\b`,
    String.raw`\b(?:system|developer|assistant|user|human|ai)\s?(?::|prompt|message|"|override)`,
    String.raw`\byou are (?:now|no longer|an? (?:ai|assistant|bot|model))\b|\bobey\w*|\bjailbr\w+|\bdeveloper mode\b|\bDAN\b`,
    String.raw`\b(?:new|next|real|hidden|secret) (?:rules?|instructions?|tasks?|orders?|system)\b|\binstructions?\b.{0,20}:`,
    // About the form of its answer.
    String.raw`\b(?:begin|start|end|reply|respond|answer|say|write|include|insert|add|append|output|print|mention|state)\b.{0,30}(?:\b(?:with|only|exactly|the) (?:the )?(?:words?|phrase|following|text|string|sentence)\b|["“]|\b(?:your|the) (?:reply|answer|e-?mail|draft|response|output)\b)`,
    String.raw`^(?:please )?(?:write|say|confirm|state|mention|claim|promise|tell \w+) that\b|^(?:always|never) (?:choose|say|write|approve|answer|reply|include)\b`,
    // About who releases drafts, and what the rules decide.
    String.raw`\b(?:please|must|already|pre-?|auto-?|to be|is|mark \w+) ?approved?\b|\bapprover\b|\breviewer\b|\bdo_not_contact\b|\b(?:score|grade|confidence|verdict)\s?[:=]|\bmark (?:as |me |this )?qualified\b`,
  ].join("|"),
  "iu",
);

/** A source without its sentences that give orders, and these. Rows of ours have none. */
function withoutOrders(source: Source): { readonly text: string; readonly orders: readonly string[] } {
  if (isOurs(source) || source.about === "sent") return { text: source.text, orders: [] };
  const sentences = sentencesOf(fold(source.text)).map(({ text }) => text);
  const orders = sentences.filter((text) => ORDER.test(text));
  return { text: sentences.filter((text) => !ORDER.test(text)).join("\n"), orders };
}
