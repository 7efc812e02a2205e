// Tests the proofs over both trees against the definitions of RFC 6962, for every size up to 70 and for larger ones, and against the cases of
// another implementation.
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../testing/corpora.ts";
import { runs } from "../testing/properties.ts";
import { headsNode } from "./merkle.ts";
import {
  consistencyProof,
  type HashNode,
  inclusionPath,
  isConsistent,
  isIncluded,
  rootOfLeaves,
  rootOfPath,
} from "./merkle-proof.ts";
import { rootsNode } from "./roots-tree.ts";

const TREES = [
  ["the heads of a day", headsNode],
  ["the published roots", rootsNode],
] as const;
const LEAVES = Array.from({ length: 2_000 }, (_, index) => createHash("sha256").update(`leaf ${index}`).digest("hex"));
const other = "f".repeat(64);

/** MTH, PATH and SUBPROOF as section 2.1 of the RFC writes them, over lists that are cut in two. */
const split = (leaves: readonly string[]) => {
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return [leaves.slice(0, left), leaves.slice(left)] as const;
};
function mth(leaves: readonly string[], node: HashNode): string {
  if (leaves.length === 1) return leaves[0]!;
  const [left, right] = split(leaves);
  return node(mth(left, node), mth(right, node));
}
function pathOf(m: number, leaves: readonly string[], node: HashNode): readonly string[] {
  if (leaves.length === 1) return [];
  const [left, right] = split(leaves);
  return m < left.length
    ? [...pathOf(m, left, node), mth(right, node)]
    : [...pathOf(m - left.length, right, node), mth(left, node)];
}
function subproof(m: number, leaves: readonly string[], isWhole: boolean, node: HashNode): readonly string[] {
  if (m === leaves.length) return isWhole ? [] : [mth(leaves, node)];
  const [left, right] = split(leaves);
  return m <= left.length
    ? [...subproof(m, left, isWhole, node), mth(right, node)]
    : [...subproof(m - left.length, right, false, node), mth(left, node)];
}

/** Wrong versions of a proof: each hash changed, one hash less or more at either end. */
const wrong = (proof: readonly string[]): readonly (readonly string[])[] => [
  ...proof.map((_, index) => proof.with(index, other)),
  ...(proof.length > 0 ? [proof.slice(1), proof.slice(0, -1)] : []),
  [...proof, other],
  [other, ...proof],
];

describe.for(TREES)("a proof over %s", ([, node]) => {
  it("of inclusion is that of the RFC for every leaf and size up to 70, and holds for nothing else", ({ expect }) => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = LEAVES.slice(0, size);
      const root = mth(leaves, node);
      expect(rootOfLeaves(leaves, node)).toBe(root);
      for (const [index, leaf] of leaves.entries()) {
        const path = inclusionPath(leaves, index, node);
        expect(path).toEqual(pathOf(index, leaves, node));
        expect(isIncluded({ leaf, index, size, path }, root, node)).toBe(true);
        expect(isIncluded({ leaf: other, index, size, path }, root, node)).toBe(false);
        for (const at of [index - 1, index + 1, size])
          expect(isIncluded({ leaf, index: at, size, path }, root, node)).toBe(false);
        expect(wrong(path).filter((one) => isIncluded({ leaf, index, size, path: one }, root, node))).toEqual([]);
      }
    }
  });

  it("of consistency is that of the RFC for every two sizes up to 70, and holds for nothing else", ({ expect }) => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = LEAVES.slice(0, size);
      const later = { size, root: mth(leaves, node) };
      for (let known = 1; known <= size; known += 1) {
        const earlier = { size: known, root: mth(leaves.slice(0, known), node) };
        const proof = consistencyProof(leaves, known, node);
        expect(proof).toEqual(subproof(known, leaves, true, node));
        expect(isConsistent({ earlier, later, proof }, node)).toBe(true);
        expect(isConsistent({ earlier: { ...earlier, root: other }, later, proof }, node)).toBe(false);
        expect(isConsistent({ earlier, later: { ...later, root: other }, proof }, node)).toBe(false);
        expect(wrong(proof).filter((one) => isConsistent({ earlier, later, proof: one }, node))).toEqual([]);
      }
    }
  });

  it("is that of the RFC for larger trees", ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: 71, max: LEAVES.length }), fc.nat(), (size, pick) => {
        const leaves = LEAVES.slice(0, size);
        const [index, root] = [pick % size, mth(leaves, node)];
        const path = inclusionPath(leaves, index, node);
        expect(path).toEqual(pathOf(index, leaves, node));
        expect(isIncluded({ leaf: leaves[index]!, index, size, path }, root, node)).toBe(true);
        const earlier = { size: index + 1, root: mth(leaves.slice(0, index + 1), node) };
        const proof = consistencyProof(leaves, index + 1, node);
        expect(proof).toEqual(subproof(index + 1, leaves, true, node));
        expect(isConsistent({ earlier, later: { size, root }, proof }, node)).toBe(true);
      }),
      runs(20),
    );
  });
});

describe("a place or size that no tree has", () => {
  it.for([-1, 5, 1.5, NaN, 2 ** 53])("is refused: %d of 5", (index, { expect }) => {
    const leaves = LEAVES.slice(0, 5);
    const root = rootOfLeaves(leaves, rootsNode);
    expect(() => inclusionPath(leaves, index, rootsNode)).toThrow("no leaf");
    expect(() => consistencyProof(leaves, index + 1, rootsNode)).toThrow("no tree");
    expect(rootOfPath({ leaf: leaves[0]!, index, size: 5, path: [] }, rootsNode)).toBeNull();
    const trees = { earlier: { size: index + 1, root }, later: { size: 5, root } };
    expect(isConsistent({ ...trees, proof: [] }, rootsNode)).toBe(false);
  });

  it("is refused in a tree without leaves", ({ expect }) => {
    expect(() => rootOfLeaves([], rootsNode)).toThrow("no leaf");
    expect(() => inclusionPath([], 0, rootsNode)).toThrow("no leaf");
  });

  it("is found in the largest tree, whose first leaf is one level deeper than its last", ({ expect }) => {
    const size = Number.MAX_SAFE_INTEGER;
    const path = Array.from({ length: 53 }, () => other);
    const isLong = (index: number, levels: number) =>
      rootOfPath({ leaf: other, index, size, path: path.slice(0, levels) }, rootsNode) !== null;
    expect([52, 53].map((levels) => isLong(0, levels))).toEqual([false, true]);
    expect([52, 53].map((levels) => isLong(size - 1, levels))).toEqual([true, false]);
  });
});

/** The leaves of the test trees of Certificate Transparency, in hexadecimal. */
const CT_LEAVES = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
const [hash, list] = [z.string(), z.array(z.string())];
const expected = z.enum(["accepted", "refused"]);
const InclusionRow = z.strictObject({
  id: hash,
  index: z.number(),
  size: z.number(),
  root: hash,
  leaf: hash,
  path: list,
  expected,
});
const ConsistencyRow = z.strictObject({
  id: hash,
  size1: z.number(),
  size2: z.number(),
  root1: hash,
  root2: hash,
  proof: list,
  expected,
});

describe("the cases of transparency-dev/merkle", () => {
  const leaves = CT_LEAVES.map((leaf) => createHash("sha256").update(`00${leaf}`, "hex").digest("hex"));

  it.for(corpusRows("merkle/inclusion.jsonl", InclusionRow))("inclusion $id is $expected", (row, { expect }) => {
    expect(isIncluded(row, row.root, rootsNode)).toBe(row.expected === "accepted");
    // One accepted case is a tree of another leaf.
    if (row.expected === "refused" || row.leaf !== leaves[row.index]) return;
    expect(rootOfLeaves(leaves.slice(0, row.size), rootsNode)).toBe(row.root);
    expect(inclusionPath(leaves.slice(0, row.size), row.index, rootsNode)).toEqual(row.path);
  });

  it.for(corpusRows("merkle/consistency.jsonl", ConsistencyRow))("consistency $id is $expected", (row, { expect }) => {
    const [earlier, later] = [
      { size: row.size1, root: row.root1 },
      { size: row.size2, root: row.root2 },
    ];
    expect(isConsistent({ earlier, later, proof: row.proof }, rootsNode)).toBe(row.expected === "accepted");
    if (row.expected === "refused") return;
    expect(consistencyProof(leaves.slice(0, row.size2), row.size1, rootsNode)).toEqual(row.proof);
  });
});
