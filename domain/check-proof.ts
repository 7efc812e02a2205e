// Checks a proof that a stream's head is in the log, with the log's public key alone: no database, no network. From the head and its path
// follows the root of a day, from that the leaf, from that and its path the root of the checkpoint, which the log's key signed.
// docs/verify.py does the same in another language, and a test compares the two.
import { parseCheckpoint } from "../schema/checkpoint.ts";
import { LogPublicKey } from "../schema/formats.ts";
import { err, ok, type Result } from "../schema/result.ts";
import type { Head } from "../schema/shipment.ts";
import { openNote, parseVerifierKey, type VerifierKey, verifierKeyOf } from "../schema/signed-note.ts";
import { parseTlogProof } from "../schema/tlog-proof.ts";
import { headLeaf } from "./merkle.ts";
import { isIncluded, rootOfPath } from "./merkle-proof.ts";
import { rootLeaf } from "./roots-tree.ts";

/** Why a proof is refused, in the order in which it is checked. */
export type ProofRefusal =
  /** The file is not a proof of this product. */
  | "proof_malformed"
  /** The checkpoint in it is none, or not a signed note. */
  | "checkpoint_malformed"
  /** The checkpoint is of another log than the one that was asked for. */
  | "origin_differs"
  /** A known key's signature under the checkpoint is wrong. */
  | "signature_wrong"
  /** No key that was given is the one of the checkpoint's log. */
  | "key_unknown"
  /** The path of the head is not one of a tree with so many streams. Another head gives another root, so it is `root_not_included`. */
  | "head_not_included"
  /** The day's root that follows from the head is not under the checkpoint. */
  | "root_not_included";

/** What a proof shows: this event was the last of its stream when the root of `day` was made, and its hash covers every event before. */
export interface Proved {
  readonly origin: string;
  /** The number of published roots under the checkpoint. */
  readonly size: number;
  readonly day: string;
  readonly head: Head;
}

export interface KeysOfLog {
  /** The log that the proof must be of; without it, any log whose key is among `keys`. */
  readonly origin?: string | undefined;
  /** Verifier keys (`<name>+<id>+<base64>`) or public keys of the log (base64url), which count for any origin. */
  readonly keys: readonly string[];
}

/** Checks the file of a proof. Throws for a key of another form: it is the caller's, not the proof's. */
export function checkProof(file: string | Uint8Array, { origin, keys }: KeysOfLog): Result<Proved, ProofRefusal> {
  const known = keys.map(keyOf);
  const proof = parseTlogProof(file);
  if (!proof) return err("proof_malformed");
  const parsed = parseCheckpoint(proof.checkpoint);
  if (!parsed) return err("checkpoint_malformed");
  const { note, checkpoint } = parsed;
  if (origin !== undefined && origin !== checkpoint.origin) return err("origin_differs");
  const opened = openNote(
    note,
    known.map((key) => key(checkpoint.origin)),
  );
  if (!opened.ok) return opened;
  // A key of another name may have signed, too, such as that of a witness. It does not speak for this log.
  if (!opened.value.some(({ name }) => name === checkpoint.origin)) return err("key_unknown");

  const { day, head, index, streams, path } = proof.extra;
  const root = rootOfPath({ leaf: headLeaf(head), index, size: streams, path });
  if (root === null) return err("head_not_included");
  const inclusion = { leaf: rootLeaf({ day, root }), index: proof.index, size: checkpoint.size, path: proof.path };
  if (!isIncluded(inclusion, checkpoint.root)) return err("root_not_included");
  return ok({ origin: checkpoint.origin, size: checkpoint.size, day, head });
}

/** The key that a text names for an origin. */
function keyOf(text: string): (origin: string) => VerifierKey {
  if (LogPublicKey.safeParse(text).success) return (origin) => verifierKeyOf(origin, text);
  const key = parseVerifierKey(text);
  if (!key) throw new Error("not a verifier key or public key of a log");
  return () => key;
}
