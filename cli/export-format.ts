// The format of an export: a manifest with counts and digests, and every event of the log with its hashed text.
//   NDJSON  the first line is the manifest, padded with spaces, because it is written last; then one line for each event
//   CSV     for spreadsheets: a header, then one line for each event; the manifest is a file beside it, `<name>.manifest.json`
//   CloudEvents  for other systems: one line for each event; the manifest is beside it likewise (cloudevents.ts)
// Streams are in ascending order of their ids, versions in order. Writing and reading files is in write-export.ts and sources/export-file.ts.
import * as z from "zod";
import { KeyFingerprint } from "../schema/installation-keys.ts";
import type { EventRow } from "../schema/shipment.ts";
import { type FileRow, isRow, withOpened } from "./row.ts";
import { Hex64, Instant, LogPublicKey } from "../schema/formats.ts";

export const Manifest = z.strictObject({
  format: z.literal("holdpoint-export"),
  v: z.literal(1),
  lines: z.enum(["ndjson", "csv", "cloudevents"]),
  madeAt: Instant,
  streams: z.int().min(0),
  events: z.int().min(0),
  /** SHA-256 over `<stream id> <version> <hash>\n` of each stream's last event. */
  heads: Hex64,
  /** The Merkle root over the same heads. */
  root: Hex64,
  /** The newest public key of the log's signatures; null for an empty log. Keep it elsewhere, too: `holdpoint check --key` compares. */
  logKey: LogPublicKey.nullable(),
  /** The fingerprint of the installation's SYSTEM_KEY; missing when the log had none. With another key no address names a contact here. */
  systemKey: KeyFingerprint.optional(),
  /** SHA-256 of all bytes after the manifest's line. */
  sha256: Hex64,
  /** `closed`: personal words are sealed under their keys. `opened`: they are written in clear beside the events. */
  sealed: z.enum(["closed", "opened"]),
});
export type Manifest = z.infer<typeof Manifest>;

/** The length of the manifest's line: enough for any manifest. The line is reserved first, and overwritten at the end. */
export const MANIFEST_BYTES = 1_024;

export function manifestLine(manifest: Manifest): string {
  const text = JSON.stringify(manifest);
  if (text.length >= MANIFEST_BYTES) throw new Error("the manifest is longer than its reserved line");
  return `${text.padEnd(MANIFEST_BYTES - 1)}\n`;
}

export const manifestBeside = (path: string): string => `${path}.manifest.json`;

/** The line of a head in the digest of all heads. */
export const headLine = ({ streamId, version, hash }: Pick<EventRow, "streamId" | "version" | "hash">): string =>
  `${streamId} ${version} ${hash}\n`;

/**
 * The line of an event. The stream id is first, so that a reader can skip other streams without parsing their lines; the hashed text is last and as
 * it is, so that it is hashed as bytes and parsed once. A text that is no JSON, which only a damaged log has, is kept in quotes, as `body`.
 */
export function eventLine({ body, ...beside }: FileRow): string {
  const { streamId, version, hash, signature, sealed, opened } = beside;
  const fields = { streamId, version, hash, signature, sealed, ...(opened === undefined ? {} : { opened }) };
  const isPlain = !body.includes("\n") && jsonIn(body) !== undefined;
  return `${JSON.stringify(fields).slice(0, -1)},${isPlain ? `"event":${body}` : `"body":${JSON.stringify(body)}`}}\n`;
}

/** Comes before the text of an event. No string in a line has this text, because JSON strings escape quotes. */
const EVENT = ',"event":';

/** The row in a line of NDJSON; null when the line is no event. */
export function rowInLine(line: string): FileRow | null {
  const at = line.indexOf(EVENT);
  if (at === -1) return rowIn(jsonIn(line));
  const fields = line.endsWith("}") ? jsonIn(`${line.slice(0, at)}}`) : undefined;
  if (typeof fields !== "object" || fields === null || "body" in fields) return null;
  return rowIn(Object.assign(fields, { body: line.slice(at + EVENT.length, -1) }));
}

function rowIn(value: unknown): FileRow | null {
  if (isRow(value)) return value;
  if (typeof value !== "object" || value === null || !("opened" in value)) return null;
  const { opened, ...row } = value;
  return isRow(row) ? withOpened(row, opened) : null;
}

/** The parsed value, or undefined when the text is no JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
