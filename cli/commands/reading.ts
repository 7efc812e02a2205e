// What all commands that read a log share: the options that say which, and the way an answer is given.
import { Command } from "@commander-js/extra-typings";
import type { ExitCode, Shell } from "../shell.ts";
import { chooseSource, type SourceOptions } from "../sources/choose-source.ts";
import type { OpenedSource } from "../sources/opened-source.ts";

/** Says how a command ended. */
export type End = (code: ExitCode) => void;

export interface Answer {
  readonly code: ExitCode;
  /** For programs: one JSON document. */
  readonly json: unknown;
  /** For people. */
  readonly text: string;
}

export interface JsonOption {
  readonly json?: true | undefined;
}

const collected = (id: string, ids: readonly string[] | undefined): readonly string[] => [...(ids ?? []), id];

/** A command with the options that choose a log. */
export const reading = (name: string) =>
  new Command(name)
    .option("--from <source>", "local (of `npm start`), remote (Cloudflare’s API), or the path of an export", "local")
    .option("--database <id>", "with --from remote: a D1 database, once for each of EVENTS_0, EVENTS_1, …", collected)
    .option("--state <folder>", "with --from local: another folder of local state")
    .option("--json", "answer in JSON");

/** Opens the log, has `work` read it, gives the answer, and closes the log whatever happens. */
export async function answer(
  shell: Shell,
  options: SourceOptions & JsonOption,
  end: End,
  work: (source: OpenedSource) => Promise<Answer>,
): Promise<void> {
  const source = await chooseSource(shell, options);
  try {
    give(shell, options, end, await work(source));
  } finally {
    await source.close();
  }
}

/** Characters that command a terminal, or turn the direction of what follows: a log may say anything. */
const COMMANDING = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

export function give(shell: Shell, { json: isJson }: JsonOption, end: End, { code, json, text }: Answer): void {
  shell.out(isJson ? `${JSON.stringify(json, null, 2)}\n` : `${text.trimEnd().replace(COMMANDING, "\u{fffd}")}\n`);
  end(code);
}
