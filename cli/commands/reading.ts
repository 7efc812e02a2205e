// Shared by all commands that read a log: the options that choose the log, and printing the answer.
import { Command } from "@commander-js/extra-typings";
import type { ExitCode, Shell } from "../shell.ts";
import { chooseSource, type SourceOptions } from "../sources/choose-source.ts";
import type { OpenedSource } from "../sources/opened-source.ts";

/** Sets the exit code of a command. */
export type SetExitCode = (code: ExitCode) => void;

export interface Answer {
  readonly code: ExitCode;
  /** The answer for programs: one JSON document. */
  readonly json: unknown;
  /** The answer for people. */
  readonly text: string;
}

export interface JsonOption {
  readonly json?: true | undefined;
}

/** Collects the values of an option that is given several times. */
export const collected = (id: string, ids: readonly string[] | undefined): readonly string[] => [...(ids ?? []), id];

/** A command with the options that choose a log. */
export const reading = (name: string) =>
  new Command(name)
    .option(
      "--from <source>",
      "the log: local (of `npm start`), remote (Cloudflare’s API), or the path of an export",
      "local",
    )
    .option("--database <id>", "with --from remote: a D1 database, once for each of EVENTS_0, EVENTS_1, …", collected)
    .option("--crm <id>", "with --from remote: the D1 database CRM, so that the suppression list is compared")
    .option("--state <folder>", "with --from local: another folder of local state")
    .option("--json", "print the answer as JSON");

/** Opens the log, runs `work` on it, prints the answer, and closes the log also after an error. */
export async function answer(
  shell: Shell,
  options: SourceOptions & JsonOption,
  end: SetExitCode,
  work: (source: OpenedSource) => Promise<Answer>,
): Promise<void> {
  const source = await chooseSource(shell, options);
  try {
    printAnswer(shell, options, end, await work(source));
  } finally {
    await source.close();
  }
}

/** Characters that control a terminal or change the text direction. They are replaced, because a log may contain any text. */
const CONTROL_CHARACTERS = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** Prints an answer to stdout, and sets the exit code. */
export function printAnswer(
  shell: Shell,
  { json: isJson }: JsonOption,
  end: SetExitCode,
  { code, json, text }: Answer,
): void {
  shell.out(
    isJson ? `${JSON.stringify(json, null, 2)}\n` : `${text.trimEnd().replace(CONTROL_CHARACTERS, "\u{fffd}")}\n`,
  );
  end(code);
}
