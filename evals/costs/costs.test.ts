// Tests the counted cost of models for the sample leads against limits, and that docs/cost.md has these numbers.
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { goodDrafts } from "../drafts.ts";
import { costPage, readCostPage } from "./page.ts";
import { tokensOf } from "./provider.ts";
import { sampleCosts } from "./sample-leads.ts";
import { median, uncachedOf } from "./table.ts";

const costs = await sampleCosts();
const calls = [...costs.calls.values()].flat();
const callsOf = (step: string) => calls.filter((call) => call.step === step);

describe("what models cost on the sample leads", () => {
  it.for([
    ["plan_tasks", 700],
    ["write_draft", 900],
  ] as const)("%s: the median of uncached input tokens is at most %d", ([step, most], { expect }) => {
    expect(callsOf(step).length).toBeGreaterThan(5);
    expect(median(callsOf(step).map(uncachedOf))).toBeLessThanOrEqual(most);
  });

  it.for([
    ["propose_plan", samplePolicy.model.plan.outputTokens, 120],
    ["write_draft", samplePolicy.model.compose.outputTokens, 260],
  ] as const)("%s: every request has its token cap, and a good reply stays below it", ([tool, cap, is], { expect }) => {
    expect(cap).toBe(is);
    const requests = costs.requests.filter((request) => request.tool === tool);
    expect(new Set(requests.map((request) => request.cap))).toEqual(new Set([cap]));
    for (const { reply } of requests) expect(reply).toBeLessThan(cap);
  });

  it("the composer's cap is enough for 95 % of the good drafts", ({ expect }) => {
    const sizes = goodDrafts().map(({ draft }) => tokensOf(JSON.stringify(draft)));
    const fitting = sizes.filter((tokens) => tokens <= samplePolicy.model.compose.outputTokens);
    expect(fitting.length / sizes.length).toBeGreaterThanOrEqual(0.95);
  });

  it("every call was answered, and has a cost", ({ expect }) => {
    expect(new Set(calls.map(({ outcome }) => outcome))).toEqual(new Set(["ok"]));
    for (const { costMicroDollars } of calls) expect(costMicroDollars).toBeGreaterThan(0);
  });

  it("no model is called for a sample that the veto stops", ({ expect }) => {
    const silent = ["suppressed-address", "suppressed-domain", "do-not-contact", "bounced", "unsubscribed", "replied"];
    for (const id of silent) expect(costs.calls.get(`sample ${id}`), id).toEqual([]);
  });

  it("the tables of docs/cost.md have these costs (npm run costs -- --write)", ({ expect }) => {
    expect(readCostPage()).toBe(costPage(readCostPage(), costs));
  });
});
