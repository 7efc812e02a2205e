// Tests the canonical JSON and the digests: equal values give equal text, and a value that JSON cannot express is refused.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { canonicalJson, digestOf, keyedDigest, sha256 } from "./canonical.ts";

/** The same value with the fields of every object in reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, inner]) => [name, reversed(inner)]),
  );
}
const json = fc.json({ noUnicodeString: false }).map((text): unknown => JSON.parse(text.toWellFormed()));

describe("canonical JSON", { timeout: LONG_MILLISECONDS }, () => {
  it("does not depend on the order of fields, and parses back to the same value", ({ expect }) => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        expect(canonicalJson(reversed(value))).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
      runs(300),
    );
  });

  it("follows RFC 8785 in numbers, strings and the order of names", ({ expect }) => {
    expect(
      canonicalJson({ b: 1e21, a: [1.0, -0, 1e-7, '\u20ac\u000f\n"\\'], "\ud83d\ude00": null, "\ufb33": true }),
    ).toBe('{"a":[1,0,1e-7,"\u20ac\\u000f\\n\\"\\\\"],"b":1e+21,"\ud83d\ude00":null,"\ufb33":true}');
  });

  it.for([
    ["undefined", undefined],
    ["NaN", Number.NaN],
    ["infinity", { deep: [Infinity] }],
    ["a function", () => 1],
  ] as const)("refuses %s, which JSON cannot express", ([, value], { expect }) => {
    expect(() => canonicalJson(value)).toThrow();
  });
});

describe("a digest", () => {
  it("is SHA-256, checked with its published test vector", ({ expect }) => {
    expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    expect(sha256("a", "bc")).toBe(sha256("abc"));
    expect(digestOf({ b: 1, a: 2 })).toBe(sha256('{"a":2,"b":1}'));
  });

  it("made with a key differs for another key, purpose or value", ({ expect }) => {
    const digests = [
      keyedDigest("k", "contact", "ada"),
      keyedDigest("l", "contact", "ada"),
      keyedDigest("k", "suppress:address", "ada"),
      keyedDigest("k", "contact", "bob"),
      keyedDigest("k", "conta", "ctada"),
    ];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
