// Every golden line is a test, run through the product's own steps with the default policy. What each said is kept with its test: the scores
// are made of that, and golden lines are the only tests that may fail without breaking an invariant.
import { describe, it } from "vitest";
import { defaultPolicy } from "../schema/default-policy.ts";
import { GoldenLine } from "./golden.ts";
import { suites } from "./suites.ts";

declare module "vitest" {
  interface TaskMeta {
    golden?: { readonly suite: string; readonly id: string; readonly found: unknown };
  }
}

for (const { name, cases } of suites) {
  describe(name, () => {
    for (const { id, why, expected, answer, score } of cases) {
      it(`${id}: ${why}`, async ({ expect, task }) => {
        const found = await answer(defaultPolicy);
        task.meta.golden = { suite: name, id, found };
        if (score(found) !== 1) expect(found).toEqual(expected);
        expect(score(found)).toBe(1);
      });
    }
  });
}

describe("a golden line", () => {
  const line = { id: "a-line", input: {}, expected: {}, why: "A rule, told in at least thirty characters." };
  const recorded = { kind: "recorded", text: "{}", run: "run_1", model: "a-model", at: "2026-11-22", curatedBy: "ada" };

  it("may have a reply that somebody wrote, or one that a model said", ({ expect }) => {
    for (const reply of [undefined, { kind: "scripted", text: "{}" }, recorded])
      expect(GoldenLine.safeParse({ ...line, reply }).success).toBe(true);
  });

  it.for(["run", "model", "at", "curatedBy"])("does not call a reply recorded without %s", (field, { expect }) => {
    const { [field]: _, ...reply } = recorded as Readonly<Record<string, string>>;
    expect(GoldenLine.safeParse({ ...line, reply }).success).toBe(false);
    expect(GoldenLine.safeParse({ ...line, reply: { ...recorded, [field]: "" } }).success).toBe(false);
  });

  it("has its own why, in a sentence", ({ expect }) => {
    expect(GoldenLine.safeParse({ ...line, why: "because" }).success).toBe(false);
  });
});
