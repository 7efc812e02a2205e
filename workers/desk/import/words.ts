// The sentences of an import on the desk that are not those of the command line.
import { counted } from "../../../domain/counted.ts";
import type { Change } from "../../../domain/import/importer.ts";
import type { ImportKind } from "../../../domain/import/meanings.ts";
import { fileFaultWords, type ImportWays } from "../../../domain/import/words.ts";
import { IMPORT_LIMITS } from "./file.ts";
import type { RunFault } from "./run.ts";

const DESK_WAYS: ImportWays = {
  nameColumns: (words) =>
    `Say below what its columns mean, one a line: <header or number>=<meaning>, with ${words.join(", ")}.`,
  nameWish: (header) =>
    `Say below what it means: ${header}=unsubscribed (yes is an opt-out), =subscribed (no is one), or =ignore.`,
  importing: (kind) => `the import of ${kind}`,
};

/** Why a file is refused, and what to do. */
export function runFaultWords(
  fault: RunFault,
  kind: ImportKind,
): { readonly message: string; readonly advice: string } {
  if (fault.reason !== "too_many_lines") return fileFaultWords(fault, kind, DESK_WAYS);
  return {
    message: `The file has ${counted(fault.lines)} lines; the desk takes at most ${counted(IMPORT_LIMITS.lines)}.`,
    advice: `Nothing was changed. The command line takes files of any size: npx holdpoint ${kind} import`,
  };
}

const WORDS: { readonly [K in ImportKind]: (entry: Change<K>["entry"]) => string } = {
  companies: ({ name, domain }) => `${name} (${domain ?? "no domain"})`,
  facts: ({ company, kind, value }) => `${company}: ${kind}: ${value}`,
  contacts: ({ email, name, flags }) =>
    `${name === undefined ? "" : `${name}, `}${email}${flags.length > 0 ? `: ${flags.join(", ")}` : ""}`,
  suppressions: (entries) => entries.map(({ value }) => value).join(", "),
};

/** What a row changes, in a line. */
export const changeWords = <K extends ImportKind>(kind: K, { entry }: Change<K>): string => WORDS[kind](entry);
