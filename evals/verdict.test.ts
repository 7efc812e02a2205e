// Tests the verdict on a version (PROMOTE, HOLD, ROLLBACK) from scores, baseline and gates.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import type { Baseline, Gates } from "./gates.ts";
import { type Measured, type SuiteScore, verdictOf } from "./verdict.ts";

const gates: Gates = {
  floor: 0.8,
  regression: 0.1,
  scripted: { tolerance: 0, sizes: { ladder: 10 } },
  live: { tolerance: 0.05, sizes: { plan: 10 }, tries: 8, judgedFrom: 4 },
  invariants: ["a.test.ts"],
};
const recorded = { score: 1, size: 20, dataset: "d1", prompt: "p1" };
const baseline: Baseline = { ladder: recorded, plan: { ...recorded, score: 0.95 } };
const good: SuiteScore = { suite: "ladder", ...recorded };
const scripted = (change: Partial<SuiteScore> = {}, rest: Partial<Measured> = {}): Measured => ({
  arm: "scripted",
  scores: [{ ...good, ...change }],
  broken: [],
  isPeer: false,
  ...rest,
});
const live = (score: number | null, rest: Partial<Measured> = {}): Measured =>
  scripted({ suite: "plan", score }, { arm: "live", ...rest });

const verdictWith = (measured: Measured, against = baseline): readonly string[] => {
  const { verdict, reasons } = verdictOf(measured, against, gates);
  return [verdict, ...reasons.map(({ of, reason }) => `${of}: ${reason}`)];
};

describe("the verdict", () => {
  it("is PROMOTE when it is as good as its baseline, or better", ({ expect }) => {
    expect(verdictWith(scripted())).toEqual(["PROMOTE"]);
    expect(verdictWith(scripted({ score: 1 }), { ladder: { ...recorded, score: 0.9 } })).toEqual(["PROMOTE"]);
    expect(verdictWith(live(0.9))).toEqual(["PROMOTE"]);
  });

  it.for([
    ["a suite at 0.79", scripted({ score: 0.79 }), ["ROLLBACK", "ladder: below_floor", "ladder: regressed"]],
    ["a score that is not a number", scripted({ score: Number.NaN }), ["ROLLBACK", "ladder: below_floor"]],
    ["a broken invariant", scripted({}, { broken: ["parity"] }), ["ROLLBACK", "parity: invariant_broken"]],
    ["a fall of 0.10", scripted({ score: 0.9 }), ["ROLLBACK", "ladder: regressed"]],
    ["a live fall of 0.10", live(0.85), ["ROLLBACK", "plan: regressed"]],
  ] as const)("is ROLLBACK with %s", ([, measured, expected], { expect }) => {
    expect(verdictWith(measured)).toEqual(expected);
  });

  it.for([
    ["a suite that was skipped", scripted({ score: null }), "ladder: skipped"],
    ["a missing suite", scripted({}, { scores: [] }), "ladder: skipped"],
    ["one case less than its gate asks for", scripted({ size: 9 }), "ladder: too_small"],
    ["one case less than its baseline", scripted({ size: 19 }), "ladder: dataset_shrank"],
    ["other data", scripted({ size: 21, dataset: "d2" }), "ladder: dataset_changed"],
    ["another prompt", scripted({ prompt: "p2" }), "ladder: prompt_changed"],
    ["any fall of a scripted suite", scripted({ score: 0.99 }), "ladder: fell"],
    ["a live suite that fell by more than its tolerance", live(0.89), "plan: fell"],
    ["replies of the local peer", live(1, { isPeer: true }), "live: peer"],
    ["a suite that no gate names", scripted({}, { scores: [good, { ...good, suite: "new" }] }), "new: too_small"],
  ] as const)("is HOLD with %s", ([, measured, reason], { expect }) => {
    const [verdict, ...reasons] = verdictWith(measured);
    expect(verdict).toBe("HOLD");
    expect(reasons).toContain(reason);
  });

  it("is HOLD without a baseline", ({ expect }) => {
    expect(verdictWith(scripted(), {})).toEqual(["HOLD", "ladder: no_baseline"]);
  });

  it("is PROMOTE exactly at the floor, and within the tolerance", ({ expect }) => {
    const at = (score: number) => ({ ladder: { ...recorded, score }, plan: { ...recorded, score } });
    expect(verdictWith(scripted({ score: 0.8 }), at(0.8))).toEqual(["PROMOTE"]);
    expect(verdictWith(live(0.85), at(0.9))).toEqual(["PROMOTE"]);
  });

  it("never becomes better with a lower score, fewer cases, a broken invariant or the peer", ({ expect }) => {
    const order = ["ROLLBACK", "HOLD", "PROMOTE"];
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(share, share, fc.nat(40), fc.nat(40), fc.boolean(), (one, two, few, more, isLive) => {
        const rank = (score: number, size: number, worse: Partial<Measured> = {}): number => {
          const arm = isLive ? "live" : "scripted";
          const scores = [{ ...good, suite: isLive ? "plan" : "ladder", score, size }];
          return order.indexOf(
            verdictOf({ arm, scores, broken: [], isPeer: false, ...worse }, baseline, gates).verdict,
          );
        };
        const [low, high] = [Math.min(one, two), Math.max(one, two)];
        expect(rank(low, few)).toBeLessThanOrEqual(rank(high, few));
        expect(rank(one, Math.min(few, more))).toBeLessThanOrEqual(rank(one, Math.max(few, more)));
        expect(rank(one, few, { broken: ["x"] })).toBe(0);
        expect(rank(one, few, { isPeer: true })).toBeLessThan(2);
      }),
    );
  });
});
