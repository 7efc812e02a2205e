// Each planted regression is loaded with the suites over it, scored and judged: the verdict must not be PROMOTE, and the suite it is for says so.
import { describe, it } from "vitest";
import { canonicalJson } from "../schema/canonical.ts";
import { defaultPolicy } from "../schema/default-policy.ts";
import { baselineOf, readBaseline, readGates } from "./gates.ts";
import { REGRESSIONS } from "./planted.ts";
import { foundIn, suiteScore } from "./suite-scores.ts";
import * as ownSuites from "./suites.ts";
import { type Judged, verdictOf } from "./verdict.ts";

async function judgedWith({ suites }: Pick<typeof ownSuites, "suites">): Promise<Judged> {
  const scores = [];
  for (const suite of suites) scores.push(suiteScore(suite, await foundIn(suite, defaultPolicy)));
  const measured = { arm: "scripted", scores, broken: [], isPeer: false } as const;
  return verdictOf(measured, baselineOf(readBaseline(), "scripted"), readGates());
}

const own = judgedWith(ownSuites);

describe("the verdict", () => {
  it("on these sources, data and prompts is PROMOTE against the recorded baseline (npm run evals -- --record)", async ({
    expect,
  }) => {
    expect(await own).toEqual({ verdict: "PROMOTE", reasons: [] });
  });

  it.for(Object.entries(REGRESSIONS).map(([name, { seenIn }], index) => [name, seenIn, index] as const))(
    "does not let pass %s",
    async ([, seenIn, index], { expect }) => {
      const planted = (await import(/* @vite-ignore */ `./suites.ts?planted=${index}`)) as typeof ownSuites;
      const { verdict, reasons } = await judgedWith(planted);
      expect(["HOLD", "ROLLBACK"]).toContain(verdict);
      // Whatever stands against these sources themselves is not the regression's.
      const before = (await own).reasons.map(canonicalJson);
      const after = reasons.filter((reason) => !before.includes(canonicalJson(reason)));
      expect([...new Set(after.map(({ of }) => of))].toSorted()).toEqual(seenIn.toSorted());
    },
  );

  it("sees a regression for each of prompt, repair, ladder, grade and composer check", ({ expect }) => {
    const files: readonly string[] = Object.values(REGRESSIONS).map(({ file }) => file);
    for (const part of ["plan-tasks", "repair-task-plan", "decide-action", "qualify", "composer/"])
      expect(files.filter((file) => file.includes(part))).not.toEqual([]);
  });
});
