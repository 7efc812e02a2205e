import { describe, it } from "vitest";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { mayAsk, spentOn } from "./budget.ts";

const policy = { ...defaultPolicy.model, callsPerRun: 6, tokensPerSourceAndDay: 1_000, tokensPerDay: 1_500 };
const of = (source: string, tokens: number) => ({ source, calls: 1, tokens, microDollars: 5 });

describe("a call is within the budgets", () => {
  it.for([
    ["nothing was spent", 0, "website", [], true],
    ["the run has had all but one of its calls", 5, "website", [], true],
    ["the run has had its calls", 6, "website", [], false],
    ["its source has a token left", 0, "website", [of("website", 999)], true],
    ["its source has none left", 0, "website", [of("website", 1_000)], false],
    ["another source has none left", 0, "mailbox", [of("website", 1_000)], true],
    ["all of them together have none left", 0, "crm", [of("website", 900), of("mailbox", 600)], false],
    ["no source caused it, and some source has none left", 0, null, [of("website", 1_000)], true],
    ["no source caused it, and such calls have none left", 0, null, [of("", 1_000)], false],
    ["nobody knows what was spent", 0, "website", null, false],
  ] as const)("when %s, or not", ([, calls, source, spent, expected], { expect }) => {
    expect(mayAsk(policy, { calls, source, spent })).toBe(expected);
  });
});

it("the spending is read for the day of a time, and unknown when it cannot be read", async ({ expect }) => {
  const days: string[] = [];
  const spend = { read: async (day: string) => (days.push(day), [of("website", 3)]) };
  expect(await spentOn(spend, "2026-11-22T23:59:59.999Z")).toEqual([of("website", 3)]);
  expect(days).toEqual(["2026-11-22"]);
  const down = { read: () => Promise.reject(new Error("D1_ERROR")) };
  expect(await spentOn(down, "2026-11-22T23:59:59.999Z")).toBeNull();
});
