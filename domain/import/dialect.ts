// Finds how a file separates its cells, from its first lines: by the header that becomes known, then by rows of one width.
import { headerFit, isDataOf } from "./columns.ts";
import type { Line } from "./lines.ts";
import type { ImportKind } from "./meanings.ts";
import { type Dialect, type FileRecord, recordReader } from "./records.ts";
import { exportDialect } from "./own-file.ts";
import { isBlank } from "./value-shapes.ts";

/** In the order in which they win when nothing tells them apart. */
const DELIMITERS: readonly string[] = [",", ";", "\t", "|"];
/** Excel writes which character it separates with. */
const SEPARATOR_LINE = /^\ufeff?"?sep=(?<delimiter>.)"?[\s,;]*$/iu;

export const separatorIn = (line: Line | undefined): string | null =>
  line?.number === 1
    ? (SEPARATOR_LINE.exec(line.text)?.groups?.["delimiter"] ?? (/^"?sep=\t?"?$/iu.test(line.text) ? "\t" : null))
    : null;

export interface Layout {
  readonly dialect: Dialect;
  readonly records: readonly FileRecord[];
}

/** The records of lines that are all there is to know of a file. */
export function recordsOf(lines: readonly Line[], dialect: Dialect, width = 0): readonly FileRecord[] {
  const reader = recordReader(dialect, width);
  return [...lines.flatMap((line) => reader.push(line)), ...reader.end()];
}

/** A header stands among so many records, below titles and remarks. */
export const HEADER_RECORDS = 30;

/** How well a dialect fits: known labels weigh most, then what a row needs as a value, then one width. */
function fitOf(kind: ImportKind, { records }: Layout): number {
  const filled = records.filter(({ cells, isComment }) => !isComment && !isBlank(cells));
  const labels = Math.max(0, ...filled.slice(0, HEADER_RECORDS).map(({ cells }) => headerFit(kind, cells)));
  const widths = filled.map(({ cells }) => trimmedWidth(cells));
  const mode = modeOf(widths);
  const isTable = mode > 1;
  const even = isTable ? widths.filter((width) => width === mode).length / widths.length : 0;
  const faults = filled.filter(({ fault }) => fault !== null).length / Math.max(1, filled.length);
  const data = filled.some(({ cells }) => isDataOf(kind, cells)) ? 1 : 0;
  return labels * LABEL + data * DATA + even - faults * FAULT;
}
const LABEL = 10;
const DATA = 2;
const FAULT = 5;

/** How many cells a record has, without the empty ones at its end. */
export const trimmedWidth = (cells: readonly string[]): number => cells.findLastIndex((cell) => cell.trim() !== "") + 1;

function modeOf(widths: readonly number[]): number {
  const counts = [...Map.groupBy(widths, (width) => width)].map(([width, same]) => ({ width, count: same.length }));
  return counts.toSorted((a, b) => b.count - a.count || b.width - a.width)[0]?.width ?? 0;
}

/** The best dialect for the first lines of a file of a kind. */
export function layoutOf(kind: ImportKind, lines: readonly Line[]): Layout {
  const exact = exportDialect(kind, lines[0]?.text);
  if (exact !== null) return { dialect: exact, records: recordsOf(lines, exact) };
  const stated = separatorIn(lines[0]);
  const body = stated === null ? lines : lines.slice(1);
  const hasBackslashes = body.some(({ text }) => text.includes('\\"'));
  const isQuotedWhole =
    body.length > 0 && body.every(({ text }) => text.trim() === "" || /^\s*".*"\s*[,;]*\s*$/u.test(text));
  // A program that puts cells between apostrophes does so in every line.
  const hasApostrophes =
    body.length > 1 && body.every(({ text }) => text.trim() === "" || /^'.*'$/su.test(text.trim()));
  const candidates = (stated === null ? DELIMITERS : [stated]).flatMap((delimiter): Dialect[] => [
    { delimiter, quote: '"', hasBackslashes: false, isWrapped: false },
    ...(hasBackslashes ? [{ delimiter, quote: '"', hasBackslashes: true, isWrapped: false }] : []),
    ...(hasApostrophes ? [{ delimiter, quote: "'", hasBackslashes: false, isWrapped: false }] : []),
    ...(isQuotedWhole ? [{ delimiter, quote: '"', hasBackslashes: false, isWrapped: true }] : []),
  ]);
  const layouts = candidates.map((dialect): Layout => ({ dialect, records: recordsOf(body, dialect) }));
  const fits = layouts.map((layout) => fitOf(kind, layout));
  const best = fits.indexOf(Math.max(...fits));
  return (
    layouts[best] ?? { dialect: { delimiter: ",", quote: '"', hasBackslashes: false, isWrapped: false }, records: [] }
  );
}
