// `holdpoint what-if`: derives the decisions of a log again under a candidate policy. The derivation is in replay/what-if.ts.
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { gatherContext } from "../../replay/context.ts";
import type { StreamWhatIf } from "../../replay/what-if.ts";
import { timeArgument } from "../arguments.ts";
import { candidateIn } from "../candidate-policy.ts";
import { CannotRun, type Shell, systemCode } from "../shell.ts";
import { whatIfOfLog } from "../what-if-of-log.ts";
import { whatIfText } from "../what-if-text.ts";
import { answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint what-if --policy candidate.json
  $ npx holdpoint what-if --policy candidate.json --since 2026-11-01 --diff changes.ndjson

candidate.json has the sections that replace those of the policy in force, each section whole:
  { "ladder": { "followupDays": [2, 5, 7] } }
\`npx holdpoint replay ad_policy --json\` shows the adopted policies.

Every decision is derived again with its recorded evidence. No policy overrides a veto. What would have happened in a different past
(the decision of a person who was never asked, an answer to a message that was never sent) is reported as unknown, and not guessed.
Exit code 0: nothing changes; 1: something changes.`;

export const whatIfCommand = (shell: Shell, end: SetExitCode) =>
  reading("what-if")
    .description("derive all decisions again under another policy, with their recorded evidence, and show what changes")
    .requiredOption("--policy <file>", "the sections of the policy that should be different, as JSON")
    .option("--since <time>", "only events from this time on", timeArgument)
    .option("--diff <file>", "write every change and every unknown to this file, one JSON line each")
    .addHelpText("after", EXAMPLES)
    .action(async ({ policy, diff, since, ...options }) => {
      const text = read(resolve(shell.cwd, policy), policy);
      await answer(shell, options, end, async ({ log, file }) => {
        const context = await gatherContext(log);
        const candidate = candidateIn(text, policy, context.policies.inForce());
        const until = file?.manifest.madeAt ?? new Date(shell.now()).toISOString();
        const lines = diff === undefined ? null : diffFile(resolve(shell.cwd, diff), diff);
        const { found } = await whatIfOfLog(shell, log, {
          candidate,
          context,
          range: since === undefined ? { until } : { since, until },
          each: (one) => lines?.write(one),
        });
        lines?.close();
        return { code: found.changeCount === 0 ? 0 : 1, json: found, text: whatIfText(found, diff ?? null) };
      });
    });

function read(path: string, name: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    throw new CannotRun(`The policy ${name} cannot be read (${systemCode(cause) ?? "unknown"}).`, { cause });
  }
}

/** Opens the diff file, which gets a line for each change and each unknown. */
function diffFile(path: string, name: string) {
  try {
    const file = openSync(path, "w", 0o600);
    return {
      write: ({ changes, unknowns }: StreamWhatIf): void => {
        const lines = [
          ...changes.map((change) => ({ kind: "change", ...change })),
          ...unknowns.map((unknown) => ({ kind: "unknown", ...unknown })),
        ];
        if (lines.length > 0) writeSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
      },
      close: (): void => closeSync(file),
    };
  } catch (cause) {
    throw new CannotRun(`${name} cannot be written (${systemCode(cause) ?? "unknown"}).`, { cause });
  }
}
