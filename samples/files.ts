// Reads sample files and fills in their times. Times in the files are relative to the moment of posting, such as "now-26h".
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS, HOUR_MS } from "../schema/time.ts";

const UNIT_MS = { h: HOUR_MS, d: DAY_MS } as const;

/** A whole JSON value `"now"`, `"now-26h"` or `"now+90d"`; not the name of a field. */
const RELATIVE_TIME = /"now(?:([+-])(\d{1,4})([hd]))?"(?!\s*:)/g;

/** Replaces `"now"`, `"now-26h"` and `"now+90d"` in a JSON text by times. The rest of the text is unchanged, byte for byte. */
export function fillTimes(json: string, now: Date): string {
  return json.replace(RELATIVE_TIME, (_, sign?: "+" | "-", count?: string, unit?: "h" | "d") => {
    const offset = unit === undefined ? 0 : Number(`${sign}${count}`) * UNIT_MS[unit];
    return `"${new Date(now.getTime() + offset).toISOString()}"`;
  });
}

/** The last day of the absence in `mail/out-of-office.eml`, as its text has it, and how long that is after the mail's day. */
const ABSENT_UNTIL = { words: "6. Dezember 2026", days: 9 };
const germanDay = new Intl.DateTimeFormat("de", { dateStyle: "long", timeZone: "UTC" });

/** A sample mail as if it was written now: its `Date`, and the day in its words. `file` is relative to `samples/`. */
export const readMail = (file: string, now: Date): string =>
  readFileSync(join(import.meta.dirname, file), "utf8")
    .replace(/^Date: .*$/m, `Date: ${now.toUTCString()}`)
    .replaceAll(ABSENT_UNTIL.words, germanDay.format(now.getTime() + ABSENT_UNTIL.days * DAY_MS));

/** The body of a sample with its times filled in. `file` is relative to `samples/`. */
export const readSample = (file: string, now: Date): string =>
  fillTimes(readFileSync(join(import.meta.dirname, file), "utf8"), now);
