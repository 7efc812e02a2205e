// A Merkle tree while it grows from the left: one digest for each full subtree, so that memory is logarithmic in the number of leaves. Both trees of
// the log grow so: over the heads of all streams (merkle.ts), and over the published roots (roots-tree.ts).
import { sha256 } from "../schema/canonical.ts";
import { hashNode } from "./merkle-proof.ts";

/** A full subtree: its number of leaves, a power of two, and its root as hex. */
export interface Subtree {
  readonly size: number;
  readonly digest: string;
}

/** The full subtrees from left to right, each larger than the next, with one more leaf. */
export function withLeaf(subtrees: readonly Subtree[], leaf: string): Subtree[] {
  let grown: Subtree = { size: 1, digest: leaf };
  let left: readonly Subtree[] = subtrees;
  for (let before = left.at(-1); before?.size === grown.size; before = left.at(-1)) {
    grown = { size: grown.size * 2, digest: hashNode(before.digest, grown.digest) };
    left = left.slice(0, -1);
  }
  return [...left, grown];
}

/** The root over the leaves of these subtrees, as hex; over none, the hash of nothing (RFC 6962, 2.1). */
export const rootOfSubtrees = (subtrees: readonly Subtree[]): string =>
  subtrees.length === 0
    ? sha256("")
    : subtrees.map(({ digest }) => digest).reduceRight((right, digest) => hashNode(digest, right));
