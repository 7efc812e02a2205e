// Whether the golden sets say enough: every branch reached, nothing said twice, and every number of the policy held by a line.
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
  it("is not smaller than its floor", ({ expect }) => {
    expect(cases.length).toBeGreaterThanOrEqual(gates.scripted.sizes[name] ?? Infinity);
  });

  it("names each line once", ({ expect }) => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(cases.length);
  });

  it("says that its replies are scripted, as long as no model has said one", ({ expect }) => {
    const kinds = new Set(cases.map(({ reply }) => reply?.kind ?? null));
    expect([...kinds]).toEqual(prompt === null ? [null] : ["scripted"]);
  });

  it.for(Object.entries(branches))("reaches %s", ([, ids], { expect }) => {
    expect(ids).not.toEqual([]);
  });
});

it("gives every line its own why", ({ expect }) => {
  const whys = suites.flatMap(({ cases }) => cases.map(({ why }) => why));
  expect(whys.filter((why, index) => whys.indexOf(why) !== index)).toEqual([]);
});

/** The ids of the lines that fail under another policy. */
async function failing({ cases }: Suite, policy: Policy): Promise<readonly string[]> {
  const judged = await Promise.all(
    cases.map(async ({ id, answer, score }) => (score(await answer(policy)) === 1 ? [] : [id])),
  );
  return judged.flat();
}

const MILLISECOND = 1 / DAY_MS;
const { ladder, qualify: grade, analyze: opportunity, titles } = defaultPolicy;

/** Policies that are wrong in one place, by the least there is. */
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
  ["one follow-up more", action, changed({ ladder: { followupDays: [...ladder.followupDays, 14] } })],
  ["one follow-up less", action, changed({ ladder: { followupDays: ladder.followupDays.slice(0, -1) } })],
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
        `the seniority "${word}" taken for knowledge`,
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
  it.for(wrong)("%s fails a line", async ([, suite, policy], { expect }) => {
    expect(await failing(suite, policy)).not.toEqual([]);
  });

  it("is not needed: the default fails none", async ({ expect }) => {
    for (const suite of suites) expect(await failing(suite, defaultPolicy)).toEqual([]);
  });
});
