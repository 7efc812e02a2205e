// Tests what follows from the classes of messages by the rules and by a model.
import { describe, it } from "vitest";
import type { ClassCount } from "../../schema/numbers.ts";
import { classesReport } from "./classes.ts";

const count = (key: string, byRules: string, byModel: string, messages: number): ClassCount => ({
  key,
  byRules,
  byModel,
  counted: byModel === "interested" || byModel === "info_request" ? "model" : "rules",
  messages,
});

describe("the report of a model's classes", () => {
  it("says how often both agree, and what the model would have done otherwise", ({ expect }) => {
    const report = classesReport([
      count("2026-11-20", "interested", "interested", 6),
      count("2026-11-20", "interested", "unsubscribe", 1),
      count("2026-11-21", "interested", "interested", 1),
      count("2026-11-21", "info_request", "auto_reply", 1),
      count("2026-11-21", "not_interested", "info_request", 2),
      count("2026-11-21", "not_interested", "unsubscribe", 1),
    ]);
    const agreement = { kind: "share", out: 7, of: 12, share: 7 / 12 };
    expect(report).toMatchObject({ messages: 12, agreement, wouldHaveSilenced: 2, ledToAnswer: 2, raisedDoubt: 2 });
    expect(report.pairs[0]).toEqual({ byRules: "interested", byModel: "interested", messages: 7 });
    expect(report.pairs).toHaveLength(5);
    expect(report.groups).toMatchObject([
      { key: "2026-11-20", messages: 7, wouldHaveSilenced: 1, ledToAnswer: 0, raisedDoubt: 1 },
      { key: "2026-11-21", messages: 5, wouldHaveSilenced: 1, ledToAnswer: 2, raisedDoubt: 1 },
    ]);
  });

  it("counts another answer of the model as neither", ({ expect }) => {
    const report = classesReport([count("2026-11-20", "interested", "info_request", 1)]);
    expect(report).toMatchObject({ agreement: { out: 0 }, wouldHaveSilenced: 0, ledToAnswer: 0, raisedDoubt: 0 });
  });

  it("is missing where no model was asked", ({ expect }) => {
    expect(classesReport([])).toMatchObject({ messages: 0, agreement: { kind: "missing" }, pairs: [], groups: [] });
  });
});
