// `holdpoint check`: whether an export is still what was written.
import { Command } from "@commander-js/extra-typings";
import { resolve } from "node:path";
import { checkExport } from "../check-export.ts";
import { tallyText } from "../found.ts";
import { many, progressOn } from "../progress.ts";
import type { Shell } from "../shell.ts";
import { openExportFile } from "../sources/export-file.ts";
import { type End, give } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint check log.ndjson
  $ npx holdpoint check log.csv --json           needs log.csv.manifest.json beside it

It needs the file alone: no key, no database, no network. It compares the file with its manifest and follows every stream's
chain of hashes. Whoever could write the file could write its manifest, too: compare the root with one you have from elsewhere.
Whether the decisions in it are right is for \`npx holdpoint verify --from log.ndjson\`.`;

export const checkCommand = (shell: Shell, end: End) =>
  new Command("check")
    .description("tell whether an export is still what was written")
    .argument("<export>", "an export, .ndjson or .csv")
    .option("--json", "answer in JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => {
      const opened = openExportFile(resolve(shell.cwd, file));
      const progress = progressOn(shell, "checking");
      const report = await checkExport(opened, progress.add);
      progress.end();
      const { manifest, streams, events, root, faultCount } = report;
      const isWhole = faultCount === 0;
      const said = isWhole
        ? `${file} is what was written on ${manifest.madeAt}, and every stream of it is a chain.`
        : `${file} is not what was written on ${manifest.madeAt}.`;
      const sum = `${many(events, "event")} of ${many(streams, "stream")}, personal words ${manifest.sealed}\nroot  ${root}`;
      give(shell, options, end, {
        code: isWhole ? 0 : 1,
        json: { holds: isWhole, ...report },
        text: `${isWhole ? "" : `${tallyText(report)}\n\n`}${said}\n${sum}`,
      });
    });
