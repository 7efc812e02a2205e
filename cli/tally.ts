// Collects the faults of a log and of its file. Only the first faults are kept; all of them are counted.
import type { Fault } from "../replay/faults.ts";
import { counted, many } from "../domain/counted.ts";
import { FAULT_WORDS, type ReportedFaultName } from "./fault-words.ts";
import type { LineFault } from "./sources/export-file.ts";

/** The most faults that are kept: enough to understand a problem. A log with a million broken events must not fill the memory. */
const KEPT = 1_000;
/** The most faults in the text; `--json` has all that are kept. */
const SHOWN = 50;

/** A fault, with its line number if the log is a file. */
export interface ReportedFault extends Omit<Fault, "name" | "streamId"> {
  readonly name: ReportedFaultName;
  readonly streamId: string | null;
  readonly line: number | null;
}

const NOWHERE = { streamId: null, version: null, line: null, field: null, expected: null, found: null };

export const faultInLine = (fault: LineFault): ReportedFault => ({ ...NOWHERE, ...fault });

/** A fault of the whole log or file if `expected` and `found` differ; otherwise none. */
export const faultIfDifferent = (
  name: ReportedFaultName,
  of: { readonly field?: string; readonly expected: string | number; readonly found: string | number },
): readonly ReportedFault[] =>
  of.expected === of.found
    ? []
    : [{ ...NOWHERE, name, field: of.field ?? null, expected: String(of.expected), found: String(of.found) }];

export interface Tally {
  readonly add: (faults: readonly (Fault | ReportedFault)[]) => void;
  readonly summary: () => TallySummary;
}

export interface TallySummary {
  readonly faultCount: number;
  readonly faultsByName: Readonly<Record<string, number>>;
  /** The first faults, at most a thousand. */
  readonly faults: readonly ReportedFault[];
}

export function openTally(): Tally {
  const firstFaults: ReportedFault[] = [];
  const byName = new Map<string, number>();
  let count = 0;
  return {
    add: (faults) => {
      for (const fault of faults) {
        count += 1;
        byName.set(fault.name, (byName.get(fault.name) ?? 0) + 1);
        if (firstFaults.length < KEPT) firstFaults.push({ line: null, ...fault });
      }
    },
    summary: () => ({ faultCount: count, faultsByName: Object.fromEntries(byName), faults: firstFaults }),
  };
}

/** The faults as text for people; empty when there are none. */
export function tallyText({ faultCount, faultsByName, faults }: TallySummary): string {
  if (faultCount === 0) return "";
  const rest = faultCount > SHOWN ? [`… and ${many(faultCount - SHOWN, "fault")} more`] : [];
  const names = Object.entries(faultsByName).map(([name, count]) => `  ${name} ${counted(count)}: ${wordsOf(name)}`);
  return [...faults.slice(0, SHOWN).map(faultText), ...rest, "", `${many(faultCount, "fault")}`, ...names].join("\n");
}

const wordsOf = (name: string): string => FAULT_WORDS[name as ReportedFaultName];

/** `hash_wrong  ct_ada@3  hash: expected …, found …` */
function faultText({ name, streamId, version, line, field, expected, found }: ReportedFault): string {
  const place = streamId === null ? "" : version === null ? streamId : `${streamId}@${version}`;
  const inFile = line === null ? "" : `line ${line}`;
  const values = [expected === null ? "" : `expected ${expected}`, found === null ? "" : `found ${found}`];
  const difference = values.filter((text) => text !== "").join(", ");
  const about = field === null ? difference : difference === "" ? field : `${field}: ${difference}`;
  return ["✗", name, place, inFile, about].filter((text) => text !== "").join("  ");
}
