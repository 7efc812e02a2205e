// The contract test of the suppression list: each adapter (D1 and memory) must pass it.
import { describe, it } from "vitest";
import { ListWentBack, type Suppression, type SuppressionList } from "../../drizzle/suppression-list.ts";
import { NEVER_STOPPED } from "../../schema/dispatching.ts";

let digests = 0;
const freshDigest = (): string => (digests += 1).toString(16).padStart(22, "0");

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
      const before = (await list.read([on, off], 0)).revision;
      const [row] = await list.add([entry(on)], 0);
      expect(row).toEqual({ digest: on, revision: before + 1, kind: "address" });
      // The row of the stop switch comes with the reading, in the same statement.
      const dispatching = NEVER_STOPPED;
      expect(await list.read([off, on, on], 0)).toEqual({ revision: before + 1, suppressed: [on], dispatching });
      expect(await list.read([], 0)).toEqual({ revision: before + 1, suppressed: [], dispatching });
    });

    it("returns the rows of the digests that are on the list now, by revision", async ({ expect }) => {
      const [list, on, off, twice] = [make(), freshDigest(), freshDigest(), freshDigest()];
      const [first] = await list.add([entry(on), entry(off), entry(twice)], 0);
      await list.lift(lifted(off), 0);
      const [again] = await list.add([entry(twice, { kind: "legal", commandKey: "erase" })], 0);
      const { revision } = await list.read([], 0);
      expect(await list.standing([off, twice, on, on, freshDigest()], revision)).toEqual([
        { digest: on, revision: first?.revision, kind: "address" },
        { digest: twice, revision: again?.revision, kind: "legal" },
      ]);
      expect(await list.standing([], 0)).toEqual([]);
      await expect(list.standing([on], revision + 1)).rejects.toThrow(ListWentBack);
    });

    it("returns the latest row of digests, on the list or lifted", async ({ expect }) => {
      const [list, on, off] = [make(), freshDigest(), freshDigest()];
      await list.add([entry(on), entry(off)], 0);
      const lift = await list.lift(lifted(off), 0);
      const { revision } = await list.read([], 0);
      const found = await list.latest([off, on, freshDigest()], revision);
      expect(found).toHaveLength(2);
      expect(found).toContainEqual({ ...lift, op: "lift", at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) });
      expect(found.find(({ digest }) => digest === on)?.op).toBe("add");
      expect(await list.latest([], 0)).toEqual([]);
      await expect(list.latest([on], revision + 1)).rejects.toThrow(ListWentBack);
    });

    it("numbers its rows without a gap, for several writers", async ({ expect }) => {
      const [list, one, two, three] = [make(), freshDigest(), freshDigest(), freshDigest()];
      const { revision } = await list.read([], 0);
      const rows = await list.add([entry(one), entry(two)], 0);
      expect(rows.map((row) => row.revision - revision)).toEqual([1, 2]);
      expect(await list.lift(lifted(one), 0)).toMatchObject({ digest: one, revision: revision + 3 });
      expect((await list.add([entry(three)], 0))[0]?.revision).toBe(revision + 4);
    });

    it("answers a repeated command with the first row, in the order of the request", async ({ expect }) => {
      const [list, one, two] = [make(), freshDigest(), freshDigest()];
      const first = await list.add([entry(one, { commandKey: "c" }), entry(two, { commandKey: "c" })], 0);
      const { revision } = await list.read([], 0);
      expect(await list.add([entry(two, { commandKey: "c" }), entry(one, { commandKey: "c" })], 0)).toEqual([
        first[1],
        first[0],
      ]);
      expect((await list.read([], 0)).revision).toBe(revision);
    });

    it("stores a row for each command that adds the same digest", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const [one] = await list.add([entry(digest, { commandKey: "one" })], 0);
      const [two] = await list.add([entry(digest, { commandKey: "two" })], 0);
      expect(two?.revision).toBe((one?.revision ?? 0) + 1);
    });

    it("decides by the latest row of a digest", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const isOn = async () => (await list.read([digest], 0)).suppressed.includes(digest);
      await list.add([entry(digest, { commandKey: "one" })], 0);
      await list.lift(lifted(digest, "lift-one"), 0);
      expect(await isOn()).toBe(false);
      await list.add([entry(digest, { commandKey: "two" })], 0);
      expect(await isOn()).toBe(true);
    });

    it("does not add a lifted entry again when its old command is repeated", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const [row] = await list.add([entry(digest, { commandKey: "webhook" })], 0);
      await list.lift(lifted(digest), 0);
      expect(await list.add([entry(digest, { commandKey: "webhook" })], 0)).toEqual([row]);
      expect((await list.read([digest], 0)).suppressed).toEqual([]);
    });

    it("adds a lifted entry again for a command without a key", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const wish = () => list.add([entry(digest, { by: "robin" })], 0);
      const first = await wish();
      expect(await wish()).toEqual(first);
      await list.lift(lifted(digest), 0);
      const again = await wish();
      expect(again[0]?.revision).toBeGreaterThan(first[0]?.revision ?? 0);
      expect((await list.read([digest], 0)).suppressed).toEqual([digest]);
    });

    it("lifts a digest once, also one that was never on the list", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const first = await list.lift(lifted(digest), 0);
      expect(await list.lift(lifted(digest), 0)).toEqual(first);
      expect((await list.lift(lifted(digest, "other"), 0)).revision).toBeGreaterThan(first.revision);
      expect((await list.read([digest], 0)).suppressed).toEqual([]);
    });

    it("refuses a command key that was used for another operation", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      await list.add([entry(digest, { commandKey: "c" })], 0);
      await expect(list.lift(lifted(digest, "c"), 0)).rejects.toThrow("suppressions_conflict");
    });

    it("makes one row of twenty equal commands at once", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const { revision } = await list.read([], 0);
      const rows = await Promise.all(Array.from({ length: 20 }, () => list.add([entry(digest)], 0)));
      expect(new Set(rows.map(([row]) => row?.revision))).toEqual(new Set([revision + 1]));
      expect((await list.read([], 0)).revision).toBe(revision + 1);
    });

    it("answers with the kind of the row, which another cause has written", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      await list.add([entry(digest, { kind: "legal", commandKey: "erasure" })], 0);
      expect(await list.add([entry(digest)], 0)).toMatchObject([{ digest, kind: "legal" }]);
    });

    it("is neither read nor written when it is behind the revision that the log has", async ({ expect }) => {
      const [list, digest] = [make(), freshDigest()];
      const [row] = await list.add([entry(digest, { commandKey: "c" })], 0);
      const { revision } = await list.read([], row?.revision ?? 0);
      const behind = { name: "ListWentBack" };
      await expect(list.read([digest], revision + 1)).rejects.toMatchObject(behind);
      await expect(list.add([entry(freshDigest())], revision + 1)).rejects.toMatchObject(behind);
      await expect(list.add([entry(digest, { commandKey: "c" })], revision + 1)).rejects.toMatchObject(behind);
      await expect(list.lift(lifted(digest), revision + 1)).rejects.toMatchObject(behind);
      expect(await list.read([digest], revision)).toMatchObject({ revision, suppressed: [digest] });
    });

    it("accepts an empty request", async ({ expect }) => {
      expect(await make().add([], 0)).toEqual([]);
    });
  });
}
