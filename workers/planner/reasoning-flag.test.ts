import * as fc from "fast-check";
import { describe, it } from "vitest";
import { contactNamed } from "../../testing/people.ts";
import { isInShare, isLowRisk, parseReasoningFlag } from "./reasoning-flag.ts";

const all = { kind: "on", percent: 100, onlyLowRisk: false };
const nobody = { source: null, lead: null, message: null, messageClass: null, plans: [], decisions: [] };
const fact = (value: string, more: object = {}) => ({
  id: "f",
  kind: "employees",
  value,
  observedAt: "2026-01-01T00:00:00.000Z",
  expiresAt: null,
  found: true,
  ...more,
});
const withFacts = (...facts: ReturnType<typeof fact>[]) => ({ contact: null, company: null, facts });
const at = "2026-11-22T12:00:00.000Z";

describe("the flag", () => {
  it("has five values", ({ expect }) => {
    expect(parseReasoningFlag("off")).toEqual({ kind: "off" });
    expect(parseReasoningFlag("shadow")).toEqual({ kind: "shadow" });
    expect(parseReasoningFlag("on")).toEqual(all);
    expect(parseReasoningFlag("low-risk")).toEqual({ ...all, onlyLowRisk: true });
    expect(parseReasoningFlag("share:25")).toEqual({ ...all, percent: 25 });
    expect(parseReasoningFlag("share:25,low-risk")).toEqual({ kind: "on", percent: 25, onlyLowRisk: true });
  });

  it.for(["", "On", "true", "1", "share:", "share:101", "share:-1", "share:5%", "low-risk,share:5", "on "])(
    "is not %j",
    (value, { expect }) => {
      expect(() => parseReasoningFlag(value)).toThrow("SALES_SUPPORT_SEQUENCER_REASONING");
    },
  );
});

describe("a share", () => {
  it("includes about its percentage of contacts, and each contact of a smaller share", ({ expect }) => {
    const people = Array.from({ length: 2_000 }, (_, index) => contactNamed(`person-${index}`));
    const quarter = people.filter((id) => isInShare(id, 25));
    expect(quarter.length).toBeGreaterThan(420);
    expect(quarter.length).toBeLessThan(580);
    expect(quarter.every((id) => isInShare(id, 26))).toBe(true);
    expect(people.some((id) => isInShare(id, 0))).toBe(false);
    expect(people.every((id) => isInShare(id, 100))).toBe(true);
  });

  it("includes the same contacts in every version", ({ expect }) => {
    const names = ["ada", "bob", "cy", "dora", "emil", "fay", "gil", "hal"];
    expect(names.filter((name) => isInShare(contactNamed(name), 50))).toEqual(["ada", "cy", "dora", "fay", "hal"]);
  });

  it("includes a contact for ever", () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 100 }), (name, percent) => {
        const id = contactNamed(name);
        return isInShare(id, percent) === isInShare(id, percent);
      }),
      { numRuns: 20 },
    );
  });
});

describe("low risk", () => {
  const any = { noPriorReply: false, mostEmployees: null, sources: null };
  const message = { kind: "message" as const, email: "ada@engine.example", text: "Hello" };

  it.for<[string, Parameters<typeof isLowRisk>[0], Parameters<typeof isLowRisk>[1], boolean]>([
    ["anybody where nothing is asked", any, { recall: nobody, hydrated: undefined, at }, true],
    [
      "nobody who wrote back",
      { ...any, noPriorReply: true },
      { recall: { ...nobody, message }, hydrated: undefined, at },
      false,
    ],
    ["whoever has not", { ...any, noPriorReply: true }, { recall: nobody, hydrated: undefined, at }, true],
    [
      "leads of a named source",
      { ...any, sources: ["website"] },
      { recall: { ...nobody, source: "website" }, hydrated: undefined, at },
      true,
    ],
    [
      "no lead of another",
      { ...any, sources: ["website"] },
      { recall: { ...nobody, source: "crm" }, hydrated: undefined, at },
      false,
    ],
    ["no run without a source", { ...any, sources: ["website"] }, { recall: nobody, hydrated: undefined, at }, false],
    ["a small company", { ...any, mostEmployees: 50 }, { recall: nobody, hydrated: withFacts(fact("50")), at }, true],
    ["no larger one", { ...any, mostEmployees: 50 }, { recall: nobody, hydrated: withFacts(fact("51")), at }, false],
    ["no company of unknown size", { ...any, mostEmployees: 50 }, { recall: nobody, hydrated: undefined, at }, false],
    [
      "no size in words",
      { ...any, mostEmployees: 50 },
      { recall: nobody, hydrated: withFacts(fact("ten")), at },
      false,
    ],
    [
      "no size that is past",
      { ...any, mostEmployees: 50 },
      { recall: nobody, hydrated: withFacts(fact("9", { expiresAt: at })), at },
      false,
    ],
    ["who wrote back, where that is not asked", any, { recall: { ...nobody, message }, hydrated: undefined, at }, true],
    [
      "a size that is not past yet",
      { ...any, mostEmployees: 50 },
      { recall: nobody, hydrated: withFacts(fact("9", { expiresAt: "2026-11-22T12:00:00.001Z" })), at },
      true,
    ],
    [
      "no number that is no size",
      { ...any, mostEmployees: 50 },
      { recall: nobody, hydrated: withFacts(fact("9", { kind: "revenue" })), at },
      false,
    ],
    [
      "no company of two sizes of which one is larger",
      { ...any, mostEmployees: 50 },
      { recall: nobody, hydrated: withFacts(fact("9"), fact("51")), at },
      false,
    ],
    [
      "no size below nothing",
      { ...any, mostEmployees: 50 },
      { recall: nobody, hydrated: withFacts(fact("-5")), at },
      false,
    ],
    [
      "no size to be worked out",
      { ...any, mostEmployees: 50 },
      { recall: nobody, hydrated: withFacts(fact("1e1")), at },
      false,
    ],
    [
      "no size that was not found",
      { ...any, mostEmployees: 50 },
      { recall: nobody, hydrated: withFacts(fact("9", { found: false })), at },
      false,
    ],
  ])("is %s", ([, rule, known, expected], { expect }) => {
    expect(isLowRisk(rule, known)).toBe(expected);
  });
});
