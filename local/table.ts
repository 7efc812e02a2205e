// The table of the sample leads, which `npm start` prints at its end.
import { gradeText, reasonWord } from "../schema/words.ts";
import type { ContactState } from "./contact-state.ts";

export interface Row {
  readonly lead: string;
  readonly source: string;
  readonly state: ContactState;
}

const HEADINGS = ["LEAD", "SOURCE", "ACTION", "GRADE", "TIER", "STOPPED AT", "WHY"] as const;

const cellsOf = ({ lead, source, state }: Row): readonly string[] => [
  lead,
  source,
  state.action ?? "–",
  state.grade ? `${gradeText(state.grade.basisPoints)} ${state.grade.verdict}` : "–",
  state.tier ?? "–",
  [state.stop, ...state.tasks.map((task) => `task ${task}`)].join(", "),
  state.reason === null ? "–" : reasonWord(state.reason),
];

/** Columns as wide as their widest cell, two spaces apart. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEADINGS, ...rows.map(cellsOf)];
  const widths = HEADINGS.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
