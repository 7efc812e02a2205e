// Reads an export file as a log: first its manifest, then its lines as a stream, so that the memory does not grow with the file. The format is in
// export-format.ts and csv.ts.
import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import type { LogSource, StreamQuery, StreamRows } from "../../replay/source.ts";
import type { Sealed } from "../../schema/events.ts";
import { rowInCloudEvent } from "../cloudevents.ts";
import { CSV_HEADER, OPENED_CSV_HEADER, rowInCsvLine } from "../csv.ts";
import { jsonIn, Manifest, MANIFEST_BYTES, manifestBeside, rowInLine } from "../export-format.ts";
import type { FileRow } from "../row.ts";
import { CannotRun, systemCode } from "../shell.ts";
import { type ByteRange, type LineChunk, readLines } from "./lines.ts";

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

/** Receives each fault of a line, which is then skipped. */
export type OnLineFault = (fault: LineFault) => void;

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

/** The log in an export. Without `onFault`, a line with a fault throws `CannotRun`, because the answer would not be about the whole log. */
export function exportSource(file: ExportFile, { onFault = refuse(file) }: { onFault?: OnLineFault } = {}): LogSource {
  const { start, linesBefore } = wholeRange(file);
  return {
    async *streams(query = {}) {
      for await (const found of readRange(file, { range: { start, end: null }, linesBefore, query })) {
        if (isLineFault(found)) onFault(found);
        else yield found;
      }
    },
  };
}

/** The whole file: where its first line begins, and the number of lines before, which only NDJSON has: its manifest. */
export function wholeRange({ manifest }: ExportFile): { readonly start: number; readonly linesBefore: number } {
  const { start } = formatOf(manifest);
  return { start, linesBefore: start === 0 ? 0 : 1 };
}

/** A stream of a file, and the line and byte at which its first row stands. */
export interface FileStream extends StreamRows {
  readonly line: number;
  readonly start: number;
}

export const isLineFault = <Other extends object>(found: LineFault | Other): found is LineFault => "name" in found;

interface Reading {
  readonly range: ByteRange;
  /** The number of lines of the file before the range: the first one of the range is the next. */
  readonly linesBefore: number;
  readonly query?: StreamQuery;
  /** Called at the end, with the number of complete lines. */
  readonly onLines?: (count: number) => void;
}

/**
 * The streams in a part of a file, which begins where a line begins, and the faults of its lines. The fault of a line comes after the streams before
 * the line, and before the stream of the line: the order depends on nothing but the lines.
 */
export async function* readRange(file: ExportFile, reading: Reading): AsyncGenerator<LineFault | FileStream> {
  const { range, linesBefore, query = {}, onLines } = reading;
  const reader = streamReader(file, linesBefore, query);
  for await (const chunk of readLines(file.path, range)) {
    yield* reader.read(chunk);
    // Streams are in order, so no requested stream can follow.
    if (reader.isPast()) break;
  }
  yield* reader.end();
  onLines?.(reader.lines());
}

/** Puts the rows of lines together to streams. */
function streamReader(file: ExportFile, linesBefore: number, query: StreamQuery) {
  const format = formatOf(file.manifest);
  const { read, isPast } = lineReader(format, query);
  let [line, last]: [number, string] = [linesBefore, ""];
  let [rows, first]: [FileRow[], Pick<FileStream, "line" | "start">] = [[], { line: 0, start: 0 }];

  function* end(): Generator<FileStream> {
    const [row] = rows;
    if (row) yield { streamId: row.streamId, rows, ...openedIn(rows, file), ...first };
    rows = [];
  }
  return {
    *read({ lines, isCut }: LineChunk): Generator<LineFault | FileStream> {
      if (isCut) return yield { name: "line_cut", line: line + 1 };
      for (const { text, start } of lines) {
        line += 1;
        if (start === 0 && text === format.header) continue;
        const found = read(text);
        if (!found) {
          yield { name: "line_unreadable", line };
          continue;
        }
        const { streamId, row } = found;
        if (streamId !== last) {
          yield* end();
          if (streamId < last) yield { name: "stream_out_of_order", line };
          last = streamId;
        }
        if (row && rows.length === 0) first = { line, start };
        if (row) rows.push(row);
      }
    },
    end,
    lines: (): number => line - linesBefore,
    isPast: (): boolean => isPast(last),
  };
}

/** The byte at which the first stream begins after `from`; null when none does. Lines that are no event belong to the stream before. */
export async function streamStartAfter(file: ExportFile, from: number): Promise<number | null> {
  const format = formatOf(file.manifest);
  let before: string | null = null;
  // The rest of a line is skipped. If a line begins at `from`, this rest is the line end before it.
  let isRest = true;
  for await (const { lines, isCut } of readLines(file.path, { start: from - 1, end: null })) {
    for (const { text, start } of isCut ? [] : lines) {
      const streamId = isRest ? undefined : format.rowIn(text)?.streamId;
      isRest = false;
      if (streamId === undefined) continue;
      if (before !== null && streamId !== before) return start;
      before = streamId;
    }
  }
  return null;
}

/** The opened words of an opened export; nothing for a closed one. */
function openedIn(rows: readonly FileRow[], { manifest }: ExportFile): Pick<StreamRows, "openedWords"> {
  if (manifest.sealed === "closed") return {};
  const openedWords = rows.flatMap(({ version, opened }): [number, Sealed][] => (opened ? [[version, opened]] : []));
  return { openedWords: new Map(openedWords) };
}

const refuse =
  ({ path }: ExportFile): OnLineFault =>
  ({ name, line }) => {
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

/** A line of a file: its stream, and its row if the stream is requested. */
interface ReadLine {
  readonly streamId: string;
  readonly row: FileRow | null;
}

/** Parses the lines of the requested streams to rows. */
function lineReader(format: LineFormat, { ids, prefix }: StreamQuery) {
  const wanted: ReadonlySet<string> | null = ids ? new Set(ids) : null;
  const isWanted = (streamId: string): boolean =>
    (wanted === null || wanted.has(streamId)) && (prefix === undefined || streamId.startsWith(prefix));
  const end = wanted ? ([...wanted].toSorted().at(-1) ?? "") : prefix ? `${prefix}~` : null;
  const isAll = end === null;
  return {
    /** Null: the line is no event. */
    read: (text: string): ReadLine | null => {
      const skipped = isAll ? null : format.streamIn(text);
      const row = skipped === null || isWanted(skipped) ? format.rowIn(text) : null;
      const streamId = row?.streamId ?? skipped;
      if (streamId === null || (row === null && isWanted(streamId))) return null;
      return { streamId, row: row && isWanted(streamId) ? row : null };
    },
    isPast: (streamId: string): boolean => end !== null && streamId > end,
  };
}
