// Tests provenance: its four fields, the sources and reasons that it accepts, and that it is refused without evidence.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { Evidence, EvidenceTable, Provenance, provenance } from "./provenance.ts";

const row: Evidence = { table: "companies", id: "co_1", columns: { status: "known" } };
const fields = { confidence: 1, reason: "first_contact", source: "rule:ladder@1", evidence: [row] };

describe("provenance", { timeout: LONG_MILLISECONDS }, () => {
  it("has exactly four fields", ({ expect }) => {
    expect(provenance(fields)).toEqual(fields);
    expect(Provenance.safeParse({ ...fields, score: 1 }).success).toBe(false);
    for (const field of Object.keys(fields))
      expect(Provenance.safeParse({ ...fields, [field]: undefined }).success, field).toBe(false);
  });

  it("is refused without evidence", ({ expect }) => {
    expect(() => provenance({ ...fields, evidence: [] })).toThrow();
  });

  it("is refused with a confidence outside 0 to 1, and accepted with any inside", ({ expect }) => {
    fc.assert(
      fc.property(fc.double(), (confidence) => {
        const isWithin = confidence >= 0 && confidence <= 1;
        expect(Provenance.safeParse({ ...fields, confidence }).success).toBe(isWithin);
      }),
      runs(300),
    );
    for (const confidence of [0, 0.4, 1]) expect(provenance({ ...fields, confidence }).confidence).toBe(confidence);
    for (const confidence of [Number.NaN, Infinity, -Number.EPSILON, 1 + Number.EPSILON])
      expect(() => provenance({ ...fields, confidence })).toThrow();
  });

  it.for(["", "First contact", "because he asked.", "2_late", "x".repeat(81)])(
    "is refused with the reason %j, which is neither a word of a list nor a rule's id",
    (reason, { expect }) => {
      expect(() => provenance({ ...fields, reason })).toThrow();
    },
  );

  it.for([
    "rule:ladder@1",
    "llm:deepseek-chat@GPFcM3MewuH7-d4gBuNG_g",
    "rule_based_fallback",
    "template:initial@1",
    "human:rosa@sampleworks.example",
    "webhook:form-1",
    "timer",
  ])("accepts the source %s", (source, { expect }) => {
    expect(provenance({ ...fields, source }).source).toBe(source);
  });

  it.for([
    "",
    "rosa",
    "human:",
    "human:rosa ",
    "rule:",
    "llm:deepseek-chat",
    "llm:deepseek-chat@notadigest",
    "timer:1",
    "timer\nhuman:rosa",
    "rule:ladder@1 human:rosa",
    "RULE:ladder",
    `human:${"r".repeat(200)}`,
  ])("refuses the source %j", (source, { expect }) => {
    expect(() => provenance({ ...fields, source })).toThrow();
  });
});

describe("evidence", () => {
  it("names a known table and a row's id", ({ expect }) => {
    for (const table of EvidenceTable.options) expect(Evidence.safeParse({ ...row, table }).success).toBe(true);
    expect(Evidence.safeParse({ ...row, table: "llm" }).success).toBe(false);
    expect(Evidence.safeParse({ ...row, id: "" }).success).toBe(false);
  });

  it("may state that a row is absent", ({ expect }) => {
    expect(Evidence.safeParse({ ...row, columns: { found: false } }).success).toBe(true);
  });

  it("has plain values only, and no `personal` values", ({ expect }) => {
    expect(Evidence.safeParse({ ...row, columns: { nested: { deep: 1 } } }).success).toBe(false);
    expect(Evidence.safeParse({ ...row, personal: { title: "Director" } }).success).toBe(false);
  });
});
