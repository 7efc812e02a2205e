// The working time between two instants, by the hours of the policy: nights, weekends and other days off do not count. Public holidays do.
import type { HoursPolicy, Weekday } from "./policy.ts";
import { DAY_MS, MINUTE_MS } from "./time.ts";

/** Milliseconds of working time from `from` to `to`; 0 when `to` is not later. An hour that a change of the clocks skips or repeats counts as the wall clock has it. */
export function workingTime(from: string, to: string, hours: HoursPolicy): number {
  const wall = wallClock(hours.timeZone);
  const [begin, end] = [wall(Date.parse(from)), wall(Date.parse(to))];
  return Math.max(0, workedUntil(end, hours) - workedUntil(begin, hours));
}

const WEEK: readonly Weekday[] = ["thursday", "friday", "saturday", "sunday", "monday", "tuesday", "wednesday"];

/** The working time since the first day of the epoch, a Thursday, up to an instant of the wall clock. */
function workedUntil(at: number, { days, from, to }: HoursPolicy): number {
  const [opens, closes] = [millisecondsIn(from), millisecondsIn(to)];
  const day = Math.floor(at / DAY_MS);
  const isWorked = (of: number): boolean => days.includes(WEEK[of % WEEK.length] as Weekday);
  const today = isWorked(day) ? Math.min(Math.max(at - day * DAY_MS - opens, 0), closes - opens) : 0;
  const rest = Array.from({ length: day % WEEK.length }, (_, index) => index).filter(isWorked).length;
  return (Math.floor(day / WEEK.length) * days.length + rest) * (closes - opens) + today;
}

/** A time of the day (`09:30`) in milliseconds. */
function millisecondsIn(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * MINUTE_MS;
}

/** The wall clock of a time zone as milliseconds, as if it were UTC. */
function wallClock(timeZone: string): (at: number) => number {
  const format = formatOf(timeZone);
  return (at) => {
    const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day, hour, minute, second } = part;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (((at % 1_000) + 1_000) % 1_000);
  };
}

/** A cache: making a format takes longer than using it a thousand times. There are as many as policies have time zones. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const numeric = "numeric";
  const format = new Intl.DateTimeFormat("en", {
    timeZone,
    hourCycle: "h23",
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(timeZone, format);
  return format;
}
