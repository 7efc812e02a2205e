// Reads from an absence note or a "write again in January" the first day on which to write. One meaning for all languages: a day with
// "until" is the last one away, so the answer is the day after it; a month, week or year with "until" is when the person is back, so the
// answer is its first day; with "back on", "from", "in" and the like it is the named day itself. A day late is polite, a day early is not.
import type * as z from "zod";
import type { Day } from "../../schema/formats.ts";
import {
  DAY_MILLISECONDS,
  dayOf,
  monthsAfter,
  nextWeekday,
  sameDayAfter,
  weekOf,
  yearOf,
  type DayNumber,
} from "./calendar-days.ts";
import { LANGUAGES, type ReadAt } from "./message.ts";
import type { Language } from "../../schema/hearing.ts";
import { bothEnds } from "./own-words.ts";
import { folded } from "./phrase-search.ts";
import { readerOf, type Reader } from "./until-patterns.ts";

const MOST_CHARACTERS = 4_000;
/** A date further away is a typing error, a contract's end, or nothing to wait for. */
const MOST_DAYS_AHEAD = 400;
/** How far around a date its marker may stand. */
const NEAR_CHARACTERS = 48;

type Kind = "day" | "period";
/** A day that the text names, and where. */
interface Found {
  readonly at: number;
  readonly length: number;
  readonly day: DayNumber;
  readonly kind: Kind;
  /** For "until the end of January". */
  readonly next?: DayNumber;
  readonly isWeekday?: boolean;
}

/** The first day on which the person is back or asks for, or null: where none is named, it is past, or it is more than 400 days away. */
export function untilIn(own: string, language: Language | null, at: ReadAt): z.infer<typeof Day> | null {
  const text = folded(bothEnds(own, MOST_CHARACTERS))
    .replaceAll(/\s+/g, " ")
    .replaceAll(WRITTEN_MONTH, (_, month: string) => `${WRITTEN_NUMBERS.indexOf(month) + 1}月`);
  const today = Math.floor(Date.parse(at) / DAY_MILLISECONDS);
  if (Number.isNaN(today)) return null;
  for (const each of language === null ? LANGUAGES : [language]) {
    const day = dayIn(text, readerOf(each), today);
    if (day !== undefined) return new Date(day * DAY_MILLISECONDS).toISOString().slice(0, 10);
  }
  return null;
}

/** "三月" is March; "三个月" are three months. */
const WRITTEN_NUMBERS = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
const WRITTEN_MONTH = /(?<!十)(十[一二]|[一二三四五六七八九十])月/gu;

/** What the day means by the words around it. */
type Meaning = "back" | "until" | "from" | "plain";

function dayIn(text: string, reader: Reader, today: DayNumber): DayNumber | undefined {
  const found = withoutInner(findDays(text, reader, today), text).map((each, index, all) => ({
    ...each,
    ...meaningOf(text, each, all[index - 1], reader),
  }));
  const isAsked = reader.later.test(text) || found.some(({ meaning }) => meaning === "back" || meaning === "until");
  if (!isAsked) return undefined;
  const usable = found.filter(({ first }) => first > today && first <= today + MOST_DAYS_AHEAD);
  const of = (meaning: Meaning) => usable.filter((each) => each.meaning === meaning);
  const chosen = of("back")[0] ?? of("until").at(-1) ?? of("plain")[0] ?? of("from")[0];
  return chosen?.first;
}

/** Of two that overlap, the longer one: "6 December" and not "December". A weekday before its date is no day of its own. */
function withoutInner(found: readonly Found[], text: string): readonly Found[] {
  const kept: Found[] = [];
  for (const each of found.toSorted((one, other) => one.at - other.at || other.length - one.length)) {
    const last = kept.at(-1);
    const isNamedTwice =
      last?.isWeekday === true &&
      /^[.,]? ?(?:the |den |dem |le |el |il |dia |d\. |de )?$/.test(text.slice(last.at + last.length, each.at));
    if (isNamedTwice) kept[kept.length - 1] = each;
    else if (last === undefined || each.at >= last.at + last.length) kept.push(each);
    else if (each.length > last.length) kept[kept.length - 1] = each;
  }
  return kept;
}

function meaningOf(
  text: string,
  found: Found,
  previous: Found | undefined,
  reader: Reader,
): { meaning: Meaning; first: DayNumber } {
  const before = text.slice(Math.max(0, found.at - NEAR_CHARACTERS), found.at);
  const end = found.at + found.length;
  const behind = text.slice(end, end + NEAR_CHARACTERS);
  const lastOfAway = found.kind === "day" ? found.day + 1 : (found.next ?? found.day);
  const isRangeEnd =
    previous !== undefined &&
    /^ ?(?:-|–|—|~|〜|to|bis|a|au|al|do|tot|till|til) ?$/.test(text.slice(previous.at + previous.length, found.at));
  const isNotBefore = reader.back.test(before) && reader.language === "en";
  if (reader.after.test(before) || reader.afterBehind.test(behind)) return { meaning: "back", first: lastOfAway };
  if (isRangeEnd || /\d ?[-–—] ?$/.test(before)) return { meaning: "until", first: lastOfAway };
  if (reader.until.test(before) && !isNotBefore) return { meaning: "until", first: lastOfAway };
  if (reader.untilBehind.test(behind)) return { meaning: "until", first: lastOfAway };
  if (reader.back.test(before) || reader.backBehind.test(clauseOf(behind)))
    return { meaning: "back", first: found.day };
  if (reader.from.test(before)) return { meaning: "from", first: found.day };
  return { meaning: "plain", first: found.day };
}

/** The words up to the end of the clause, or up to the next number: "from 30/11 to 4/12, returning" does not return on the 30th. */
const clauseOf = (behind: string): string => behind.split(/[.!?\n\d]| (?:and|und|et|y|e|och|og) /u)[0] ?? "";

type Match = RegExpExecArray | RegExpMatchArray;

function findDays(text: string, reader: Reader, today: DayNumber): readonly Found[] {
  const { patterns, months, weekdays, numbers, language } = reader;
  const found: Found[] = [];
  const each = (name: string, read: (match: Match) => Omit<Found, "at" | "length"> | undefined): void => {
    const pattern = patterns[name];
    if (pattern === undefined) return;
    for (const match of text.matchAll(pattern)) {
      const day = read(match);
      if (day !== undefined) found.push({ ...day, at: match.index, length: match[0].trimEnd().length });
    }
  };
  const on = (day: DayNumber | undefined): Omit<Found, "at" | "length"> | undefined =>
    day === undefined ? undefined : { day, kind: "day" };
  const within = (day: DayNumber | undefined, next?: DayNumber): Omit<Found, "at" | "length"> | undefined =>
    day === undefined ? undefined : { day, kind: "period", ...(next === undefined ? {} : { next }) };
  const count = (written = ""): number => numbers.get(written) ?? Number(written);
  const part = (
    month: number | undefined,
    year: string | undefined,
    [early, mid, end]: readonly (string | undefined)[],
  ) => {
    if (month === undefined) return undefined;
    const first = dayOf(1, month, year, today, true);
    if (first === undefined) return undefined;
    if (end !== undefined) return within(first + 24, monthsAfter(first, 1));
    return within(mid !== undefined ? first + 14 : early !== undefined ? first : Math.max(first, today + 1));
  };
  each("iso", ([, year, month, day]) => on(dayOf(Number(day), Number(month), year, today)));
  each("cjk", ([, year, month, day]) => on(dayOf(Number(day), Number(month), year, today)));
  each("cjkMonth", ([, month, ...parts]) => part(Number(month), undefined, parts));
  for (const [name, mark] of [
    ["dotted", "."],
    ["slashed", "/"],
    ["dashed", "-"],
  ] as const)
    each(name, ([all, one, two, year]) =>
      on(numericDay({ all, one: Number(one), mark, two: Number(two), year, language }, today)),
    );
  each("dayMonth", ([, day, month = "", year]) => on(dayOf(Number(day), months.get(month), year, today)));
  each("monthDay", ([, month = "", day, year]) => on(dayOf(Number(day), months.get(month), year, today)));
  each("partMonth", ([, early, mid, end, month = "", year]) => part(months.get(month), year, [early, mid, end]));
  each("month", ([, month = "", year]) => part(months.get(month), year, []));
  each("bareMonth", ([, month = ""]) => part(months.get(month), undefined, []));
  each("weekday", ([, name = ""]) => ({
    day: nextWeekday(today, weekdays.get(name) ?? 1),
    kind: "day",
    isWeekday: true,
  }));
  each("tomorrow", ([written]) => on(today + (/^(?:uber|over)/.test(written) ? 2 : 1)));
  each("nextWeek", () => within(nextWeekday(today, 1)));
  each("nextMonth", () => within(monthsAfter(today, 1)));
  each("nextYear", () => within(dayOf(1, 1, String(yearOf(today) + 1), today)));
  each("days", ([, written]) => within(today + count(written)));
  each("weeks", ([, written]) => within(today + 7 * count(written)));
  each("months", ([, written]) => within(sameDayAfter(today, count(written))));
  each("christmas", () => within(dayOf(27, 12, undefined, today)));
  each("newYear", () => within(dayOf(2, 1, undefined, today)));
  each("week", ([, week]) => within(weekOf(Number(week), today)));
  each("quarter", ([, quarter, year]) => within(dayOf(1, 3 * Number(quarter) - 2, year, today)));
  return found;
}

interface Numeric {
  readonly all: string;
  readonly one: number;
  readonly mark: "." | "/" | "-";
  readonly two: number;
  readonly year: string | undefined;
  readonly language: Language;
}

/** Dots have the day first everywhere. Slashes have the month first in English, unless that is no month. Dashes have a year: "6-12" is a range. */
function numericDay({ all, one, mark, two, year, language }: Numeric, today: DayNumber): DayNumber | undefined {
  // "6.12" without the second dot is an amount in English, and elsewhere as likely as a day where its month has one digit.
  const isOpen = mark === "." && year === undefined;
  if (isOpen && (language === "en" || (!all.endsWith(".") && two < 10 && !/\.0\d$/.test(all)))) return undefined;
  const isMonthFirst = (mark === "/" && language === "en" && one <= 12) || language === "ja" || language === "zh";
  const [day, month] = isMonthFirst ? [two, one] : [one, two];
  return dayOf(day, month, year, today) ?? (mark === "/" ? dayOf(month, day, year, today) : undefined);
}
