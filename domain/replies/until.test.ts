// Tests the first day on which to write, on dated phrases in 16 languages.
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../../testing/corpora.ts";
import { LANGUAGES } from "./message.ts";
import { untilIn } from "./until.ts";

const Row = z.strictObject({
  id: z.string(),
  language: z.enum(LANGUAGES),
  at: z.iso.datetime(),
  text: z.string(),
  until: z.iso.date().nullable(),
});
const rows = corpusRows("replies/dated-phrases.jsonl", Row);

const at = "2026-11-28T09:00:00.000Z";

describe("the first day on which to write", () => {
  it.for(rows)("is read from $id: $text", (row, { expect }) => {
    expect(untilIn(row.text, row.language, row.at)).toBe(row.until);
  });

  it.for(rows.filter(({ until }) => until !== null))("is found without a language in $id", (row, { expect }) => {
    expect(untilIn(row.text, null, row.at)).not.toBeNull();
  });

  it.for([
    ["the month that has begun", "I am away until the end of November.", "2026-12-01"],
    ["a leap day", "I am away until 29 February 2028.", null],
    ["a day that no month has", "I am away until 31 November.", null],
    ["a day of the past", "I am away until 2 November.", null],
    ["a day of next year without its year", "I am away until 3 January.", "2027-01-04"],
    ["an amount", "I am away, the offer of 6.12 per seat is fine.", null],
    ["a time", "I am away until 13:55.", null],
    ["a day too far away", "I am away until 3 January 2031.", null],
    ["no day", "I am away until spring.", null],
  ] as const)("is right for %s", ([, text, until], { expect }) => {
    expect(untilIn(text, "en", at)).toBe(until);
  });

  it("is null at a moment that is none", ({ expect }) => {
    expect(untilIn("Back on 8 December.", "en", "soon")).toBeNull();
  });
});
