// The command line: its list of commands, its general help, and the exit code for each kind of error.
import { Command, CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { checkCommand } from "./commands/check.ts";
import { companiesCommand, factsCommand } from "./commands/companies.ts";
import { dispatchCommand } from "./commands/dispatch.ts";
import { eraseCommand } from "./commands/erase.ts";
import { exportCommand } from "./commands/export.ts";
import type { SetExitCode } from "./commands/reading.ts";
import { flipCommand } from "./commands/flip.ts";
import { contactsCommand } from "./commands/imports.ts";
import { goldenCommand } from "./commands/golden.ts";
import { hearCommand } from "./commands/hear.ts";
import { keysCommand } from "./commands/keys.ts";
import { lookAgainCommand } from "./commands/look-again.ts";
import { metricsCommand } from "./commands/metrics.ts";
import { neverContactCommand } from "./commands/never-contact.ts";
import { notWrittenCommand } from "./commands/not-written.ts";
import { peopleCommand, tokensCommand } from "./commands/people.ts";
import { plansCommand } from "./commands/plans.ts";
import { policyCommand } from "./commands/policy.ts";
import { rankCommand } from "./commands/rank.ts";
import { rebuildCommand } from "./commands/rebuild.ts";
import { replayCommand } from "./commands/replay.ts";
import { requestsCommand } from "./commands/requests.ts";
import { rootCommand } from "./commands/root.ts";
import { signInCommand } from "./commands/sign-in.ts";
import { sourcesCommand } from "./commands/sources.ts";
import { suppressionsCommand } from "./commands/suppressions.ts";
import { verifyCommand } from "./commands/verify.ts";
import { whatIfCommand } from "./commands/what-if.ts";
import { whyCommand } from "./commands/why.ts";
import { CannotRun, type ExitCode, type Shell } from "./shell.ts";

const EXIT_CODES = `
Exit codes: 0 it holds, 1 something was found, 2 it could not be answered.
Each command has its own help: npx holdpoint <command> --help`;

const COMMANDS: readonly ((shell: Shell, end: SetExitCode) => CommandUnknownOpts)[] = [
  replayCommand,
  whyCommand,
  verifyCommand,
  neverContactCommand,
  flipCommand,
  rankCommand,
  whatIfCommand,
  policyCommand,
  goldenCommand,
  metricsCommand,
  notWrittenCommand,
  lookAgainCommand,
  plansCommand,
  suppressionsCommand,
  sourcesCommand,
  hearCommand,
  exportCommand,
  checkCommand,
  rebuildCommand,
  rootCommand,
  companiesCommand,
  factsCommand,
  eraseCommand,
  dispatchCommand,
  contactsCommand,
  keysCommand,
  signInCommand,
  peopleCommand,
  tokensCommand,
  requestsCommand,
];

/** Runs one command line and returns its exit code. Never throws. */
export async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let ended: ExitCode = 0;
  const program = new Command("holdpoint")
    .description("Reads the log: what was decided, on which evidence, and whether the log still holds.")
    .addHelpText("after", EXIT_CODES)
    // A command that has options and a subcommand with the same ones needs this of every parent.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: shell.out, writeErr: shell.err });
  for (const make of COMMANDS) {
    const command = make(shell, (code) => {
      ended = code;
    });
    program.addCommand(command.copyInheritedSettings(program));
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return ended;
  } catch (cause) {
    return troubleOf(cause, shell);
  }
}

function troubleOf(cause: unknown, shell: Shell): ExitCode {
  // Commander has printed the message already. Help is no error and has the exit code 0.
  if (cause instanceof CommanderError) return cause.exitCode === 0 ? 0 : 2;
  if (cause instanceof CannotRun) {
    shell.err(`holdpoint: ${cause.message}\n${cause.advice === null ? "" : `  ${cause.advice}\n`}`);
    return 2;
  }
  const text = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
  shell.err(`holdpoint: unexpected error: ${text}\n`);
  return 2;
}
