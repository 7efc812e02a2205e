// The command line: its list of commands, its general help, and the exit code for each kind of error.
import { Command, CommanderError, type CommandUnknownOpts } from "@commander-js/extra-typings";
import { checkCommand } from "./commands/check.ts";
import { companiesCommand, factsCommand } from "./commands/companies.ts";
import { doctorCommand } from "./commands/doctor.ts";
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
import { underWayCommand } from "./commands/under-way.ts";
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
  underWayCommand,
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
  doctorCommand,
];

/** Runs one command line and returns its exit code. Never throws. */
export async function run(args: readonly string[], shell: Shell): Promise<ExitCode> {
  let ended: ExitCode = 0;
  const program = new Command("holdpoint")
    .description("Reads the log: what was decided, on which evidence, and whether the log still holds.")
    .addHelpText("after", EXIT_CODES)
    .addHelpText("beforeAll", refuseUnknown)
    // A command that has options and a subcommand with the same ones needs this of every parent.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({ writeOut: shell.out, writeErr: shell.err });
  for (const make of COMMANDS) {
    const command = make(shell, (code) => {
      ended = code;
    });
    program.addCommand(inheriting(command, program));
  }
  try {
    await program.parseAsync([...args], { from: "user" });
    return ended;
  } catch (cause) {
    return troubleOf(cause, shell);
  }
}

/** A command that writes and ends as its parent does, with the commands below it: commander copies that only where it makes a command itself. */
function inheriting(command: CommandUnknownOpts, parent: CommandUnknownOpts): CommandUnknownOpts {
  command.copyInheritedSettings(parent);
  for (const below of command.commands) inheriting(below, command);
  return command;
}

/**
 * Ends with an error where help is asked of a command that does not exist: commander would print the help of its parent, with the exit code of an
 * answer. Called before any help is printed. What a command takes as an argument is no unknown command, unless its words are a closed list.
 */
function refuseUnknown({ command }: { readonly command: CommandUnknownOpts }): string {
  const wanted = command.args.find((arg) => !arg.startsWith("-") && arg !== "help");
  const [argument] = command.registeredArguments;
  const words = argument ? argument.argChoices : command.commands.length > 0 ? [] : undefined;
  const known = [...command.commands.map((one) => one.name()), ...(words ?? [])];
  if (wanted !== undefined && words !== undefined && !known.includes(wanted))
    command.error(`error: unknown command '${wanted}'. The help of what exists: npx ${pathOf(command)} --help`);
  return "";
}

const pathOf = (command: CommandUnknownOpts): string =>
  command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();

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
