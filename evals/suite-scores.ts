// From what was found to a score per suite: of tests that ran in another process, or of cases that are run here.
import type { Policy } from "../schema/policy.ts";
import type { Model } from "../workers/model/model.ts";
import type { Baseline } from "./gates.ts";
import type { Suite } from "./golden.ts";
import type { SuiteScore } from "./verdict.ts";

/** What each case came to, by its id. A case that threw is not in it. */
export type FoundAnswers = ReadonlyMap<string, unknown>;

/** A case that came to nothing is worth nothing; a suite of which nothing ran was skipped. */
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

/** Runs every case of a suite here. */
export async function foundIn({ cases }: Suite, policy: Policy, model?: Model): Promise<FoundAnswers> {
  const found = new Map<string, unknown>();
  for (const { id, answer } of cases) {
    try {
      found.set(id, await answer(policy, model));
    } catch {
      // It is not there, which counts as wrong.
    }
  }
  return found;
}

/** These scores as a baseline for others. What was skipped is none. */
export const recordedOf = (scores: readonly SuiteScore[]): Baseline =>
  Object.fromEntries(
    scores.flatMap(({ suite, score, ...rest }) => (score === null ? [] : [[suite, { score, ...rest }] as const])),
  );
