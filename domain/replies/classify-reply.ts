// Classifies a person's message by their own words into one of six classes. Rules only, each with an id. A message with an opt-out
// phrase is an opt-out; a message that no rule knows is left to a person.
import type { ReplyClass } from "../../schema/lists.ts";
import { SIGNAL_LIMITS } from "../../schema/signals.ts";
import type { Rule } from "../evidence.ts";
import { ownText } from "./own-text.ts";
import {
  AUTO_SUBMITTED,
  BOUNCE,
  DEFAULT_RULE,
  OPT_OUT,
  OPT_OUT_ALONE,
  OUT_OF_OFFICE,
  type ReplyRule,
  WORDINGS,
} from "./reply-rules.ts";

/** The `source` of a class in provenance. A change of wording needs a new version. */
export const REPLY_RULES = "rule:reply-keywords@1" satisfies Rule;

export interface ReplyText {
  readonly subject?: string | undefined;
  readonly text: string;
  readonly autoSubmitted?: boolean | undefined;
}

export interface ClassifiedReply {
  readonly class: ReplyClass;
  readonly rule: typeof REPLY_RULES;
  /** The id of the rule that matched: a provenance `reason`. */
  readonly reason: string;
}

/** A subject that answers ours repeats ours, so it does not count as the person's words. */
const ANSWERS_OURS = /^(?:re|aw|antw|sv|fw|fwd|wg)\s*(?:\[\d+\])?:/i;

/** Subject and text without the parts that quote us. */
export const ownWords = ({ subject = "", text }: ReplyText): { readonly subject: string; readonly text: string } => ({
  subject: ANSWERS_OURS.test(subject.trim()) ? "" : subject.slice(0, SIGNAL_LIMITS.short),
  text: ownText(text.slice(0, SIGNAL_LIMITS.text)),
});

export function classifyReply({ autoSubmitted = false, ...message }: ReplyText): ClassifiedReply {
  const words = ownWords(message);
  const own = `${words.subject}\n${words.text}`;
  const rule = ruleFor(plainWords(own), { asks: own.includes("?"), autoSubmitted });
  return { class: rule.class, rule: REPLY_RULES, reason: rule.id };
}

function ruleFor(words: string, { asks, autoSubmitted }: { asks: boolean; autoSubmitted: boolean }): ReplyRule {
  if (OPT_OUT_ALONE.has(words.trim()) || hasPhraseOf(words, OPT_OUT)) return OPT_OUT;
  if (hasPhraseOf(words, OUT_OF_OFFICE)) return OUT_OF_OFFICE;
  // A delivery report also has the header of an automatic mail, so its wording is checked first.
  if (hasPhraseOf(words, BOUNCE)) return BOUNCE;
  if (autoSubmitted) return AUTO_SUBMITTED;
  return WORDINGS.find((rule) => hasPhraseOf(words, rule) || (asks && rule.id === "reply.question")) ?? DEFAULT_RULE;
}

const hasPhraseOf = (words: string, { phrases }: ReplyRule): boolean =>
  phrases.some((phrase) => words.includes(` ${phrase} `));

/** The text in the form of the phrases: lower case, letters, digits and apostrophes only, one space between and around words. */
const plainWords = (text: string): string =>
  ` ${(
    text
      .normalize("NFC")
      .toLowerCase()
      .replaceAll("\u2019", "'")
      .match(/[\p{L}\p{M}\p{N}']+/gu) ?? []
  ).join(" ")} `;
