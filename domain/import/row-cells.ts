// The cells of a row by the meaning of their columns, and what is told of the row before any cell is read: its width and its encoding.
import { isHeaderless, type FileShape } from "./survey.ts";
import type { Meaning } from "./meanings.ts";
import { note, type Note } from "./notes.ts";
import type { FileRecord } from "./records.ts";
import { cellText, cellValue, exactText, exactValue, TEXT_CHARACTERS } from "./cell-text.ts";
import { trimmedWidth } from "./dialect.ts";
import { err, ok, type Result } from "../../schema/result.ts";

export interface RowCells {
  readonly record: FileRecord;
  readonly shape: FileShape;
  /** The filled cells of a meaning, in the order of the columns, as their writers meant them. */
  readonly valuesOf: (meaning: Meaning) => readonly string[];
  /** The first filled text of a meaning, clean; what is told of it goes to `notes`. One of more than `most` characters is left out. */
  readonly textOf: (meaning: Meaning, most?: number) => string | undefined;
  /** What is told of the row so far. */
  readonly notes: Note[];
}

/** A row whose cells can be told apart; or why they cannot. */
export function rowCells(record: FileRecord, shape: FileShape): Result<RowCells, Note> {
  const { columns, width } = shape;
  if (record.fault !== null) return err(note(record.fault));
  if (record.isDamaged) return err(note("damaged_text"));
  const filled = trimmedWidth(record.cells);
  if (filled > width && !isHeaderless(shape))
    return err(note("too_many_cells", { count: record.cells.length, wanted: shape.header.length }));
  const missing = columns.slice(record.cells.length, width);
  if (missing.some(({ wish }) => wish !== null))
    return err(note("wish_cell_missing", { count: record.cells.length, wanted: width }));
  const isShort = missing.some(({ header }) => header !== "") && record.cells.length > 0;
  const notes: Note[] = isShort ? [note("cells_missing", { count: record.cells.length, wanted: width })] : [];
  if (record.isLegacy && shape.isMixed) notes.push(note("read_as_windows_1252"));
  const valueIn = shape.isOwn ? exactValue : cellValue;
  const textIn = shape.isOwn ? exactText : cellText;
  const valuesOf = (meaning: Meaning): readonly string[] =>
    columns.flatMap((column, index) => {
      const value = column.meaning === meaning ? valueIn(record.cells[index]) : "";
      return value === "" ? [] : [value];
    });
  const textOf = (meaning: Meaning, most: number = TEXT_CHARACTERS): string | undefined => {
    for (const [index, column] of columns.entries()) {
      if (column.meaning !== meaning) continue;
      const read = textIn(record.cells[index], column.header, most);
      notes.push(...read.notes);
      if (read.text !== undefined) return read.text;
    }
    return undefined;
  };
  return ok({ record, shape, valuesOf, textOf, notes });
}

/** Whether an address of this line cannot be trusted: a byte that is no UTF-8 stands in it, and the file does not show what its encoding is. */
export const isUnsure = ({ record, shape }: RowCells, text: string): boolean =>
  record.isLegacy && /[^\p{ASCII}]/u.test(text) && (shape.isMixed || shape.legacyLines < LEGACY_LINES);
/** Several such lines, and no other, show a file that a program without Unicode wrote. */
const LEGACY_LINES = 2;
