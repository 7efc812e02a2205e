// Tests the Merkle root over the heads of all streams, against the definition in RFC 6962.
import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../testing/properties.ts";
import { sha256 } from "../schema/canonical.ts";
import { ContactId } from "../schema/ids.ts";
import { headOf, merkleRoot, MerkleState, merkleTree } from "./merkle.ts";
import type { Head } from "../schema/shipment.ts";

const head = (name: string, version = 1, hash = "a".repeat(64)): Head => ({
  streamId: ContactId.parse(`ct_${name}`),
  version,
  hash,
});
const anyHeads = fc
  .uniqueArray(fc.stringMatching(/^[0-9a-z]{1,6}$/), { maxLength: 40 })
  .map((names) => names.toSorted().map((name, index) => head(name, index + 1)));

/** The tree as RFC 6962 defines it: the left part is the largest power of two that is less than the whole. */
function byDefinition(heads: readonly Head[]): string {
  const [first] = heads;
  if (!first) return sha256("");
  if (heads.length === 1) return sha256("\u0000", `${first.streamId}@${first.version}:${first.hash}`);
  const left = 2 ** Math.floor(Math.log2(heads.length - 1));
  const children = [heads.slice(0, left), heads.slice(left)].map((own) => Buffer.from(byDefinition(own), "hex"));
  return createHash("sha256")
    .update(Buffer.concat([Buffer.of(1), ...children]))
    .digest("hex");
}

describe("the root over all heads", () => {
  it("equals the root of RFC 6962's tree", ({ expect }) => {
    fc.assert(
      fc.property(anyHeads, (heads) => {
        expect(merkleRoot(heads)).toBe(byDefinition(heads));
      }),
      runs(100),
    );
  });

  it("changes when a head changes, is added or is missing", ({ expect }) => {
    fc.assert(
      fc.property(
        anyHeads.filter((heads) => heads.length > 0),
        fc.nat(),
        (heads, pick) => {
          const index = pick % heads.length;
          const one = heads[index]!;
          const roots = [
            heads,
            heads.with(index, { ...one, version: one.version + 1 }),
            heads.with(index, { ...one, hash: "b".repeat(64) }),
            heads.toSpliced(index, 1),
            [...heads, head("zzzzzzz")],
          ].map(merkleRoot);
          expect(new Set(roots).size).toBe(roots.length);
        },
      ),
      runs(50),
    );
  });

  it("is the same when the tree is stored and continued at any head", ({ expect }) => {
    fc.assert(
      fc.property(anyHeads, fc.nat(), (heads, pick) => {
        const cut = pick % (heads.length + 1);
        const before = merkleTree();
        for (const one of heads.slice(0, cut)) before.add(one);
        const after = merkleTree(MerkleState.parse(JSON.parse(JSON.stringify(before.state()))));
        for (const one of heads.slice(cut)) after.add(one);
        expect([after.root(), after.count()]).toEqual([merkleRoot(heads), heads.length]);
      }),
      runs(50),
    );
  });

  it("accepts heads in the order of their stream ids only", ({ expect }) => {
    const tree = merkleTree();
    tree.add(head("b"));
    expect(() => tree.add(head("a"))).toThrow("does not come after");
    expect(() => tree.add(head("b"))).toThrow("does not come after");
    expect(tree.count()).toBe(1);
  });

  it("uses a stream's last row as its head; a stream without rows has none", ({ expect }) => {
    const streamId = ContactId.parse("ct_a");
    const rows = [1, 2, 3].map((version) => ({
      streamId,
      version,
      hash: `of ${version}`,
      body: "{}",
      sealed: null,
      signature: null,
    }));
    expect(headOf({ streamId, rows })).toEqual({ streamId, version: 3, hash: "of 3" });
    expect(headOf({ streamId, rows: [] })).toBeNull();
  });
});
