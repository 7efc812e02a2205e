// Tests the reasoning flag: its forms, the share of contacts, and the conditions of low risk.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { contactNamed } from "../../testing/people.ts";
import { isInShare, isLowRisk, parseReasoningFlag } from "./reasoning-flag.ts";

const everyContact = { kind: "on", percent: 100, onlyLowRisk: false };
const fact = (value: string, more: object = {}) => ({
  id: "f",
  kind: "employees",
  value,
  source: "register.example",
  version: 2,
  observedAt: "2026-01-01T00:00:00.000Z",
  expiresAt: null,
  found: true,
  ...more,
});
const withFacts = (...facts: ReturnType<typeof fact>[]) => ({ contact: null, company: null, facts });
const at = "2026-11-22T12:00:00.000Z";
const silent = { source: null, wroteBack: false, at };

describe("the flag", () => {
  it("parses each of its forms", ({ expect }) => {
    expect(parseReasoningFlag("off")).toEqual({ kind: "off" });
    expect(parseReasoningFlag("shadow")).toEqual({ kind: "shadow" });
    expect(parseReasoningFlag("on")).toEqual(everyContact);
    expect(parseReasoningFlag("low-risk")).toEqual({ ...everyContact, onlyLowRisk: true });
    expect(parseReasoningFlag("share:25")).toEqual({ ...everyContact, percent: 25 });
    expect(parseReasoningFlag("share:25,low-risk")).toEqual({ kind: "on", percent: 25, onlyLowRisk: true });
  });

  it.for(["", "On", "true", "1", "share:", "share:101", "share:-1", "share:5%", "low-risk,share:5", "on "])(
    "refuses %j",
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

  it("includes the same contacts in every release", ({ expect }) => {
    const names = ["ada", "bob", "cy", "dora", "emil", "fay", "gil", "hal"];
    expect(names.filter((name) => isInShare(contactNamed(name), 50))).toEqual(["cy", "gil"]);
  });

  it("gives the same answer each time", () => {
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

  it.for<[string, Parameters<typeof isLowRisk>[0], Parameters<typeof isLowRisk>[1], boolean]>([
    ["includes every contact when there is no condition", any, { history: silent, hydrated: undefined }, true],
    [
      "excludes a contact who wrote back, with noPriorReply",
      { ...any, noPriorReply: true },
      { history: { ...silent, wroteBack: true }, hydrated: undefined },
      false,
    ],
    [
      "includes a contact who has not written back, with noPriorReply",
      { ...any, noPriorReply: true },
      { history: silent, hydrated: undefined },
      true,
    ],
    [
      "includes a lead of a listed source",
      { ...any, sources: ["website"] },
      { history: { ...silent, source: "website" }, hydrated: undefined },
      true,
    ],
    [
      "excludes a lead of another source",
      { ...any, sources: ["website"] },
      { history: { ...silent, source: "crm" }, hydrated: undefined },
      false,
    ],
    [
      "excludes a run without a source when sources are listed",
      { ...any, sources: ["website"] },
      { history: silent, hydrated: undefined },
      false,
    ],
    [
      "includes a company of the largest allowed size",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("50")) },
      true,
    ],
    [
      "excludes a larger company",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("51")) },
      false,
    ],
    [
      "excludes a company of unknown size",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: undefined },
      false,
    ],
    [
      "excludes a size in words",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("ten")) },
      false,
    ],
    [
      "excludes a size that has expired",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("9", { expiresAt: at })) },
      false,
    ],
    [
      "includes a contact who wrote back, without noPriorReply",
      any,
      { history: { ...silent, wroteBack: true }, hydrated: undefined },
      true,
    ],
    [
      "includes a size that expires later",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("9", { expiresAt: "2026-11-22T12:00:00.001Z" })) },
      true,
    ],
    [
      "excludes a number of another kind of fact",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("9", { kind: "revenue" })) },
      false,
    ],
    [
      "excludes a company with two sizes when one is larger",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("9"), fact("51")) },
      false,
    ],
    [
      "excludes a negative size",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("-5")) },
      false,
    ],
    [
      "excludes a size in scientific notation",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("1e1")) },
      false,
    ],
    [
      "excludes a size that was not found",
      { ...any, mostEmployees: 50 },
      { history: silent, hydrated: withFacts(fact("9", { found: false })) },
      false,
    ],
  ])("%s", ([, rule, known, expected], { expect }) => {
    expect(isLowRisk(rule, known)).toBe(expected);
  });
});
