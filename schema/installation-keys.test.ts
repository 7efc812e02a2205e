// Tests the fingerprints of keys: equal for one key, different for every other one, and without anything of the key.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { keyOf, SYSTEM_KEY } from "../testing/people.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { FINGERPRINTED_KEYS, fingerprintsIn, KeyFingerprint, masterKeysIn } from "./installation-keys.ts";

const master = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("base64"));
const secret = fc.oneof(master, fc.string({ minLength: 1 }));

describe("a fingerprint", () => {
  it(
    "is one for a key, another for any other key and for another use",
    { timeout: LONG_MILLISECONDS },
    ({ expect }) => {
      fc.assert(
        fc.property(master, master, (key, other) => {
          const all = FINGERPRINTED_KEYS.flatMap((name) => [
            ...fingerprintsIn(name, key),
            ...fingerprintsIn(name, other),
          ]);
          expect(all.map((one) => KeyFingerprint.parse(one))).toHaveLength(4);
          expect(new Set(all)).toHaveLength(key === other ? 2 : 4);
        }),
        runs(200),
      );
    },
  );

  it("never throws for a secret of any form, and then there is none", { timeout: LONG_MILLISECONDS }, ({ expect }) => {
    fc.assert(
      fc.property(secret, secret, (one, other) => {
        for (const text of [one, `${one} ${other}`, `${one} ${other} ${one}`])
          for (const found of fingerprintsIn("MASTER_KEY", text)) KeyFingerprint.parse(found);
        expect(fingerprintsIn("MASTER_KEY", `${keyOf(1)} ${keyOf(2)} ${one}x`)).toEqual([]);
      }),
      runs(200),
    );
  });

  it("is missing when the key is missing", ({ expect }) => {
    for (const name of FINGERPRINTED_KEYS)
      for (const none of [undefined, ""]) expect(fingerprintsIn(name, none)).toEqual([]);
  });

  it("is that of the whole text of SYSTEM_KEY, from which ids are derived", ({ expect }) => {
    expect(fingerprintsIn("SYSTEM_KEY", `${SYSTEM_KEY} `)).not.toEqual(fingerprintsIn("SYSTEM_KEY", SYSTEM_KEY));
  });
});

describe("MASTER_KEY", () => {
  it("has during a rotation two keys, the newest first", ({ expect }) => {
    const two = fingerprintsIn("MASTER_KEY", ` ${keyOf(2)}  ${keyOf(1)}\n`);
    expect(two).toEqual([...fingerprintsIn("MASTER_KEY", keyOf(2)), ...fingerprintsIn("MASTER_KEY", keyOf(1))]);
  });

  it("is refused in another form, without its value in the error", ({ expect }) => {
    for (const text of ["", "zqcanary", `${keyOf(1)} zqcanary`, `${keyOf(1)} ${keyOf(2)} ${keyOf(3)}`]) {
      expect(() => masterKeysIn(text)).toThrow("MASTER_KEY must be 32 bytes, base64");
      expect(() => masterKeysIn(text)).not.toThrow("zqcanary");
    }
  });
});
