// Proofs over a Merkle tree (RFC 6962, section 2.1): that a leaf is in it, and that a later tree continues an earlier one. The log has two
// trees: over the heads of a day (merkle.ts) and over the published roots (roots-tree.ts). All hashes are written as hex.
// Both directions follow the recursion of the RFC: a tree of more than one leaf has on the left the largest power of two of leaves that is
// less than the whole. Sizes may be up to 2^53 - 1, so nothing here shifts bits.

import { createHash } from "node:crypto";

/** The hash of a node over the bytes of its two children. */
export const hashNode = (left: string, right: string): string =>
  createHash("sha256").update(`01${left}${right}`, "hex").digest("hex");

/** The number of leaves on the left of a tree with `size` leaves, at least two. */
function leftOf(size: number): number {
  let left = 1;
  while (left * 2 < size) left *= 2;
  return left;
}

/** The root over a range of leaf hashes; at least one. */
function rootOf(leaves: readonly string[], start: number, size: number): string {
  const only = leaves[start];
  if (only === undefined) throw new Error(`no leaf ${start}`);
  if (size === 1) return only;
  const left = leftOf(size);
  return hashNode(rootOf(leaves, start, left), rootOf(leaves, start + left, size - left));
}

/** The root over leaf hashes. Throws without leaves: a tree's empty root is not a hash of nodes. */
export const rootOfLeaves = (leaves: readonly string[]): string => rootOf(leaves, 0, leaves.length);

/** The hashes beside the way from a leaf up to the root, from below (2.1.1). Throws for an index outside the tree. */
export function inclusionPath(leaves: readonly string[], index: number): readonly string[] {
  if (!isIndex(index, leaves.length)) throw new Error(`no leaf ${index} among ${leaves.length}`);
  const pathIn = (start: number, size: number): readonly string[] => {
    if (size === 1) return [];
    const left = leftOf(size);
    return index < start + left
      ? [...pathIn(start, left), rootOf(leaves, start + left, size - left)]
      : [...pathIn(start + left, size - left), rootOf(leaves, start, left)];
  };
  return pathIn(0, leaves.length);
}

const isIndex = (index: number, size: number): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;

/** A claim that a leaf is in a tree. */
export interface Inclusion {
  /** The hash of the leaf. */
  readonly leaf: string;
  readonly index: number;
  readonly size: number;
  readonly path: readonly string[];
}

/** The root of the tree that has this leaf at this place; null when the path has another length than such a tree, or the place is outside. */
export function rootOfPath({ leaf, index, size, path }: Inclusion): string | null {
  if (!isIndex(index, size)) return null;
  if (size === 1) return path.length === 0 ? leaf : null;
  const [left, beside] = [leftOf(size), path.at(-1)];
  if (beside === undefined) return null;
  const rest = path.slice(0, -1);
  const isLeft = index < left;
  const below = isLeft ? { index, size: left } : { index: index - left, size: size - left };
  const root = rootOfPath({ leaf, ...below, path: rest });
  if (root === null) return null;
  return isLeft ? hashNode(root, beside) : hashNode(beside, root);
}

/** Whether the leaf is at its place in the tree with this root. */
export const isIncluded = (inclusion: Inclusion, root: string): boolean => rootOfPath(inclusion) === root;

/** The hashes that show that the tree of all leaves continues the one of the first `earlier` (2.1.2). Throws when `earlier` is not 1 to all. */
export function consistencyProof(leaves: readonly string[], earlier: number): readonly string[] {
  if (!isIndex(earlier - 1, leaves.length)) throw new Error(`no tree of ${earlier} among ${leaves.length}`);
  /** `isKnown`: the range is the whole earlier tree, whose root a verifier has. */
  const proofIn = (start: number, size: number, known: number, isKnown: boolean): readonly string[] => {
    if (known === size) return isKnown ? [] : [rootOf(leaves, start, size)];
    const left = leftOf(size);
    return known <= left
      ? [...proofIn(start, left, known, isKnown), rootOf(leaves, start + left, size - left)]
      : [...proofIn(start + left, size - left, known - left, false), rootOf(leaves, start, left)];
  };
  return proofIn(0, leaves.length, earlier, true);
}

/** A tree as a checkpoint states it. */
export interface TreeHead {
  readonly size: number;
  readonly root: string;
}

/** Whether the later tree continues the earlier one. An earlier tree without leaves says nothing about a later one: false. */
export function isConsistent({
  earlier,
  later,
  proof,
}: {
  readonly earlier: TreeHead;
  readonly later: TreeHead;
  readonly proof: readonly string[];
}): boolean {
  if (!isIndex(earlier.size - 1, later.size)) return false;
  const roots = rootsOf({ size: later.size, known: earlier.size, proof, knownRoot: earlier.root });
  return roots !== null && roots[0] === earlier.root && roots[1] === later.root;
}

interface Range {
  readonly size: number;
  /** How many of its leaves are in the earlier tree. */
  readonly known: number;
  readonly proof: readonly string[];
  /** The root of the earlier tree while the range can be all of it. */
  readonly knownRoot: string | null;
}

/** The roots of the earlier and of the later tree within a range, as the proof has them; null when the proof has another length. */
function rootsOf({ size, known, proof, knownRoot }: Range): readonly [string, string] | null {
  if (known === size) {
    const [root, ...more] = knownRoot === null ? proof : [knownRoot, ...proof];
    return root === undefined || more.length > 0 ? null : [root, root];
  }
  const [left, beside, rest] = [leftOf(size), proof.at(-1), proof.slice(0, -1)];
  if (beside === undefined) return null;
  if (known <= left) {
    const roots = rootsOf({ size: left, known, proof: rest, knownRoot });
    return roots && [roots[0], hashNode(roots[1], beside)];
  }
  const roots = rootsOf({ size: size - left, known: known - left, proof: rest, knownRoot: null });
  return roots && [hashNode(beside, roots[0]), hashNode(beside, roots[1])];
}
