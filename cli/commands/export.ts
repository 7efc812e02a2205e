// `holdpoint export`: the whole log as one file.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { manifestBeside } from "../export-format.ts";
import { many, progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { writeExport } from "../write-export.ts";
import { answer, type End, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint export log.ndjson
  $ npx holdpoint export log.csv             for a spreadsheet; its manifest is log.csv.manifest.json
  $ npx holdpoint export log.ndjson --from remote --database <id of EVENTS_0>

Personal words stay sealed under their keys. \`npx holdpoint check <file>\` tells whether a file is still what was written.`;

export const exportCommand = (shell: Shell, end: End) =>
  reading("export")
    .description("write the whole log to a file, with a manifest")
    .argument("<file>", "where to; a name that ends in .csv makes CSV, any other NDJSON")
    .option("--force", "replace a file that is there")
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => {
      const path = resolve(shell.cwd, file);
      if (!options.force && existsSync(path)) {
        throw new CannotRun(`${file} is there already.`, {
          advice: "Choose another name, or replace it with --force.",
        });
      }
      await answer(shell, options, end, async ({ log, file: read }) => {
        const progress = progressOn(shell, "writing");
        const manifest = await writeExport({
          log,
          path,
          lines: path.endsWith(".csv") ? "csv" : "ndjson",
          sealed: read?.manifest.sealed ?? "closed",
          madeAt: new Date(shell.now()).toISOString(),
          onEvents: progress.add,
        });
        progress.end();
        const beside = manifest.lines === "csv" ? `manifest   ${manifestBeside(file)}\n` : "";
        const text = `${file}: ${many(manifest.events, "event")} of ${many(manifest.streams, "stream")}\n${beside}root       ${manifest.root}\nsha256     ${manifest.sha256}`;
        return { code: 0, json: { file: path, manifest }, text };
      });
    });
