// Writes a log to an export file, stream by stream. It writes to `<name>.part` and renames the file at the end, so that a file under the final name
// is always complete.
import { createHash } from "node:crypto";
import { type FileHandle, open, rename, rm, writeFile } from "node:fs/promises";
import { AUDIT_STREAM, learnKeys, logKeysOf } from "../domain/log-keys.ts";
import { merkleTree } from "../domain/merkle.ts";
import type { LogSource } from "../replay/source.ts";
import { cloudEventLine } from "./cloudevents.ts";
import { CSV_HEADER, csvEventLine, OPENED_CSV_HEADER } from "./csv.ts";
import { eventLine, headLine, type Manifest, manifestBeside, manifestLine, MANIFEST_BYTES } from "./export-format.ts";
import { CannotRun, systemCode } from "./shell.ts";

const BUFFER_CHARACTERS = 1 << 20;

export interface ExportJob {
  readonly log: LogSource;
  readonly path: string;
  readonly lines: Manifest["lines"];
  /** `opened`: the opened words of the streams are written beside the events. */
  readonly sealed: Manifest["sealed"];
  readonly madeAt: string;
  /** The fingerprint of the installation's SYSTEM_KEY. */
  readonly systemKey?: string | undefined;
  readonly onEvents: (count: number) => void;
}

/** Writes the export and returns its manifest. Throws `CannotRun` when the file cannot be written, and removes the incomplete file. */
export async function writeExport(job: ExportJob): Promise<Manifest> {
  const part = `${job.path}.part`;
  try {
    const file = await open(part, "w", 0o600);
    try {
      const manifest = await writeLines(file, job);
      if (job.lines !== "ndjson") await writeFile(manifestBeside(job.path), manifestLine(manifest), { mode: 0o600 });
      else await file.write(manifestLine(manifest), 0);
      await file.sync();
      await rename(part, job.path);
      return manifest;
    } finally {
      await file.close();
    }
  } catch (cause) {
    await rm(part, { force: true });
    const code = systemCode(cause);
    if (code === null) throw cause;
    throw new CannotRun(`${job.path} cannot be written (${code}).`, { cause });
  }
}

/** The line of an event in each format. */
const LINES = { ndjson: eventLine, csv: csvEventLine, cloudevents: cloudEventLine } as const;

async function writeLines(
  file: FileHandle,
  { log, lines, madeAt, sealed, systemKey, onEvents }: ExportJob,
): Promise<Manifest> {
  const lineOf = LINES[lines];
  const bytes = createHash("sha256");
  const heads = createHash("sha256");
  const tree = merkleTree();
  let [streams, events] = [0, 0];
  const isOpened = sealed === "opened";
  let text = lines === "csv" ? (isOpened ? OPENED_CSV_HEADER : CSV_HEADER) : "";
  const flush = async (): Promise<void> => {
    const buffer = Buffer.from(text, "utf8");
    text = "";
    bytes.update(buffer);
    await file.write(buffer);
  };

  // The manifest's line is reserved here, and overwritten when the counts and digests are known.
  if (lines === "ndjson") await file.write("".padEnd(MANIFEST_BYTES));
  const logKeys = logKeysOf();
  for await (const { streamId, rows, openedWords } of log.streams()) {
    if (streamId === AUDIT_STREAM) learnKeys(rows, logKeys);
    for (const row of rows) text += lineOf(isOpened ? { ...row, opened: openedWords?.get(row.version) ?? null } : row);
    const head = rows.at(-1);
    if (head) {
      heads.update(headLine(head));
      tree.add(head);
    }
    streams += 1;
    events += rows.length;
    onEvents(rows.length);
    if (text.length > BUFFER_CHARACTERS) await flush();
  }
  await flush();
  return {
    format: "holdpoint-export",
    v: 1,
    lines,
    madeAt,
    streams,
    events,
    heads: heads.digest("hex"),
    root: tree.root(),
    logKey: logKeys.newest(),
    ...(systemKey === undefined ? {} : { systemKey }),
    sha256: bytes.digest("hex"),
    sealed,
  };
}
