// Reads an export file as a log: first its manifest, then its lines as a stream, so that the memory does not grow with the file. The format is in
// export-format.ts and csv.ts.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import type { LogSource, StreamQuery, StreamRows } from "../../replay/source.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Sealed } from "../../schema/events.ts";
import { rowInCloudEvent } from "../cloudevents.ts";
import { CSV_HEADER, OPENED_CSV_HEADER, rowInCsvLine } from "../csv.ts";
import { jsonIn, Manifest, MANIFEST_BYTES, manifestBeside, rowInLine } from "../export-format.ts";
import type { FileRow } from "../row.ts";
import { CannotRun, systemCode } from "../shell.ts";
import { type LineChunk, readLines } from "./lines.ts";

export interface ExportFile {
  readonly path: string;
  readonly manifest: Manifest;
}

/** Faults of the lines of a file. Faults of the events in the lines are in replay/faults.ts. */
export const LINE_FAULTS = ["line_unreadable", "line_cut", "stream_out_of_order"] as const;
export type LineFaultName = (typeof LINE_FAULTS)[number];

export interface LineFault {
  readonly name: LineFaultName;
  /** The line number; line 1 is the manifest or the header. */
  readonly line: number;
}

/** Callbacks during reading: `onBytes` gets each chunk's bytes, for a digest; `onFault` gets the faults of lines, which are then skipped. */
export interface Listeners {
  readonly onBytes?: (bytes: Buffer) => void;
  readonly onFault?: (fault: LineFault) => void;
}

/** Opens an export. Throws `CannotRun` when there is no file at `path`, or this version cannot read it. */
export function openExportFile(path: string): ExportFile {
  try {
    if (statSync(path).isDirectory()) throw new CannotRun(`${path} is a folder, not an export.`);
    const manifest = manifestIn(
      hasManifestBeside(path) ? readFileSync(manifestBeside(path), "utf8") : firstLine(path),
      path,
    );
    return { path, manifest };
  } catch (cause) {
    const code = systemCode(cause);
    if (code === null) throw cause;
    const what = code === "ENOENT" ? "does not exist" : `cannot be read (${code})`;
    const advice = path.endsWith(".csv")
      ? `It needs ${manifestBeside(path)} beside it.`
      : "See `holdpoint export --help`.";
    throw new CannotRun(`The export ${path} ${what}.`, { advice, cause });
  }
}

/** Only NDJSON has its manifest inside. A file that was opened by another name than it was written under is NDJSON, or has no manifest. */
const hasManifestBeside = (path: string): boolean => path.endsWith(".csv") || existsSync(manifestBeside(path));

function firstLine(path: string): string {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(MANIFEST_BYTES);
    return bytes.toString("utf8", 0, readSync(file, bytes));
  } finally {
    closeSync(file);
  }
}

function manifestIn(text: string, path: string): Manifest {
  const value = jsonIn(text);
  const manifest = Manifest.safeParse(value);
  if (manifest.success) return manifest.data;
  const isNewer = typeof value === "object" && value !== null && "v" in value && value.v !== 1;
  throw new CannotRun(
    isNewer ? `${path} is an export of another version (${String(value.v)}).` : `${path} has no manifest of an export.`,
    {
      advice: isNewer
        ? "Read it with the version that wrote it."
        : "It is not an export, or writing it was interrupted.",
    },
  );
}

/** The log in an export. Without `onFault`, an unreadable line throws `CannotRun`, because the answer would not be about the whole log. */
export function exportSource(file: ExportFile, { onBytes, onFault = refuse(file) }: Listeners = {}): LogSource {
  return {
    async *streams(query = {}) {
      const format = formatOf(file.manifest);
      const reader = lineReader({ format, query, onFault });
      let rows: FileRow[] = [];
      const stream = (streamId: StreamId): StreamRows => ({ streamId, rows, ...openedIn(rows, file) });
      for await (const chunk of readLines(file.path, format.start)) {
        onBytes?.(chunk.bytes);
        for (const row of reader.read(chunk)) {
          const current = rows[0]?.streamId;
          if (current !== undefined && current !== row.streamId) {
            yield stream(current);
            rows = [];
          }
          rows.push(row);
        }
        // Streams are in order, so no requested stream can follow. With `onBytes` the whole file is read.
        if (!onBytes && reader.isPast()) break;
      }
      const [first] = rows;
      if (first) yield stream(first.streamId);
    },
  };
}

/** The opened words of an opened export; nothing for a closed one. */
function openedIn(rows: readonly FileRow[], { manifest }: ExportFile): Pick<StreamRows, "openedWords"> {
  if (manifest.sealed === "closed") return {};
  const openedWords = rows.flatMap(({ version, opened }): [number, Sealed][] => (opened ? [[version, opened]] : []));
  return { openedWords: new Map(openedWords) };
}

const refuse =
  ({ path }: ExportFile) =>
  ({ name, line }: LineFault): never => {
    throw new CannotRun(`Line ${line} of ${path} is damaged (${name}).`, {
      advice: `\`holdpoint check ${path}\` lists all its faults.`,
    });
  };

interface LineFormat {
  /** The first byte that the manifest's digest covers. */
  readonly start: number;
  /** The header line before the first event, if there is one after `start`. */
  readonly header: string | null;
  /** The stream id of a line, read without parsing the whole line; null when that is not possible. */
  readonly streamIn: (line: string) => string | null;
  readonly rowIn: (line: string) => FileRow | null;
}

const between = (line: string, start: string, end: string): string | null =>
  line.startsWith(start) ? line.slice(start.length, line.indexOf(end, start.length)) : null;

const NDJSON: LineFormat = {
  start: MANIFEST_BYTES,
  header: null,
  streamIn: (line) => between(line, '{"streamId":"', '"'),
  rowIn: rowInLine,
};
const csv = (isOpened: boolean): LineFormat => ({
  start: 0,
  header: (isOpened ? OPENED_CSV_HEADER : CSV_HEADER).slice(0, -1),
  streamIn: (line) => between(line, '"', '"'),
  rowIn: (line) => (line.endsWith("\r") ? rowInCsvLine(line.slice(0, -1), isOpened) : null),
});

const CLOUDEVENTS: LineFormat = {
  start: 0,
  header: null,
  // The id is the second attribute of a line that this program wrote.
  streamIn: (line) => between(line, '{"specversion":"1.0","id":"', "@"),
  rowIn: rowInCloudEvent,
};

function formatOf({ lines, sealed }: Manifest): LineFormat {
  switch (lines) {
    case "ndjson":
      return NDJSON;
    case "csv":
      return csv(sealed === "opened");
    case "cloudevents":
      return CLOUDEVENTS;
  }
}

/** Parses the lines of the requested streams to rows, and keeps the current line number. */
function lineReader({
  format,
  query: { ids, prefix },
  onFault,
}: {
  readonly format: LineFormat;
  readonly query: StreamQuery;
  readonly onFault: (fault: LineFault) => void;
}) {
  const wanted: ReadonlySet<string> | null = ids ? new Set(ids) : null;
  const isWanted = (streamId: string): boolean =>
    (wanted === null || wanted.has(streamId)) && (prefix === undefined || streamId.startsWith(prefix));
  const end = wanted ? ([...wanted].toSorted().at(-1) ?? "") : prefix ? `${prefix}~` : null;
  const isAll = end === null;
  // Only NDJSON has a line that is not read here: its manifest.
  let line = format.start === 0 ? 0 : 1;
  let last = "";

  const rowIn = (text: string): FileRow | null => {
    const skipped = isAll ? null : format.streamIn(text);
    const row = skipped === null || isWanted(skipped) ? format.rowIn(text) : null;
    const streamId = row?.streamId ?? skipped;
    if (streamId === null || (row === null && isWanted(streamId))) {
      onFault({ name: "line_unreadable", line });
      return null;
    }
    if (streamId < last) onFault({ name: "stream_out_of_order", line });
    last = streamId;
    return row && isWanted(streamId) ? row : null;
  };
  return {
    read: ({ lines, isCut }: LineChunk): readonly FileRow[] => {
      if (isCut) onFault({ name: "line_cut", line: line + 1 });
      const rows: FileRow[] = [];
      for (const text of isCut ? [] : lines) {
        line += 1;
        if (line === 1 && text === format.header) continue;
        const row = rowIn(text);
        if (row) rows.push(row);
      }
      return rows;
    },
    isPast: (): boolean => end !== null && last > end,
  };
}
