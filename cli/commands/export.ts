// `holdpoint export`: writes the whole log to one file. The format is in export-format.ts; writing is in write-export.ts.
import { Option } from "@commander-js/extra-typings";
import { existsSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { deskClient } from "../desk-client.ts";
import { type Manifest, manifestBeside } from "../export-format.ts";
import { announceOpening, openedLog } from "../open-words.ts";
import { many } from "../../domain/counted.ts";
import { progressOn } from "../progress.ts";
import { CannotRun, type Shell } from "../shell.ts";
import { REQUEST_OPTION, reasonOption } from "../reason-options.ts";
import { saysWhy } from "../../schema/notes.ts";
import { exportSource, openExportFile } from "../sources/export-file.ts";
import { type ExportJob, writeExport } from "../write-export.ts";
import { answer, type SetExitCode, reading } from "./reading.ts";

const EXAMPLES = `
Examples
  $ npx holdpoint export log.ndjson
  $ npx holdpoint export log.csv             for a spreadsheet; its manifest is log.csv.manifest.json
  $ npx holdpoint export log.cloudevents --format cloudevents   for other systems: CloudEvents 1.0, one a line
  $ npx holdpoint export log.ndjson --from log.cloudevents      and back, with the same lines
  $ npx holdpoint export log.ndjson --from remote --database <id of EVENTS_0>
  $ npx holdpoint export open.ndjson --open --reason audit --why "of the data protection officer"

Personal words stay sealed under their keys. \`npx holdpoint check <file>\` checks that a file is unchanged.
With --open the personal words are written in clear beside their events. You request this through the desk, and the installation opens the
words. Before that, its log records who opened them and why: the event ExportOpened in ad_audit. --why is sealed under a key of the month.`;

export const exportCommand = (shell: Shell, end: SetExitCode) =>
  reading("export")
    .description("write the whole log to a file, with a manifest")
    .argument("<file>", "the file to write; CSV if its name ends in .csv, otherwise NDJSON or --format")
    .addOption(
      new Option("--format <format>", "the format of the lines; otherwise it follows from the file’s name").choices([
        "ndjson",
        "csv",
        "cloudevents",
      ] as const),
    )
    .option("--force", "replace an existing file")
    .option("--open", "write personal words in clear; the log records this")
    .addOption(reasonOption())
    .option("--why <note>", "with --open: the reason in your own words; needed without --reason", "")
    .option("--request <id>", REQUEST_OPTION)
    .option(
      "--desk <url>",
      "with --open: the desk of the installation; otherwise HOLDPOINT_DESK_URL, otherwise the desk of npm start",
    )
    .addHelpText("after", EXAMPLES)
    .action(async (file, options) => {
      const path = resolve(shell.cwd, file);
      if (!options.force && existsSync(path)) {
        throw new CannotRun(`${file} exists already.`, {
          advice: "Choose another name, or replace it with --force.",
        });
      }
      if ((options.open === true) !== saysWhy(options)) {
        throw new CannotRun("Opening personal words needs a reason: --open goes together with --reason or --why.");
      }
      const desk = options.open ? deskClient(shell, options) : null;
      await answer(shell, options, end, async ({ log, file: read, fingerprints }) => {
        if (desk && read) throw new CannotRun("Personal words can be opened only from a live log, not from an export.");
        const progress = progressOn(shell, "writing");
        const job: ExportJob = {
          log,
          path,
          lines: formatOf(path, options.format),
          sealed: read?.manifest.sealed ?? "closed",
          madeAt: new Date(shell.now()).toISOString(),
          systemKey: fingerprints?.SYSTEM_KEY,
          onEvents: progress.add,
        };
        const manifest = desk
          ? await writeOpened(
              job,
              (closed) => announceOpening(desk, closed, options),
              (log) => openedLog(log, desk),
            )
          : await writeExport(job);
        progress.end();
        const beside = manifest.lines !== "ndjson" ? `manifest   ${manifestBeside(file)}\n` : "";
        const words =
          manifest.sealed === "opened"
            ? "personal words are in clear: store this file as safely as personal data\n"
            : "";
        const text = `${file}: ${many(manifest.events, "event")} of ${many(manifest.streams, "stream")}\n${words}${beside}root       ${manifest.root}\nsha256     ${manifest.sha256}`;
        return { code: 0, json: { file: path, manifest }, text };
      });
    });

/** The chosen format; otherwise that of the file's name. A CSV is read by its name, so it must have it. */
function formatOf(path: string, chosen: Manifest["lines"] | undefined): Manifest["lines"] {
  const named = path.endsWith(".csv") ? "csv" : "ndjson";
  if (chosen !== undefined && (named === "csv") !== (chosen === "csv"))
    throw new CannotRun(
      `The name of a file in the format ${chosen} ${named === "csv" ? "must not end" : "must end"} in .csv.`,
    );
  return chosen ?? named;
}

/**
 * Writes the sealed log to a temporary file first, announces exactly this log (its root and counts), and then opens it. So the log's record
 * describes the events that were opened.
 */
async function writeOpened(
  job: ExportJob,
  announce: (closed: Manifest) => Promise<void>,
  open: (log: ExportJob["log"]) => ExportJob["log"],
): Promise<Manifest> {
  const path = `${job.path}.closed`;
  try {
    await announce(await writeExport({ ...job, path, lines: "ndjson", onEvents: () => undefined }));
    return await writeExport({ ...job, log: open(exportSource(openExportFile(path))), sealed: "opened" });
  } finally {
    rmSync(path, { force: true });
  }
}
