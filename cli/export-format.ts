// An export: a manifest that says what must be in it, and every event of the log as it was hashed.
//   NDJSON  the manifest is the first line, padded with spaces, for it is written last; then a line per event
//   CSV     for spreadsheets: a header, then a line per event; the manifest lies beside it as `<name>.manifest.json`
// Streams are in ascending order of their ids, versions in order.
import { z } from "zod";
import type { EventRow } from "../schema/shipment.ts";
import { type FileRow, isRow, withOpened } from "./row.ts";

const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

export const Manifest = z.strictObject({
  format: z.literal("holdpoint-export"),
  v: z.literal(1),
  lines: z.enum(["ndjson", "csv"]),
  madeAt: z.iso.datetime(),
  streams: z.int().min(0),
  events: z.int().min(0),
  /** SHA-256 over `<stream id> <version> <hash>\n` of each stream's last event. */
  heads: hex64,
  /** The Merkle root over the same heads. */
  root: hex64,
  /** Of every byte after the manifest's line. */
  sha256: hex64,
  /** Whether personal words are still under their keys. */
  sealed: z.enum(["closed", "opened"]),
});
export type Manifest = z.infer<typeof Manifest>;

/** Room for any manifest: its line is written over when the rest is known. */
export const MANIFEST_BYTES = 1_024;

export function manifestLine(manifest: Manifest): string {
  const text = JSON.stringify(manifest);
  if (text.length >= MANIFEST_BYTES) throw new Error("the manifest outgrew its place");
  return `${text.padEnd(MANIFEST_BYTES - 1)}\n`;
}

export const manifestBeside = (path: string): string => `${path}.manifest.json`;

/** What a head adds to the digest of all heads. */
export const headLine = ({ streamId, version, hash }: Pick<EventRow, "streamId" | "version" | "hash">): string =>
  `${streamId} ${version} ${hash}\n`;

/** The stream comes first, so that a reader who looks for one need not parse the others. */
export const eventLine = ({ streamId, version, hash, body, opened }: FileRow): string =>
  `{"streamId":${JSON.stringify(streamId)},"version":${version},"hash":${JSON.stringify(hash)},"body":${JSON.stringify(body)}${opened ? `,"opened":${JSON.stringify(opened)}` : ""}}\n`;

/** The row in a line of NDJSON; null when there is none. */
export function rowInLine(line: string): FileRow | null {
  const value = jsonIn(line);
  if (isRow(value)) return value;
  if (typeof value !== "object" || value === null || !("opened" in value)) return null;
  const { opened, ...row } = value;
  return isRow(row) ? withOpened(row, opened) : null;
}

export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
