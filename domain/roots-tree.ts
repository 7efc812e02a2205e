// The log's one tree: RFC 6962 over its published roots, one a day, in the order of their publication. Its head is what a checkpoint states.
// Why roots and not events: docs/decisions/2026-11-29-a-checkpoint-over-roots.md.
import { sha256 } from "../schema/canonical.ts";
import type { StoredEvent } from "../schema/events.ts";
import { rootOfLeaves } from "./merkle-proof.ts";
import { rootOfSubtrees, type Subtree, withLeaf } from "./subtrees.ts";

/** The root over the heads of all streams on one day. */
export interface DayRoot {
  /** A day in UTC. */
  readonly day: string;
  /** As hex. */
  readonly root: string;
}

/** A root as the log published it, with the checkpoint over it and all before it. */
export interface PublishedRoot extends DayRoot {
  readonly checkpoint: string;
}

/** The entry of a day's root: the bytes of its leaf are this text. */
export const rootEntry = ({ day, root }: DayRoot): string => `holdpoint/heads/v1\n${day}\n${root}\n`;

/** The hash of the leaf of a day's root. The first character is the RFC's mark of a leaf. */
export const rootLeaf = (published: DayRoot): string => sha256("\u0000", rootEntry(published));

/** The root over the published roots, as hex; over none, the hash of nothing. */
export const rootOfRoots = (published: readonly DayRoot[]): string =>
  published.length === 0 ? sha256("") : rootOfLeaves(published.map(rootLeaf));

/** The roots that these events published, in the order of their publication. */
export const publishedRoots = (events: readonly StoredEvent[]): readonly PublishedRoot[] =>
  events.flatMap((event) => {
    if (event.type !== "RootPublished") return [];
    const { day, root, checkpoint } = event.payload;
    return { day, root, checkpoint };
  });

/** The tree while it grows, with one hash for each full subtree: a checkpoint of every size can be compared in one pass. */
export interface GrowingRoots {
  add(root: DayRoot): void;
  readonly size: () => number;
  /** The root over the roots so far; over none, the hash of nothing. */
  readonly root: () => string;
}

export function growingRoots(): GrowingRoots {
  let [subtrees, size]: [readonly Subtree[], number] = [[], 0];
  return {
    add: (published) => {
      subtrees = withLeaf(subtrees, rootLeaf(published));
      size += 1;
    },
    size: () => size,
    root: () => rootOfSubtrees(subtrees),
  };
}
