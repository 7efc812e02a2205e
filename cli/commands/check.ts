// `holdpoint check`: compares an export with its manifest. The check itself is in check-export.ts.
import { Command } from "@commander-js/extra-typings";
import { resolve } from "node:path";
import { checkExport } from "../check-export.ts";
import { logKeyArgument } from "../arguments.ts";
import { tallyText } from "../tally.ts";
import { many, progressOn } from "../progress.ts";
import type { Shell } from "../shell.ts";
import { openExportFile } from "../sources/export-file.ts";
import { type SetExitCode, printAnswer } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint check log.ndjson
  $ npx holdpoint check log.csv --json           needs log.csv.manifest.json beside it

This command needs only the file: no key, no database, no network. It compares the file with its manifest, follows every stream's
chain of hashes and checks that the last event of each is signed by the log's key. A person who makes a new log with a new key can sign
it: name the key with --key, and compare the root with one from another place.
To check the decisions in the export, run \`npx holdpoint verify --from log.ndjson\`.`;

export const checkCommand = (shell: Shell, end: SetExitCode) =>
  new Command("check")
    .description("check that an export is unchanged since it was written")
    .argument("<export>", "an export, .ndjson or .csv")
    .option("--key <public key>", "the newest key of the log’s signatures, from another place", logKeyArgument)
    .option("--json", "print the answer as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => {
      const opened = openExportFile(resolve(shell.cwd, file));
      const progress = progressOn(shell, "checking");
      const report = await checkExport(opened, { logKey: options.key ?? null, onEvents: progress.add });
      progress.end();
      const { manifest, streams, events, root, faultCount } = report;
      const isWhole = faultCount === 0;
      const result = isWhole
        ? `${file} is unchanged since ${manifest.madeAt}, and every stream in it is a chain that the log’s key has signed.`
        : `${file} was changed since ${manifest.madeAt}.`;
      const sum = `${many(events, "event")} of ${many(streams, "stream")}, personal words ${manifest.sealed}\nroot  ${root}\nkey   ${report.logKey ?? "none"}`;
      printAnswer(shell, options, end, {
        code: isWhole ? 0 : 1,
        json: { holds: isWhole, ...report },
        text: `${isWhole ? "" : `${tallyText(report)}\n\n`}${result}\n${sum}`,
      });
    });
