// Counts the rows of an import, keeps the first of those that a person has to look at, and writes the report.
import type { Judged, Outcome } from "../domain/import/compare.ts";
import type { ImportKind } from "../domain/import/meanings.ts";
import { isLoud } from "../domain/import/notes.ts";
import type { FileItem, PassedOver } from "../domain/import/read-rows.ts";
import type { FileShape } from "../domain/import/survey.ts";
import { noteWords, PASSED_WORDS } from "./import-words.ts";
import { counted, many } from "./progress.ts";

/** A longer list is for `--all`, or for `--json`. */
const SHOWN_ROWS = 20;
/** So many are kept in any case: the memory of an import does not grow with its faults. */
const KEPT_ROWS = 1_000;

export interface ToldRow {
  readonly line: number;
  readonly outcome: Outcome;
  readonly reasons: readonly string[];
  readonly words: readonly string[];
}

export interface ImportReport {
  readonly counts: Readonly<Record<Outcome, number>>;
  /** Rows that are taken, and told of with a word for people. */
  readonly warned: number;
  /** Contacts whom the file says must not be written to. */
  readonly optedOut: number;
  readonly passed: Readonly<Record<PassedOver, readonly number[]>>;
  readonly passedCount: number;
  /** The first rows of each list; `counts` and `warned` are whole. */
  readonly refused: readonly ToldRow[];
  readonly told: readonly ToldRow[];
}

export interface Tally {
  readonly row: (judged: Judged<unknown>) => void;
  readonly passed: (item: Extract<FileItem, { is: "passed" }>) => void;
  readonly report: () => ImportReport;
}

/** Counts rows. With `keepsAll` every row that is told of is kept. */
export function importTally(keepsAll: boolean): Tally {
  const counts: Record<Outcome, number> = { added: 0, changed: 0, same: 0, refused: 0 };
  const passed: Record<PassedOver, number[]> = { blank: [], comment: [], title: [], separator: [], header_again: [] };
  const lists: Record<"refused" | "told", ToldRow[]> = { refused: [], told: [] };
  let [warned, optedOut, passedCount] = [0, 0, 0];
  const most = keepsAll ? Number.POSITIVE_INFINITY : KEPT_ROWS;
  return {
    row({ line, outcome, notes, entry }) {
      counts[outcome]++;
      const loud = notes.filter(isLoud);
      if (hasFlags(entry)) optedOut++;
      if (outcome !== "refused" && loud.length > 0) warned++;
      if (loud.length === 0) return;
      const list = lists[outcome === "refused" ? "refused" : "told"];
      if (list.length < most)
        list.push({ line, outcome, reasons: loud.map(({ reason }) => reason), words: loud.map(noteWords) });
    },
    passed({ line, why }) {
      passedCount++;
      if (passed[why].length < KEPT_ROWS) passed[why].push(line);
    },
    report: () => ({ counts, warned, optedOut, passed, passedCount, ...lists }),
  };
}

const hasFlags = (entry: unknown): boolean =>
  typeof entry === "object" &&
  entry !== null &&
  "flags" in entry &&
  Array.isArray(entry.flags) &&
  entry.flags.length > 0;

const DELIMITERS: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "pipes" };

/** How a file was read: so that a wrong reading is seen before it is applied. */
export function shapeText({
  encoding,
  legacyLines,
  isMixed,
  dialect,
  headerLine,
  columns,
  lines,
}: FileShape): readonly string[] {
  const read =
    encoding !== "bytes"
      ? encoding.toUpperCase()
      : legacyLines === 0
        ? "UTF-8"
        : isMixed
          ? "UTF-8 and Windows-1252, mixed"
          : "Windows-1252";
  const cells = columns.length > 1 ? `, separated by ${DELIMITERS[dialect.delimiter] ?? `“${dialect.delimiter}”`}` : "";
  const quotes = dialect.hasBackslashes
    ? ", quotes behind backslashes"
    : dialect.isWrapped
      ? ", each line in quotes"
      : "";
  const header = headerLine === null ? "no header: columns by what they hold" : `header on line ${headerLine}`;
  return [
    `${many(lines, "line")}, ${read}${cells}${quotes}; ${header}.`,
    `Columns: ${columns.map(columnText).join(" · ")}`,
  ];
}

const SENSES = {
  out: "yes is an opt-out",
  in: "no is an opt-out",
  since: "anything in it is one",
  status: "its words",
  maybe: "clear words only",
  check: "what a check found",
} as const;

function columnText({ header, meaning, wish }: FileShape["columns"][number], index: number): string {
  const name =
    header === ""
      ? String(index + 1)
      : header.length > HEADER_CHARACTERS
        ? `${header.slice(0, HEADER_CHARACTERS)}…`
        : header;
  const means =
    meaning ??
    (wish === null
      ? "not imported"
      : `${wish.flag === "unsubscribed" ? "may be written to" : wish.flag} (${SENSES[wish.sense]})`);
  return `${name} → ${means}`;
}
const HEADER_CHARACTERS = 40;

/** The report for people. */
export function reportText(
  kind: ImportKind,
  report: ImportReport,
  { isAll }: { readonly isAll: boolean },
): readonly string[] {
  const { counts, warned, optedOut, passed, passedCount } = report;
  return [
    ...(["added", "changed", "same", "refused"] as const).map(
      (outcome) => `  ${outcome.padEnd(8)} ${counted(counts[outcome])}`,
    ),
    ...(warned > 0 ? [`  Of the rows that are taken, ${counted(warned)} with a word below.`] : []),
    ...(kind === "contacts" && optedOut > 0 ? [`  ${many(optedOut, "row")} must not be written to.`] : []),
    ...(passedCount > 0
      ? [
          "",
          `Passed over: ${Object.entries(passed)
            .flatMap(([why, lines]) =>
              lines.length === 0 ? [] : [`${PASSED_WORDS[why as PassedOver]} (${linesText(lines)})`],
            )
            .join(", ")}.`,
        ]
      : []),
    ...listText("Refused: nothing of these rows is taken", report.refused, { whole: counts.refused, isAll }),
    ...listText("To be looked at", report.told, { whole: warned, isAll }),
  ];
}

const linesText = (lines: readonly number[]): string =>
  `line${lines.length === 1 ? "" : "s"} ${lines.slice(0, SHOWN_LINES).join(", ")}${lines.length > SHOWN_LINES ? ", …" : ""}`;
const SHOWN_LINES = 5;

function listText(
  title: string,
  rows: readonly ToldRow[],
  { whole, isAll }: { readonly whole: number; readonly isAll: boolean },
): readonly string[] {
  if (rows.length === 0) return [];
  const shown = isAll ? rows : rows.slice(0, SHOWN_ROWS);
  return [
    "",
    title,
    ...shown.map(({ line, words }) => `  line ${line}: ${words.join("; ")}`),
    ...(whole > shown.length
      ? [`  … and ${counted(whole - shown.length)} more${isAll ? "" : " (--all shows them)"}`]
      : []),
  ];
}
