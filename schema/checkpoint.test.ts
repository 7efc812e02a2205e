// Tests the text of checkpoints: what is written is read back, and nothing else than the specification's form is read.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../testing/properties.ts";
import { formatCheckpoint, numberOfDecimal, parseCheckpoint, parseCheckpointText } from "./checkpoint.ts";

// The example of c2sp.org/tlog-checkpoint (CC BY 4.0).
const EXAMPLE = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;
const ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
const root = Buffer.from(ROOT, "base64").toString("hex");

describe("a checkpoint", () => {
  it("of the specification's example is read", ({ expect }) => {
    const parsed = parseCheckpoint(EXAMPLE);
    expect(parsed?.checkpoint).toEqual({ origin: "example.com/behind-the-sofa", size: 20_852_163, root });
    expect(parsed?.note.signatures.map(({ name, id }) => [name, id])).toEqual([
      ["example.com/behind-the-sofa", "033de0ae"],
    ]);
  });

  it("is read as it was written", ({ expect }) => {
    fc.assert(
      fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, bytes) => {
        const checkpoint = { origin: "acme.example/holdpoint", size, root: Buffer.from(bytes).toString("hex") };
        expect(parseCheckpointText(formatCheckpoint(checkpoint))).toEqual(checkpoint);
      }),
      runs(100),
    );
  });

  it("may have extension lines, and an origin that is no name of a key", ({ expect }) => {
    expect(parseCheckpointText(`a log+ of others\n0\n${ROOT}\nmore\nand more\n`)).toEqual({
      origin: "a log+ of others",
      size: 0,
      root,
    });
  });

  it.for([
    ["without an origin", `\n1\n${ROOT}\n`],
    ["without a size", `a\n\n${ROOT}\n`],
    ["without a root", "a\n1\n"],
    ["without a last newline", `a\n1\n${ROOT}`],
    ["with an extension without a last newline", `a\n1\n${ROOT}\nmore`],
    ["with an empty extension", `a\n1\n${ROOT}\n\n`],
    ["with an empty line among extensions", `a\n1\n${ROOT}\n\nb\n`],
    ["with a leading zero", `a\n01\n${ROOT}\n`],
    ["with a sign", `a\n+1\n${ROOT}\n`],
    ["with a negative size", `a\n-1\n${ROOT}\n`],
    ["with other digits", `a\n\u0661\n${ROOT}\n`],
    ["with a size above 2^53 - 1", `a\n9007199254740992\n${ROOT}\n`],
    ["with a root of 31 bytes", `a\n1\n${Buffer.alloc(31).toString("base64")}\n`],
    ["with a root of 33 bytes", `a\n1\n${Buffer.alloc(33).toString("base64")}\n`],
    ["with a root in hexadecimal", `a\n1\n${root}\n`],
    ["with bits after the root", `a\n1\n${ROOT.replace("q2I=", "q2J=")}\n`],
    ["that begins like a head", `holdpoint/log/v1\n1\n${ROOT}\n`],
    ["that begins like the adoption of a key", `holdpoint/log-key/v1\n1\n${ROOT}\n`],
  ])("%s is malformed", ([, text], { expect }) => {
    expect(parseCheckpointText(text!)).toBeNull();
  });

  it("is not written for values without a form", ({ expect }) => {
    const right = { origin: "a", size: 1, root };
    for (const wrong of [
      { origin: "" },
      { origin: "a b" },
      { origin: "a+b" },
      { origin: "a\nb" },
      { origin: "holdpoint/log" },
      { size: -1 },
      { size: 1.5 },
      { size: 2 ** 53 },
      { root: root.slice(2) },
      { root: root.toUpperCase() },
    ])
      expect(() => formatCheckpoint({ ...right, ...wrong })).toThrow("not a checkpoint");
  });
});

it("reads a decimal without leading zeroes up to 2^53 - 1", ({ expect }) => {
  expect(["0", "7", "10", "9007199254740991"].map(numberOfDecimal)).toEqual([0, 7, 10, 9_007_199_254_740_991]);
  for (const text of ["", "00", "1e3", " 1", "1\n", "0x1", "9007199254740992"])
    expect(numberOfDecimal(text)).toBeNull();
});
