// Tests whether a release may be deployed, from the result of the evals and the models in use.
import { describe, it } from "vitest";
import type { EvalsResult } from "../evals/result.ts";
import type { Switched } from "../deploy/switched.ts";
import { standsAgainst } from "./release-gate.ts";

const arm = { verdict: "PROMOTE", reasons: [], scores: [], sources: "these", at: "2026-11-22T12:00:00.000Z" } as const;
const live = { ...arm, reasons: [], scores: [], model: "deepseek-flash", isPeer: false };
const good: EvalsResult = { release: "1.0.0", scripted: { ...arm, reasons: [], scores: [] }, live: null };
const off: Switched = { flag: "off", models: [] };
const on: Switched = { flag: "on", models: [{ worker: "planner", name: "deepseek-flash" }] };
const composer: Switched = { flag: "off", models: [{ worker: "composer", name: "deepseek-flash" }] };

const against = (result: EvalsResult | null, switched: Switched) =>
  standsAgainst({ result, release: "1.0.0", sources: "these", switched });

describe("a release without a model", () => {
  it("may be deployed when the scripted suites are PROMOTE, whatever the live suites are", ({ expect }) => {
    expect(against(good, off)).toEqual([]);
    expect(against({ ...good, live: { ...live, verdict: "ROLLBACK" } }, off)).toEqual([]);
  });

  it.for([
    ["no result", null],
    ["another release's result", { ...good, release: "0.9.0" }],
    ["a result of other sources", { ...good, scripted: { ...good.scripted, sources: "those" } }],
    ["HOLD", { ...good, scripted: { ...good.scripted, verdict: "HOLD" } }],
    ["ROLLBACK", { ...good, scripted: { ...good.scripted, verdict: "ROLLBACK" } }],
  ] as const)("may not be deployed with %s", ([, result], { expect }) => {
    expect(against(result as EvalsResult | null, off)).toHaveLength(1);
  });
});

describe.for([
  ["with the flag on", on],
  ["with a composer's model", composer],
] as const)("a release %s", ([, switched]) => {
  it("may be deployed when a live run of these sources with this model is PROMOTE", ({ expect }) => {
    expect(against({ ...good, live }, switched)).toEqual([]);
  });

  it.for([
    ["no live run", null],
    ["a live run of other sources", { ...live, sources: "those" }],
    ["live suites on HOLD", { ...live, verdict: "HOLD" }],
    ["live suites on ROLLBACK", { ...live, verdict: "ROLLBACK" }],
    ["a run against the peer, even if its verdict were PROMOTE", { ...live, isPeer: true }],
    ["a run that asked another model", { ...live, model: "another" }],
    ["a run that asked none", { ...live, model: null }],
  ] as const)("may not be deployed with %s", ([, liveResult], { expect }) => {
    expect(against({ ...good, live: liveResult as EvalsResult["live"] }, switched)).toHaveLength(1);
  });

  it("may not be deployed when the scripted suites are HOLD, whatever the live suites are", ({ expect }) => {
    const scripted = { ...good.scripted, verdict: "HOLD" as const };
    expect(against({ ...good, scripted, live }, switched)).toHaveLength(1);
  });
});

it("a release may not be deployed when one Worker has another model than the live run", ({ expect }) => {
  const models = [...on.models, { worker: "composer", name: "a-larger-one" }];
  expect(against({ ...good, live }, { flag: "on", models })).toEqual([
    "The composer would ask a-larger-one, and the live suites asked deepseek-flash: npm run evals -- --live, with MODEL_ENDPOINT, MODEL_NAME and MODEL_API_KEY",
  ]);
});

it("a release needs a live run with the flag on shadow, too, because the planner then asks a model", ({ expect }) => {
  expect(against(good, { ...on, flag: "shadow" })).toHaveLength(1);
});
