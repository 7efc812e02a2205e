// Writes and parses the lines of an exported log as CSV.
import { csvLine } from "../domain/csv-line.ts";
import type { EventRow } from "../schema/shipment.ts";
import { jsonIn } from "./export-format.ts";
import { type FileRow, withOpened } from "./row.ts";

export const CSV_COLUMNS = [
  "stream_id",
  "version",
  "at",
  "type",
  "writer",
  "confidence",
  "reason",
  "source",
  "hash",
  "signature",
  "body",
  "sealed",
] as const;

export const CSV_HEADER = csvLine(CSV_COLUMNS);
/** The header of an opened export, which has one more column with the opened words as JSON. */
export const OPENED_CSV_HEADER = csvLine([...CSV_COLUMNS, "opened"]);

/**
 * The line of an event. `body` is the hashed text, `sealed` the personal words. The columns from `at` to `source` are copied from it for people, and are empty when it
 * lacks them.
 */
export function csvEventLine({ streamId, version, hash, signature, body, sealed, opened }: FileRow): string {
  const event = objectIn(jsonIn(body));
  const why = objectIn(event["provenance"]);
  const shown = (value: unknown): string =>
    typeof value === "string" || typeof value === "number" ? String(value) : "";
  const words = [event["at"], event["type"], event["writer"], why["confidence"], why["reason"], why["source"]];
  const openedCell = opened === undefined ? [] : [opened === null ? "" : JSON.stringify(opened)];
  return csvLine([
    streamId,
    String(version),
    ...words.map(shown),
    hash,
    signature ?? "",
    body,
    sealed ?? "",
    ...openedCell,
  ]);
}

const objectIn = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** The row of a line that is given without its line end. Null when the line does not have the form that `csvEventLine` writes. */
export function rowInCsvLine(line: string, isOpened = false): FileRow | null {
  const cells = cellsOf(line);
  if (cells?.length !== CSV_COLUMNS.length + Number(isOpened)) return null;
  const [streamId = "", version = "", , , , , , , hash = "", signed = "", body = "", words = "", opened = ""] = cells;
  if (!/^\d+$/.test(version)) return null;
  const [signature, sealed] = [signed, words].map(codeIn);
  const row = { streamId, version: Number(version), hash, body, sealed, signature } as EventRow;
  return isOpened ? withOpened(row, opened === "" ? null : jsonIn(opened)) : row;
}

/** A value in base64, which may begin with a sign that the apostrophe makes harmless; null for an empty cell. */
const codeIn = (cell: string): string | null => (cell === "" ? null : cell.replace(/^'/, ""));

function cellsOf(line: string): readonly string[] | null {
  const cells: string[] = [];
  let at = 0;
  while (line[at] === '"') {
    let end = line.indexOf('"', at + 1);
    while (end !== -1 && line[end + 1] === '"') end = line.indexOf('"', end + 2);
    if (end === -1) return null;
    cells.push(line.slice(at + 1, end).replaceAll('""', '"'));
    if (end + 1 === line.length) return cells;
    if (line[end + 1] !== ",") return null;
    at = end + 2;
  }
  return null;
}
