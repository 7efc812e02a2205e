// `holdpoint check`: checks a file that was kept of a log: an export, the proof of a contact's events, a sent message, a checkpoint. The checks
// themselves are in check-export.ts and check-witness.ts.
import { Command } from "@commander-js/extra-typings";
import { resolve } from "node:path";
import { parseVerifierKey } from "../../schema/signed-note.ts";
import { checkExport } from "../check-export.ts";
import { comparedAnswer, type Kept, keptIn, proofAnswer, signedAnswer } from "../check-witness.ts";
import { keyArgument } from "../arguments.ts";
import { tallyText } from "../tally.ts";
import { many } from "../../domain/counted.ts";
import { progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { chooseSource } from "../sources/choose-source.ts";
import { openExportFile } from "../sources/export-file.ts";
import { type Answer, collected, type SetExitCode, printAnswer } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint check log.ndjson
  $ npx holdpoint check log.csv --json                    needs log.csv.manifest.json beside it
  $ npx holdpoint check receipt.tlog-proof --key _RckOFqgx1tk…
  $ npx holdpoint check mail.eml --from log.ndjson        a message that was sent: does the log still have what it says?
  $ npx holdpoint check checkpoint --from local

An export needs only the file: it is compared with its manifest, every stream's chain of hashes is followed, and the last event of each must be
signed by the log's key. A person who makes a new log with a new key can sign it: name the key with --key, and compare the root with one from
another place. To check the decisions in an export, run \`npx holdpoint verify --from log.ndjson\`.
A proof needs only the public key. Proof, message and checkpoint are compared with the log that --from names: was it cut or forked after
them? With --key alone, of a message and a checkpoint only the signatures are checked.`;

export const checkCommand = (shell: Shell, end: SetExitCode) =>
  new Command("check")
    .description("check a file that was kept of a log: an export, a proof, a sent message, a checkpoint")
    .argument("<file>", "an export (.ndjson or .csv), a .tlog-proof, a message (.eml), or a checkpoint")
    .option("--key <public key>", "the newest key of the log’s signatures, from another place", keyArgument)
    .option("--origin <name>", "for a proof: the name of the log that it must be of")
    .option("--from <source>", "for a message or a checkpoint: the log (local, remote, or an export)")
    .option("--database <id>", "with --from remote: a D1 database, once for each of EVENTS_0, EVENTS_1, …", collected)
    .option("--state <folder>", "with --from local: another folder of local state")
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => {
      const { key = null } = options;
      const path = resolve(shell.cwd, file);
      const kept = keptIn(path);
      const answer =
        kept === null
          ? await exportAnswer(file, path, { key, shell })
          : kept.kind === "proof" && options.from === undefined
            ? proofAnswer(file, kept.text, { key, origin: options.origin })
            : await keptAnswer(file, kept, { key, shell, options });
      printAnswer(shell, options, end, answer);
    });

interface Given {
  readonly key: string | null;
  readonly shell: Shell;
}
interface KeptGiven extends Given {
  readonly options: {
    readonly from?: string | undefined;
    readonly database?: readonly string[] | undefined;
    readonly state?: string | undefined;
  };
}

async function keptAnswer(
  file: string,
  kept: Kept,
  { key, shell, options: { from, ...options } }: KeptGiven,
): Promise<Answer> {
  if (from === undefined) {
    if (key !== null && kept.kind !== "proof") return signedAnswer(file, kept, key);
    throw new CannotRun(`Name the log that ${file} is compared with: --from local, or --from <export>.`, {
      advice: "With --key <public key> alone, only its signatures are checked.",
    });
  }
  const source = await chooseSource(shell, { from, ...options });
  try {
    return await comparedAnswer(file, kept, source);
  } finally {
    await source.close();
  }
}

async function exportAnswer(file: string, path: string, { key, shell }: Given): Promise<Answer> {
  const opened = openExportFile(path);
  const progress = progressOn(shell, "checking");
  const report = await checkExport(opened, {
    logKey: key && (parseVerifierKey(key)?.key ?? key),
    onEvents: progress.add,
  });
  progress.end();
  const { manifest, streams, events, root, faultCount } = report;
  const isWhole = faultCount === 0;
  const result = isWhole
    ? `${file} is unchanged since ${manifest.madeAt}, and every stream in it is a chain that the log’s key has signed.`
    : `${file} was changed since ${manifest.madeAt}.`;
  const sum = `${many(events, "event")} of ${many(streams, "stream")}, personal words ${manifest.sealed}\nroot  ${root}\nkey   ${report.logKey ?? "none"}`;
  return {
    code: isWhole ? 0 : 1,
    json: { holds: isWhole, ...report },
    text: `${isWhole ? "" : `${tallyText(report)}\n\n`}${result}\n${sum}`,
  };
}
