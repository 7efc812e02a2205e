// Formats times for people. Always UTC, because reviewers work in different time zones.
import { DAY_MS, HOUR_MS, MINUTE_MS } from "../../schema/time.ts";

const format = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  hourCycle: "h23",
  timeZone: "UTC",
});

/** `22 Nov 2026, 12:30 UTC`; the text itself when it is not a time. */
export function momentText(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : `${format.format(at)} UTC`;
}

/** Replaces ISO times in a sentence by readable ones. */
export const withMoments = (text: string): string =>
  text.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z/g, (iso) => momentText(iso));

/** `in 2 days`, `5 hours ago`, `now`. Rounded down, so that time left is never overstated. */
export function distanceText(iso: string, now: Date): string {
  const ms = Date.parse(iso) - now.getTime();
  const size = Math.abs(ms);
  if (Number.isNaN(ms)) return "";
  if (size < MINUTE_MS) return "now";
  const [count, unit] =
    size < HOUR_MS
      ? [size / MINUTE_MS, "minute"]
      : size < 2 * DAY_MS
        ? [size / HOUR_MS, "hour"]
        : [size / DAY_MS, "day"];
  const whole = Math.floor(count);
  const span = `${whole} ${unit}${whole === 1 ? "" : "s"}`;
  return ms > 0 ? `in ${span}` : `${span} ago`;
}

/** `under a minute`, `12 minutes`, `3 days`, of seconds. Rounded down. */
export function lastingText(seconds: number): string {
  const from = new Date(0);
  const text = distanceText(new Date(seconds * 1_000).toISOString(), from);
  return text === "now" ? "under a minute" : text.replace(/^in /, "");
}

/** The choices for a snooze, rounded up to a quarter of an hour so that the same choice twice is the same command. */
export function snoozeChoices(now: Date): readonly { readonly until: string; readonly label: string }[] {
  const quarter = 15 * MINUTE_MS;
  const base = Math.ceil(now.getTime() / quarter) * quarter;
  return [
    { label: "4 hours", ms: 4 * HOUR_MS },
    { label: "1 day", ms: DAY_MS },
    { label: "3 days", ms: 3 * DAY_MS },
    { label: "1 week", ms: 7 * DAY_MS },
  ].map(({ label, ms }) => ({ until: new Date(base + ms).toISOString(), label }));
}
