// An imported file on the desk: how large it may be, and what of it a preview's button applies. Nothing of a file is kept: the page of the preview carries it, and its digest
// shows that the file which is applied is the one that was previewed.
import { createHash } from "node:crypto";
import * as z from "zod";
import { type ColumnMap, mappedColumnIn } from "../../../domain/import/column-map.ts";
import type { ImportKind } from "../../../domain/import/meanings.ts";
import { err, ok, type Result } from "../../../schema/result.ts";
import type { UploadedFile } from "../request-fields.ts";

/** A request has to end while a person waits, and the file is in memory as often as it is sent. The command line streams larger ones. */
export const IMPORT_LIMITS = { bytes: 1_000_000, lines: 2_000 } as const;

/** Base64 has four characters for three bytes; then the other fields. */
export const UPLOAD_BYTES = Math.ceil(IMPORT_LIMITS.bytes / 3) * 4 + 20_000;

/** A longer list of columns is no list of columns. */
export const COLUMNS_CHARACTERS = 4_000;
const SOURCE_CHARACTERS = 200;
const NAME_CHARACTERS = 200;

/** What the fields of a form say about a file. */
export interface ImportedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What the person says of the columns, one a line: `Header=meaning`. */
  readonly columns: string;
  /** Of facts: who says so, where a row does not. */
  readonly source: string;
}

const texts = {
  columns: z.string().max(COLUMNS_CHARACTERS).default(""),
  source: z.string().trim().max(SOURCE_CHARACTERS).default(""),
};
const Uploaded = z.object({
  ...texts,
  file: z.custom<UploadedFile>((value) => typeof value === "object" && value !== null && "bytes" in value),
});
const Carried = z.object({ ...texts, name: z.string().max(NAME_CHARACTERS), content: z.base64() });

/** The file of the first form; null when it has none. A browser sends a file without a name where none was chosen. */
export function uploadedIn(fields: unknown): ImportedFile | null {
  const read = Uploaded.safeParse(fields);
  if (!read.success || (read.data.file.name === "" && read.data.file.bytes.length === 0)) return null;
  const { file, ...rest } = read.data;
  return { ...rest, name: file.name.slice(0, NAME_CHARACTERS), bytes: file.bytes };
}

/** The file that a preview carries. */
export function carriedIn(fields: unknown): ImportedFile | null {
  const read = Carried.safeParse(fields);
  if (!read.success) return null;
  const { content, ...rest } = read.data;
  return { ...rest, bytes: Buffer.from(content, "base64") };
}

/** The fields with which a preview carries the file. */
export const carried = ({ name, bytes, columns, source }: ImportedFile): Readonly<Record<string, string>> => ({
  name,
  columns,
  source,
  content: Buffer.from(bytes).toString("base64"),
});

/** Identifies a file with everything that says how it is read. */
export const digestOfFile = (kind: ImportKind, { name, bytes, columns, source }: ImportedFile): string =>
  createHash("sha256")
    .update(JSON.stringify([kind, name, columns, source]))
    .update("\0")
    .update(bytes)
    .digest("hex");

/** What the person says of the columns; or the line that says nothing. */
export function columnMapIn(kind: ImportKind, columns: string): Result<ColumnMap, string> {
  const lines = columns.split(/\r?\n/u).filter((line) => line.trim() !== "");
  const map = lines.map((line) => mappedColumnIn(kind, line));
  const wrong = map.findIndex((column) => column === null);
  return wrong === -1 ? ok(map.filter((column) => column !== null)) : err(lines[wrong]?.trim() ?? "");
}
