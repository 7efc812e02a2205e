// Finds numbers in running text, in digits and in words, English and German, with their value and their unit.
import { plainWord, wordsOf } from "./draft-text.ts";

export interface Figure {
  /** In digits, as `1400`, `0.5` or `14:30`; or the word of an uncounted number, as `hundreds`. */
  readonly value: string;
  readonly of: "money" | "percent" | "other";
  /** Where the number begins and ends in the text. */
  readonly at: number;
  readonly end: number;
}

const UNITS: Readonly<Record<string, number>> = Object.fromEntries([
  ..."zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
    .split(" ")
    .map((word, value) => [word, value] as const),
  ..."null eins zwei drei vier funf sechs sieben acht neun zehn elf zwolf dreizehn vierzehn funfzehn sechzehn siebzehn achtzehn neunzehn zwanzig"
    .split(" ")
    .map((word, value) => [word, value] as const),
  ..."thirty forty fifty sixty seventy eighty ninety".split(" ").map((word, index) => [word, 30 + 10 * index] as const),
  ..."dreißig vierzig funfzig sechzig siebzig achtzig neunzig"
    .split(" ")
    .map((word, index) => [word, 30 + 10 * index] as const),
  ["dreissig", 30],
  ["nought", 0],
]);
const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  hundert: 100,
  thousand: 1_000,
  tausend: 1_000,
  million: 1_000_000,
  millionen: 1_000_000,
};
/** Uncounted numbers and fractions. A reader takes them as figures. */
const LOOSE: ReadonlySet<string> = new Set(
  "hundreds thousands millions billions dozens dozen half halves halved thirds quarters twice double doubled doubles triple tripled tenfold hunderte tausende dutzende dutzend halfte drittel viertel doppelt doppelte dreifach halbiert halbieren verdoppelt".split(
    " ",
  ),
);
const GERMAN_COMPOUND = /^(ein|zwei|drei|vier|funf|sechs|sieben|acht|neun)und(\p{L}{6,8})$/u;

const TOKEN = /\d{1,2}:\d{2}(?!\d)|\d+(?:[.,'\u00a0 ]\d{3}(?!\d))*(?:[.,]\d+)?|[\p{L}\p{M}]+/gu;
const MONEY_AFTER = /^\s?(?:euros?|eur|€|pounds?|£|dollars?|\$|usd|gbp|chf|francs?|cents?|franken)(?!\p{L})/iu;
const PERCENT_AFTER = /^[\s-]?(?:%|percent|per cent|prozent)/iu;
const MONEY_BEFORE = /[€$£]\s?$/u;
/** "a third" and "one quarter" are numbers; "the third" in a row and a quarter of a year are not. */
const A_PART = /\b(?:a|one)\s$/iu;
const PARTS: ReadonlySet<string> = new Set(["third", "quarter"]);
/** "double-check" is not a number. */
const CHECK_AFTER = /^[\s-]check/iu;

/** Every number of a folded text with its position. The words "one" and "first" do not count: they are too common. */
export function figuresIn(folded: string): Figure[] {
  const tokens = [...folded.matchAll(TOKEN)].map(({ 0: token, index }) => ({
    token,
    at: index,
    end: index + token.length,
  }));
  const figures: Figure[] = [];
  for (let place = 0; place < tokens.length; place += 1) {
    const first = tokens[place];
    if (first === undefined) break;
    const run = isDigits(first.token)
      ? { value: plainDigits(first.token), taken: 1 }
      : wordsAsNumber(tokens, place, folded);
    if (run === undefined) continue;
    const last = tokens[place + run.taken - 1] ?? first;
    place += run.taken - 1;
    if (run.value === "1" && !isDigits(first.token)) continue;
    figures.push({ value: run.value, of: kindOf(folded, first.at, last.end), at: first.at, end: last.end });
  }
  return figures;
}

const ORDINALS: readonly string[] = "second third fourth fifth sixth zweite dritte vierte funfte sechste".split(" ");

/** The counts that ordinals imply: "the second" implies at least two. */
export const countsIn = (folded: string): string[] =>
  wordsOf(folded)
    .map((word) => ORDINALS.indexOf(plainWord(word).replace(/[nrsm]$/, "")))
    .filter((index) => index >= 0)
    .map((index) => String((index % (ORDINALS.length / 2)) + 2));

const PEOPLE_TOGETHER: readonly string[] = "zweit dritt viert fünft sechst".split(" ");
const TOGETHER = /(?<!\p{L})zu (zweit|dritt|viert|fünft|sechst)(?!\p{L})/giu;
const PAIR = /(?<!\p{L})(?:both|beide[nrs]?|a (?:pair|couple))(?!\p{L})/iu;
/** A list in one sentence, such as "German, French, Polish and Spanish". */
const LIST = /\p{L}{2,20}(?:, \p{L}{2,20}){1,8},? (?:and|or|und|oder) \p{L}{2,20}/giu;

/** The counts that other words imply: "zu viert", "both", and the length of a list. */
export const impliedCountsIn = (folded: string): string[] => [
  ...[...folded.matchAll(TOGETHER)].map(({ 1: word = "" }) => String(PEOPLE_TOGETHER.indexOf(word.toLowerCase()) + 2)),
  ...(PAIR.test(folded) ? ["2"] : []),
  ...[...folded.matchAll(LIST)].map(({ 0: list }) => String(list.split(/,? (?:and|or|und|oder) |, /u).length)),
];

const isDigits = (token: string): boolean => /^\d/.test(token);

/** A separator before three digits groups thousands; any other point or comma is a decimal one. */
function plainDigits(token: string): string {
  const time = /^(\d{1,2}):(\d{2})$/.exec(token);
  if (time) return time[2] === "00" ? String(Number(time[1])) : token;
  const whole = token.replaceAll(/[.,'\u00a0 ](?=\d{3}(?!\d))/g, "").replace(",", ".");
  const [before = "", after] = whole.split(".");
  return `${before.replace(/^0+(?=\d)/, "")}${after === undefined || /^0*$/.test(after) ? "" : `.${after}`}`;
}

interface Placed {
  readonly token: string;
  readonly at: number;
  readonly end: number;
}

/** A longer run of number words is not one number. */
const MOST_WORDS = 8;

function wordsAsNumber(tokens: readonly Placed[], from: number, folded: string) {
  let total = 0;
  let part: number | undefined;
  let taken = 0;
  for (const { token, at } of tokens.slice(from, from + MOST_WORDS)) {
    const word = plainWord(token);
    const previous = tokens[from + taken - 1];
    if (taken > 0 && previous !== undefined && !/^[\s-]{1,2}$/.test(folded.slice(previous.end, at))) break;
    const unit = unitOf(word);
    const scale = Object.hasOwn(SCALES, word) ? SCALES[word] : undefined;
    if (unit !== undefined && (part === undefined || isJoined(part, unit))) part = (part ?? 0) + unit;
    else if (scale !== undefined && (part !== undefined || taken === 0)) {
      total = scale >= 1_000 ? (total + (part ?? 1)) * scale : total + (part ?? 1) * scale;
      part = 0;
    } else break;
    taken += 1;
  }
  if (taken > 0) return { value: String(total + (part ?? 0)), taken };
  const first = tokens[from];
  const word = plainWord(first?.token ?? "");
  const { at, end } = first ?? { at: 0, end: 0 };
  const isPart = PARTS.has(word) && A_PART.test(folded.slice(Math.max(0, at - 5), at));
  const isLoose = LOOSE.has(word) && !(word === "double" && CHECK_AFTER.test(folded.slice(end, end + 6)));
  return isLoose || isPart ? { value: word, taken: 1 } : undefined;
}

/** `forty` and `nine` are one number, `nine` and `forty` are two. */
const isJoined = (part: number, unit: number): boolean =>
  (part >= 20 && part % 10 === 0 && part < 100 && unit < 10) ||
  (part === 0 && unit < 100) ||
  (part % 100 === 0 && unit < 100);

function unitOf(word: string): number | undefined {
  if (Object.hasOwn(UNITS, word)) return UNITS[word];
  const [, ones = "", tens = ""] = GERMAN_COMPOUND.exec(word) ?? [];
  const [one, ten] = [ones === "ein" ? 1 : UNITS[ones], UNITS[tens]];
  return one === undefined || ten === undefined ? undefined : one + ten;
}

function kindOf(folded: string, at: number, end: number): Figure["of"] {
  const after = folded.slice(end, end + 12);
  if (PERCENT_AFTER.test(after)) return "percent";
  return MONEY_AFTER.test(after) || MONEY_BEFORE.test(folded.slice(Math.max(0, at - 2), at)) ? "money" : "other";
}
