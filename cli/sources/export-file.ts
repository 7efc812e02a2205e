// An export file as a log. It is read as a stream, line by line, whatever its size; its manifest is read first.
import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import type { LogSource, StreamQuery, StreamRows } from "../../replay/source.ts";
import type { StreamId } from "../../schema/ids.ts";
import type { Sealed } from "../../schema/events.ts";
import { CSV_HEADER, OPENED_CSV_HEADER, rowInCsvLine } from "../csv.ts";
import { jsonIn, Manifest, MANIFEST_BYTES, manifestBeside, rowInLine } from "../export-format.ts";
import type { FileRow } from "../row.ts";
import { CannotRun, systemCode } from "../shell.ts";
import { type LineChunk, readLines } from "./lines.ts";

export interface ExportFile {
  readonly path: string;
  readonly manifest: Manifest;
}

/** What is wrong with a file's lines, as opposed to the events in them. */
export const LINE_FAULTS = ["line_unreadable", "line_cut", "stream_out_of_order"] as const;
export type LineFaultName = (typeof LINE_FAULTS)[number];

export interface LineFault {
  readonly name: LineFaultName;
  /** From 1, which is the manifest or the header. */
  readonly line: number;
}

/** Who else wants to know what is read: each chunk's bytes for a digest, and the faults of lines, which are left out. */
export interface Listeners {
  readonly onBytes?: (bytes: Buffer) => void;
  readonly onFault?: (fault: LineFault) => void;
}

/** Opens an export. Throws `CannotRun` when there is none at `path`, or none that this version reads. */
export function openExportFile(path: string): ExportFile {
  try {
    if (statSync(path).isDirectory()) throw new CannotRun(`${path} is a folder, not an export.`);
    const isCsv = path.endsWith(".csv");
    const manifest = manifestIn(isCsv ? readFileSync(manifestBeside(path), "utf8") : firstLine(path), path);
    return { path, manifest };
  } catch (cause) {
    const code = systemCode(cause);
    if (code === null) throw cause;
    const what = code === "ENOENT" ? "is not there" : `cannot be read (${code})`;
    const advice = path.endsWith(".csv")
      ? `It needs ${manifestBeside(path)} beside it.`
      : "See `holdpoint export --help`.";
    throw new CannotRun(`The export ${path} ${what}.`, { advice, cause });
  }
}

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
        ? "Read it with the version that made it."
        : "It is not an export, or its making was interrupted.",
    },
  );
}

/** The log in an export. Without `onFault`, a line that cannot be read stops the reading: the answer would not be about the whole log. */
export function exportSource(file: ExportFile, { onBytes, onFault = refuse(file) }: Listeners = {}): LogSource {
  return {
    async *streams(query = {}) {
      const format = formatOf(file.manifest);
      const reader = lineReader({ format, query, onFault });
      let rows: FileRow[] = [];
      const stream = (streamId: StreamId): StreamRows => ({ streamId, rows, ...saidIn(rows, file) });
      for await (const chunk of readLines(file.path, format.start)) {
        onBytes?.(chunk.bytes);
        for (const row of reader.read(chunk)) {
          const known = rows[0]?.streamId;
          if (known !== undefined && known !== row.streamId) {
            yield stream(known);
            rows = [];
          }
          rows.push(row);
        }
        // Streams are in order: what comes now was not asked for. Whoever wants the bytes wants all of them.
        if (!onBytes && reader.isPast()) break;
      }
      const [first] = rows;
      if (first) yield stream(first.streamId);
    },
  };
}

/** What was opened, of an export that says so. */
function saidIn(rows: readonly FileRow[], { manifest }: ExportFile): Pick<StreamRows, "says"> {
  if (manifest.sealed === "closed") return {};
  const says = rows.flatMap(({ version, opened }): [number, Sealed][] => (opened ? [[version, opened]] : []));
  return { says: new Map(says) };
}

const refuse =
  ({ path }: ExportFile) =>
  ({ name, line }: LineFault): never => {
    throw new CannotRun(`Line ${line} of ${path} is damaged (${name}).`, {
      advice: `\`holdpoint check ${path}\` tells all that is wrong with it.`,
    });
  };

interface LineFormat {
  /** The first byte of what the manifest's digest is about. */
  readonly start: number;
  /** The line before the first event, when it is behind `start`. */
  readonly header: string | null;
  /** The stream of a line, without reading all of it; null when that takes reading it. */
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

const formatOf = ({ lines, sealed }: Manifest): LineFormat => (lines === "ndjson" ? NDJSON : csv(sealed === "opened"));

/** Lines to rows, those of the streams that are asked for. It knows where in the file it is. */
function lineReader({
  format,
  query: { ids, prefix },
  onFault,
}: {
  readonly format: LineFormat;
  readonly query: StreamQuery;
  readonly onFault: (fault: LineFault) => void;
}) {
  const asked: ReadonlySet<string> | null = ids ? new Set(ids) : null;
  const isAsked = (streamId: string): boolean =>
    (asked === null || asked.has(streamId)) && (prefix === undefined || streamId.startsWith(prefix));
  const end = asked ? ([...asked].toSorted().at(-1) ?? "") : prefix ? `${prefix}~` : null;
  const isAll = end === null;
  let line = format.header === null ? 1 : 0;
  let last = "";

  const rowIn = (text: string): FileRow | null => {
    const skipped = isAll ? null : format.streamIn(text);
    const row = skipped === null || isAsked(skipped) ? format.rowIn(text) : null;
    const streamId = row?.streamId ?? skipped;
    if (streamId === null || (row === null && isAsked(streamId))) {
      onFault({ name: "line_unreadable", line });
      return null;
    }
    if (streamId < last) onFault({ name: "stream_out_of_order", line });
    last = streamId;
    return row && isAsked(streamId) ? row : null;
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
