// Tests the file of a proof: what is written is read back, and nothing else than the specification's form with our `extra` is read.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../testing/properties.ts";
import { ada } from "../testing/rows.ts";
import { formatTlogProof, parseTlogProof, type TlogProof } from "./tlog-proof.ts";

const hash = "ab".repeat(32);
const proof: TlogProof = {
  extra: {
    v: 1,
    day: "2026-11-29",
    head: { streamId: ada, version: 3, hash },
    index: 1,
    streams: 4,
    path: [hash, hash],
  },
  index: 2,
  path: [hash, hash],
  checkpoint: "any text\n\nwith an empty line\n",
};
const FILE = formatTlogProof(proof);
const base64 = (bytes: string | Uint8Array) => Buffer.from(bytes as string).toString("base64");
const JSON_TEXT = Buffer.from(FILE.split("\n")[1]!.slice("extra ".length), "base64").toString();
const withExtra = (bytes: string | Uint8Array) => FILE.replace(/^extra .*$/m, () => `extra ${base64(bytes)}`);
const HASH_LINE = base64(Buffer.from(hash, "hex"));

describe("the file of a proof", () => {
  it("is the documented text", ({ expect }) => {
    const json = `{"day":"2026-11-29","head":{"hash":"${hash}","streamId":"${ada}","version":3},"index":1,"path":["${hash}","${hash}"],"streams":4,"v":1}`;
    expect(JSON_TEXT).toBe(json);
    expect(FILE).toBe(
      `c2sp.org/tlog-proof@v1\nextra ${base64(json)}\nindex 2\n${HASH_LINE}\n${HASH_LINE}\n\nany text\n\nwith an empty line\n`,
    );
  });

  it("is read as it was written, from text and from bytes", ({ expect }) => {
    const anyHash = fc.stringMatching(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(
        fc.maxSafeNat(),
        fc.array(anyHash),
        fc.array(anyHash),
        fc.string(),
        (index, path, inDay, checkpoint) => {
          const one = { ...proof, extra: { ...proof.extra, path: inDay }, index, path, checkpoint };
          const file = formatTlogProof(one);
          expect(parseTlogProof(file)).toEqual(one);
          expect(parseTlogProof(Buffer.from(file))).toEqual(one);
        },
      ),
      runs(100),
    );
  });

  it.for([
    ["that is empty", ""],
    ["of another version", FILE.replace("@v1", "@v2")],
    ["with a mark of byte order", `\ufeff${FILE}`],
    ["with carriage returns", FILE.replaceAll("\n", "\r\n")],
    ["without an empty line", FILE.replaceAll("\n\n", "\n")],
    ["without extra", FILE.replace(/^extra .*\n/m, "")],
    ["without an index", FILE.replace("index 2\n", "")],
    ["with an index before extra", FILE.replace(/^(extra .*)\n(index 2)$/m, "$2\n$1")],
    ["with a leading zero", FILE.replace("index 2", "index 02")],
    ["with a negative index", FILE.replace("index 2", "index -2")],
    ["with an index above 2^53 - 1", FILE.replace("index 2", "index 9007199254740992")],
    ["with a hash of 31 bytes", FILE.replace(HASH_LINE, base64(Buffer.alloc(31)))],
    ["with a hash in hexadecimal", FILE.replace(HASH_LINE, hash)],
    ["with extra that is not base64", FILE.replace("extra ", "extra !")],
    ["with extra that is not UTF-8", withExtra(Buffer.of(0xff))],
    ["with extra that is not JSON", withExtra("{")],
    ["with extra that is no object", withExtra("null")],
    ["with a mark of byte order in extra", withExtra(`\ufeff${JSON_TEXT}`)],
    ["with a space in extra", withExtra(JSON_TEXT.replace(",", ", "))],
    ["with fields of extra in another order", withExtra(JSON.stringify(proof.extra))],
    ["with a field twice", withExtra(JSON_TEXT.replace('"v":1', '"v":1,"v":1'))],
    ["with a field more", withExtra(JSON_TEXT.replace('"v":1', '"v":1,"w":1'))],
    ["with a field less", withExtra(JSON_TEXT.replace(',"v":1', ""))],
    ["with another version of extra", withExtra(JSON_TEXT.replace('"v":1', '"v":2'))],
    ["with an index of 1.0 in extra", withExtra(JSON_TEXT.replace('"index":1', '"index":1.0'))],
    ["with no streams", withExtra(JSON_TEXT.replace('"streams":4', '"streams":0'))],
    ["with a day that is none", withExtra(JSON_TEXT.replace("11-29", "02-30"))],
    ["with a stream id of another form", withExtra(JSON_TEXT.replace(ada, "xx_1"))],
    ["with a hash in capitals", withExtra(JSON_TEXT.replace(hash, hash.toUpperCase()))],
    ["of more than a megabyte", `${FILE}${"a".repeat(1_000_000)}`],
  ])("%s is malformed", ([, file], { expect }) => {
    expect(parseTlogProof(file!)).toBeNull();
  });

  it("of bytes that are not UTF-8 is malformed", ({ expect }) => {
    expect(parseTlogProof(Buffer.concat([Buffer.from(FILE), Buffer.of(0xff)]))).toBeNull();
  });
});
