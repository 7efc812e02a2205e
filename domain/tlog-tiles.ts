// The files in which an append-only log is published for other programs: https://c2sp.org/tlog-tiles. Names and bytes only; who stores them is in
// durable-objects/cron/. A tree of some size has, at each level, tiles of 256 hashes; only the last tile of a level can be partial.

const TILE_WIDTH = 256;

/** A file of a published log, below its prefix. */
export interface TileFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The hash of the subtree over the leaves `from` (inclusive) to `to` (exclusive). */
export type SubtreeHash = (from: number, to: number) => Uint8Array;

/**
 * The last tile of every level and the last bundle of entries, for a tree over these entries: what a reader of the newest checkpoint needs
 * beside the full tiles, which were the last ones before. Empty for an empty tree.
 */
export function lastTiles(entries: readonly Uint8Array[], hashOf: SubtreeHash): readonly TileFile[] {
  const files: TileFile[] = [];
  for (let [level, span] = [0, 1]; Math.floor(entries.length / span) > 0; level += 1, span *= TILE_WIDTH) {
    const { index, from, to } = lastOf(Math.floor(entries.length / span));
    const hashes = range(from, to).map((node) => hashOf(node * span, (node + 1) * span));
    files.push({ path: `tile/${level}/${nameOf(index, to - from)}`, bytes: Buffer.concat(hashes) });
    if (level > 0) continue;
    const bundle = Buffer.concat(entries.slice(from, to).flatMap((entry) => [lengthOf(entry), entry]));
    files.push({ path: `tile/entries/${nameOf(index, to - from)}`, bytes: bundle });
  }
  return files;
}

/** The last tile of a level with `nodes` hashes. */
function lastOf(nodes: number): { readonly index: number; readonly from: number; readonly to: number } {
  const index = Math.floor((nodes - 1) / TILE_WIDTH);
  return { index, from: index * TILE_WIDTH, to: nodes };
}

const range = (from: number, to: number): readonly number[] => Array.from({ length: to - from }, (_, at) => from + at);

/** An index in groups of three digits, of which all but the last begin with an `x`; and the width of a partial tile. */
function nameOf(index: number, width: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, "0").match(/\d{3}/g) ?? [];
  const path = groups.map((group, at) => (at === groups.length - 1 ? group : `x${group}`)).join("/");
  return width === TILE_WIDTH ? path : `${path}.p/${width}`;
}

/** An entry's length, as two bytes before it. */
function lengthOf(entry: Uint8Array): Uint8Array {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(entry.length);
  return bytes;
}
