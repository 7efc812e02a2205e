// The log's one tree: RFC 6962 over its published roots, one a day, in the order of their publication. Its head is what a checkpoint states.
// Why roots and not events: docs/decisions/2026-11-29-a-checkpoint-over-roots.md.
import { createHash } from "node:crypto";
import { sha256 } from "../schema/canonical.ts";
import { rootOfLeaves } from "./merkle-proof.ts";

/** The root over the heads of all streams on one day. */
export interface DayRoot {
  /** A day in UTC. */
  readonly day: string;
  /** As hex. */
  readonly root: string;
}

/** The hash of the leaf of a day's root. The bytes of the leaf are the text after the first character, which is the RFC's mark of a leaf. */
export const rootLeaf = ({ day, root }: DayRoot): string => sha256("\u0000", `holdpoint/heads/v1\n${day}\n${root}\n`);

/** The hash of a node over the bytes of its children, as in RFC 6962; the node of the heads' tree hashes their hex (merkle.ts). */
export const rootsNode = (left: string, right: string): string =>
  createHash("sha256").update(`01${left}${right}`, "hex").digest("hex");

/** The root over the published roots, as hex; over none, the hash of nothing. */
export const rootOfRoots = (published: readonly DayRoot[]): string =>
  published.length === 0 ? sha256("") : rootOfLeaves(published.map(rootLeaf), rootsNode);
