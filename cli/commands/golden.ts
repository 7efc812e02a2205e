// `holdpoint golden`: prints the decisions of a recorded run as golden lines for the evals. A person then reviews the lines and adds them to a suite.
import { gatherContext } from "../../replay/context.ts";
import { decidedRuns, GOLDEN_SUITES, type GoldenOfRun, goldenOfRun } from "../../replay/golden-lines.ts";
import type { StreamRows } from "../../replay/source.ts";
import { type ContactId, RunId } from "../../schema/ids.ts";
import { Option } from "@commander-js/extra-typings";
import { contactNamed } from "../contact-argument.ts";
import { progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { oneStream } from "../sources/one-stream.ts";
import type { OpenedSource } from "../sources/opened-source.ts";
import { answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint golden run_jcMpHlkSwIoZo7IKhgoLTQ
  $ npx holdpoint golden ada@example.com --suite action        the contact’s newest run with a decision
  $ npx holdpoint golden run_jcMpHlkSwIoZo7IKhgoLTQ --from open.ndjson --suite repair >> evals/golden/repair.jsonl

Prints one line for each decision of the run: its inputs and its result, without personal words. Each line has "why": "", and a line with
a recorded reply of a model has "curatedBy": "". The suites refuse a line until a person has filled in these fields.
A model’s reply is sealed under the contact’s key, so use an export with --open. The printed reply is redacted. A reply of the
local model peer, which plays a model in tests, has "kind": "scripted".
Exit code 1: at least one decision has no line. stderr names its suite and the reason; with --json, "left" does.`;

export const goldenCommand = (shell: Shell, end: SetExitCode) =>
  reading("golden")
    .description("print a recorded run as golden lines, for a person to curate")
    .argument("<run>", "a run (run_…), or a contact (ct_… or an address) for the contact’s newest run with a decision")
    .addOption(new Option("--suite <name>", "only the lines of this suite").choices(GOLDEN_SUITES))
    .addHelpText("after", EXAMPLES)
    .action(async (named, options) => {
      const run = RunId.safeParse(named);
      const findRun = run.success
        ? (source: OpenedSource) => runOf(source, run.data, shell)
        : latestRunOf(contactNamed(named, shell, options));
      await answer(shell, options, end, async (source) => {
        const { stream, runId } = await findRun(source);
        const results = goldenOfRun(stream, runId, await gatherContext(source.log)).filter(
          ({ suite }) => options.suite === undefined || suite === options.suite,
        );
        const lines = results.flatMap((one) => ("line" in one ? [{ suite: one.suite, line: one.line }] : []));
        const failed = results.flatMap((one) => ("because" in one ? [one] : []));
        if (results.length === 0)
          throw new CannotRun(`${runId} has no line for ${options.suite ?? "any suite"}.`, {
            advice: `Suites: ${GOLDEN_SUITES.join(", ")}.`,
          });
        if (!options.json) printFailed(shell, failed);
        const text = lines.map(({ line }) => JSON.stringify(line)).join("\n");
        return { code: failed.length === 0 ? 0 : 1, json: { runId, lines, left: failed }, text };
      });
    });

const printFailed = (shell: Shell, failed: readonly Extract<GoldenOfRun, { readonly because: string }>[]): void =>
  failed.forEach(({ suite, because }) => shell.err(`no line for ${suite}: ${because}\n`));

interface FoundRun {
  readonly stream: StreamRows;
  readonly runId: RunId;
}

/** Finds the stream of a run. A run's id does not contain its contact, so all contacts are searched. */
async function runOf({ log, name }: OpenedSource, runId: RunId, shell: Shell): Promise<FoundRun> {
  const progress = progressOn(shell, "searching for the run");
  for await (const stream of log.streams({ prefix: "ct_" })) {
    progress.add(stream.rows.length);
    if (!decidedRuns(stream).includes(runId)) continue;
    progress.end();
    return { stream, runId };
  }
  progress.end();
  throw new CannotRun(`${runId} is not in ${name}, or nothing was decided in it yet.`);
}

const latestRunOf =
  (contactId: ContactId) =>
  async (source: OpenedSource): Promise<FoundRun> => {
    const stream = await oneStream(source, contactId);
    const runId = decidedRuns(stream).at(-1);
    if (runId === undefined) throw new CannotRun(`Nothing was decided about ${contactId} yet.`);
    return { stream, runId };
  };
