// Reads sample files. Their times are relative, so that "yesterday" stays yesterday whenever the samples are posted.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DAY_MS, HOUR_MS } from "../schema/time.ts";

const UNIT_MS = { h: HOUR_MS, d: DAY_MS } as const;

/** A value that is nothing but `"now"`, `"now-26h"` or `"now+90d"`. */
const RELATIVE_TIME = /"now(?:([+-])(\d{1,4})([hd]))?"(?!\s*:)/g;

/** Puts times in the place of `"now"`, `"now-26h"`, `"now+90d"` in a JSON text. All else stays as it is, byte for byte. */
export function fillTimes(json: string, now: Date): string {
  return json.replace(RELATIVE_TIME, (_, sign?: "+" | "-", count?: string, unit?: "h" | "d") => {
    const offset = unit === undefined ? 0 : Number(`${sign}${count}`) * UNIT_MS[unit];
    return `"${new Date(now.getTime() + offset).toISOString()}"`;
  });
}

/** The body of a sample as its source would send it now. `file` is relative to `samples/`. */
export const readSample = (file: string, now: Date): string =>
  fillTimes(readFileSync(join(import.meta.dirname, file), "utf8"), now);
