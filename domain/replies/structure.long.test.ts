// Tests that the readers of a mail's structure read texts of a megabyte (an eighth of it in a slice), each reader once.
import { describe, it } from "vitest";
import { isFull } from "../../testing/full.ts";
import { Instant } from "../../schema/formats.ts";
import { readReport, recipientsOf } from "./delivery-report.ts";
import { hear } from "./hear.ts";
import { htmlText } from "./html-text.ts";
import { machineMail } from "./machine.ts";
import { mailOfHeaders } from "./mail.ts";
import { stripPrefixes } from "./own-words.ts";
import { untilIn } from "./until.ts";

const at = Instant.parse("2026-11-28T09:00:00.000Z");

/** `machineMail` reads the own words, too. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  "a whole message": (text) => hear({ subject: text, text, headers: { "content-type": text }, email: text }, at),
  "mail of a machine": (text) => machineMail({ subject: text, text, headers: { "content-type": text }, email: text }),
  "a report": (text) =>
    readReport({ text: "a", reports: [{ address: text, action: text, status: text, diagnostic: text }] }),
  "the status of a report": (text) => recipientsOf(text),
  prefixes: (text) => stripPrefixes(text),
  "a day": (text) => untilIn(text, null, at),
  HTML: (text) => htmlText(text),
  headers: (text) =>
    mailOfHeaders([
      [text, text],
      ["From", text],
      ["Date", text],
      ["Subject", text],
    ]),
};

const CHARACTERS = isFull ? 1_000_000 : 125_000;

describe.for(Object.entries(readers))("%s", ([, read]) => {
  it.for(["a", "\n", "> ", "a: b\n", "<b>"])("in a long text of %j is read", (unit, { expect }) => {
    expect(() => read(unit.repeat(CHARACTERS / unit.length))).not.toThrow();
  });
});
