// Tests that the scorer's calls take no token from a plan, a draft or a class: a score must not change what a lead gets.
import { it } from "vitest";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { ROLES_SPEND } from "../../schema/model-call.ts";
import { mayAsk, mayJudgeRole } from "./budget.ts";

const { model, score } = defaultPolicy;
const spentOn = (source: string, tokens: number) => [{ source, calls: 1, tokens, microDollars: 0 }];

it("the scorer's tokens count in no other budget, however many there are", ({ expect }) => {
  const spent = spentOn(ROLES_SPEND, model.tokensPerDay * 2);
  expect(mayAsk(model, { calls: 0, source: "website", spent })).toBe(true);
  expect(mayAsk(model, { calls: 0, source: null, spent })).toBe(true);
});

it("the scorer has its own tokens, up to exactly the policy's number, and none while the spending is unreadable", ({
  expect,
}) => {
  const { tokensPerDay } = score.roleFit;
  expect(mayJudgeRole(score.roleFit, spentOn(ROLES_SPEND, tokensPerDay - 1))).toBe(true);
  expect(mayJudgeRole(score.roleFit, spentOn(ROLES_SPEND, tokensPerDay))).toBe(false);
  expect(mayJudgeRole(score.roleFit, spentOn("website", model.tokensPerDay * 2))).toBe(true);
  expect(mayJudgeRole(score.roleFit, null)).toBe(false);
});
