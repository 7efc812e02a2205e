// `holdpoint companies|facts|contacts export`: writes what is recorded to a file, or to stdout, as the desk streams it. Such a file is imported again as it is.
import { Command } from "@commander-js/extra-typings";
import { createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ExportKind } from "../../domain/import/own-file.ts";
import { deskClient, type DeskOptions } from "../desk-client.ts";
import { reasonOption, requireReason } from "../reason-options.ts";
import { CannotRun, type Shell } from "../shell.ts";

const exporting = (kind: ExportKind, description: string, more = "") =>
  new Command("export")
    .description(description)
    .option("--file <path>", "write to this file, otherwise to stdout")
    .option("--force", "replace an existing file")
    .option("--desk <url>", "the desk to use instead of the one of `npm start`; or set HOLDPOINT_DESK_URL")
    .option("--state <folder>", "another folder of local state, for its token")
    .addHelpText(
      "after",
      `\nExamples\n  $ npx holdpoint ${kind} export --file ${kind}.csv${more}\n  $ npx holdpoint ${kind} import ${kind}.csv      says that all of it is the same`,
    );

/** Companies, or facts: they say nothing about persons. */
export const openExport = (shell: Shell, kind: "companies" | "facts") =>
  exporting(kind, `write the ${kind} that are recorded as CSV`).action((options) =>
    written(shell, options, { path: `/export/${kind}`, body: null }),
  );

/** Contacts: who exports them and why is in the log before the first of them is read. */
export const contactsExport = (shell: Shell) =>
  exporting(
    "contacts",
    "write the contacts as CSV; the log records who does so and why",
    ' --reason other --why "the new CRM"',
  )
    .addOption(reasonOption())
    .option("--why <note>", "the reason in your own words; needed without --reason", "")
    .action((options) => {
      requireReason(options);
      const { reason, why } = options;
      return written(shell, options, { path: "/export/contacts", body: { reason, why } });
    });

interface FileOptions extends DeskOptions {
  readonly file?: string | undefined;
  readonly force?: true | undefined;
}

async function written(
  shell: Shell,
  options: FileOptions,
  { path, body }: { readonly path: string; readonly body: object | null },
): Promise<void> {
  const { file } = options;
  const to = file === undefined ? null : resolve(shell.cwd, file);
  if (to !== null && options.force !== true && existsSync(to))
    throw new CannotRun(`${file} exists already.`, { advice: "Choose another name, or replace it with --force." });
  const chunks = await deskClient(shell, options).download(path, body);
  if (to !== null) return writeFile(chunks, to);
  // The mark of the encoding is part of the file.
  const decoder = new TextDecoder("utf-8", { fatal: false, ignoreBOM: true });
  for await (const chunk of chunks) shell.out(decoder.decode(chunk, { stream: true }));
}

/** Writes beside the file first, so that a part of an export is never taken for the whole. */
async function writeFile(chunks: AsyncIterable<Uint8Array>, to: string): Promise<void> {
  const part = `${to}.part`;
  try {
    await pipeline(Readable.from(chunks), createWriteStream(part));
    renameSync(part, to);
  } catch (cause) {
    rmSync(part, { force: true });
    if (cause instanceof CannotRun) throw cause;
    throw new CannotRun(`The file ${to} cannot be written.`, { cause });
  }
}
