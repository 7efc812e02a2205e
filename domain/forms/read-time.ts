// Reads a time as forms and programs write one. It reads one time from a whole value and guesses nothing: what has two meanings, and words like
// "yesterday", are no time. docs/decisions/2026-11-30-readers-of-forms.md compares it with a library.
import { DAY_MS } from "../../schema/time.ts";

/** Longer texts are no time. */
const MOST_CHARACTERS = 100;
/** What databases and clocks that were never set say (0000, 0001, 1900) is no time of a form. */
const YEARS = { from: 1970, to: 2200 } as const;

interface Parts {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly clock: Clock;
  readonly offsetMinutes: number;
}
interface Clock {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly ms: number;
}
/** Of years with two digits. */
const CENTURY = 2_000;
const MIDNIGHT: Clock = { hour: 0, minute: 0, second: 0, ms: 0 };

const CLOCK = String.raw`(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,12}))?)?\s?([ap]\.?m\.?)?`;
/** A clock between other words needs its colon: "2026" in it is a year. */
const COLON_CLOCK = CLOCK.replace(":?", ":");
/** JavaScript writes the zone's name in brackets behind its offset, RFC 9557 in square ones. */
const ZONE = String.raw`\s?((?:utc|gmt|z)?\s?[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,4})?(?:\s[a-z]{3,4})?(?:\s?[[(][^\])]{1,40}[\])])?`;
const SHAPES = {
  /** RFC 3339 and ISO 8601: 2026-11-27T16:05:00Z, 2026-11-27 16:05, 20261127T160500Z, 2026/11/27. */
  yearFirst: new RegExp(String.raw`^(\d{4})([-/.]?)(\d{2})\2(\d{2})(?:(?:\s?t\s?|\s|_|,\s)${CLOCK}${ZONE})?$`, "iu"),
  /** 27.11.2026 16:05, 11/27/2026 4:05 PM, 27-11-2026. */
  yearLast: new RegExp(
    String.raw`^(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})(?:(?:,?\s|t)(?:at\s|um\s|@\s)?${COLON_CLOCK}${ZONE})?$`,
    "iu",
  ),
  /** RFC 2822 and HTTP: Fri, 27 Nov 2026 16:05:00 +0100. */
  dayName: new RegExp(
    String.raw`^(?:[a-z]{3,9},?\s)?(\d{1,2})(?:st|nd|rd|th|\.)?[\s-]([a-z]{3,9})\.?,?[\s-](\d{4})(?:,?\s(?:at\s|@\s)?${COLON_CLOCK}${ZONE})?$`,
    "iu",
  ),
  /** RFC 850: Friday, 27-Nov-26 16:05:00 GMT. Without the name of the day, 27-Nov-26 may begin with the year. */
  shortYear: new RegExp(String.raw`^[a-z]{6,9},\s(\d{1,2})-([a-z]{3})-(\d{2})\s${COLON_CLOCK}${ZONE}$`, "iu"),
  /** Nov 27, 2026 @ 4:05 pm, Fri Nov 27 2026 16:05:00 GMT+0100. */
  monthName: new RegExp(
    String.raw`^(?:[a-z]{3,9},?\s)?([a-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})(?:,?\s(?:at\s|@\s)?${COLON_CLOCK}${ZONE})?$`,
    "iu",
  ),
  /** C: Fri Nov 27 16:05:00 2026. */
  yearAtEnd: new RegExp(String.raw`^(?:[a-z]{3},?\s)?([a-z]{3})\s(\d{1,2})\s${COLON_CLOCK}${ZONE}\s(\d{4})$`, "iu"),
} as const;

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const LONG_MONTHS = "january february march april may june july august september october november december".split(" ");

/** The number of an English month by its name or its first three letters; NaN for any other word. */
function monthOf(word: string): number {
  const name = word.toLowerCase();
  const month = name === "sept" ? 9 : Math.max(MONTHS.indexOf(name), LONG_MONTHS.indexOf(name)) + 1;
  return month === 0 ? Number.NaN : month;
}

/** Minutes of the zones that RFC 2822 names, and of the European ones that programs write. Other names have several meanings. */
const ZONES: Readonly<Record<string, number>> = {
  "": 0,
  z: 0,
  utc: 0,
  ut: 0,
  gmt: 0,
  wet: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  cet: 60,
  mez: 60,
  cest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
};

/** A time without a zone counts as UTC. NaN for an unknown zone. */
function offsetOf(zone = ""): number {
  const offset = /([+-])(\d{1,2}):?(\d{2})?$/u.exec(zone);
  if (offset === null) return ZONES[zone.trim().toLowerCase()] ?? Number.NaN;
  const [, sign, hours, minutes = "0"] = offset;
  const size = Number(hours) * 60 + Number(minutes);
  return Number(hours) > 18 || Number(minutes) > 59 ? Number.NaN : sign === "-" ? -size : size;
}

type Match = readonly (string | undefined)[];

function clockOf([hour, minute, second = "0", fraction = "", half]: Match): Clock | null {
  if (hour === undefined) return MIDNIGHT;
  const given = Number(hour);
  if (half && (given < 1 || given > 12)) return null;
  const inHalf = half ? (given % 12) + (/^p/iu.test(half) ? 12 : 0) : given;
  const clock = {
    hour: inHalf,
    minute: Number(minute),
    second: Number(second),
    ms: Number(fraction.padEnd(3, "0").slice(0, 3)),
  };
  // ISO 8601 writes the end of a day as 24:00; a leap second is the 61st of a minute.
  const isEndOfDay = clock.hour === 24 && clock.minute + clock.second + clock.ms === 0;
  return (clock.hour < 24 || isEndOfDay) && clock.minute < 60 && clock.second <= 60 ? clock : null;
}

/** Day before month where the day can be no month, or dots stand between; month first with AM and PM. Otherwise it has two meanings. */
function dayAndMonth(
  first: number,
  second: number,
  mark: string,
  half: string | undefined,
): readonly [number, number] | null {
  if (mark === ".") return [first, second];
  if (first > 12) return [first, second];
  if (second > 12 || half !== undefined) return [second, first];
  return first === second ? [first, second] : null;
}

type Dated = Omit<Parts, "clock" | "offsetMinutes"> & { readonly rest: Match };

function datedIn(text: string): Dated | null {
  const yearFirst = SHAPES.yearFirst.exec(text);
  if (yearFirst) {
    const [, year, , month, day, ...rest] = yearFirst;
    return { year: Number(year), month: Number(month), day: Number(day), rest };
  }
  const yearLast = SHAPES.yearLast.exec(text);
  if (yearLast) {
    const [, first, mark = "", second, year, ...rest] = yearLast;
    const found = dayAndMonth(Number(first), Number(second), mark, rest[4]);
    return found && { year: Number(year), month: found[1], day: found[0], rest };
  }
  const dayName = SHAPES.dayName.exec(text);
  if (dayName) {
    const [, day, month = "", year, ...rest] = dayName;
    return { year: Number(year), month: monthOf(month), day: Number(day), rest };
  }
  const shortYear = SHAPES.shortYear.exec(text);
  if (shortYear) {
    const [, day, month = "", year, ...rest] = shortYear;
    return { year: CENTURY + Number(year), month: monthOf(month), day: Number(day), rest };
  }
  const monthName = SHAPES.monthName.exec(text);
  if (monthName) {
    const [, month = "", day, year, ...rest] = monthName;
    return { year: Number(year), month: monthOf(month), day: Number(day), rest };
  }
  const yearAtEnd = SHAPES.yearAtEnd.exec(text);
  if (yearAtEnd) {
    const [, month = "", day, ...rest] = yearAtEnd;
    return { year: Number(yearAtEnd.at(-1)), month: monthOf(month), day: Number(day), rest };
  }
  return null;
}

function partsIn(text: string): Parts | null {
  const dated = datedIn(text);
  const clock = dated && clockOf(dated.rest);
  return dated && clock && { ...dated, clock, offsetMinutes: offsetOf(dated.rest[5]) };
}

function instantOf({ year, month, day, clock, offsetMinutes }: Parts): number {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isOfCalendar = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!isOfCalendar || year < YEARS.from || year >= YEARS.to) return Number.NaN;
  return Date.UTC(year, month - 1, day, clock.hour, clock.minute - offsetMinutes, clock.second, clock.ms);
}

/** Seconds, and thousandths, millionths and billionths of one, since 1970: told apart by their digits, which are 10, 13, 16 and 19 until 2286. */
const EPOCH = /^(\d{9,10})(\d{3}){0,3}(?:\.\d{1,9})?$/u;

function epochIn(text: string): number {
  const found = EPOCH.exec(text);
  if (found === null) return Number.NaN;
  const [whole = "", fraction = ""] = text.split(".");
  const unit = whole.length <= 10 ? 1_000 : whole.length <= 13 ? 1 : whole.length <= 16 ? 1e-3 : 1e-6;
  const ms = Math.floor(Number(`${whole}.${fraction || "0"}`) * unit + 1e-6);
  const year = new Date(ms).getUTCFullYear();
  return year >= YEARS.from && year < YEARS.to ? ms : Number.NaN;
}

/**
 * The time of a value in UTC, as RFC 3339; null where it has none. A time without a zone counts as UTC, a day as its first moment. Linear in the
 * length; throws for no value.
 */
export function readTime(value: unknown): string | null {
  const one: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof one !== "string" && typeof one !== "number") return null;
  const written = String(one);
  if (written.length > MOST_CHARACTERS) return null;
  const text = written
    .normalize("NFKC")
    .replace(/[\p{Cf}"']/gu, "")
    .replaceAll("\u2212", "-")
    .replace(/\s+/gu, " ")
    .trim();
  const bare = text.replace(/^\/Date\((\d{9,13})(?:[+-]\d{4})?\)\/$/u, "$1");
  const epoch = epochIn(bare);
  const parts = Number.isNaN(epoch) ? partsIn(bare) : null;
  const ms = parts ? instantOf(parts) : epoch;
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}

/** Whether the time is so far in the future that it was written by a wrong clock, or says another thing than when the form was sent. */
export const isBeyond = (time: string, now: Date): boolean => Date.parse(time) > now.getTime() + DAY_MS;
