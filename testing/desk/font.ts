// Makes a TrueType font for page tests in which every character has the same width, so that a page has the same line breaks on
// every machine. Its characters are invisible, because the tests only measure widths.

const UNITS_PER_EM = 1_000;
const GLYPHS = 2;

type Table = readonly [tag: string, bytes: Buffer];

const shorts = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16BE(value & 0xffff, index * 2));
  return bytes;
};
const longs = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value >>> 0, index * 4));
  return bytes;
};
const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);

function tablesOf(width: number): readonly Table[] {
  const [ascent, descent] = [800, -200];
  const cmap = Buffer.concat([
    // One table, for all of Unicode (platform 3, encoding 10), 12 bytes from here.
    shorts(0, 1, 3, 10),
    longs(12),
    // Format 13: every character of a range has the same glyph.
    shorts(13, 0),
    longs(28, 0, 1, 0, 0x10ffff, 1),
  ]);
  const head = Buffer.concat([
    longs(0x00010000, 0x00010000, 0, 0x5f0f3cf5),
    shorts(0, UNITS_PER_EM),
    longs(0, 0, 0, 0),
    shorts(0, descent, width, ascent, 0, 8, 2, 0, 0),
  ]);
  const os2 = Buffer.concat([
    shorts(4, width, 400, 5, 0, ...Array<number>(11).fill(0)),
    Buffer.alloc(10),
    longs(0, 0, 0, 0),
    Buffer.from("TEST"),
    shorts(0x40, 0, 0xffff, ascent, descent, 0, ascent, -descent),
    longs(0, 0),
    shorts(500, 700, 0, 32, 0),
  ]);
  return [
    ["OS/2", os2],
    ["cmap", cmap],
    ["glyf", Buffer.alloc(4)],
    ["head", head],
    [
      "hhea",
      Buffer.concat([
        longs(0x00010000),
        shorts(ascent, descent, 0, width, 0, 0, width, 1, 0, 0, 0, 0, 0, 0, 0, GLYPHS),
      ]),
    ],
    ["hmtx", shorts(...Array.from({ length: GLYPHS }, () => [width, 0]).flat())],
    ["loca", shorts(...Array<number>(GLYPHS + 1).fill(0))],
    ["maxp", Buffer.concat([longs(0x00010000), shorts(GLYPHS, ...Array<number>(13).fill(0))])],
    ["name", shorts(0, 0, 6)],
    ["post", Buffer.concat([longs(0x00030000), Buffer.alloc(28)])],
  ];
}

/** A TrueType font in which every character is `ems` wide. */
export function fontOfWidth(ems: number): Buffer {
  const tables = tablesOf(Math.round(ems * UNITS_PER_EM));
  let offset = 12 + 16 * tables.length;
  const directory = tables.map(([tag, bytes]) => {
    const entry = Buffer.concat([Buffer.from(tag), longs(checksumOf(padded(bytes)), offset, bytes.length)]);
    offset += padded(bytes).length;
    return entry;
  });
  const log = Math.floor(Math.log2(tables.length));
  const search = 16 * 2 ** log;
  const header = Buffer.concat([longs(0x00010000), shorts(tables.length, search, log, 16 * tables.length - search)]);
  return Buffer.concat([header, ...directory, ...tables.map(([, bytes]) => padded(bytes))]);
}

function checksumOf(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0;
  return sum;
}
