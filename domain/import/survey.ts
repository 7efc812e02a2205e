// The first reading of a file: its encoding, delimiter, header, columns and the order of its days. Rows are read in a second reading (read-rows.ts),
// because what stands at the end of a file may decide how its beginning is read. Memory is bounded by the first lines.
import { err, ok, type Result } from "../../schema/result.ts";
import {
  type Column,
  columnsBelow,
  exportedColumns,
  columnsByContent,
  doubtfulColumns,
  headerFit,
  isDataOf,
} from "./columns.ts";
import { HEADER_RECORDS, layoutOf, separatorIn, trimmedWidth } from "./dialect.ts";
import type { FileFault } from "./file-faults.ts";
import { fileStart, HEAD_BYTES, type TextEncoding } from "./file-kind.ts";
import { type Line, lineReader, type LineReader } from "./lines.ts";
import { mapped, type ColumnMap } from "./column-map.ts";
import { IMPORT_KINDS, type ImportKind } from "./meanings.ts";
import type { DayOrders } from "./read-day.ts";
import { ordersIn } from "./read-day.ts";
import type { Dialect, FileRecord } from "./records.ts";
import { isExportHeader } from "./own-file.ts";
import { holdsAddress, isBlank } from "./value-shapes.ts";

/** What the whole file says about how its rows are read. */
export interface FileShape {
  readonly kind: ImportKind;
  readonly encoding: TextEncoding;
  readonly markBytes: number;
  readonly hasSeparatorLine: boolean;
  readonly dialect: Dialect;
  /** The physical line of the header; null without one. */
  readonly headerLine: number | null;
  /** The file is an export of this project: its cells are taken as they are. */
  readonly isOwn: boolean;
  readonly header: readonly string[];
  readonly columns: readonly Column[];
  /** How many cells a row has: without nameless columns at the end of the header. */
  readonly width: number;
  /** Lines that are not UTF-8, and whether others are: then the file is glued together. */
  readonly legacyLines: number;
  readonly isMixed: boolean;
  readonly orders: DayOrders;
  readonly lines: number;
}

export const isHeaderless = ({ headerLine }: FileShape): boolean => headerLine === null;

export interface ReadOptions {
  readonly kind: ImportKind;
  /** What a person says of the columns. */
  readonly map?: ColumnMap;
}

/** So many lines of a file decide about its layout. */
const HEAD_LINES = 400;
/** And so many characters of them. */
const HEAD_CHARACTERS = 512 * 1024;

export interface Survey {
  readonly push: (bytes: Uint8Array) => void;
  readonly end: () => Result<FileShape, FileFault>;
}

/** Bytes are kept until the start of the file is known. */
export class FileHead {
  #kept: Uint8Array = new Uint8Array(0);
  #reader: LineReader | null = null;
  start: ReturnType<typeof fileStart> | null = null;

  push(bytes: Uint8Array): readonly Line[] {
    if (this.#reader) return this.#reader.push(bytes);
    if (this.start) return [];
    const kept = new Uint8Array(this.#kept.length + bytes.length);
    kept.set(this.#kept);
    kept.set(bytes, this.#kept.length);
    this.#kept = kept;
    return kept.length < HEAD_BYTES ? [] : this.#begin();
  }
  end(): readonly Line[] {
    const first = this.start ? [] : this.#begin();
    return [...first, ...(this.#reader?.end() ?? [])];
  }
  #begin(): readonly Line[] {
    this.start = fileStart(this.#kept);
    if (this.start.is === "other") return [];
    this.#reader = lineReader(this.start.encoding);
    return this.#reader.push(this.#kept.subarray(this.start.markBytes));
  }
}

/** Reads a whole file once. */
export function surveyFile({ kind, map = [] }: ReadOptions): Survey {
  const file = new FileHead();
  const head: Line[] = [];
  let characters = 0;
  let [lines, legacyLines, unicodeLines] = [0, 0, 0];
  let orders: DayOrders = { hasDayFirst: false, hasMonthFirst: false };

  function see(line: Line): void {
    lines++;
    legacyLines += Number(line.encoding === "windows-1252");
    unicodeLines += Number(line.encoding === "utf-8");
    const found = ordersIn(line.text);
    orders = {
      hasDayFirst: orders.hasDayFirst || found.hasDayFirst,
      hasMonthFirst: orders.hasMonthFirst || found.hasMonthFirst,
    };
    characters += line.text.length;
    if (head.length < HEAD_LINES && (characters < HEAD_CHARACTERS || head.length === 0)) head.push(line);
  }
  return {
    push: (bytes) => file.push(bytes).forEach(see),
    end() {
      file.end().forEach(see);
      if (file.start?.is === "other") return err({ reason: "not_text", what: file.start.what });
      if (head.every(({ text }) => text.trim() === "") && lines <= head.length) return err({ reason: "empty" });
      const layout = layOut(kind, head, map);
      if (!layout.ok) return layout;
      const { encoding, markBytes } = file.start ?? { encoding: "bytes" as const, markBytes: 0 };
      const isMixed = legacyLines > 0 && unicodeLines > 0;
      return ok({ kind, encoding, markBytes, ...layout.value, legacyLines, isMixed, orders, lines });
    },
  };
}

type Layout = Pick<FileShape, "hasSeparatorLine" | "dialect" | "headerLine" | "isOwn" | "header" | "columns" | "width">;

function layOut(kind: ImportKind, head: readonly Line[], map: ColumnMap): Result<Layout, FileFault> {
  const { dialect, records } = layoutOf(kind, head);
  const hasSeparatorLine = separatorIn(head[0]) !== null;
  const filled = records.filter(({ cells, isComment }) => !isComment && !isBlank(cells));
  const [first] = filled;
  if (!first) return err({ reason: "no_rows" });
  const header = dialect.isExact === true ? first : headerAmong(kind, filled, map);
  if (header === null && !beginsWithRow(kind, filled, map)) return err(noColumn(kind, filled, head));
  const body = filled.filter(({ line }) => header === null || line > header.line);
  const rows = body.map(({ cells }) => cells);
  if (rows.length === 0) return err({ reason: "no_rows" });
  const headerCells = header?.cells ?? [];
  const isOwn = isExportHeader(kind, headerCells);
  const given =
    header === null
      ? columnsByContent(kind, rows)
      : isOwn
        ? exportedColumns(kind, headerCells)
        : columnsBelow(kind, headerCells, rows);
  const columns = mapped(kind, given, map);
  if (!columns.ok) return columns;
  const doubtful = header === null ? [] : doubtfulColumns(columns.value, rows);
  if (doubtful.length > 0 && kind === "contacts")
    return err({
      reason: "doubtful_columns",
      line: header?.line ?? 1,
      headers: doubtful.map((column) => column.header),
    });
  const width = header === null ? columns.value.length : trimmedWidth(header.cells);
  return ok({
    hasSeparatorLine,
    dialect,
    headerLine: header?.line ?? null,
    isOwn,
    header: headerCells,
    columns: columns.value,
    width,
  });
}

/** The record whose labels are known best; of equal ones the first. It stands above all rows: what stands above it is narrower, as titles are. */
function headerAmong(kind: ImportKind, records: readonly FileRecord[], map: ColumnMap): FileRecord | null {
  const firstRow = records.findIndex(({ cells }) => isDataOf(kind, cells));
  const above = records.slice(0, HEADER_RECORDS);
  const fits = above.map(({ cells }, index) => {
    const isBelowRow = firstRow !== -1 && index > firstRow;
    const isTable = records.slice(0, index).every((one) => trimmedWidth(one.cells) < trimmedWidth(cells));
    return isBelowRow && !isTable ? 0 : Math.max(headerFit(kind, cells), mapFit(cells, map));
  });
  const best = Math.max(0, ...fits);
  return best === 0 ? null : (above[fits.indexOf(best)] ?? null);
}
/** A header that a person names the columns of is one. */
const mapFit = (cells: readonly string[], map: ColumnMap): number =>
  map.filter(({ column }) => cells.some((cell) => cell.trim().toLowerCase() === column.toLowerCase())).length;

/** Without a header, the first record is a row, or a person has numbered the columns. A list of opt-outs may begin with a row that nobody can read. */
const beginsWithRow = (kind: ImportKind, records: readonly FileRecord[], map: ColumnMap): boolean =>
  records.slice(0, kind === "suppressions" ? records.length : 1).some(({ cells }) => isDataOf(kind, cells)) ||
  map.some(({ column }) => /^\d+$/u.test(column));

function noColumn(kind: ImportKind, records: readonly FileRecord[], head: readonly Line[]): FileFault {
  const [first, ...rest] = records;
  const headers = first?.cells.map((cell) => cell.trim()) ?? [];
  const holding = headers.findIndex((_, index) => rest.some(({ cells }) => holdsAddress(cells[index] ?? "")));
  const fits = IMPORT_KINDS.find((other) => {
    if (other === kind) return false;
    const { records: read } = layoutOf(other, head);
    return read.slice(0, HEADER_RECORDS).some(({ cells }) => headerFit(other, cells) > 0);
  });
  const holds = holding === -1 ? null : (headers[holding] ?? null);
  return { reason: "no_column", kind, line: first?.line ?? 1, headers, holds, fits: fits ?? null };
}
