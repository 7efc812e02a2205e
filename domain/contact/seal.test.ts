// Tests the sealing of texts, words and keys: a sealed text opens only with its own key and in its own context.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../../testing/properties.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { keyOf, MASTER_KEY } from "../../testing/people.ts";
import { countingRandom } from "../../testing/contact/scenario.ts";
import {
  evidenceDigest,
  isWrappedUnder,
  KEY_BYTES,
  openText,
  openWords,
  sealText,
  sealWords,
  unwrapKey,
  wrapKey,
} from "./seal.ts";

const key = countingRandom()(KEY_BYTES);
const otherKey = Uint8Array.from(key, (byte) => byte ^ 1);
const text = fc.string({ unit: "grapheme", maxLength: 100 });

describe("a sealed text", { timeout: LONG_MILLISECONDS }, () => {
  it("opens to the original text", ({ expect }) => {
    fc.assert(
      fc.property(text, text, (context, plain) => {
        expect(openText(key, context, sealText(key, context, plain, countingRandom()))).toBe(plain);
      }),
      runs(200),
    );
  });

  it("opens under no other key and in no other context", ({ expect }) => {
    const sealed = sealText(key, "ct_1@4", "Please call me.", countingRandom());
    expect(() => openText(otherKey, "ct_1@4", sealed)).toThrow();
    expect(() => openText(key, "ct_1@5", sealed)).toThrow();
    expect(() => openText(key, "ct_2@4", sealed)).toThrow();
  });

  it("does not open when any bit is flipped", ({ expect }) => {
    const bytes = Buffer.from(sealText(key, "ct_1@4", "Please call me.", countingRandom()), "base64");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(() => openText(key, "ct_1@4", flipped.toString("base64")), `bit ${bit}`).toThrow();
    }
  });

  it("does not open when it is cut or lengthened", ({ expect }) => {
    const bytes = Buffer.from(sealText(key, "ct_1@4", "Please call me.", countingRandom()), "base64");
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => openText(key, "ct_1@4", bytes.subarray(0, length).toString("base64")), `${length}`).toThrow();
    expect(() => openText(key, "ct_1@4", Buffer.concat([bytes, Buffer.alloc(1)]).toString("base64"))).toThrow();
  });

  it("differs each time, so that equal words are not recognisable", ({ expect }) => {
    const random = countingRandom();
    const twice = [1, 2].map(() => sealText(key, "ct_1@4", "Please call me.", random));
    expect(twice[0]).not.toBe(twice[1]);
  });
});

describe("an event's words", () => {
  const content = { words: { why: "wrong tone" }, evidence: { "0.title": "Director" } };

  it("belong to one version of one stream", ({ expect }) => {
    const sealed = sealWords(key, "ct_1", 4, content, countingRandom());
    expect(openWords(key, "ct_1", 4, sealed)).toEqual(content);
    expect(() => openWords(key, "ct_1", 5, sealed)).toThrow();
    expect(() => openWords(key, "ct_2", 4, sealed)).toThrow();
  });

  it("are lost with the key", ({ expect }) => {
    const sealed = sealWords(key, "ct_1", 4, content, countingRandom());
    expect(Buffer.from(sealed, "base64").toString("latin1")).not.toContain("wrong tone");
    expect(() => openWords(otherKey, "ct_1", 4, sealed)).toThrow();
  });
});

describe("a wrapped key", () => {
  it("is unwrapped for its own stream, by its own master secret", ({ expect }) => {
    const wrapped = wrapKey(MASTER_KEY, "ct_1", key, countingRandom());
    expect([...unwrapKey(MASTER_KEY, "ct_1", wrapped)]).toEqual([...key]);
    expect(() => unwrapKey(MASTER_KEY, "ct_2", wrapped)).toThrow();
    expect(() => unwrapKey(Buffer.alloc(KEY_BYTES, 8).toString("base64"), "ct_1", wrapped)).toThrow();
  });

  it("is wrapped under the newest of two master secrets, and opened by either", ({ expect }) => {
    const [before, newest, other] = [MASTER_KEY, keyOf(8), keyOf(9)];
    const both = `${newest} ${before}`;
    const wrapped = wrapKey(both, "ct_1", key, countingRandom());
    expect(isWrappedUnder(fingerprintsIn("MASTER_KEY", newest)[0] ?? "", wrapped)).toBe(true);
    for (const text of [newest, both, `${other} ${newest}`])
      expect([...unwrapKey(text, "ct_1", wrapped)]).toEqual([...key]);
    for (const text of [before, other]) expect(() => unwrapKey(text, "ct_1", wrapped)).toThrow("another master key");
    const old = wrapKey(before, "ct_1", key, countingRandom());
    expect([...unwrapKey(both, "ct_1", old)]).toEqual([...key]);
    expect(() => unwrapKey(newest, "ct_1", old)).toThrow("another master key");
  });

  it.for([0, 16, 31, 33, 64])("is not made under a master secret of %i bytes", (length, { expect }) => {
    const master = Buffer.alloc(length, 7).toString("base64");
    expect(() => wrapKey(master, "ct_1", key, countingRandom())).toThrow("32 bytes");
  });
});

describe("a personal value in evidence", () => {
  it(
    "has one digest under a contact's key and another under any other key; the digest does not contain the value",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      fc.assert(
        fc.property(text, text, (value, other) => {
          const digest = evidenceDigest(key, value);
          expect(digest).toMatch(/^digest:[\w-]{22}$/);
          expect(evidenceDigest(key, value)).toBe(digest);
          expect(evidenceDigest(otherKey, value)).not.toBe(digest);
          if (other !== value) expect(evidenceDigest(key, other)).not.toBe(digest);
        }),
        runs(100),
      );
    },
  );
});
