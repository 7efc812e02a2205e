// Tests that the readers of a mail's structure work in proportion to its length and never throw, for hostile texts too. The work is
// counted in steps of patterns and loops, not timed. The counting slows all patterns of the process, so longer texts have a file of their
// own, structure.long.test.ts.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { sliceOf } from "../../testing/full.ts";
import { hostileTexts } from "../../testing/corpora.ts";
import { overLinear } from "../../testing/counted-work.ts";
import { runs } from "../../testing/properties.ts";
import { readReport, recipientsOf } from "./delivery-report.ts";
import { htmlText } from "./html-text.ts";
import { machineMail, saysLeft } from "./machine.ts";
import { LANGUAGES } from "./message.ts";
import { ReadHeader } from "../../schema/hearing.ts";
import { mailOfHeaders } from "./mail.ts";
import { ownLines, ownWords, stripPrefixes } from "./own-words.ts";
import { untilIn } from "./until.ts";

const at = "2026-11-28T09:00:00.000Z";
/** Beyond the caps of a line, below those of a text. Two sizes tell a square from a line as three do. */
const SIZES = [1_000, 4_000];

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  "own words": (text) => ownLines(text),
  prefixes: (text) => stripPrefixes(text),
  "the status of a report": (text) => recipientsOf(text),
  HTML: (text) => htmlText(text),
  "a day": (text) => untilIn(text, "en", at),
};

/** The beginnings of what the rules search for, without their ends. */
const BEGINNINGS = [
  "a",
  "a ",
  "\n",
  " \n",
  "> ",
  ">",
  "> a\n",
  "|",
  "-- \n",
  "--\n",
  "_",
  "-",
  "Re: ",
  "Re[1",
  "[EXT] ",
  "On 5 May ",
  "On 5 May 2026\n",
  "On 5 May Ada wrote:\n",
  "a:\n",
  "a: b\n",
  "From: a\n",
  "From: a@b.example ",
  "From: a;\n",
  "To: a,\n",
  "Best regards\n",
  "Ada Mill\n",
  "Sent from my iPhone\n",
  "sent from ",
  "iphone ",
  "confidential ",
  "unsubscribe ",
  "a@",
  "<a@b.example>\n",
  "<",
  "<a",
  "<p>",
  "<b>a</b>",
  "<!--",
  "&#",
  "&amp;",
  "<blockquote>",
  "<pre>\n",
  "Final-Recipient: a\n",
  "Status: 5.1.1\n",
  " a\n",
  "5.1.1 ",
  "550 ",
  "until ",
  "until 6 ",
  "6 december ",
  "1.2.",
  "1/2 ",
  "2026-12-",
  "in 2 ",
  "end of ",
  "monday, ",
  "ja\u0301",
  "\u200b",
  "不在",
  "12月",
];

// All readers in one count: each place of the code is counted by itself, and to begin a count is what takes the time.
describe(Object.keys(readers).join(", "), () => {
  it.for(BEGINNINGS)("made of repeated %j are read with linear work", (text, { expect }) => {
    const readAll = (long: string): void => Object.values(readers).forEach((read) => void read(long));
    expect(overLinear(SIZES, (size) => readAll(text.repeat(Math.ceil(size / text.length))))).toEqual([]);
  });
});

describe("every reader", () => {
  const all = (text: string): void => {
    const headers = Object.fromEntries(ReadHeader.options.map((name) => [name, text]));
    for (const message of [
      { text },
      { subject: text, text: "" },
      { subject: text, text, headers, email: text },
      { text: "a", reports: [{ address: text, action: text, status: text, diagnostic: text }] },
    ]) {
      ownWords(message);
      machineMail(message);
      readReport(message);
    }
    for (const language of [...LANGUAGES, null]) untilIn(text, language, at);
    saysLeft(text);
    stripPrefixes(text);
    recipientsOf(text);
    htmlText(text);
    mailOfHeaders([
      [text, text],
      ["From", text],
      ["Date", text],
      ["Subject", text],
    ]);
  };

  it("reads every hostile text of the corpora", ({ expect }) => {
    for (const { id, text } of sliceOf(hostileTexts(), 5)) expect(() => all(text), id).not.toThrow();
  });

  it("reads any text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 300 }), all), runs(100));
    const parts = fc.array(fc.constantFrom(...BEGINNINGS, "\n", " ", ":", "wrote:", ">"), { maxLength: 40 });
    fc.assert(
      fc.property(
        parts.map((list) => list.join("")),
        all,
      ),
      runs(200),
    );
  });

  it("takes from a text no word that is not in it", () => {
    const line = fc.constantFrom(
      "Yes.",
      "",
      "> ours",
      "On 5 May Ada wrote:",
      "-- ",
      "Ada Mill",
      "From: a@b.example",
      "Sent: 5 May 2026",
      "unsubscribe me",
      "Thanks,",
      "Sent from my iPhone",
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 15 }), (lines) => {
        const own = ownLines(lines.join("\n")).own.split("\n");
        return own.every((each) => each === "" || lines.some((given) => given.trim() === each));
      }),
      runs(300),
    );
  });
});
