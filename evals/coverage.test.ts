// Tests that the golden sets are complete: every branch has a line, no id or reason is repeated, and a wrong number, word or rule
// in the policy makes at least one line fail.
import { describe, it } from "vitest";
import { sliceOf } from "../testing/full.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { defaultTitleRules } from "../schema/default-titles.ts";
import type { Policy } from "../schema/policy.ts";
import { action } from "./action.ts";
import { analyze } from "./analyze.ts";
import { readGates } from "./gates.ts";
import type { Suite } from "./golden.ts";
import { qualify } from "./qualify.ts";
import { score } from "./score.ts";
import { suites } from "./suites.ts";
import { wrongScores } from "./wrong-scores.ts";
import { DAY_MS } from "../schema/time.ts";

const gates = readGates();

describe.for(suites)("the $name suite", ({ name, cases, branches, prompt }) => {
  it("has at least as many lines as its gate requires", ({ expect }) => {
    expect(cases.length).toBeGreaterThanOrEqual(gates.scripted.sizes[name] ?? Infinity);
  });

  it("has unique ids", ({ expect }) => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it("has scripted replies only; a suite without a prompt has no replies", ({ expect }) => {
    const kinds = new Set(cases.flatMap(({ reply }) => reply?.kind ?? []));
    expect([...kinds]).toEqual(prompt === null ? [] : ["scripted"]);
  });

  it.for(Object.entries(branches))("has a line for the branch %s", ([, ids], { expect }) => {
    expect(ids).not.toEqual([]);
  });
});

it("every line of all suites has a reason (why) of its own", ({ expect }) => {
  const whys = suites.flatMap(({ cases }) => cases.map(({ why }) => why));
  expect(whys.filter((why, index) => whys.indexOf(why) !== index)).toEqual([]);
});

/** The ids of the lines of a suite that fail under a policy. */
async function failing({ cases }: Suite, policy: Policy): Promise<readonly string[]> {
  const failed = await Promise.all(
    cases.map(async ({ id, answer, score }) => (score(await answer(policy)) === 1 ? [] : [id])),
  );
  return failed.flat();
}

const MILLISECOND_IN_DAYS = 1 / DAY_MS;
const { ladder, qualify: qualifyPolicy, analyze: analyzePolicy } = samplePolicy;
const titles = defaultTitleRules;

/** Policies with one change: a number off by its smallest step, a follow-up more or less, a word or a rule removed, or no mail domains. */
const WRONG_POLICIES: readonly (readonly [what: string, suite: Suite, policy: Policy])[] = [
  ...ladder.followupDays.flatMap((days, index) =>
    [-MILLISECOND_IN_DAYS, MILLISECOND_IN_DAYS].map((off) => {
      const followupDays = ladder.followupDays.with(index, days + off);
      return [
        `wait ${index + 1} off by ${off > 0 ? "+" : "-"}1 ms`,
        action,
        policyWith({ ladder: { followupDays } }),
      ] as const;
    }),
  ),
  ["one more follow-up", action, policyWith({ ladder: { followupDays: [...ladder.followupDays, 14] } })],
  ["one follow-up fewer", action, policyWith({ ladder: { followupDays: ladder.followupDays.slice(0, -1) } })],
  ...(["base", "companyKnown", "roleOrSeniorityKnown", "qualifiedFrom"] as const).flatMap((name) =>
    [-1, 1].map(
      (off) =>
        [
          `qualify.${name} off by ${off}`,
          qualify,
          policyWith({ qualify: { ...qualifyPolicy, [name]: qualifyPolicy[name] + off } }),
        ] as const,
    ),
  ),
  ...qualifyPolicy.unknownSeniorities.map(
    (word) =>
      [
        `the seniority "${word}" counted as known`,
        qualify,
        policyWith({
          qualify: {
            ...qualifyPolicy,
            unknownSeniorities: qualifyPolicy.unknownSeniorities.filter((one) => one !== word),
          },
        }),
      ] as const,
  ),
  ["no mail domains of providers", qualify, policyWith({ qualify: { ...qualifyPolicy, freeMailDomains: [] } })],
  ...titles.rules.map(
    ({ id }) =>
      [
        `without the title rule ${id}`,
        qualify,
        policyWith({ titles: { ...titles, rules: titles.rules.filter((rule) => rule.id !== id) } }),
      ] as const,
  ),
  ...(["base", "perFact", "cap"] as const).flatMap((name) =>
    [-1, 1].map(
      (off) =>
        [
          `analyze.${name} off by ${off}`,
          analyze,
          policyWith({ analyze: { ...analyzePolicy, [name]: analyzePolicy[name] + off } }),
        ] as const,
    ),
  ),
  ...wrongScores(samplePolicy.score).map(([what, section]) => [what, score, policyWith({ score: section })] as const),
];

function policyWith(sections: Partial<Policy>): Policy {
  return { ...samplePolicy, ...sections };
}

describe("a policy that is wrong in one place", () => {
  it.for(sliceOf(WRONG_POLICIES, 5))("makes a line fail: %s", async ([, suite, policy], { expect }) => {
    expect(await failing(suite, policy)).not.toEqual([]);
  });
});

it("every line passes under the default policy", async ({ expect }) => {
  for (const suite of suites) expect(await failing(suite, samplePolicy)).toEqual([]);
});
