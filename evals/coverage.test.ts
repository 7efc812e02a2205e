// Tests that the golden sets are complete: every branch has a line, no line or reason is repeated, and a wrong number in the policy makes at
// least one line fail.
import { describe, it } from "vitest";
import { defaultPolicy } from "../schema/default-policy.ts";
import type { Policy } from "../schema/policy.ts";
import { action } from "./action.ts";
import { analyze } from "./analyze.ts";
import { readGates } from "./gates.ts";
import type { Suite } from "./golden.ts";
import { qualify } from "./qualify.ts";
import { suites } from "./suites.ts";
import { DAY_MS } from "../schema/time.ts";

const gates = readGates();

describe.for(suites)("the $name suite", ({ name, cases, branches, prompt }) => {
  it("has at least as many lines as its gate asks for", ({ expect }) => {
    expect(cases.length).toBeGreaterThanOrEqual(gates.scripted.sizes[name] ?? Infinity);
  });

  it("has unique ids", ({ expect }) => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it("has only scripted replies, as long as no model reply was recorded", ({ expect }) => {
    const kinds = new Set(cases.map(({ reply }) => reply?.kind ?? null));
    expect([...kinds]).toEqual(prompt === null ? [null] : ["scripted"]);
  });

  it.for(Object.entries(branches))("reaches %s", ([, ids], { expect }) => {
    expect(ids).not.toEqual([]);
  });
});

it("has a unique why for every line", ({ expect }) => {
  const whys = suites.flatMap(({ cases }) => cases.map(({ why }) => why));
  expect(whys.filter((why, index) => whys.indexOf(why) !== index)).toEqual([]);
});

/** The ids of the lines that fail under the policy. */
async function failing({ cases }: Suite, policy: Policy): Promise<readonly string[]> {
  const judged = await Promise.all(
    cases.map(async ({ id, answer, score }) => (score(await answer(policy)) === 1 ? [] : [id])),
  );
  return judged.flat();
}

const MILLISECOND = 1 / DAY_MS;
const { ladder, qualify: grade, analyze: opportunity, titles } = defaultPolicy;

/** Policies with one change: a number off by its smallest step, a follow-up more or less, a word or a rule removed, or no mail domains. */
const wrong: readonly (readonly [what: string, suite: Suite, policy: Policy])[] = [
  ...ladder.followupDays.flatMap((days, index) =>
    [-MILLISECOND, MILLISECOND].map((off) => {
      const followupDays = ladder.followupDays.with(index, days + off);
      return [
        `wait ${index + 1} off by ${off > 0 ? "+" : "-"}1 ms`,
        action,
        changed({ ladder: { followupDays } }),
      ] as const;
    }),
  ),
  ["one more follow-up", action, changed({ ladder: { followupDays: [...ladder.followupDays, 14] } })],
  ["one follow-up fewer", action, changed({ ladder: { followupDays: ladder.followupDays.slice(0, -1) } })],
  ...(["base", "companyKnown", "roleOrSeniorityKnown", "qualifiedFrom"] as const).flatMap((name) =>
    [-1, 1].map(
      (off) =>
        [
          `qualify.${name} off by ${off}`,
          qualify,
          changed({ qualify: { ...grade, [name]: grade[name] + off } }),
        ] as const,
    ),
  ),
  ...grade.unknownSeniorities.map(
    (word) =>
      [
        `the seniority "${word}" counted as known`,
        qualify,
        changed({ qualify: { ...grade, unknownSeniorities: grade.unknownSeniorities.filter((one) => one !== word) } }),
      ] as const,
  ),
  ["no mailbox providers", qualify, changed({ qualify: { ...grade, freeMailDomains: [] } })],
  ...titles.rules.map(
    ({ id }) =>
      [
        `without ${id}`,
        qualify,
        changed({ titles: { rules: titles.rules.filter((rule) => rule.id !== id) } }),
      ] as const,
  ),
  ...(["base", "perFact", "cap"] as const).flatMap((name) =>
    [-1, 1].map(
      (off) =>
        [
          `analyze.${name} off by ${off}`,
          analyze,
          changed({ analyze: { ...opportunity, [name]: opportunity[name] + off } }),
        ] as const,
    ),
  ),
];

function changed(sections: Partial<Policy>): Policy {
  return { ...defaultPolicy, ...sections };
}

describe("a policy that is wrong in one place", () => {
  it.for(wrong)("makes a line fail: %s", async ([, suite, policy], { expect }) => {
    expect(await failing(suite, policy)).not.toEqual([]);
  });

  it("is compared with the default policy, under which every line passes", async ({ expect }) => {
    for (const suite of suites) expect(await failing(suite, defaultPolicy)).toEqual([]);
  });
});
