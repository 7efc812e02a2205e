// Tests the sources of provenance: the rule names are valid, and a person's identity cannot look like another source.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { Provenance } from "../schema/provenance.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { byPerson, RULES } from "./evidence.ts";

/** Any UTF-16 unit, halves of surrogate pairs included. */
const anyUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));

it("the names of the rules are valid sources, and each is listed once", ({ expect }) => {
  for (const rule of RULES) expect(Provenance.shape.source.safeParse(rule).error, rule).toBeUndefined();
  expect(new Set(RULES).size).toBe(RULES.length);
});

describe("a person as a source", { timeout: LONG_MILLISECONDS }, () => {
  it("is always a valid source, and never another kind of source", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: anyUnit, minLength: 1, maxLength: 100 }), (identity) => {
        const source = byPerson(identity);
        expect(Provenance.shape.source.safeParse(source).error).toBeUndefined();
        expect(source).toMatch(/^human:[\w.@+-]+$/);
      }),
      runs(300),
    );
  });

  it.for([
    ["rosa@sampleworks.example", "human:rosa@sampleworks.example"],
    ["rule:ladder@1", "human:rule-ladder@1"],
    ["ben\nhuman:rosa", "human:ben-human-rosa"],
  ] as const)("has for the identity %j the source %s", ([identity, source], { expect }) => {
    expect(byPerson(identity)).toBe(source);
  });
});
