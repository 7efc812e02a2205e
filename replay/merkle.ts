// One digest over the heads of all streams: a Merkle tree as in RFC 6962, whose leaves and nodes cannot be taken for each other.
import { sha256 } from "../schema/canonical.ts";
import type { StreamId } from "../schema/ids.ts";
import type { StreamRows } from "./source.ts";

/** The last event of a stream. Its hash covers every event before it. */
export interface Head {
  readonly streamId: StreamId;
  readonly version: number;
  readonly hash: string;
}

/** The head of a stream as its last row gives it; null for a stream without rows. */
export function headOf({ streamId, rows }: StreamRows): Head | null {
  const last = rows.at(-1);
  return last ? { streamId, version: last.version, hash: last.hash } : null;
}

const leafOf = ({ streamId, version, hash }: Head): string => sha256("\u0000", `${streamId}@${version}:${hash}`);
const nodeOf = (left: string, right: string): string => sha256("\u0001", left, right);

export interface MerkleTree {
  /** Takes the next head. Throws when ids do not ascend: another order would be another root. */
  add(head: Head): void;
  /** The root over the heads so far, as hex. */
  root(): string;
  count(): number;
}

/** A tree that grows from the left and keeps one digest for each full subtree: memory is the logarithm of the number of streams. */
export function merkleTree(): MerkleTree {
  let subtrees: readonly { readonly size: number; readonly digest: string }[] = [];
  let [count, last] = [0, ""];
  return {
    add: (head) => {
      if (head.streamId <= last) throw new Error(`head ${head.streamId} does not come after ${last}`);
      last = head.streamId;
      count += 1;
      let grown = { size: 1, digest: leafOf(head) };
      let left = subtrees;
      for (let before = left.at(-1); before?.size === grown.size; before = left.at(-1)) {
        grown = { size: grown.size * 2, digest: nodeOf(before.digest, grown.digest) };
        left = left.slice(0, -1);
      }
      subtrees = [...left, grown];
    },
    root: () =>
      subtrees.length === 0
        ? sha256("")
        : subtrees.map(({ digest }) => digest).reduceRight((right, digest) => nodeOf(digest, right)),
    count: () => count,
  };
}

/** The root over heads in ascending order of their streams' ids. */
export function merkleRoot(heads: Iterable<Head>): string {
  const tree = merkleTree();
  for (const head of heads) tree.add(head);
  return tree.root();
}
