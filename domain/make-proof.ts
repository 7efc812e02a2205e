// Makes the checkpoint over the published roots, and the proof that a stream's head is under one of them.
import { formatCheckpoint } from "../schema/checkpoint.ts";
import type { LogSigner } from "../schema/log-signature.ts";
import type { Head } from "../schema/shipment.ts";
import { signNote, verifierKeyOf } from "../schema/signed-note.ts";
import { formatTlogProof } from "../schema/tlog-proof.ts";
import { headLeaf, merkleRoot } from "./merkle.ts";
import { inclusionPath } from "./merkle-proof.ts";
import { type DayRoot, rootLeaf, rootOfRoots } from "./roots-tree.ts";

/** The file of the signed checkpoint over all published roots. During a rotation both keys sign, so that either verifies it. */
export function makeCheckpoint(origin: string, published: readonly DayRoot[], signer: LogSigner): string {
  const keys = signer.before === null ? [signer.key] : [signer.key, signer.before];
  const signers = keys.map((key) => ({
    ...verifierKeyOf(origin, key),
    sign: (text: string) => signer.signNote(text, key),
  }));
  return signNote(formatCheckpoint({ origin, size: published.length, root: rootOfRoots(published) }), signers);
}

export interface ToProve {
  readonly streamId: Head["streamId"];
  readonly day: string;
  /** The heads under the root of that day, in ascending order of stream ids. */
  readonly heads: readonly Head[];
  /** The roots under the checkpoint, in the order of their publication. */
  readonly published: readonly DayRoot[];
  /** The file of the signed checkpoint over `published`. */
  readonly checkpoint: string;
}

/** The file of a proof; null when the day has no such root, or the root no such stream. */
export function makeProof({ streamId, day, heads, published, checkpoint }: ToProve): string | null {
  const at = heads.findIndex((head) => head.streamId === streamId);
  const head = heads[at];
  if (!head) return null;
  const root = merkleRoot(heads);
  const index = published.findIndex((one) => one.day === day && one.root === root);
  if (index === -1) return null;
  const inDay = inclusionPath(heads.map(headLeaf), at);
  return formatTlogProof({
    extra: { v: 1, day, head, index: at, streams: heads.length, path: [...inDay] },
    index,
    path: inclusionPath(published.map(rootLeaf), index),
    checkpoint,
  });
}
