// Runs every golden line as a test, through the product's own steps with the default policy. The answer is stored in the metadata of the
// test, and reporter.ts reads it for the scores. A golden line may fail without breaking an invariant; no other test may.
import { describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
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
        const found = await answer(samplePolicy);
        task.meta.golden = { suite: name, id, found };
        if (score(found) !== 1) expect(found).toEqual(expected);
        expect(score(found)).toBe(1);
      });
    }
  });
}

describe("a golden line", () => {
  const line = { id: "a-line", input: {}, expected: {}, why: "A rule, written in at least thirty characters." };
  const recorded = { kind: "recorded", text: "{}", run: "run_1", model: "a-model", at: "2026-11-22", curatedBy: "ada" };

  it("may have a scripted reply or a recorded one", ({ expect }) => {
    for (const reply of [undefined, { kind: "scripted", text: "{}" }, recorded])
      expect(GoldenLine.safeParse({ ...line, reply }).success).toBe(true);
  });

  it.for(["run", "model", "at", "curatedBy"])("refuses a recorded reply without %s", (field, { expect }) => {
    const { [field]: _, ...reply } = recorded as Readonly<Record<string, string>>;
    expect(GoldenLine.safeParse({ ...line, reply }).success).toBe(false);
    expect(GoldenLine.safeParse({ ...line, reply: { ...recorded, [field]: "" } }).success).toBe(false);
  });

  it("needs a why of at least thirty characters", ({ expect }) => {
    expect(GoldenLine.safeParse({ ...line, why: "because" }).success).toBe(false);
  });
});
