// Tests the proofs over a tree against the definitions of RFC 6962, for every size up to 70 and for larger ones, and against the cases of
// another implementation.
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import * as z from "zod";
import { corpusRows } from "../testing/corpora.ts";
import { runs } from "../testing/properties.ts";
import {
  consistencyProof,
  hashNode,
  inclusionPath,
  isConsistent,
  isIncluded,
  rootOfLeaves,
  rootOfPath,
} from "./merkle-proof.ts";

const LEAVES = Array.from({ length: 2_000 }, (_, index) => createHash("sha256").update(`leaf ${index}`).digest("hex"));
const other = "f".repeat(64);

/** MTH, PATH and SUBPROOF as section 2.1 of the RFC writes them, over lists that are cut in two. */
const split = (leaves: readonly string[]) => {
  const left = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return [leaves.slice(0, left), leaves.slice(left)] as const;
};
function mth(leaves: readonly string[]): string {
  if (leaves.length === 1) return leaves[0]!;
  const [left, right] = split(leaves);
  return hashNode(mth(left), mth(right));
}
function pathOf(m: number, leaves: readonly string[]): readonly string[] {
  if (leaves.length === 1) return [];
  const [left, right] = split(leaves);
  return m < left.length ? [...pathOf(m, left), mth(right)] : [...pathOf(m - left.length, right), mth(left)];
}
function subproof(m: number, leaves: readonly string[], isWhole: boolean): readonly string[] {
  if (m === leaves.length) return isWhole ? [] : [mth(leaves)];
  const [left, right] = split(leaves);
  return m <= left.length
    ? [...subproof(m, left, isWhole), mth(right)]
    : [...subproof(m - left.length, right, false), mth(left)];
}

/** Wrong versions of a proof: each hash changed, one hash less or more at either end. */
const wrong = (proof: readonly string[]): readonly (readonly string[])[] => [
  ...proof.map((_, index) => proof.with(index, other)),
  ...(proof.length > 0 ? [proof.slice(1), proof.slice(0, -1)] : []),
  [...proof, other],
  [other, ...proof],
];

describe("a proof", () => {
  it("of inclusion is that of the RFC for every leaf and size up to 70, and holds for nothing else", ({ expect }) => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = LEAVES.slice(0, size);
      const root = mth(leaves);
      expect(rootOfLeaves(leaves)).toBe(root);
      for (const [index, leaf] of leaves.entries()) {
        const path = inclusionPath(leaves, index);
        expect(path).toEqual(pathOf(index, leaves));
        expect(isIncluded({ leaf, index, size, path }, root)).toBe(true);
        expect(isIncluded({ leaf: other, index, size, path }, root)).toBe(false);
        for (const at of [index - 1, index + 1, size])
          expect(isIncluded({ leaf, index: at, size, path }, root)).toBe(false);
        expect(wrong(path).filter((one) => isIncluded({ leaf, index, size, path: one }, root))).toEqual([]);
      }
    }
  });

  it("of consistency is that of the RFC for every two sizes up to 70, and holds for nothing else", ({ expect }) => {
    for (let size = 1; size <= 70; size += 1) {
      const leaves = LEAVES.slice(0, size);
      const later = { size, root: mth(leaves) };
      for (let known = 1; known <= size; known += 1) {
        const earlier = { size: known, root: mth(leaves.slice(0, known)) };
        const proof = consistencyProof(leaves, known);
        expect(proof).toEqual(subproof(known, leaves, true));
        expect(isConsistent({ earlier, later, proof })).toBe(true);
        expect(isConsistent({ earlier: { ...earlier, root: other }, later, proof })).toBe(false);
        expect(isConsistent({ earlier, later: { ...later, root: other }, proof })).toBe(false);
        expect(wrong(proof).filter((one) => isConsistent({ earlier, later, proof: one }))).toEqual([]);
      }
    }
  });

  it("is that of the RFC for larger trees", ({ expect }) => {
    fc.assert(
      fc.property(fc.integer({ min: 71, max: LEAVES.length }), fc.nat(), (size, pick) => {
        const leaves = LEAVES.slice(0, size);
        const [index, root] = [pick % size, mth(leaves)];
        const path = inclusionPath(leaves, index);
        expect(path).toEqual(pathOf(index, leaves));
        expect(isIncluded({ leaf: leaves[index]!, index, size, path }, root)).toBe(true);
        const earlier = { size: index + 1, root: mth(leaves.slice(0, index + 1)) };
        const proof = consistencyProof(leaves, index + 1);
        expect(proof).toEqual(subproof(index + 1, leaves, true));
        expect(isConsistent({ earlier, later: { size, root }, proof })).toBe(true);
      }),
      runs(20),
    );
  });
});

describe("a place or size that no tree has", () => {
  it.for([-1, 5, 1.5, NaN, 2 ** 53])("is refused: %d of 5", (index, { expect }) => {
    const leaves = LEAVES.slice(0, 5);
    const root = rootOfLeaves(leaves);
    expect(() => inclusionPath(leaves, index)).toThrow("no leaf");
    expect(() => consistencyProof(leaves, index + 1)).toThrow("no tree");
    expect(rootOfPath({ leaf: leaves[0]!, index, size: 5, path: [] })).toBeNull();
    const trees = { earlier: { size: index + 1, root }, later: { size: 5, root } };
    expect(isConsistent({ ...trees, proof: [] })).toBe(false);
  });

  it("is refused in a tree without leaves", ({ expect }) => {
    expect(() => rootOfLeaves([])).toThrow("no leaf");
    expect(() => inclusionPath([], 0)).toThrow("no leaf");
  });

  it("is found in the largest tree, whose first leaf is one level deeper than its last", ({ expect }) => {
    const size = Number.MAX_SAFE_INTEGER;
    const path = Array.from({ length: 53 }, () => other);
    const isLong = (index: number, levels: number) =>
      rootOfPath({ leaf: other, index, size, path: path.slice(0, levels) }) !== null;
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
    expect(isIncluded(row, row.root)).toBe(row.expected === "accepted");
    // One accepted case is a tree of another leaf.
    if (row.expected === "refused" || row.leaf !== leaves[row.index]) return;
    expect(rootOfLeaves(leaves.slice(0, row.size))).toBe(row.root);
    expect(inclusionPath(leaves.slice(0, row.size), row.index)).toEqual(row.path);
  });

  it.for(corpusRows("merkle/consistency.jsonl", ConsistencyRow))("consistency $id is $expected", (row, { expect }) => {
    const [earlier, later] = [
      { size: row.size1, root: row.root1 },
      { size: row.size2, root: row.root2 },
    ];
    expect(isConsistent({ earlier, later, proof: row.proof })).toBe(row.expected === "accepted");
    if (row.expected === "refused") return;
    expect(consistencyProof(leaves.slice(0, row.size2), row.size1)).toEqual(row.proof);
  });
});
