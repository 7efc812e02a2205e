// Tests when the budgets of the run, the source and the day allow a model call, and how the spending is read.
import { describe, it } from "vitest";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { ROLES_SPEND } from "../../schema/model-call.ts";
import { mayAsk, mayJudgeRole, spentOn } from "./budget.ts";

const policy = { ...samplePolicy.model, callsPerRun: 6, tokensPerSourceAndDay: 1_000, tokensPerDay: 1_500 };
const spendOf = (source: string, tokens: number) => ({ source, calls: 1, tokens, microDollars: 5 });

describe("the model budget", () => {
  it.for([
    ["allows a call when nothing was spent", 0, "website", [], true],
    ["allows a call when the run has one call left", 5, "website", [], true],
    ["refuses a call when the run has used its calls", 6, "website", [], false],
    ["allows a call when the source has a token left", 0, "website", [spendOf("website", 999)], true],
    ["refuses a call when the source has used its tokens", 0, "website", [spendOf("website", 1_000)], false],
    ["allows a call when only another source has used its tokens", 0, "mailbox", [spendOf("website", 1_000)], true],
    [
      "refuses a call when all sources together have used the day's tokens",
      0,
      "crm",
      [spendOf("website", 900), spendOf("mailbox", 600)],
      false,
    ],
    ["allows a call without a source when a source has used its tokens", 0, null, [spendOf("website", 1_000)], true],
    ["refuses a call without a source when such calls have used their tokens", 0, null, [spendOf("", 1_000)], false],
    ["refuses a call when the spending could not be read", 0, "website", null, false],
  ] as const)("%s", ([, calls, source, spent, expected], { expect }) => {
    expect(mayAsk(policy, { calls, source, spent })).toBe(expected);
  });
});

it("the spending is read for the day of a time, and is null when it cannot be read", async ({ expect }) => {
  const days: string[] = [];
  const spend = { read: async (day: string) => (days.push(day), [spendOf("website", 3)]) };
  expect(await spentOn(spend, "2026-11-22T23:59:59.999Z")).toEqual([spendOf("website", 3)]);
  expect(days).toEqual(["2026-11-22"]);
  const down = { read: () => Promise.reject(new Error("D1_ERROR")) };
  expect(await spentOn(down, "2026-11-22T23:59:59.999Z")).toBeNull();
});

describe("the budget of roles", () => {
  const { model, score } = samplePolicy;
  const spent = (source: string, tokens: number) => [spendOf(source, tokens)];
  it("the scorer's tokens count in no other budget, however many there are", ({ expect }) => {
    const used = spent(ROLES_SPEND, model.tokensPerDay * 2);
    expect(mayAsk(model, { calls: 0, source: "website", spent: used })).toBe(true);
    expect(mayAsk(model, { calls: 0, source: null, spent: used })).toBe(true);
  });

  it("the scorer has its own tokens, up to exactly the policy's number, and none while the spending is unreadable", ({
    expect,
  }) => {
    const { tokensPerDay } = score.roleFit;
    expect(mayJudgeRole(score.roleFit, spent(ROLES_SPEND, tokensPerDay - 1))).toBe(true);
    expect(mayJudgeRole(score.roleFit, spent(ROLES_SPEND, tokensPerDay))).toBe(false);
    expect(mayJudgeRole(score.roleFit, spent("website", model.tokensPerDay * 2))).toBe(true);
    expect(mayJudgeRole(score.roleFit, null)).toBe(false);
  });
});
