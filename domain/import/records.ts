// Puts physical lines together to records of cells (RFC 4180): line breaks inside quotes, doubled quotes, and where a file has them, quotes behind
// a backslash. A quote that never closes costs its own line, and not the rest of the file.
import type { Line } from "./lines.ts";
import { holdsAddress } from "./value-shapes.ts";

export interface Dialect {
  readonly delimiter: string;
  /** What stands around a cell. */
  readonly quote: string;
  /** A database dump writes `\"` for a quote inside a cell. */
  readonly hasBackslashes: boolean;
  /** Each whole line is one quoted cell, in which the real cells stand. */
  readonly isWrapped: boolean;
  /** The file was written by this project: no quote is left open, whatever a cell looks like. */
  readonly isExact?: boolean;
}

/** `open_quote`: a quoted cell does not end. `text_after_quote`: something stands between a closing quote and the next delimiter. */
export type RecordFault = "open_quote" | "text_after_quote" | "line_too_long";

export interface FileRecord {
  /** The physical line on which the record begins. */
  readonly line: number;
  readonly cells: readonly string[];
  /** A line for people: `# …`. */
  readonly isComment: boolean;
  /** What was wrong with it; its cells are then split at each delimiter. */
  readonly fault: RecordFault | null;
  /** The encodings of its lines beside ASCII. */
  readonly isLegacy: boolean;
  readonly isUnicode: boolean;
  readonly isDamaged: boolean;
}

/** A cell may have so many lines: an address or a note has fewer, and a quote that never closes is found after them. */
const MOST_LINES = 200;

interface Cells {
  readonly done: string[];
  cell: string;
  isOpen: boolean;
}

/** Reads one line into the cells so far. Null where text follows a closing quote. */
function readLine(text: string, cells: Cells, { delimiter, quote, hasBackslashes }: Dialect): boolean {
  let at = 0;
  while (at <= text.length) {
    if (cells.isOpen) {
      const end = quoteEnd(text, at, { quote, hasBackslashes });
      if (end === -1) {
        cells.cell += text.slice(at);
        return true;
      }
      cells.cell += text.slice(at, end);
      if (text[end + 1] === quote) {
        cells.cell += quote;
        at = end + 2;
        continue;
      }
      cells.isOpen = false;
      const next = nextCell(text, end + 1, delimiter);
      if (next === null) return false;
      cells.done.push(cells.cell);
      cells.cell = "";
      at = next;
      continue;
    }
    const opened = quoteStart(text, at, { delimiter, quote });
    if (opened !== null) {
      cells.isOpen = true;
      at = opened;
      continue;
    }
    const end = text.indexOf(delimiter, at);
    cells.done.push(text.slice(at, end === -1 ? text.length : end));
    at = end === -1 ? text.length + 1 : end + delimiter.length;
  }
  return true;
}

/** Where the quoted cell that begins here has its text, after blanks (no tab, which may be the delimiter). */
function quoteStart(
  text: string,
  from: number,
  { delimiter, quote }: Pick<Dialect, "delimiter" | "quote">,
): number | null {
  const at = delimiter === " " ? from : afterBlanks(text, from, " ");
  return text[at] === quote ? at + 1 : null;
}

function afterBlanks(text: string, from: number, blanks: string): number {
  let at = from;
  while (at < text.length && blanks.includes(text[at] ?? "")) at++;
  return at;
}

/** The next quote that no backslash stands before. */
function quoteEnd(
  text: string,
  from: number,
  { quote, hasBackslashes }: Pick<Dialect, "quote" | "hasBackslashes">,
): number {
  let at = text.indexOf(quote, from);
  if (!hasBackslashes) return at;
  while (at > from && isEscaped(text, at, from)) at = text.indexOf(quote, at + 1);
  return at;
}
function isEscaped(text: string, at: number, from: number): boolean {
  let slashes = 0;
  while (at - slashes > from && text[at - slashes - 1] === "\\") slashes++;
  return slashes % 2 === 1;
}

/** Where the cell after a closing quote begins; beyond the end where none follows; null where text stands between. */
function nextCell(text: string, from: number, delimiter: string): number | null {
  const at = afterBlanks(text, from, delimiter === "\t" ? " " : " \t");
  if (at >= text.length) return text.length + 1;
  return text.startsWith(delimiter, at) ? at + delimiter.length : null;
}

/** A comment has a blank behind its sign: `#presse@…` is an address, and `#domain` a header. PowerShell writes `#TYPE`. */
const COMMENT = /^\s*#(?:\s|$|#|!|=|-|TYPE )/u;

const unescaped = (cell: string): string => cell.replace(/\\(["\\])/gu, "$1");

/** Whether a cell of several lines holds what looks like rows of its own: then a quote was left open, and it is not one cell. */
function hasSwallowed(lines: readonly Line[], width: number, delimiter: string): boolean {
  return lines.slice(1).some(({ text }) => {
    const cells = text.split(delimiter);
    return width > 1 && cells.length >= width && cells.some((cell) => holdsAddress(cell));
  });
}

export interface RecordReader {
  readonly push: (line: Line) => readonly FileRecord[];
  readonly end: () => readonly FileRecord[];
}

/** The records of a file's lines. `width`: how many cells a record has; 0 where it is not known yet. */
export function recordReader(dialect: Dialect, width = 0): RecordReader {
  let lines: Line[] = [];
  let cells: Cells = { done: [], cell: "", isOpen: false };

  function recordOf(read: readonly string[], fault: RecordFault | null): FileRecord {
    const whole = dialect.hasBackslashes ? read.map(unescaped) : read;
    return {
      line: lines[0]?.number ?? 0,
      cells: whole,
      isComment: false,
      fault: fault ?? (lines.some(({ isCut }) => isCut) ? "line_too_long" : null),
      isLegacy: lines.some(({ encoding }) => encoding === "windows-1252"),
      isUnicode: lines.some(({ encoding }) => encoding === "utf-8"),
      isDamaged: lines.some(({ encoding }) => encoding === "damaged"),
    };
  }
  function reset(): void {
    lines = [];
    cells = { done: [], cell: "", isOpen: false };
  }
  /** The first line alone is broken; those after it are read again. */
  function broken(fault: RecordFault): readonly FileRecord[] {
    const [first, ...rest] = lines;
    if (!first) return [];
    lines = [first];
    const found = recordOf(first.text.split(dialect.delimiter), fault);
    reset();
    return [found, ...rest.flatMap((line) => push(line))];
  }
  function push(line: Line): readonly FileRecord[] {
    if (lines.length === 0 && dialect.isWrapped)
      return [unwrapped(line, dialect, recordOf, (one) => (lines = one))].map(finish);
    if (lines.length === 0 && COMMENT.test(line.text)) {
      lines = [line];
      return [finish({ ...recordOf([line.text], null), isComment: true })];
    }
    lines.push(line);
    if (cells.isOpen) cells.cell += "\n";
    if (!readLine(line.text, cells, dialect)) return broken(lines.length > 1 ? "open_quote" : "text_after_quote");
    if (cells.isOpen) return lines.length >= MOST_LINES ? broken("open_quote") : [];
    if (lines.length > 1 && dialect.isExact !== true && hasSwallowed(lines, width, dialect.delimiter))
      return broken("open_quote");
    return [finish(recordOf(cells.done, null))];
  }
  function finish(record: FileRecord): FileRecord {
    reset();
    return record;
  }
  return {
    push,
    end() {
      const last: FileRecord[] = [];
      while (lines.length > 0) last.push(...broken("open_quote"));
      return last;
    },
  };
}

/** A line that is one quoted cell holds a line of cells. */
function unwrapped(
  line: Line,
  dialect: Dialect,
  recordOf: (cells: readonly string[], fault: RecordFault | null) => FileRecord,
  keep: (lines: Line[]) => void,
): FileRecord {
  keep([line]);
  const inner = /^\s*"(?<inner>.*)"\s*[,;]*\s*$/su.exec(line.text)?.groups?.["inner"];
  const cells: Cells = { done: [], cell: "", isOpen: false };
  const text = inner === undefined ? line.text : inner.replaceAll('""', '"');
  const isRead = readLine(text, cells, dialect);
  return isRead && !cells.isOpen
    ? recordOf(cells.done, null)
    : recordOf(text.split(dialect.delimiter), isRead ? "open_quote" : "text_after_quote");
}
