// Tests the arithmetic of a score: tiers, renormalised weights, what counts as another score, until when one holds, and the page's example.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { ScorePolicy as ScorePolicySchema, type ScorePolicy, type Vertical } from "../../schema/policy.ts";
import { ScoreTerm } from "../../schema/score-lists.ts";
import { DAY_MS } from "../../schema/time.ts";
import { readPage, tableRows } from "../../testing/page.ts";
import { runs } from "../../testing/properties.ts";
import { isMoved, scoredUntil, type Terms, tierOf, weigh } from "./score.ts";
import {
  countedIntents,
  fallbackFit,
  propensityTerm,
  reachabilityTerm,
  type ScoredTitle,
  seniorityTerm,
  WHOLE,
} from "./score-terms.ts";
import { likenessOf } from "./title-likeness.ts";

const policy = samplePolicy.score;
const AT = "2026-11-29T09:00:00.000Z";
const daysBefore = (days: number): string => new Date(Date.parse(AT) - days * DAY_MS).toISOString();
const weightsOf = (...weights: readonly number[]): Pick<Vertical, "weights"> => ({
  weights: Object.fromEntries(
    ScoreTerm.options.map((term, index) => [term, weights[index] ?? 0]),
  ) as Vertical["weights"],
});
const even = weightsOf(2_500, 2_500, 2_500, 2_500);

describe("the tier", () => {
  it.for([
    [10_000, "A"],
    [8_000, "A"],
    [7_999, "B"],
    [6_000, "B"],
    [5_999, "C"],
    [4_000, "C"],
    [3_999, "D"],
    [0, "D"],
  ] as const)("of %i is %s: exactly at the edge, and one basis point below", ([composite, tier], { expect }) => {
    expect(tierOf(composite, policy)).toBe(tier);
    expect(weigh({ seniority: composite }, even, policy)).toMatchObject({ composite, tier });
  });
});

describe("weights", () => {
  it("are renormalised over the terms that are present", ({ expect }) => {
    const vertical = weightsOf(2_500, 3_500, 1_500, 2_500);
    const all: Terms = { seniority: 8_000, role_fit: 6_000, reachability: 4_000, propensity: 2_000 };
    expect(weigh(all, vertical, policy)).toMatchObject({
      composite: 5_200,
      shares: { seniority: 2_500, role_fit: 3_500, reachability: 1_500, propensity: 2_500 },
    });
    const { role_fit: _, ...withoutRole } = all;
    // (8,000 × 2,500 + 4,000 × 1,500 + 2,000 × 2,500) ÷ 6,500
    expect(weigh(withoutRole, vertical, policy)).toMatchObject({
      composite: 4_769,
      shares: { seniority: 3_846, reachability: 2_308, propensity: 3_846 },
    });
    expect(weigh({ seniority: 8_000, propensity: 2_000 }, vertical, policy)).toMatchObject({
      composite: 5_000,
      shares: { seniority: 5_000, propensity: 5_000 },
    });
    expect(weigh({ propensity: 2_000 }, vertical, policy)).toMatchObject({
      composite: 2_000,
      shares: { propensity: 10_000 },
    });
    expect(weigh({}, vertical, policy)).toMatchObject({ composite: 0, tier: "D", shares: {} });
  });

  const points = fc.integer({ min: 0, max: WHOLE });
  const terms = fc.record(
    { seniority: points, role_fit: points, reachability: points, propensity: points },
    { requiredKeys: [] },
  ) as fc.Arbitrary<Terms>;
  const weights = fc
    .tuple(points, points, points, points)
    .filter((each) => each.some((weight) => weight > 0))
    .map((each) => weightsOf(...each));

  it("make shares of exactly 1.0, and a composite between the least and the greatest term that weighs", ({
    expect,
  }) => {
    fc.assert(
      fc.property(terms, weights, (given, vertical) => {
        const { shares, composite } = weigh(given, vertical, policy);
        const counted = Object.keys(shares).map((term) => given[term as ScoreTerm] ?? 0);
        fc.pre(counted.length > 0);
        expect(Object.values(shares).reduce((sum, share) => sum + share, 0)).toBe(WHOLE);
        expect(composite).toBeGreaterThanOrEqual(Math.min(...counted));
        expect(composite).toBeLessThanOrEqual(Math.max(...counted));
      }),
      runs(2_000),
    );
  });

  it("count by their ratio alone", ({ expect }) => {
    fc.assert(
      fc.property(terms, fc.integer({ min: 1, max: 4 }), (given, factor) => {
        const doubled = weightsOf(500 * factor, 700 * factor, 300 * factor, 500 * factor);
        const once = weigh(given, weightsOf(500, 700, 300, 500), policy);
        const { composite, tier, shares } = weigh(given, doubled, policy);
        expect({ composite, tier, shares }).toEqual({
          composite: once.composite,
          tier: once.tier,
          shares: once.shares,
        });
      }),
      runs(500),
    );
  });
});

describe("a score", () => {
  const before = {
    vertical: "general",
    terms: { seniority: 7_000 },
    composite: 7_000,
    tier: "B",
    roleFit: "model",
    policy: "p",
  } as const;

  it.for([
    ["a composite that moved by the least step", { composite: 7_200 }, true],
    ["a composite that moved by one less", { composite: 7_199 }, false],
    ["a composite that fell by the least step", { composite: 6_800 }, true],
    ["another tier", { composite: 7_001, tier: "A" }, true],
    ["another vertical", { vertical: "software" }, true],
    ["another policy", { policy: "q" }, true],
    ["the rule in place of a model", { roleFit: "rule" }, true],
    ["a model's answer that was kept", { roleFit: "kept" }, false],
    ["a term more", { terms: { seniority: 7_000, propensity: 0 } }, true],
    ["nothing else", {}, false],
  ] as const)("is another one with %s: %s", ([, change, moved], { expect }) => {
    expect(isMoved(before, { ...before, ...change }, policy)).toBe(moved);
  });

  const form = [{ intent: "form" as const, at: AT }];
  const held = { terms: { propensity: 5_000 }, intents: form, vertical: even, asOf: AT };

  it("holds until the first day on which decay has moved it", ({ expect }) => {
    // One day takes 122 points, two days 241: more than the least step of 200.
    expect(scoredUntil(held, policy)).toBe("2026-12-01T09:00:00.000Z");
    const heavy = { ...held, terms: { seniority: 5_000, propensity: 5_000 }, vertical: weightsOf(7_000, 0, 0, 3_000) };
    const until = scoredUntil(heavy, policy) ?? "";
    const at = (iso: string) =>
      weigh({ ...heavy.terms, propensity: propensityTerm(form, iso, policy) ?? 0 }, heavy.vertical, policy);
    const dayBefore = new Date(Date.parse(until) - DAY_MS).toISOString();
    expect(at(AT).composite - at(until).composite).toBeGreaterThanOrEqual(policy.movedBy);
    expect(at(AT).composite - at(dayBefore).composite).toBeLessThan(policy.movedBy);
  });

  it("holds for good when nothing decays", ({ expect }) => {
    expect(scoredUntil({ ...held, terms: { seniority: 5_000 }, intents: [] }, policy)).toBeNull();
    expect(
      scoredUntil(
        { ...held, vertical: weightsOf(1, 0, 0, 0), terms: { seniority: 5_000, propensity: 10_000 } },
        policy,
      ),
    ).toBeNull();
  });

  it.for(["timeout", "rate_limited", "over_budget", "breaker_open", "list_unreadable"])(
    "is made again after a day when no model answered for a reason that passes: %s",
    (because, { expect }) => {
      expect(scoredUntil({ ...held, intents: [], terms: {}, because }, policy)).toBe("2026-11-30T09:00:00.000Z");
    },
  );

  it.for(["not_configured", "vetoed", "refused", undefined])(
    "is not when the reason stays: %s",
    (because, { expect }) => {
      expect(scoredUntil({ ...held, intents: [], terms: {}, because }, policy)).toBeNull();
    },
  );
});

describe("the terms", () => {
  const title: ScoredTitle = {
    rule: "title.head",
    level: "director_head",
    department: "sales",
    isGatekeeper: false,
    likeness: 10_000,
  };

  it.for([
    ["c_level", 10_000],
    ["founder_president", 9_500],
    ["partner", 9_000],
    ["vp", 8_500],
    ["director_head", 7_500],
    ["manager_lead", 5_000],
    ["senior", 2_500],
    ["ic", 1_000],
  ] as const)("give %s %i, and a gatekeeper four tenths of it", ([level, points], { expect }) => {
    expect(seniorityTerm({ ...title, level }, policy)).toBe(points);
    expect(seniorityTerm({ ...title, level, isGatekeeper: true }, policy)).toBe((points * 4) / 10);
  });

  it.for([
    [{ seniority: 7_000, hasProfile: false, address: "unverified" }, 6_000],
    [{ seniority: 6_999, hasProfile: false, address: "unverified" }, 5_999],
    [{ seniority: 3_500, hasProfile: false, address: "verified" }, 3_000],
    [{ seniority: 10_000, hasProfile: true, address: "verified" }, 10_000],
    [{ seniority: 10_000, hasProfile: true, address: "role" }, 2_000],
    [{ seniority: null, hasProfile: true, address: "unverified" }, 4_000],
    [{ seniority: null, hasProfile: false, address: "verified" }, null],
  ] as const)("reach %o with %s", ([known, points], { expect }) => {
    expect(reachabilityTerm(known, policy)).toBe(points);
  });

  it.for([
    [0, 5_000],
    [27.999999, 2_500],
    [28, 2_500],
    [28.1, 2_494],
    [56, 1_250],
    [-1, 5_000],
  ] as const)("halve a form after each half-life: %d days give %i", ([days, points], { expect }) => {
    expect(propensityTerm([{ intent: "form", at: daysBefore(days) }], AT, policy)).toBe(points);
  });

  it("sum what was done, at most 1.0, and are missing without any of it", ({ expect }) => {
    const old = [56, 84].map((days) => ({ intent: "booking" as const, at: daysBefore(days) }));
    expect(propensityTerm(old, AT, policy)).toBe(3_750);
    expect(propensityTerm([{ intent: "booking", at: AT }], AT, policy)).toBe(10_000);
    expect(propensityTerm([{ intent: "not_interested", at: AT }], AT, policy)).toBe(0);
    expect(propensityTerm([], AT, policy)).toBeNull();
  });

  it("count the newest three looks, and every other signal beside them", ({ expect }) => {
    const looks = Array.from({ length: 20 }, (_, index) => ({
      intent: index % 2 === 0 ? ("page" as const) : ("product" as const),
      at: daysBefore(index / 100),
      version: 50 - index,
    }));
    const form = { intent: "form" as const, at: daysBefore(9), version: 1 };
    const counted = countedIntents([form, ...looks], policy);
    expect(counted).toEqual([...looks.slice(0, 3), form]);
    const declined = { intent: "not_interested" as const, at: daysBefore(0.015), version: 49 };
    expect(countedIntents([form, ...looks, declined], policy)).toEqual([...looks.slice(0, 2), declined]);
  });

  it("give a role by the rule that stands in for a model", ({ expect }) => {
    const [general] = policy.verticals;
    expect(fallbackFit(title, general!, policy)).toBe(9_625);
    expect(fallbackFit({ ...title, department: "legal" }, general!, policy)).toBe(8_125);
    expect(fallbackFit({ ...title, likeness: 0, department: "legal", level: "ic" }, general!, policy)).toBe(150);
    const generous = { ...policy, fallback: { title: 10_000, seniority: 10_000, department: 10_000 } };
    expect(fallbackFit(title, general!, generous)).toBe(WHOLE);
  });
});

describe("the likeness of titles", () => {
  it("is whole for the same words in any case and spacing, and none for others", ({ expect }) => {
    expect(likenessOf("  HEAD of\tsales-operations ", ["Head of Sales Operations"])).toBe(10_000);
    expect(likenessOf("Zzz", ["Head of Sales Operations"])).toBe(0);
    expect(likenessOf("", ["Head of Sales Operations"])).toBe(0);
    expect(likenessOf("Head of Sales", ["Head of Sales Operations"])).toBeGreaterThan(
      likenessOf("Head of Legal", ["Head of Sales Operations"]),
    );
  });

  it("is between 0 and 1.0 and the same both ways, for any text", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), fc.string({ maxLength: 60 }), (a, b) => {
        const likeness = likenessOf(a, [b]);
        expect(likeness).toBeGreaterThanOrEqual(0);
        expect(likeness).toBeLessThanOrEqual(WHOLE);
        expect(likenessOf(b.slice(0, 100), [a.slice(0, 100)])).toBe(likenessOf(a.slice(0, 100), [b.slice(0, 100)]));
      }),
      runs(500),
    );
  });
});

describe("the example of docs/scoring.md", () => {
  const page = readPage("docs/scoring.md");
  const rows = tableRows(page.slice(page.indexOf("<!-- example -->"), page.indexOf("<!-- /example -->")));
  const numberIn = (text = ""): number => Number(text.replaceAll(",", ""));
  const [general] = policy.verticals;
  const title: ScoredTitle = {
    rule: "title.head",
    level: "director_head",
    department: "sales",
    isGatekeeper: false,
    likeness: likenessOf("Head of Sales Operations", general!.titles),
  };
  const seniority = seniorityTerm(title, policy);
  const terms: Terms = {
    seniority,
    role_fit: fallbackFit(title, general!, policy),
    reachability: reachabilityTerm({ seniority, hasProfile: false, address: "unverified" }, policy) ?? 0,
    propensity: propensityTerm([{ intent: "form", at: daysBefore(14) }], AT, policy) ?? 0,
  };

  it("is what the rules compute", ({ expect }) => {
    const weighed = weigh(terms, general!, policy);
    const both = [
      { intent: "form", at: daysBefore(14) },
      { intent: "info_request", at: AT },
    ] as const;
    const asked = propensityTerm(both, AT, policy) ?? 0;
    const lines = ScoreTerm.options.map((term) => [
      `\`${term}\``,
      terms[term],
      weighed.weights[term],
      weighed.shares[term],
    ]);
    expect(rows.slice(0, 4).map(([term, ...cells]) => [term, ...cells.slice(0, 3).map(numberIn)])).toEqual(lines);
    expect(numberIn(rows[4]?.[1])).toBe(weighed.composite);
    expect(rows[4]?.[4]).toContain(`tier ${weighed.tier}`);
    expect(page).toContain(
      `composite ${weigh({ ...terms, reachability: 10_000, propensity: asked }, general!, policy).composite.toLocaleString("en")}: tier A`,
    );
    expect(page).toContain(
      `the composite is ${weigh({ propensity: terms.propensity ?? 0 }, general!, policy).composite.toLocaleString("en")}: tier D.`,
    );
  });
});

it("a policy whose tiers do not descend, whose slugs repeat or whose default vertical is missing is refused", ({
  expect,
}) => {
  const isAccepted = (change: Partial<ScorePolicy>) => ScorePolicySchema.safeParse({ ...policy, ...change }).success;
  expect(isAccepted({})).toBe(true);
  expect(isAccepted({ tiers: { A: 6_000, B: 6_000, C: 4_000 } })).toBe(false);
  expect(isAccepted({ verticals: [policy.verticals[0]!, policy.verticals[0]!] })).toBe(false);
  expect(isAccepted({ verticals: [policy.verticals[1]!] })).toBe(false);
});
