// Writes the report of an import for a terminal.
import { counted, many } from "../domain/counted.ts";
import type { ImportKind } from "../domain/import/meanings.ts";
import type { ImportReport, ToldRow } from "../domain/import/tally.ts";
import { type ImportWays, passedText } from "../domain/import/words.ts";

/** A longer list is for `--all`, or for `--json`. */
const SHOWN_ROWS = 20;

/** How columns and kinds of files are named on the command line. */
export const COMMAND_WAYS: ImportWays = {
  nameColumns: (words) => `Name the columns: --map "<header or number>=<meaning>", with ${words.join(", ")}.`,
  nameWish: (header) =>
    `Say what it means: --map ${JSON.stringify(`${header}=unsubscribed`)} (yes is an opt-out), =subscribed (no is one), or =ignore.`,
  importing: (kind) => `\`npx holdpoint ${kind} import\``,
};

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
    ...(passedCount > 0 ? ["", passedText(passed)] : []),
    ...listText("Refused: nothing of these rows is taken", report.refused, { whole: counts.refused, isAll }),
    ...listText("To be looked at", report.told, { whole: warned, isAll }),
  ];
}

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
