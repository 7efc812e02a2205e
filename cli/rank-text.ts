// Writes a ranking piece by piece, as text, CSV or JSON: a whole one is never in memory.
import type { RankedContact } from "../domain/rules/score-rank.ts";
import { csvLine } from "../domain/csv-line.ts";
import { counted, many } from "../domain/counted.ts";

export interface RankedAll {
  readonly vertical: string;
  /** The contacts in order. */
  readonly contacts: Iterable<RankedContact>;
  /** How many contacts the vertical has, of which `contacts` may be the first. */
  readonly size: number;
  /** How many rows could not be read. */
  readonly unreadable: number;
}

export type RankFormat = "text" | "csv" | "json";

/** The pieces of the output, each whole lines. */
export const rankPieces = (ranked: RankedAll, format: RankFormat): Iterable<string> => FORMATS[format](ranked);

const FORMATS: Readonly<Record<RankFormat, (ranked: RankedAll) => Generator<string>>> = {
  text: textPieces,
  csv: csvPieces,
  json: jsonPieces,
};

const scoreText = (composite: number): string => (composite / 10_000).toFixed(4);

function* placed(contacts: Iterable<RankedContact>): Generator<RankedContact & { readonly rank: number }> {
  let rank = 0;
  for (const contact of contacts) yield { rank: (rank += 1), ...contact };
}

function* textPieces({ vertical, contacts, size, unreadable }: RankedAll): Generator<string> {
  const line = (cells: readonly [string, string, string, string, string, string]): string =>
    `${cells
      .map((cell, column) => cell.padEnd(WIDTHS[column] ?? 0))
      .join("  ")
      .trimEnd()}\n`;
  if (size > 0) yield line(["RANK", "SCORE", "TIER", "CONTACT", "ROLE FIT", "AS OF"]);
  let shown = 0;
  for (const { rank, composite, tier, contactId, roleFit, asOf } of placed(contacts)) {
    shown = rank;
    yield line([String(rank), scoreText(composite), tier, contactId, JUDGES[roleFit ?? "none"], asOf]);
  }
  const part = shown < size ? `the first ${counted(shown)} of ` : "";
  yield `${size > 0 ? "\n" : ""}${part}${many(size, "scored contact")} in ${vertical}. The order says where to look first; no score lets a message pass.\n`;
  if (unreadable > 0) yield `${unreadableText(unreadable)}\n`;
}
/** The widths of the columns, so that a line can be written before the next one is known. */
const WIDTHS = [7, 6, 4, 25, 13];
const JUDGES = { model: "model", kept: "model, kept", rule: "rule", none: "-" } as const;

export const unreadableText = (unreadable: number): string =>
  `${many(unreadable, "row")} of scores cannot be read and ${unreadable === 1 ? "is" : "are"} not in the ranking: \`npx holdpoint verify\` names ${unreadable === 1 ? "it" : "them"}.`;

function* csvPieces({ vertical, contacts }: RankedAll): Generator<string> {
  yield csvLine(["rank", "contact", "score", "tier", "vertical", "role_fit", "as_of"]);
  for (const { rank, contactId, composite, tier, roleFit, asOf } of placed(contacts))
    yield csvLine([String(rank), contactId, scoreText(composite), tier, vertical, roleFit ?? "", asOf]);
}

function* jsonPieces({ vertical, contacts, size, unreadable }: RankedAll): Generator<string> {
  yield `{"vertical":${JSON.stringify(vertical)},"size":${size},"unreadable":${unreadable},"contacts":[`;
  for (const contact of placed(contacts)) yield `${contact.rank === 1 ? "" : ","}\n${JSON.stringify(contact)}`;
  yield "\n]}\n";
}
