// A live run: asks a real model about each case of the live suites, several times. A case passes only when all of its tries pass: a model
// that is right most of the time is not reliable.
import type { ModelOutcome } from "../schema/model-call.ts";
import type { Policy } from "../schema/policy.ts";
import { inParallel } from "../schema/in-parallel.ts";
import { type Model, type ModelPorts, openModel } from "../workers/model/model.ts";
import { type ModelEnv, modelSettings } from "../workers/model/settings.ts";
import type { GoldenCase, Suite } from "./golden.ts";
import { judgedBy, Metric } from "./judge.ts";
import { mean } from "./scorers.ts";
import type { SuiteScore } from "./verdict.ts";

export interface LiveModel extends Model {
  readonly name: string;
  /** Whether a response said that it is from the local peer, which has no model behind it. */
  isPeer(): boolean;
  /** The number of calls, and their cost. */
  spent(): { readonly calls: number; readonly costMicroDollars: number };
  /** The number of calls without an answer. They say nothing about the model. */
  unanswered(): number;
}

/** Outcomes that are about the connection, the key or the budget, and not about a reply. */
const NO_ANSWER: readonly ModelOutcome[] = [
  "rate_limited",
  "unavailable",
  "refused",
  "breaker_open",
  "over_budget",
  "not_configured",
];

/** The model that the environment names; null when the environment has no endpoint or no key. */
export function liveModel(env: ModelEnv, { fetch, now }: ModelPorts): LiveModel | null {
  if (!env.MODEL_ENDPOINT || !env.MODEL_API_KEY) return null;
  let [isPeer, calls, costMicroDollars, unanswered] = [false, 0, 0, 0];
  const watched: typeof globalThis.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    // The peer sends this header with every response.
    isPeer ||= answer.headers.has("x-model-peer");
    return answer;
  };
  const model = openModel(modelSettings(env), { fetch: watched, now });
  return {
    name: env.MODEL_NAME,
    async call(request) {
      const reply = await model.call(request);
      calls += reply.call === null ? 0 : 1;
      costMicroDollars += reply.call?.costMicroDollars ?? 0;
      unanswered += NO_ANSWER.includes(reply.outcome) ? 1 : 0;
      return reply;
    },
    isPeer: () => isPeer,
    spent: () => ({ calls, costMicroDollars }),
    unanswered: () => unanswered,
  };
}

interface Live {
  readonly model: LiveModel;
  readonly policy: Policy;
  readonly tries: number;
  /** The minimum score of the judge, for each metric. */
  readonly judgedFrom: number;
}

/** The scores of the live suites: for each suite, the share of its cases that pass every try. */
export async function liveScores(suites: readonly Suite[], live: Live): Promise<readonly SuiteScore[]> {
  const scores: SuiteScore[] = [];
  for (const suite of suites.filter((one) => one.live)) scores.push(await liveScore(suite, live));
  return scores;
}

async function liveScore({ name, cases, dataset, prompt }: Suite, live: Live): Promise<SuiteScore> {
  const questions = distinct(cases);
  const before = live.model.unanswered();
  const passed = await inParallel(questions, (one) => passesEveryTry(one, live));
  const isAnswered = live.model.unanswered() === before;
  const score = isAnswered ? mean(passed.map((does) => (does ? 1 : 0))) : null;
  return { suite: name, score, size: questions.length, dataset, prompt };
}

/** One case for each question: lines that differ only in their scripted reply ask the model the same. */
const distinct = (cases: readonly GoldenCase[]): readonly GoldenCase[] => [
  ...new Map(cases.toReversed().map((one) => [one.question, one])).values(),
];

/** Stops at the first try that fails: more tries would cost money and change nothing. */
async function passesEveryTry(one: GoldenCase, live: Live): Promise<boolean> {
  for (let count = 0; count < live.tries; count += 1) if (!(await passes(one, live))) return false;
  return true;
}

async function passes({ answer, liveScore: score, judging }: GoldenCase, live: Live): Promise<boolean> {
  const { model, policy, judgedFrom } = live;
  try {
    const found = await answer(policy, model);
    if (score(found) < 1) return false;
    const draft = judging(found);
    if (draft === null) return true;
    for (const metric of Metric.options) if (((await judgedBy(model, metric, draft)) ?? 0) < judgedFrom) return false;
    return true;
  } catch {
    return false;
  }
}

/** The scores when no model can be asked: every live suite is skipped. */
export const skippedScores = (suites: readonly Suite[]): readonly SuiteScore[] =>
  suites
    .filter((one) => one.live)
    .map(({ name, cases, dataset, prompt }) => ({
      suite: name,
      score: null,
      size: distinct(cases).length,
      dataset,
      prompt,
    }));
