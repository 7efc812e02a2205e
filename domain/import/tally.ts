// Counts the rows of an import, and keeps the first of those that a person has to look at.
import type { Judged, Outcome } from "./compare.ts";
import { isLoud } from "./notes.ts";
import type { FileItem, PassedOver } from "./read-rows.ts";
import { noteWords } from "./words.ts";

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
