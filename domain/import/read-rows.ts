// The second reading of a file: each row as what it says, with the line that it begins on, in the order of the file. Nothing of a file is unaccounted
// for: what is no row is passed over, and says why. What is stored is compared in compare.ts.
import { companyRow } from "./company-row.ts";
import { contactRow } from "./contact-row.ts";
import type { Entries, ReadRow } from "./entries.ts";
import { factRow } from "./fact-row.ts";
import { FileHead, type FileShape } from "./survey.ts";
import { separatorIn } from "./dialect.ts";
import type { Line } from "./lines.ts";
import type { ImportKind } from "./meanings.ts";
import { type FileRecord, recordReader } from "./records.ts";
import { suppressionRow } from "./suppression-row.ts";
import { isBlank } from "./value-shapes.ts";

/** Why a line is no row. */
export type PassedOver = "blank" | "comment" | "title" | "separator" | "header_again";

export type FileItem<K extends ImportKind = ImportKind> =
  | { readonly is: "passed"; readonly line: number; readonly why: PassedOver }
  | { readonly is: "header"; readonly line: number }
  | { readonly is: "row"; readonly line: number; readonly row: ReadRow<Entries[K]> };

type RowReaders = { readonly [K in ImportKind]: (record: FileRecord, shape: FileShape) => ReadRow<Entries[K]> };
const ROW_READERS: RowReaders = {
  contacts: contactRow,
  companies: companyRow,
  facts: factRow,
  suppressions: suppressionRow,
};

export interface RowsReader<K extends ImportKind> {
  readonly push: (bytes: Uint8Array) => readonly FileItem<K>[];
  readonly end: () => readonly FileItem<K>[];
}

const MARK = "\ufeff";

const sameCells = (one: readonly string[], other: readonly string[]): boolean => {
  const [a, b] = [one, other].map((cells) =>
    cells
      .map((cell) => cell.trim().toLowerCase())
      .join("\0")
      .replace(/\0+$/u, ""),
  );
  return a === b;
};

/** Reads the rows of a file by the shape that its first reading found. */
export function readRows<K extends ImportKind>(kind: K, shape: FileShape): RowsReader<K> {
  const file = new FileHead();
  const records = recordReader(shape.dialect, shape.width);
  const read = ROW_READERS[kind];

  /** The last row of a file to which another was glued without a line end ends in the mark and the header of that one. */
  function itemsIn(record: FileRecord): readonly FileItem<K>[] {
    const at = record.cells.findIndex((cell) => cell.includes(MARK));
    const [last = "", next = ""] = at === -1 ? [] : (record.cells[at]?.split(MARK) ?? []);
    if (at === -1 || !sameCells([next, ...record.cells.slice(at + 1)], shape.header)) return [itemOf(record)];
    const row = itemOf({ ...record, cells: [...record.cells.slice(0, at), last] });
    return [row, { is: "passed", line: record.line, why: "header_again" }];
  }
  function itemOf(record: FileRecord): FileItem<K> {
    const { line, cells } = record;
    const passed = (why: PassedOver): FileItem<K> => ({ is: "passed", line, why });
    if (record.isComment) return passed("comment");
    if (isBlank(cells)) return passed("blank");
    if (shape.headerLine !== null && line < shape.headerLine) return passed("title");
    if (line === shape.headerLine) return { is: "header", line };
    if (shape.headerLine !== null && sameCells(cells, shape.header)) return passed("header_again");
    return { is: "row", line, row: read(record, shape) };
  }
  function itemsOf(lines: readonly Line[]): readonly FileItem<K>[] {
    return lines.flatMap((line): readonly FileItem<K>[] =>
      shape.hasSeparatorLine && separatorIn(line) !== null
        ? [{ is: "passed", line: line.number, why: "separator" }]
        : records.push(line).flatMap(itemsIn),
    );
  }
  return {
    push: (bytes) => itemsOf(file.push(bytes)),
    end: () => [...itemsOf(file.end()), ...records.end().flatMap(itemsIn)],
  };
}
