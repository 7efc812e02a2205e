// Makes hidden characters in strangers' text visible, or removes them. The result is text, not HTML.
import { withLf } from "./plain-lines.ts";

/**
 * Characters that are invisible or that move visible ones: controls, format characters (zero-width, bidi, tags), line and paragraph
 * separators, unassigned, private use and lone surrogates, fillers and variation selectors.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Cn}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\u{e0100}-\u{e01ef}]/gu;

/** Scripts in which a joiner between two letters is spelling. */
const JOINED_SCRIPT =
  /[\p{Script=Arabic}\p{Script=Syriac}\p{Script=Mongolian}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gurmukhi}\p{Script=Gujarati}\p{Script=Oriya}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Sinhala}]/u;
const EMOJI_PART = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]/u;
const EMOJI_BASE = /[\p{Extended_Pictographic}0-9#*]/u;

const JOINERS = new Set(["\u200c", "\u200d"]);
const EMOJI_STYLE = "\ufe0f";

/** More combining marks on one letter than any writing has make a tower that covers the lines above and below. */
const MARKS_OF_A_LETTER = 5;
const MANY_MARKS = new RegExp(`(\\p{M}{${MARKS_OF_A_LETTER}})(\\p{M}+)`, "gu");

/**
 * The text with every hidden character written out, as `⟦U+202E⟧`. Tabs and line breaks stay; so do joiners that spell a word or an emoji. Of combining
 * marks a letter keeps five; the others are counted, as `⟦40 marks⟧`.
 */
export function visible(text: string): string {
  const shown = withLf(text).replace(HIDDEN, (character, offset: number, whole: string) =>
    isOrdinary(character, whole, offset) ? character : shownCode(character),
  );
  return shown.replace(MANY_MARKS, (_, kept: string, more: string) => {
    const count = [...more].length;
    return `${kept}⟦${count} mark${count === 1 ? "" : "s"}⟧`;
  });
}

/** The text without its hidden characters, for models and checks. */
export const withoutHidden = (text: string): string =>
  withLf(text).replace(HIDDEN, (character, offset: number, whole: string) =>
    isOrdinary(character, whole, offset) ? character : "",
  );

/** How many characters `visible` writes out. */
export function hiddenCount(text: string): number {
  const whole = withLf(text);
  return [...whole.matchAll(HIDDEN)].filter(({ 0: character, index }) => !isOrdinary(character, whole, index)).length;
}

function isOrdinary(character: string, whole: string, offset: number): boolean {
  if (character === "\n" || character === "\t") return true;
  const before = characterBefore(whole, offset);
  const after = characterAt(whole, offset + character.length);
  if (character === EMOJI_STYLE) return EMOJI_BASE.test(before);
  if (!JOINERS.has(character)) return false;
  if (character === "\u200d" && EMOJI_PART.test(before) && EMOJI_PART.test(after)) return true;
  return JOINED_SCRIPT.test(before) && JOINED_SCRIPT.test(after);
}

const characterAt = (text: string, index: number): string => {
  const code = text.codePointAt(index);
  return code === undefined ? "" : String.fromCodePoint(code);
};

function characterBefore(text: string, index: number): string {
  const isPair = index > 1 && (text.codePointAt(index - 2) ?? 0) > 0xffff;
  return index > 0 ? characterAt(text, index - (isPair ? 2 : 1)) : "";
}

const shownCode = (character: string): string =>
  `⟦U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}⟧`;

const WRITTEN_OUT = /⟦U\+([0-9A-F]{4,6})⟧|\\u\{([0-9a-f]{1,6})\}/g;

/** The text that a page shows with written-out characters (by `visible`, or as an address), as it was: for a person who copies it. */
export const asBefore = (shown: string): string =>
  shown.replace(WRITTEN_OUT, (written, hidden?: string, letter?: string) => {
    const code = Number.parseInt(hidden ?? letter ?? "", 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : written;
  });

/** A plain value with every text in it made visible. */
export function visibleIn<T>(value: T): T;
export function visibleIn(value: unknown): unknown {
  if (typeof value === "string") return visible(value);
  if (Array.isArray(value)) return value.map((item: unknown) => visibleIn(item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [visible(key), visibleIn(item as unknown)]));
}
