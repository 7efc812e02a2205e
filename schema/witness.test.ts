// Tests the header by which a message is a witness of the log: what is written is read again, in any folding.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../testing/properties.ts";
import { AdminId, ContactId } from "./ids.ts";
import { type Witness, WITNESS_HEADER, witnessIn, witnessParts } from "./witness.ts";

const hex = (length: number) => fc.stringMatching(new RegExp(`^[0-9a-f]{${length}}$`));
const anyWitness: fc.Arbitrary<Witness> = fc.record({
  streamId: fc.oneof(
    hex(32).map((id) => ContactId.parse(`ct_${id}`)),
    fc.constant(AdminId.parse("ad_audit")),
  ),
  version: fc.integer({ min: 1, max: 1_000_000 }),
  hash: hex(64),
  signature: fc.stringMatching(/^[\w-]{86}$/),
  checkpoint: fc.option(fc.constantFrom("a.example/log\n3\nAAAA\n\n— a.example/log AAAA\n", "é\n")),
});

describe("a message's witness", () => {
  it("is in a header that a mail provider takes", ({ expect }) => {
    expect(WITNESS_HEADER).toMatch(/^X-[A-Za-z-]+$/);
  });

  it("is read as it was written, with any white space between its parts", ({ expect }) => {
    fc.assert(
      fc.property(anyWitness, fc.constantFrom(" ", "  ", "\t", "\r\n "), (witness, space) => {
        const parts = witnessParts(witness);
        expect(witnessIn(` ${parts.join(space)} `)).toEqual(witness);
        for (const part of parts) expect(part.length).toBeLessThanOrEqual(70);
      }),
      runs(100),
    );
  });

  it.for([
    "",
    "ct_a",
    "ct_a@0 x y z",
    "none",
    `ct_a@1 ${"0".repeat(64)}`,
    `x@1 ${"0".repeat(64)} ${"A".repeat(64)} ${"A".repeat(22)} none`,
  ])("is not read from %j", (value, { expect }) => {
    expect(witnessIn(value)).toBeNull();
  });
});
