// The contract test of the suppression list: each adapter (D1 and memory) must pass it.
import { describe, it } from "vitest";
import type { Suppression, SuppressionList } from "../../drizzle/suppression-list.ts";

let digests = 0;
const freshDigest = (): string => (digests += 1).toString(16).padStart(64, "0");

const entry = (digest: string, of: Partial<Suppression> = {}): Suppression => ({
  kind: "address",
  digest,
  cause: "desk",
  ...of,
});
const lifted = (digest: string, commandKey?: string) => ({ kind: "address", digest, by: "robin", commandKey }) as const;

export function suppressionListContract({
  name,
  make,
}: {
  readonly name: string;
  readonly make: () => SuppressionList;
}): void {
  describe(name, () => {
    it("returns the digests that are on the list, and its revision", async ({ expect }) => {
      const [list, on, off] = [make(), freshDigest(), freshDigest()];
      const before = (await list.read([on, off])).revision;
      const [row] = await list.add([entry(on)]);
      expect(row).toEqual({ digest: on, revision: before + 1 });
      expect(await list.read([off, on, on])).toEqual({ revision: before + 1, suppressed: [on] });
      expect(await list.read([])).toEqual({ revision: before + 1, suppressed: [] });
    });

    it("numbers its rows without a gap, for several writers", async ({ expect }) => {
      const [list, one, two, three] = [make(), freshDigest(), freshDigest(), freshDigest()];
      const { revision } = await list.read([]);
      const rows = await list.add([entry(one), entry(two)]);
      expect(rows.map((row) => row.revision - revision)).toEqual([1, 2]);
      expect(await list.lift(lifted(one))).toBe(revision + 3);
      expect((await list.add([entry(three)]))[0]?.revision).toBe(revision + 4);
    });

    it("answers a repeated command with the first row, in the order of the request", async ({ expect }) => {
      const [list, one, two] = [make(), freshDigest(), freshDigest()];
      const first = await list.add([entry(one, { commandKey: "c" }), entry(two, { commandKey: "c" })]);
      const { revision } = await list.read([]);
      expect(await list.add([entry(two, { commandKey: "c" }), entry(one, { commandKey: "c" })])).toEqual([
        first[1],
        first[0],
      ]);
      expect((await list.read([])).revision).toBe(revision);
    });

    it("stores a row for each command that adds the same digest", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const [one] = await list.add([entry(digest, { commandKey: "one" })]);
      const [two] = await list.add([entry(digest, { commandKey: "two" })]);
      expect(two?.revision).toBe((one?.revision ?? 0) + 1);
    });

    it("decides by the latest row of a digest", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const isOn = async () => (await list.read([digest])).suppressed.includes(digest);
      await list.add([entry(digest, { commandKey: "one" })]);
      await list.lift(lifted(digest, "lift-one"));
      expect(await isOn()).toBe(false);
      await list.add([entry(digest, { commandKey: "two" })]);
      expect(await isOn()).toBe(true);
    });

    it("does not add a lifted entry again when its old command is repeated", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const [row] = await list.add([entry(digest, { commandKey: "webhook" })]);
      await list.lift(lifted(digest));
      expect(await list.add([entry(digest, { commandKey: "webhook" })])).toEqual([row]);
      expect((await list.read([digest])).suppressed).toEqual([]);
    });

    it("adds a lifted entry again for a command without a key", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const wish = () => list.add([entry(digest, { by: "robin" })]);
      const first = await wish();
      expect(await wish()).toEqual(first);
      await list.lift(lifted(digest));
      const again = await wish();
      expect(again[0]?.revision).toBeGreaterThan(first[0]?.revision ?? 0);
      expect((await list.read([digest])).suppressed).toEqual([digest]);
    });

    it("lifts a digest once, also one that was never on the list", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const first = await list.lift(lifted(digest));
      expect(await list.lift(lifted(digest))).toBe(first);
      expect(await list.lift(lifted(digest, "other"))).toBeGreaterThan(first);
      expect((await list.read([digest])).suppressed).toEqual([]);
    });

    it("refuses a command key that was used for another operation", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      await list.add([entry(digest, { commandKey: "c" })]);
      await expect(list.lift(lifted(digest, "c"))).rejects.toThrow("suppressions_conflict");
    });

    it("makes one row of twenty equal commands at once", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const { revision } = await list.read([]);
      const rows = await Promise.all(Array.from({ length: 20 }, () => list.add([entry(digest)])));
      expect(new Set(rows.map(([row]) => row?.revision))).toEqual(new Set([revision + 1]));
      expect((await list.read([])).revision).toBe(revision + 1);
    });

    it("accepts an empty request", async ({ expect }) => {
      expect(await make().add([])).toEqual([]);
    });
  });
}
