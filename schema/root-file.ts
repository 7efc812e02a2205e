// The file of a daily root: a header line with the Merkle root, then one line for every head under it, in ascending order of stream ids.
// A reader who kept the file can check later that each head is still an event of the log: then no event up to it was removed or
// changed.
import * as z from "zod";
import { StreamId } from "./ids.ts";
import type { Head } from "./shipment.ts";
import { Day, Hex64, Instant, LogPublicKey } from "./formats.ts";

export const RootHeader = z.strictObject({
  format: z.literal("holdpoint-root"),
  v: z.literal(1),
  day: Day,
  /** The Merkle root over the heads below (a tree as in RFC 6962, over hex digests; a leaf is `<stream id>@<version>:<hash>`). */
  root: Hex64,
  streams: z.int().min(0),
  /** The number of events up to these heads. */
  events: z.int().min(0),
  /** When the last head was read. Heads are read one after the other while events are appended, so they are of different moments. */
  madeAt: Instant,
  /** The public key of the log's signatures on that day. */
  logKey: LogPublicKey,
  /** The signed checkpoint over this root and all before it. */
  checkpoint: z.string(),
  /** The command that compares this file with a log. */
  check: z.string().max(200),
});
export type RootHeader = z.infer<typeof RootHeader>;

export const RootHead = z.strictObject({ streamId: StreamId, version: z.int().min(1), hash: Hex64 });

export const rootFileName = (day: string): string => `${day}.ndjson`;

/** The names that the file of a root may have: that of its day, or one of its own when the day has another root. */
export const rootFileNames = (day: string, root: string): readonly string[] => [
  rootFileName(day),
  rootFileName(`${day}-${root.slice(0, 12)}`),
];

/** The header line. */
export const rootHeaderLine = (of: Omit<RootHeader, "format" | "v" | "check">): string =>
  `${JSON.stringify({
    format: "holdpoint-root",
    v: 1,
    ...of,
    check: `npx holdpoint verify --root ${rootFileName(of.day)}`,
  } satisfies RootHeader)}\n`;

/** The line of one head. */
export const rootHeadLine = ({ streamId, version, hash }: Head): string =>
  `${JSON.stringify({ streamId, version, hash } satisfies Head)}\n`;
