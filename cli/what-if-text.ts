// The result of a what-if as text for a terminal. The result is made in replay/what-if.ts.
import { ASPECT_WORDS, UNKNOWN_WORDS } from "../replay/difference-words.ts";
import type { Change } from "../replay/differences.ts";
import type { WhatIfSum } from "../replay/what-if-sum.ts";
import { counted, many } from "../domain/counted.ts";
import { tableText } from "./table.ts";

/** The most changes in the text. */
const SHOWN = 50;

export interface WhatIfFound extends WhatIfSum {
  readonly changeCount: number;
  readonly changes: readonly Change[];
  readonly notRunAgain: readonly string[];
}

export function whatIfText(found: WhatIfFound, diff: string | null): string {
  const { contacts, runs, changedContacts, changeCount, changes } = found;
  const rows = changes
    .slice(0, SHOWN)
    .map(({ streamId, version, at, aspect, from, to }) => [`${streamId}@${version}`, at, aspect, from, "→", to]);
  const rest = changeCount > SHOWN ? [`… and ${counted(changeCount - SHOWN)} more`] : [];
  const table = rows.length > 0 ? [tableText(["WHERE", "WHEN", "WHAT", "WAS", "", "WOULD BE"], rows), ...rest, ""] : [];
  return [
    ...table,
    changeCount === 0
      ? `Nothing changes, in ${many(runs, "run")} of ${many(contacts, "contact")}.`
      : `${counted(changedContacts)} of ${many(contacts, "contact")} would change (${many(runs, "run")} derived again):`,
    ...numbered(found.changed, ASPECT_WORDS),
    ...unknownLines(found),
    ...(diff === null ? [] : [`Every change and every unknown is in ${diff}.`]),
  ].join("\n");
}

function unknownLines({ unknown, notRunAgain }: WhatIfFound): readonly string[] {
  const lines = numbered(unknown, UNKNOWN_WORDS);
  const sections = notRunAgain.map((section) => `  the section “${section}”, whose decisions cannot be derived again`);
  return lines.length + sections.length === 0 ? [] : ["Unknown from the log:", ...lines, ...sections];
}

const numbered = <Key extends string>(counts: Readonly<Record<Key, number>>, words: Readonly<Record<Key, string>>) =>
  Object.entries<number>(counts).flatMap(([key, count]) =>
    count > 0 ? [`  ${counted(count).padStart(6)}  ${words[key as Key]}`] : [],
  );
