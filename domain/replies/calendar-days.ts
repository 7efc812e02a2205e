// Arithmetic with days of the calendar, in UTC and without hours.

/** Days since 1970 in UTC: the arithmetic of days has no hours. */
export type DayNumber = number;

/** The milliseconds of a day in UTC. */
export const DAY_MILLISECONDS = 86_400_000;
/** A date without a year that passed at most so long ago is a past one; an earlier one is next year's. */
const RECENT_DAYS = 90;

export const numberOf = (year: number, month: number, day: number): DayNumber =>
  Math.round(Date.UTC(year, month - 1, day) / DAY_MILLISECONDS);
export const dateOf = (day: DayNumber): Date => new Date(day * DAY_MILLISECONDS);
export const yearOf = (day: DayNumber): number => dateOf(day).getUTCFullYear();

/** The day of the calendar; without a year the next one, or the one that has just passed. Undefined for a day that no month has. */
export function dayOf(
  day: number,
  month: number | undefined,
  year: string | undefined,
  today: DayNumber,
  isMonth = false,
): DayNumber | undefined {
  if (month === undefined || month < 1 || month > 12 || day < 1 || day > 31) return undefined;
  const given = year === undefined ? undefined : Number(year.length === 2 ? `20${year}` : year);
  const exact = numberOf(given ?? yearOf(today), month, day);
  if (dateOf(exact).getUTCMonth() !== month - 1) return undefined;
  if (given !== undefined || exact > today) return exact;
  // A month that has begun is this one; one that ended is next year's.
  if (isMonth && monthsAfter(exact, 1) > today) return exact;
  const isRecent = !isMonth && today - exact <= RECENT_DAYS;
  return isRecent ? exact : numberOf(yearOf(today) + 1, month, day);
}

/** Monday is 1. The next such day, never today. */
export function nextWeekday(today: DayNumber, weekday: number): DayNumber {
  const isoDay = ((((today + 3) % 7) + 7) % 7) + 1;
  return today + ((((weekday - isoDay + 6) % 7) + 7) % 7) + 1;
}

/** The first day of the month that is so many months after the day's. */
export function monthsAfter(day: DayNumber, months: number): DayNumber {
  const date = dateOf(day);
  return numberOf(date.getUTCFullYear(), date.getUTCMonth() + 1 + months, 1);
}

export const sameDayAfter = (day: DayNumber, months: number): DayNumber => {
  const first = monthsAfter(day, months);
  return Math.min(first + dateOf(day).getUTCDate() - 1, monthsAfter(first, 1) - 1);
};

/** Monday of the week of ISO 8601; of a week that has passed, next year's. */
export function weekOf(week: number, today: DayNumber): DayNumber | undefined {
  if (week < 1 || week > 53) return undefined;
  const inYear = (year: number): DayNumber => nextWeekday(numberOf(year, 1, 4) - 7, 1) + 7 * (week - 1);
  const thisYear = inYear(yearOf(today));
  return thisYear > today ? thisYear : inYear(yearOf(today) + 1);
}
