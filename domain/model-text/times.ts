// Takes dates, times of day and the ends of numbers with a comma out of a run of digits, so that "2026-11-28 10.30" is no telephone
// number, and a number beside a date is judged alone.
import { type Group, partOf, type Run } from "./number-runs.ts";

const DAY = String.raw`(?:0?[1-9]|[12]\d|3[01])`;
const MONTH = String.raw`(?:0?[1-9]|1[0-2])`;
const YEAR = String.raw`(?:19|20)\d{2}`;
const HOUR = String.raw`(?:[01]?\d|2[0-4])`;
const MINUTE = String.raw`[0-5]\d`;

/** Each form as the whole of what stands between two gaps. */
const FORMS = new RegExp(
  `^(?:${[
    ...["-", "/", "[.]"].flatMap((sign) => [
      `${YEAR}${sign}${MONTH}${sign}${DAY}`,
      `${DAY}${sign}${MONTH}${sign}(?:${YEAR}|\\d{2})`,
    ]),
    `${MONTH}/${DAY}/(?:${YEAR}|\\d{2})`,
    `${YEAR}[-/]${YEAR}`,
    `${HOUR}[.]${MINUTE}(?:-${HOUR}[.]${MINUTE})?`,
  ].join("|")})[.]?$`,
);
/** A day without separators, with or without a time behind it. */
const COMPACT = new RegExp(
  `^${YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])(?:(?:[01]\\d|2[0-4])${MINUTE}(?:${MINUTE})?)?$`,
);
const YEARS = new RegExp(`^(?:${YEAR}[\\s/-]+)*${YEAR}$`);

/** Whether a number is a time rather than anything else: a compact day, or years beside each other. */
export const isTime = (text: string): boolean => COMPACT.test(text) || YEARS.test(text);

/** The parts of a run between its dates and times. A run with a plus is a number from its beginning to its end. */
export function withoutTimes(view: string, run: Run): Run[] {
  if (run.hasPlus) return [run];
  const parts: Run[] = [];
  let from = startOf(view, run);
  for (const { first, last } of words(view, run.groups.slice(from), from)) {
    const isDate = FORMS.test(view.slice(run.groups[first]?.at ?? 0, run.groups[last]?.end ?? 0));
    if (!isDate) continue;
    if (first > from) parts.push(partOf(run, from, first));
    from = last + 1;
  }
  if (from < run.groups.length) parts.push(partOf(run, from));
  return parts;
}

/** The first and last group of everything that stands between two gaps. */
function words(view: string, groups: readonly Group[], offset: number): { first: number; last: number }[] {
  const found: { first: number; last: number }[] = [];
  for (const [index, group] of groups.entries()) {
    const before = groups[index - 1];
    const last = found.at(-1);
    if (last && before && !/[\s()]/.test(view.slice(before.end, group.at))) last.last = offset + index;
    else found.push({ first: offset + index, last: offset + index });
  }
  return found;
}

/** The first group that is not the end of a time with colons ("10:30", "16:05:00.123") or of a number with commas ("12,500,000"). */
function startOf(view: string, { groups: [first, second] }: Run): number {
  if (first === undefined) return 0;
  const before = view.slice(Math.max(0, first.at - 5), first.at);
  if (first.digits.length === 2 && /\d:$/.test(before))
    return second !== undefined && view.slice(first.end, second.at) === "." ? 2 : 1;
  const isThousands = first.digits.length === 3 && /\d,$/.test(before);
  const isFraction = /(?<!\d)\d{1,3},$/.test(before) && !first.digits.startsWith("0");
  return isThousands || isFraction ? 1 : 0;
}
