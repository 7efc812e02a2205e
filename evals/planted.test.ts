// Loads the suites with each planted regression, and compares their scores with the scores of the unchanged sources. The verdict must not
// be PROMOTE, and the reasons must name the suites that the regression lists.
import { describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
import { type Baseline, baselineOf, readBaseline, readGates } from "./gates.ts";
import type { Suite } from "./golden.ts";
import { REGRESSIONS } from "./planted.ts";
import { foundIn, recordedOf, suiteScore } from "./suite-scores.ts";
import * as own from "./suites.ts";
import { type SuiteScore, verdictOf } from "./verdict.ts";

/** The score of each suite that ran. A suite that a regression does not reach is the original itself, and runs once. */
const known = new Map<Suite, SuiteScore>();

async function scoresOf({ suites }: Pick<typeof own, "suites">): Promise<readonly SuiteScore[]> {
  for (const suite of suites)
    if (!known.has(suite)) known.set(suite, suiteScore(suite, await foundIn(suite, samplePolicy)));
  return suites.map((suite) => known.get(suite)!);
}
const ownScores = scoresOf(own);

const judged = (scores: readonly SuiteScore[], baseline: Baseline) =>
  verdictOf({ arm: "scripted", scores, broken: [], isPeer: false }, baseline, readGates());

describe("the verdict", () => {
  it("is PROMOTE for these sources, data and prompts against the recorded baseline (npm run evals -- --record)", async ({
    expect,
  }) => {
    const recorded = baselineOf(readBaseline(), "scripted");
    expect(judged(await ownScores, recorded)).toEqual({ verdict: "PROMOTE", reasons: [] });
  });

  it.for(Object.entries(REGRESSIONS).map(([name, { seenIn }], index) => [name, seenIn, index] as const))(
    "is not PROMOTE for %s",
    async ([, seenIn, index], { expect }) => {
      const planted = (await import(/* @vite-ignore */ `./suites.ts?planted=${index}`)) as typeof own;
      const { verdict, reasons } = judged(await scoresOf(planted), recordedOf(await ownScores));
      expect(["HOLD", "ROLLBACK"]).toContain(verdict);
      expect([...new Set(reasons.map(({ of }) => of))].toSorted()).toEqual(seenIn.toSorted());
    },
  );

  it("is tested with a regression for each of prompt, repair, ladder, grade, composer check, score, title and form", ({
    expect,
  }) => {
    const files: readonly string[] = Object.values(REGRESSIONS).map(({ file }) => file);
    for (const part of [
      "plan-tasks",
      "repair-task-plan",
      "ladder",
      "qualify",
      "draft/",
      "role-fit",
      "score",
      "title-",
      "forms/",
    ])
      expect(files.filter((file) => file.includes(part))).not.toEqual([]);
  });
});
