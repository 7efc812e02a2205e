// The file of a proof that a stream's head is in the log (c2sp.org/tlog-proof@v1). Its leaf is the root of a day; `extra` has the head and its
// path to that root, so that a verifier makes the leaf again. Nothing in `extra` is trusted. Checking is in domain/check-proof.ts.
import * as z from "zod";
import { canonicalJson } from "./canonical.ts";
import { numberOfDecimal } from "./checkpoint.ts";
import { Day, Hex64 } from "./formats.ts";
import { RootHead } from "./root-file.ts";
import { bytesOfBase64 } from "./signed-note.ts";

/** The head of a stream, and its place among the heads under the root of a day. */
export const HeadInDay = z.strictObject({
  v: z.literal(1),
  day: Day,
  head: RootHead,
  /** The place of the head among all heads of that day, from 0. */
  index: z.int().min(0),
  /** The number of heads under that day's root. */
  streams: z.int().min(1),
  /** The hashes beside the way from the head up to the day's root. */
  path: z.array(Hex64),
});
export type HeadInDay = z.infer<typeof HeadInDay>;

/** A proof as its file has it. */
export interface TlogProof {
  readonly extra: HeadInDay;
  /** The place of the day's root among all published roots, from 0. */
  readonly index: number;
  /** The hashes beside the way from the day's root up to the checkpoint's, as hex. */
  readonly path: readonly string[];
  /** The file of the signed checkpoint, unread. */
  readonly checkpoint: string;
}

const FIRST_LINE = "c2sp.org/tlog-proof@v1";
const HASH_BYTES = 32;
/** The longest file in bytes of UTF-8. A proof of this product has about 5 KB. */
const MOST_PROOF_BYTES = 1_000_000;

/** The file of a proof. */
export function formatTlogProof({ extra, index, path, checkpoint }: TlogProof): string {
  const json = Buffer.from(canonicalJson(HeadInDay.parse(extra)), "utf8").toString("base64");
  const hashes = path.map((hash) => Buffer.from(hash, "hex").toString("base64"));
  return [FIRST_LINE, `extra ${json}`, `index ${index}`, ...hashes, "", checkpoint].join("\n");
}

/**
 * The proof in a file; null when it is malformed. Bytes must be UTF-8. A proof without `extra` is well formed for others, but proves nothing
 * here, and is malformed, too. `extra` must be canonical, so that one proof has one file.
 */
export function parseTlogProof(file: string | Uint8Array): TlogProof | null {
  const text = typeof file === "string" ? file : textOf(file);
  if (text === null || Buffer.byteLength(text, "utf8") > MOST_PROOF_BYTES) return null;
  const end = text.indexOf("\n\n");
  const [first, extraLine = "", indexLine = "", ...hashes] = text.slice(0, Math.max(end, 0)).split("\n");
  if (first !== FIRST_LINE || !extraLine.startsWith("extra ") || !indexLine.startsWith("index ")) return null;
  const extra = parseExtra(extraLine.slice("extra ".length));
  const index = numberOfDecimal(indexLine.slice("index ".length));
  const path = hashes.map(bytesOfBase64).filter((hash) => hash?.length === HASH_BYTES);
  if (extra === null || index === null || path.length !== hashes.length) return null;
  return { extra, index, path: path.map((hash) => hash!.toString("hex")), checkpoint: text.slice(end + 2) };
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

function parseExtra(base64: string): HeadInDay | null {
  const json = textOf(bytesOfBase64(base64) ?? new Uint8Array());
  try {
    const extra = HeadInDay.safeParse(JSON.parse(json ?? ""));
    return extra.success && canonicalJson(extra.data) === json ? extra.data : null;
  } catch {
    return null;
  }
}
