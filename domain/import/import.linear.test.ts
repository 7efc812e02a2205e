// Tests that the work of reading a file grows in proportion to its length, in its cells and in its rows. The work is counted, not timed.
import { describe, it } from "vitest";
import { overLinear } from "../../testing/counted-work.ts";
import { isFull } from "../../testing/full.ts";
import { importBytes } from "./import-bytes.ts";
import type { ImportKind } from "./meanings.ts";

/** Counts are exact, so two sizes above the bounds of the patterns tell the growth. */
const SIZES = isFull ? [250, 500, 1_000] : [500, 1_000];
/**
 * Pieces that begin what a reader looks for, without the end that would complete it. The counter follows no references to groups (so no columns of
 * days), no expression with two ends (so no runs of dots), and counts each search for a quote from the beginning of its line (so no runs of quotes).
 */
const PIECES = ["a", "a ", ",", ";", "a@", "@", ")", "<a", "'", "# ", "1,", "1/2/2026 ", "-", "\ufeff", " +", "Ã¼"];
const HEADERS: Readonly<Record<ImportKind, string>> = {
  contacts: "email,name,company,phone",
  companies: "name,domain,employees,revenue,status",
  facts: "domain,kind,value",
  suppressions: "entry,reason",
};
const encoder = new TextEncoder();
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const KINDS = Object.entries(HEADERS) as [ImportKind, string][];
/** A normal run gives each piece to two of the four kinds of file. */
const piecesOf = (kind: ImportKind): readonly string[] => {
  const place = KINDS.findIndex(([one]) => one === kind);
  return PIECES.filter((_, index) => isFull || index % 2 === place % 2);
};

describe.each(KINDS)("a file of %s", (kind, header) => {
  const width = header.split(",").length;
  it.for(piecesOf(kind))("with cells of repeated %j is read with linear work", (piece, { expect }) => {
    const read = (size: number): unknown => {
      const cell = quoted(piece.repeat(Math.ceil(size / piece.length)));
      const row = Array.from({ length: width }, () => cell).join(",");
      return importBytes(kind, [encoder.encode(`${header}\r\n${row}\r\n`)]);
    };
    read(10);
    expect(overLinear(SIZES, read)).toEqual([]);
  });
});

it.for<[string, string]>([
  ["rows", 'a@x.example,"b, c",no'],
  ["open quotes", 'a@x.example,"b'],
  ["glued headers", "\ufeffemail,name,unsubscribed"],
])("a file of many %s is read with linear work", ([, line], { expect }) => {
  const read = (size: number): unknown =>
    importBytes("contacts", [encoder.encode(`email,name,unsubscribed\r\n${`${line}\r\n`.repeat(size)}`)]);
  read(10);
  // More rows than the first lines that decide about the layout.
  expect(overLinear(isFull ? [600, 1_200, 2_400] : [600, 1_200], read)).toEqual([]);
});
