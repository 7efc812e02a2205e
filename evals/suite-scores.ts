// Scores a suite from the answers of its cases. The answers are from tests that ran in another process, or from `foundIn`, which runs
// the cases in this process.
import type { Policy } from "../schema/policy.ts";
import type { Model } from "../workers/model/model.ts";
import type { Baseline } from "./gates.ts";
import type { Suite } from "./golden.ts";
import type { SuiteScore } from "./verdict.ts";

/** The answer of each case by the id of the case. A case that threw has no entry. */
export type FoundAnswers = ReadonlyMap<string, unknown>;

/** The score of a suite. A case without an answer scores 0. A suite without any answer was skipped, and its score is null. */
export function suiteScore(suite: Suite, found: FoundAnswers): SuiteScore {
  const { name, cases, dataset, prompt } = suite;
  const scored = cases.map(({ id, expected, score }) => ({
    expected,
    found: found.get(id),
    score: found.has(id) ? score(found.get(id)) : 0,
  }));
  return {
    suite: name,
    score: found.size === 0 ? null : suite.scoreOf(scored),
    size: cases.length,
    dataset,
    prompt,
  };
}

/** Runs every case of a suite in this process. */
export async function foundIn({ cases }: Suite, policy: Policy, model?: Model): Promise<FoundAnswers> {
  const found = new Map<string, unknown>();
  for (const { id, answer } of cases) {
    try {
      found.set(id, await answer(policy, model));
    } catch {
      // A case that throws has no answer, and scores 0.
    }
  }
  return found;
}

/** These scores as a baseline. Skipped suites are left out. */
export const recordedOf = (scores: readonly SuiteScore[]): Baseline =>
  Object.fromEntries(
    scores.flatMap(({ suite, score, ...rest }) => (score === null ? [] : [[suite, { score, ...rest }] as const])),
  );
