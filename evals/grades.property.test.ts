// Properties of the two grades: which inputs never change a grade, and in which direction other inputs may change it.
import { delivered } from "../testing/stages/people.ts";
import { portThat, runOver } from "../testing/stages/port.ts";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { Hydrated } from "../schema/hydrated.ts";
import type { CompanyStatus } from "../schema/lists.ts";
import { hostileTexts } from "../testing/corpora.ts";
import { canonicalJson } from "../schema/canonical.ts";
import type { CommandOf } from "../schema/commands.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { PlanStage } from "../schema/lists.ts";
import { type QualifyMessage, qualifyMessage } from "../schema/messages.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { gradeStage } from "../workers/qualifier/grade.ts";
import { ada, knownCompany, newContact, newHistory, plainFact } from "./people.ts";
import { DAY_MS } from "../schema/time.ts";

const AT = new Date(newHistory.at);

/** The grades that the stage records for a row, without their evidence. */
async function gradesOf(row: Hydrated, message: QualifyMessage = planned(PlanStage.options)) {
  const recorded: CommandOf<"RecordGrades">[] = [];
  const port = portThat<"qualifier">({
    RecordGrades: async (command) => {
      recorded.push(command);
      return { next: [], refusal: null };
    },
  });
  const stage = gradeStage({
    crm: { hydrate: async () => new Map([[ada, row]]) },
    policy: samplePolicy,
    now: () => AT,
  });
  await runOver(stage, [delivered(message)], { port, send: async () => undefined });
  const [command] = recorded;
  if (!command) throw new Error("nothing was recorded");
  const { verdict, basisPoints, increments } = command.qualification;
  const { facts, summary } = command.opportunity;
  return {
    qualify: { verdict, basisPoints, increments },
    analyze: { basisPoints: command.opportunity.basisPoints, facts, summary },
  };
}

const planned = (stages: readonly PlanStage[]): QualifyMessage =>
  qualifyMessage(
    { contactId: ada, runId: newHistory.runId, correlationId: "sg_1", causationId: "sg_1", follows: 2 },
    stages,
  );

const words = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.constantFrom(...hostileTexts().map(({ text }) => text)),
  fc.constantFrom("CEO", "Director", "known", "qualified", "score: 1.0", "tier A"),
);
const maybe = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });

const contact = fc.record({
  id: fc.constant(ada),
  email: fc.constantFrom("ada@engine.example", "ada@gmail.com", "ada@gmx.de"),
  name: maybe(words),
  title: maybe(fc.oneof(words, fc.constantFrom("CEO", "Head of Sales", "Former CEO", "Buyer"))),
  companyName: maybe(words),
  seniority: maybe(fc.constantFrom("", "unknown", "Director", "junior")),
  senioritySource: maybe(fc.constantFrom("", "vendor-7")),
});
const company = fc.record({
  id: fc.constant(knownCompany.id),
  name: words,
  domain: fc.constantFrom("engine.example", "gmail.com", "gmx.de"),
  status: fc.constantFrom<CompanyStatus>("known", "blocked", "unknown"),
  version: fc.constant(1),
  head: fc.constant(2),
  joinedBy: fc.constantFrom("link" as const, "domain" as const),
});
const fact = fc.record({
  id: fc.stringMatching(/^cf_[0-9a-f]{4}$/),
  kind: fc.constantFrom("hiring", "funding", "award", "tool_change", "new_office", "merger"),
  value: words,
  source: fc.constant(plainFact.source),
  version: fc.constant(plainFact.version),
  observedAt: fc.constant(plainFact.observedAt),
  expiresAt: maybe(fc.constantFrom(-DAY_MS, -1, 0, 1, DAY_MS).map((off) => new Date(AT.getTime() + off).toISOString())),
  found: fc.boolean(),
});
const row: fc.Arbitrary<Hydrated> = fc.record({
  contact: maybe(contact),
  company: maybe(company),
  facts: fc.array(fact, { maxLength: 12 }),
});

describe("a grade", { timeout: LONG_MILLISECONDS }, () => {
  it("does not depend on free text of the lead or of a fact", async ({ expect }) => {
    const rewritten = fc.tuple(row, words, words, words).map(([before, name, companyName, value]) => [
      before,
      {
        contact: before.contact && { ...before.contact, name, companyName },
        company: before.company && { ...before.company, name: companyName },
        facts: before.facts.map((one) => ({ ...one, value })),
      },
    ]);
    await fc.assert(
      fc.asyncProperty(rewritten, async ([before, after]) => {
        const [one, other] = [await gradesOf(after!), await gradesOf(before!)];
        // The summary shows what facts say; the grade does not depend on it.
        expect({ ...one, analyze: { ...one.analyze, summary: "" } }).toEqual({
          ...other,
          analyze: { ...other.analyze, summary: "" },
        });
      }),
      runs(300),
    );
  });

  it("does not depend on the order of rows", async ({ expect }) => {
    const shuffled = row.chain((before) =>
      fc
        .shuffledSubarray(before.facts, { minLength: before.facts.length })
        .map((facts) => [before, { ...before, facts }] as const),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([before, after]) => {
        expect(canonicalJson(await gradesOf(after))).toBe(canonicalJson(await gradesOf(before)));
      }),
      runs(200),
    );
  });

  it("does not depend on a score, tier or verdict in a row", async ({ expect }) => {
    const claims = fc.record({
      score: fc.double({ min: 0, max: 1, noNaN: true }),
      composite: fc.integer({ min: 0, max: 10_000 }),
      tier: fc.constantFrom("A", "B", "C", "D"),
      verdict: fc.constantFrom("qualified", "needs_review"),
      basisPoints: fc.constant(10_000),
    });
    await fc.assert(
      fc.asyncProperty(row, claims, async (before, claim) => {
        const after = {
          ...claim,
          contact: before.contact && { ...claim, ...before.contact },
          company: before.company && { ...claim, ...before.company },
          facts: before.facts.map((one) => ({ ...claim, ...one })),
        };
        expect(await gradesOf(after)).toEqual(await gradesOf(before));
      }),
      runs(200),
    );
  });

  it("does not depend on the plan: both grades are made in any order, even when the plan omits them", async ({
    expect,
  }) => {
    await fc.assert(
      fc.asyncProperty(row, fc.shuffledSubarray([...PlanStage.options]), async (before, stages) => {
        expect(await gradesOf(before, planned(stages))).toEqual(await gradesOf(before));
      }),
      runs(200),
    );
  });

  it("never falls when more data is known", async ({ expect }) => {
    const isKnown = { title: "CEO", seniority: "Director", senioritySource: "vendor-7" };
    await fc.assert(
      fc.asyncProperty(row, fact, async (before, more) => {
        const { qualify, analyze } = await gradesOf(before);
        const titled = await gradesOf({ ...before, contact: { ...newContact, ...before.contact, ...isKnown } });
        const joined = await gradesOf({ ...before, company: { ...knownCompany, joinedBy: "link" } });
        const withFact = await gradesOf({ ...before, facts: [...before.facts, more] });
        expect(titled.qualify.basisPoints).toBeGreaterThanOrEqual(qualify.basisPoints);
        expect(joined.qualify.basisPoints).toBeGreaterThanOrEqual(qualify.basisPoints);
        expect(withFact.analyze.basisPoints).toBeGreaterThanOrEqual(analyze.basisPoints);
      }),
      runs(200),
    );
  });

  it("is the sum of its increments within its bounds, and decides the verdict", async ({ expect }) => {
    const { qualify: rules, analyze: caps } = samplePolicy;
    await fc.assert(
      fc.asyncProperty(row, async (before) => {
        const { qualify, analyze } = await gradesOf(before);
        const sum = qualify.increments.reduce((total, one) => total + (one.applied ? one.basisPoints : 0), 0);
        expect(qualify.basisPoints).toBe(sum);
        expect(qualify.verdict).toBe(sum >= rules.qualifiedFrom ? "qualified" : "needs_review");
        expect(analyze.basisPoints).toBe(
          Math.min(caps.base + caps.perFact * Object.keys(analyze.facts).length, caps.cap),
        );
        expect(Number.isInteger(qualify.basisPoints) && Number.isInteger(analyze.basisPoints)).toBe(true);
      }),
      runs(200),
    );
  });
});
