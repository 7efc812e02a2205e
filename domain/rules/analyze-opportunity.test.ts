// Tests the second grade: how live facts are counted, and that the result fits its event for any rows.
import { describe, it } from "vitest";
import type { Hydrated } from "../../schema/hydrated.ts";
import { RecordGrades } from "../../schema/commands.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { ada } from "../../testing/people.ts";
import { analyzeOpportunity } from "./analyze-opportunity.ts";
import { adaWith, factOf, knownCompany, NOW } from "../../testing/stages/qualifier.ts";

type Facts = Hydrated["facts"];

const analyze = (facts: Facts, company: Hydrated["company"] = knownCompany) =>
  analyzeOpportunity(ada, adaWith({}, { company, facts }), { policy: samplePolicy, at: NOW });
/** How the summary shows the facts of these tests. */
const shown = (kind: string): string => `${kind}: whatever it says (jobs.example, 2026-10-01)`;
const kinds = (count: number): Facts =>
  Array.from({ length: count }, (_, index) => factOf(`cf_${index}`, `kind_${index}`));
const expiring = (milliseconds: number): Facts => [
  factOf("cf_1", "hiring", { expiresAt: new Date(NOW.getTime() + milliseconds).toISOString() }),
];

describe("the grade of an opportunity", () => {
  it.for<readonly [string, Facts, number, string]>([
    ["no facts", [], 5_000, "no live facts"],
    ["one kind", [factOf("a", "hiring")], 6_000, shown("hiring")],
    [
      "two facts of one kind",
      [factOf("a", "hiring"), factOf("b", "hiring")],
      6_000,
      `${shown("hiring")}; ${shown("hiring")}`,
    ],
    [
      "two kinds",
      [factOf("a", "hiring"), factOf("b", "funding"), factOf("c", "hiring")],
      7_000,
      `${shown("funding")}; ${shown("hiring")}; ${shown("hiring")}`,
    ],
    ["a fact sought and not found", [factOf("a", "hiring", { found: false })], 5_000, "no live facts"],
    ["a fact after its expiry", expiring(-1), 5_000, "no live facts"],
    ["a fact exactly at its expiry", expiring(0), 6_000, shown("hiring")],
    ["a fact before its expiry", expiring(1), 6_000, shown("hiring")],
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
    expect(evidence.some(({ columns }) => columns["kind"] === "zzz")).toBe(true);
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

  it("cites each fact by the version that recorded it, with its value, source and times", ({ expect }) => {
    const fact = factOf("a", "hiring", { value: "v".repeat(300), version: 7 });
    expect(analyze([fact]).evidence[0]).toEqual({
      table: "company_facts",
      id: `${knownCompany?.id}@7`,
      columns: {
        found: true,
        kind: "hiring",
        value: "v".repeat(200),
        source: "jobs.example",
        observed_at: fact.observedAt,
        expires_at: null,
        asked_at: NOW.toISOString(),
      },
    });
  });

  it("cites the absence of facts by the head of the company's stream, and without a company by the contact", ({
    expect,
  }) => {
    const absent = { table: "company_facts", columns: { found: false, asked_at: NOW.toISOString() } };
    expect(analyze([]).evidence[0]).toEqual({ ...absent, id: `${knownCompany?.id}@${knownCompany?.head}` });
    expect(analyze([factOf("a", "hiring")], null).evidence[0]).toEqual({ ...absent, id: ada });
  });

  it("sums up in one line, cut at 500 characters", ({ expect }) => {
    const long = analyze([factOf("a", "hiring", { value: "two\nplanners\u2028and a driver" }), ...kinds(20)]).summary;
    expect(long).toMatch(/^hiring: two planners and a driver \(jobs\.example, 2026-10-01\); kind_0: /);
    expect([long.length, long.at(-1)]).toEqual([500, "…"]);
  });
});
