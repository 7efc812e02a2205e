// What another policy would change, for a terminal.
import type { Aspect, Change, UnknownReason } from "../replay/differences.ts";
import type { WhatIfSum } from "../replay/what-if.ts";
import { counted, many } from "./progress.ts";
import { tableText } from "./table.ts";

const ASPECTS: Readonly<Record<Aspect, string>> = {
  action: "another action",
  verdict: "another verdict",
  grade: "another grade, and the same verdict",
  opportunity: "another opportunity",
  hold: "a hold more or less, or at another time",
  followup: "a follow-up more or less, or at another time",
  text: "another text",
};

const UNKNOWNS: Readonly<Record<UnknownReason, string>> = {
  after_a_change: "what came after a change, in a past that did not happen",
  never_asked: "what a person or a later step would have said, who was never asked",
  sealed: "what rests on words that stay sealed",
  not_recorded: "what rests on something that no event carries",
  policy_unknown: "what was decided by a policy that is not in the log",
};

/** Changes shown to people. */
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
  const more = changeCount > SHOWN ? [`… and ${counted(changeCount - SHOWN)} more`] : [];
  const table = rows.length > 0 ? [tableText(["WHERE", "WHEN", "WHAT", "WAS", "", "WOULD BE"], rows), ...more, ""] : [];
  return [
    ...table,
    changeCount === 0
      ? `Nothing changes, in ${many(runs, "run")} of ${many(contacts, "contact")}.`
      : `${counted(changedContacts)} of ${many(contacts, "contact")} would change (${many(runs, "run")} run again):`,
    ...numbered(found.changed, ASPECTS),
    ...unknownLines(found),
    ...(diff === null ? [] : [`Every change and every unknown is in ${diff}.`]),
  ].join("\n");
}

function unknownLines({ unknown, notRunAgain }: WhatIfFound): readonly string[] {
  const lines = numbered(unknown, UNKNOWNS);
  const sections = notRunAgain.map((section) => `  the section “${section}” decides before anything is recorded`);
  return lines.length + sections.length === 0 ? [] : ["The log cannot know:", ...lines, ...sections];
}

const numbered = <Key extends string>(counts: Readonly<Record<Key, number>>, words: Readonly<Record<Key, string>>) =>
  Object.entries<number>(counts).flatMap(([key, count]) =>
    count > 0 ? [`  ${counted(count).padStart(6)}  ${words[key as Key]}`] : [],
  );
