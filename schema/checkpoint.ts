// A checkpoint of a log (c2sp.org/tlog-checkpoint): the text of a signed note that states how many leaves the log's tree has, and its root
// hash. The log's own tree is in domain/roots-tree.ts; signatures are in signed-note.ts.
import * as z from "zod";
import { SIGNED_PREFIX } from "./log-signature.ts";
import { bytesOfBase64, isKeyName, parseNote } from "./signed-note.ts";

/** The name of the newest checkpoint among the files of a published log (c2sp.org/tlog-tiles). */
export const CHECKPOINT = "checkpoint";

/** The head of a log's tree. */
export interface Checkpoint {
  /** The name of the log: that of the installation, and of the key that signs. */
  readonly origin: string;
  /** The number of leaves. */
  readonly size: number;
  /** The root hash of the tree (RFC 6962), as hex. */
  readonly root: string;
}

const ROOT_BYTES = 32;

/**
 * The number that a decimal text states; null for leading zeroes, signs, other characters, and numbers above 2^53 - 1, which no log of this
 * product reaches.
 */
export function numberOfDecimal(text: string): number | null {
  const number = /^(?:0|[1-9]\d{0,15})$/.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(number) ? number : null;
}

/** The name of a log in its checkpoints, and of the key that signs them: a name without a scheme, such as `sales.example/holdpoint`. */
export const LogOrigin = z
  .string()
  .max(200)
  .refine((origin) => isKeyName(origin) && !origin.startsWith(SIGNED_PREFIX));

/** The text that is signed. Throws for an origin that is not a key's name, because the two are the same, and for values without a form. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  const text = `${origin}\n${size}\n${Buffer.from(root, "hex").toString("base64")}\n`;
  const read = parseCheckpointText(text);
  if (!isKeyName(origin) || read?.size !== size || read.root !== root) throw new Error("not a checkpoint");
  return text;
}

/**
 * The checkpoint of a note's text; null when it is malformed. Lines after the third are extensions: they are signed, must not be empty, and
 * are ignored.
 */
export function parseCheckpointText(text: string): Checkpoint | null {
  if (!text.endsWith("\n")) return null;
  const lines = text.slice(0, -1).split("\n");
  const [origin = "", decimal = "", base64 = ""] = lines;
  const [size, root] = [numberOfDecimal(decimal), bytesOfBase64(base64)];
  // An origin that begins like a text of the key's other signatures is refused, see log-signature.ts.
  if (lines.includes("") || origin.startsWith(SIGNED_PREFIX) || size === null || root?.length !== ROOT_BYTES)
    return null;
  return { origin, size, root: root.toString("hex") };
}

/** The note of a checkpoint's file, and what it states; null when either is malformed. Nothing is verified. */
export function parseCheckpoint(file: string) {
  const note = parseNote(file);
  const checkpoint = note && parseCheckpointText(note.text);
  return checkpoint && { note, checkpoint };
}
