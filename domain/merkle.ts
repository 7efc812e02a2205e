// One digest over the heads of all streams: a Merkle tree (RFC 6962).
import * as z from "zod";
import { sha256 } from "../schema/canonical.ts";
import type { EventRow, Head } from "../schema/shipment.ts";
import { rootOfSubtrees, withLeaf } from "./subtrees.ts";

/** The head of a stream from its last row; null for a stream without rows. */
export function headOf({ streamId, rows }: Pick<Head, "streamId"> & { rows: readonly EventRow[] }): Head | null {
  const last = rows.at(-1);
  return last ? { streamId, version: last.version, hash: last.hash } : null;
}

/** The hash of the leaf of a head. */
export const headLeaf = ({ streamId, version, hash }: Head): string =>
  sha256("\u0000", `${streamId}@${version}:${hash}`);

/** The state of an unfinished tree, from which another process can continue it. */
export const MerkleState = z.strictObject({
  /** The full subtrees from left to right, each larger than the next. */
  subtrees: z.array(z.strictObject({ size: z.int().min(1), digest: z.string() })),
  count: z.int().min(0),
  /** The id of the last head's stream; empty before the first. */
  last: z.string(),
});
export type MerkleState = z.infer<typeof MerkleState>;

const NO_HEADS: MerkleState = { subtrees: [], count: 0, last: "" };

export interface MerkleTree {
  /** Adds the next head. Throws when stream ids do not ascend: another order would give another root. */
  add(head: Head): void;
  /** The root over the heads so far, as hex. */
  root(): string;
  count(): number;
  state(): MerkleState;
}

/**
 * A tree that grows from the left (subtrees.ts): memory is logarithmic in the number of streams. `from` is the state of an earlier tree to continue.
 */
export function merkleTree(from = NO_HEADS): MerkleTree {
  let { subtrees, count, last } = from;
  return {
    add: (head) => {
      if (head.streamId <= last) throw new Error(`head ${head.streamId} does not come after ${last}`);
      last = head.streamId;
      count += 1;
      subtrees = withLeaf(subtrees, headLeaf(head));
    },
    root: () => rootOfSubtrees(subtrees),
    count: () => count,
    state: () => ({ subtrees, count, last }),
  };
}

/** The root over heads in ascending order of their streams' ids. */
export function merkleRoot(heads: Iterable<Head>): string {
  const tree = merkleTree();
  for (const head of heads) tree.add(head);
  return tree.root();
}
