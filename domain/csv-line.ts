// Writes a line of CSV (RFC 4180, every cell quoted). A cell that a spreadsheet would run as a formula gets an apostrophe in front, and `writtenIn` takes
// off exactly that one.

/**
 * The beginning of a value that a spreadsheet may run as a formula; the last four are the full-width forms of = + - @. Also behind apostrophes: such a value gets
 * one more, so that the one that was added is told from one that was there.
 */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;

/** A quoted cell. A value that would be a formula gets an apostrophe in front, which makes it a text. */
export const csvCell = (value: string): string =>
  `"${(FORMULA.test(value) ? `'${value}` : value).replaceAll('"', '""')}"`;

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** The value of which `csvCell` made the cell, once its quotes are off. */
export const writtenIn = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);
