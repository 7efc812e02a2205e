// Tests the names and sizes of the files of a published log, with the examples of https://c2sp.org/tlog-tiles.
import { describe, it } from "vitest";
import { lastTiles } from "./tlog-tiles.ts";

/** A hash that says which leaves it is over. */
const hashOf = (from: number, to: number): Uint8Array => {
  const bytes = Buffer.alloc(32);
  bytes.writeUInt32BE(from, 0);
  bytes.writeUInt32BE(to, 4);
  return bytes;
};
const entry = Buffer.from("entry");
const filesOf = (size: number) =>
  lastTiles(
    Array.from({ length: size }, () => entry),
    hashOf,
  );
const pathsOf = (size: number) => filesOf(size).map(({ path }) => path);

describe("the last tiles of a tree", () => {
  it("are none for an empty tree", ({ expect }) => {
    expect(pathsOf(0)).toEqual([]);
  });

  it("are partial, full, and of several levels", ({ expect }) => {
    expect(pathsOf(1)).toEqual(["tile/0/000.p/1", "tile/entries/000.p/1"]);
    // "a tree of size 256 will be represented by a full level 0 tile and a partial level 1 tile of width 1"
    expect(pathsOf(256)).toEqual(["tile/0/000", "tile/entries/000", "tile/1/000.p/1"]);
    // "a tree of size 70,000 …": one partial level 0 tile of width 112, one partial level 1 tile of width 17, one partial level 2 tile of width 1
    expect(pathsOf(70_000)).toEqual([
      "tile/0/273.p/112",
      "tile/entries/273.p/112",
      "tile/1/001.p/17",
      "tile/2/000.p/1",
    ]);
  });

  it("have names in groups of three digits", ({ expect }) => {
    expect(pathsOf(256 * 1_234 + 1)[0]).toBe("tile/0/x001/234.p/1");
  });

  it("have the hashes of their leaves, and entries with their lengths", ({ expect }) => {
    const [hashes, bundle] = filesOf(258);
    expect(hashes?.bytes).toHaveLength(64);
    expect(Buffer.from(hashes?.bytes ?? []).readUInt32BE(32)).toBe(257);
    expect(Buffer.from(bundle?.bytes ?? [])).toEqual(Buffer.from("\u0000\u0005entry\u0000\u0005entry"));
    const upper = filesOf(512).find(({ path }) => path === "tile/1/000.p/2")?.bytes ?? new Uint8Array();
    expect([0, 4, 32, 36].map((at) => Buffer.from(upper).readUInt32BE(at))).toEqual([0, 256, 256, 512]);
  });
});
