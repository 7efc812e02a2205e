// The live runner against the local peer over HTTP: the scores, the number of requests, and that a run against the peer never counts as a run
// against a model.
import { afterAll, beforeAll, describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
import { type ModelPeer, startModelPeer } from "../testing/peers/model/peer.ts";
import type { Behaviour, Rule } from "../testing/peers/model/rules.ts";
import { classifyModel } from "./classify-model.ts";
import { compose } from "./compose.ts";
import { readGates } from "./gates.ts";
import type { Suite } from "./golden.ts";
import { judge } from "./judge.ts";
import { liveModel, liveScores, skippedScores } from "./live.ts";
import { plan } from "./plan.ts";
import { suites } from "./suites.ts";
import { verdictOf } from "./verdict.ts";

const gates = readGates();
const [TRIES, JUDGED_FROM] = [3, 4];
let peer: ModelPeer;
beforeAll(async () => {
  peer = await startModelPeer([]);
});
afterAll(() => peer.close());

const says = (what: Record<string, unknown>): Behaviour => ({ kind: "reply", says: what });
const env = (endpoint = peer.url) => ({
  MODEL_ENDPOINT: endpoint,
  MODEL_NAME: "deepseek-flash",
  MODEL_PRICES: '{"input":1,"cached":1,"output":1}',
  MODEL_BODY: "{}",
  MODEL_API_KEY: "any",
});

/** The suite with only these cases. */
const only = (suite: Suite, ...ids: readonly string[]): Suite => ({
  ...suite,
  cases: suite.cases.filter(({ id }) => ids.includes(id)),
});

async function run(suite: Suite, rules: readonly Rule[]) {
  peer.play(rules);
  const asked = peer.received.length;
  const model = liveModel(env(), { fetch, now: Date.now });
  if (model === null) throw new Error("the environment names a model");
  const live = { model, policy: samplePolicy, tries: TRIES, judgedFrom: JUDGED_FROM };
  const [score] = await liveScores([suite], live);
  return { score: score?.score, asked: peer.received.length - asked, model };
}

const writes = { stages: ["qualify", "analyze_opportunity", "compose"] };

describe("a live run", () => {
  it("asks about each case once for each try, and passes the case when every try passes", async ({ expect }) => {
    const suite = only(plan, "quote-asked", "german-quote");
    const { score, asked } = await run(suite, [{ tool: "propose_plan", behaviour: says(writes) }]);
    expect([score, asked]).toEqual([1, 2 * TRIES]);
  });

  it("fails a case when only its last try is wrong", async ({ expect }) => {
    const rules = [
      { tool: "propose_plan", times: TRIES - 1, behaviour: says(writes) },
      { tool: "propose_plan", behaviour: says({ stages: ["skip"] }) },
    ];
    const { score, asked } = await run(only(plan, "quote-asked"), rules);
    expect([score, asked]).toEqual([0, TRIES]);
  });

  it("scores 0 when the rules replace an unreadable reply", async ({ expect }) => {
    const { score, asked } = await run(only(plan, "quote-asked"), [
      { tool: "propose_plan", behaviour: { kind: "reply", says: "I would write." } },
    ]);
    expect([score, asked]).toEqual([0, 1]);
  });

  it("asks only once for lines with the same question", async ({ expect }) => {
    const lines = only(compose, "no-json", "no-subject", "body-twice");
    const { score, asked } = await run(lines, [{ tool: "write_draft", behaviour: says({ subject: "Hello" }) }]);
    // One line and one try: the draft request and one rewrite, both refused.
    expect([score, asked]).toEqual([0, 2]);
  });

  it("passes a draft only when it is kept, grounded, and scored high enough for each metric", async ({ expect }) => {
    const lines = only(compose, "reply-to-questions");
    const text = lines.cases[0]?.reply?.text ?? "";
    const draft: Rule = { tool: "write_draft", behaviour: { kind: "reply", says: text } };
    const good = await run(lines, [draft, { tool: "give_score", behaviour: says({ score: 4 }) }]);
    expect([good.score, good.asked]).toEqual([1, TRIES * 4]);
    const pushy: Rule = { tool: "give_score", shows: "pushy", behaviour: says({ score: 3 }) };
    const bad = await run(lines, [draft, pushy, { tool: "give_score", behaviour: says({ score: 5 }) }]);
    expect([bad.score, bad.asked]).toEqual([0, 3]);
  });

  it("compares only classes, and compares the judge's score with the range that people gave", async ({ expect }) => {
    const class_ = says({ class: "info_request" });
    expect((await run(only(classifyModel, "forwarded-inward"), [{ behaviour: class_ }])).score).toBe(1);
    expect((await run(only(classifyModel, "meeting"), [{ behaviour: class_ }])).score).toBe(0);
    const score = says({ score: 2 });
    expect((await run(only(judge, "tone-plain", "tone-pressure"), [{ behaviour: score }])).score).toBe(0.5);
  });

  it("skips a suite when the model does not answer", async ({ expect }) => {
    const { score, model } = await run(only(plan, "quote-asked"), [{ behaviour: { kind: "failure", status: 503 } }]);
    expect(score).toBeNull();
    expect(model.unanswered()).toBe(1);
  });

  it("is never PROMOTE against the local peer", async ({ expect }) => {
    const { score, model } = await run(only(plan, "quote-asked"), [{ behaviour: says(writes) }]);
    expect([score, model.isPeer()]).toEqual([1, true]);
    expect(model.spent().calls).toBe(TRIES);
    const scores = skippedScores(suites).map((one) => ({ ...one, score: 1 }));
    const baseline = Object.fromEntries(scores.map(({ suite, ...rest }) => [suite, rest]));
    const judged = (isPeer: boolean) => verdictOf({ arm: "live", scores, broken: [], isPeer }, baseline, gates);
    expect(judged(model.isPeer())).toEqual({
      verdict: "HOLD",
      reasons: [{ verdict: "HOLD", of: "live", reason: "peer" }],
    });
    expect(judged(false).verdict).toBe("PROMOTE");
  });

  it("skips every suite without an endpoint or a key", ({ expect }) => {
    expect(liveModel(env(""), { fetch, now: Date.now })).toBeNull();
    expect(liveModel({ ...env(), MODEL_API_KEY: "" }, { fetch, now: Date.now })).toBeNull();
    const scores = skippedScores(suites);
    expect(scores.map(({ suite }) => suite).toSorted()).toEqual(Object.keys(gates.live.sizes).toSorted());
    const { verdict, reasons } = verdictOf({ arm: "live", scores, broken: [], isPeer: false }, {}, gates);
    expect(verdict).toBe("HOLD");
    expect(reasons.map(({ reason }) => reason)).toEqual(scores.map(() => "skipped"));
  });
});
