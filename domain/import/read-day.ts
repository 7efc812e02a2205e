// Reads a day of a cell: with the order of day and month that the whole file shows, and the serial days of spreadsheets. What stays open is no day.
import { DAY_MS } from "../../schema/time.ts";
import { readTime } from "../forms/read-time.ts";

/** What a whole file says of the order of its days: which order is proved by a day above 12. */
export interface DayOrders {
  readonly hasDayFirst: boolean;
  readonly hasMonthFirst: boolean;
}

const SLASHED = /^(\d{1,2})(?:\/(\d{1,2})\/|-(\d{1,2})-)(\d{4}|\d{2})(?:[ t,].*)?$/iu;
/** Between dots the day stands first. */
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{2})$/u;
const SLASHED_ANYWHERE = /(?<![\d/-])(\d{1,2})(?:\/(\d{1,2})\/|-(\d{1,2})-)(?:\d{4}|\d{2})(?!\d)/gu;

/** The orders that a line of a file proves. Linear in the length. */
export function ordersIn(line: string): DayOrders {
  let [hasDayFirst, hasMonthFirst] = [false, false];
  for (const [, first, slashed, dashed] of line.matchAll(SLASHED_ANYWHERE)) {
    const [a, b] = [Number(first), Number(slashed ?? dashed)];
    hasDayFirst ||= a > 12 && a <= 31 && b >= 1 && b <= 12;
    hasMonthFirst ||= b > 12 && b <= 31 && a >= 1 && a <= 12;
  }
  return { hasDayFirst, hasMonthFirst };
}

/** Days since 1899-12-30, as spreadsheets count: from 1982 to 2119, so that no year and no amount is one. */
const SERIALS = { from: 30_000, to: 80_000 } as const;
const SERIAL_ZERO = Date.UTC(1899, 11, 30);

export type ReadDay =
  | { readonly is: "day"; readonly day: string; readonly isSerial: boolean }
  /** `two_orders`: day and month can be told apart neither by the cell nor by the file. */
  | { readonly is: "none"; readonly why: "not_a_day" | "two_orders" };

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, "2026-11-30".length);
const none = (why: "not_a_day" | "two_orders"): ReadDay => ({ is: "none", why });

/** The day of a cell (UTC), by its own text or by the order that the file proves. */
export function readDay(cell: string, { hasDayFirst, hasMonthFirst }: DayOrders): ReadDay {
  const text = cell.trim();
  if (/^\d{5}(?:[.,]\d+)?$/u.test(text)) {
    const serial = Math.floor(Number(text.replace(",", ".")));
    if (serial < SERIALS.from || serial > SERIALS.to) return none("not_a_day");
    return { is: "day", day: dayOf(SERIAL_ZERO + serial * DAY_MS), isSerial: true };
  }
  const dotted = DOTTED.exec(text);
  if (dotted) return calendarDay(CENTURY + Number(dotted[3]), Number(dotted[2]), Number(dotted[1]));
  const slashed = SLASHED.exec(text);
  if (slashed === null) {
    const time = readTime(text);
    // The zero of a clock that was never set.
    return time === null || time.startsWith("1970-01-01")
      ? none("not_a_day")
      : { is: "day", day: time.slice(0, 10), isSerial: false };
  }
  const [a, b] = [Number(slashed[1]), Number(slashed[2] ?? slashed[3])];
  const year = slashed[4]?.length === 2 ? CENTURY + Number(slashed[4]) : Number(slashed[4]);
  if (a === b) return calendarDay(year, a, b);
  if (a > 12) return calendarDay(year, b, a);
  if (b > 12) return calendarDay(year, a, b);
  if (hasDayFirst === hasMonthFirst) return none("two_orders");
  return hasDayFirst ? calendarDay(year, b, a) : calendarDay(year, a, b);
}
const CENTURY = 2_000;

function calendarDay(year: number, month: number, day: number): ReadDay {
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  const isOfCalendar = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year > 1970;
  return isOfCalendar ? { is: "day", day: dayOf(ms), isSerial: false } : none("not_a_day");
}
