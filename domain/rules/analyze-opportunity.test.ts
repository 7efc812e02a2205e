// Tests the second grade: how live facts are counted, and that the result fits its event for any rows.
import { describe, it } from "vitest";
import type { Hydrated } from "../../schema/hydrated.ts";
import { RecordGrades } from "../../schema/commands.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { ada } from "../../testing/people.ts";
import { analyzeOpportunity } from "./analyze-opportunity.ts";
import { adaWith, factOf, NOW } from "../../testing/stages/qualifier.ts";

type Facts = Hydrated["facts"];

const analyze = (facts: Facts) => analyzeOpportunity(ada, adaWith({}, { facts }), { policy: defaultPolicy, at: NOW });
const kinds = (count: number): Facts =>
  Array.from({ length: count }, (_, index) => factOf(`cf_${index}`, `kind_${index}`));
const expiring = (milliseconds: number): Facts => [
  factOf("cf_1", "hiring", { expiresAt: new Date(NOW.getTime() + milliseconds).toISOString() }),
];

describe("the grade of an opportunity", () => {
  it.for<readonly [string, Facts, number, string]>([
    ["no facts", [], 5_000, "no live facts"],
    ["one kind", [factOf("a", "hiring")], 6_000, "1 kind of facts: hiring (1)"],
    ["two facts of one kind", [factOf("a", "hiring"), factOf("b", "hiring")], 6_000, "1 kind of facts: hiring (2)"],
    [
      "two kinds",
      [factOf("a", "hiring"), factOf("b", "funding"), factOf("c", "hiring")],
      7_000,
      "2 kinds of facts: funding (1), hiring (2)",
    ],
    ["a fact sought and not found", [factOf("a", "hiring", { found: false })], 5_000, "no live facts"],
    ["a fact after its expiry", expiring(-1), 5_000, "no live facts"],
    ["a fact exactly at its expiry", expiring(0), 6_000, "1 kind of facts: hiring (1)"],
    ["a fact before its expiry", expiring(1), 6_000, "1 kind of facts: hiring (1)"],
  ])("with %s", ([, facts, basisPoints, summary], { expect }) => {
    expect(analyze(facts)).toMatchObject({ basisPoints, summary });
  });

  it("is at most 0.9, for any number of kinds", ({ expect }) => {
    expect([3, 4, 5, 40].map((count) => analyze(kinds(count)).basisPoints)).toEqual([8_000, 9_000, 9_000, 9_000]);
  });

  it("does not depend on the order of the rows", ({ expect }) => {
    const facts = [...kinds(30), factOf("cf_x", "kind_3")];
    expect(analyze(facts.toReversed())).toEqual(analyze(facts));
  });

  it("shows a fact of every counted kind, for any number of rows", ({ expect }) => {
    const facts = [...Array.from({ length: 500 }, (_, index) => factOf(`cf_a${index}`, "aaa")), factOf("cf_z", "zzz")];
    const { evidence, facts: counts } = analyze(facts);
    expect(evidence).toHaveLength(41);
    expect(evidence.some(({ id }) => id === "cf_z")).toBe(true);
    expect(counts).toEqual({ aaa: 500, zzz: 1 });
  });

  it("fits its event for any rows", ({ expect }) => {
    const facts = [
      ...kinds(200),
      factOf("cf_long", "k".repeat(300)),
      factOf("cf_proto", "__proto__"),
      factOf("cf_surrogate", "\ud800"),
    ];
    const { facts: counts, evidence, ...rest } = analyze(facts);
    const opportunity = { ...rest, facts: counts, evidence, planned: true };
    expect(RecordGrades.shape.opportunity.safeParse(opportunity).error).toBeUndefined();
    expect(Object.keys(counts).every((kind) => kind.length <= 80)).toBe(true);
  });

  it("records the absence of facts as evidence, and never the value of a fact", ({ expect }) => {
    expect(analyze([]).evidence[0]).toMatchObject({ table: "company_facts", id: ada, columns: { found: false } });
    expect(JSON.stringify(analyze([factOf("a", "hiring")]))).not.toContain("whatever it says");
  });
});
