// Tests the default policy, the reading of policies that older releases recorded, and the digest that marks a policy section.
import { describe, it } from "vitest";
import { shortDigestOf } from "./canonical.ts";
import { completePolicy, defaultPolicy } from "./default-policy.ts";
import { Policy, policyMark, PolicySection, RecordedPolicy } from "./policy.ts";

describe("the default policy", () => {
  it("is a policy, with every section and no other", ({ expect }) => {
    expect(Policy.parse(defaultPolicy)).toEqual(defaultPolicy);
    expect(Object.keys(defaultPolicy).toSorted()).toEqual(PolicySection.options.toSorted());
  });

  it("has the numbers of the product's contract", ({ expect }) => {
    expect(defaultPolicy.ladder.followupDays).toEqual([3, 5, 7]);
    expect(defaultPolicy.qualify).toMatchObject({
      base: 4_000,
      companyKnown: 3_000,
      roleOrSeniorityKnown: 3_000,
      qualifiedFrom: 6_000,
    });
    expect(defaultPolicy.analyze).toEqual({ base: 5_000, perFact: 1_000, cap: 9_000 });
    expect(defaultPolicy.hold.expiryHours).toBe(72);
  });

  it("confirms no preview without a person", ({ expect }) => {
    expect(defaultPolicy.hold.autoConfirm).toEqual({ actions: [], sources: [] });
  });

  it("has a template for each follow-up of its ladder", ({ expect }) => {
    expect(defaultPolicy.compose.templates.followups).toHaveLength(defaultPolicy.ladder.followupDays.length);
  });

  it("gives each title rule an id of its own", ({ expect }) => {
    const ids = defaultPolicy.titles.rules.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe("a policy of the log", () => {
  // The sections that the first release adopted. Every section that was added later must be optional in a recorded policy.
  const { ladder, qualify, analyze, compose, hold, ingest, titles } = defaultPolicy;
  const first = { ladder: { followupDays: [1] }, qualify, analyze, compose, hold, ingest, titles };

  it("may lack sections that were added later, which then have the default values of this release", ({ expect }) => {
    expect(completePolicy(RecordedPolicy.parse(first))).toEqual({ ...defaultPolicy, ladder: first.ladder });
    expect(ladder).not.toEqual(first.ladder);
  });

  it("is refused when it lacks a section that the first release had", ({ expect }) => {
    for (const section of Object.keys(first)) {
      const lacking = Object.fromEntries(Object.entries(first).filter(([name]) => name !== section));
      expect(RecordedPolicy.safeParse(lacking).success, section).toBe(false);
    }
  });
});

describe("a policy that confirms previews by itself", () => {
  const hold = (autoConfirm: unknown) => ({ ...defaultPolicy.hold, autoConfirm });

  it("can select them by action or source", ({ expect }) => {
    expect(Policy.shape.hold.safeParse(hold({ actions: ["reply"], sources: ["partner"] })).success).toBe(true);
  });

  it.for(["verdicts", "tiers", "scores", "grades"])("cannot select them by %s", (name, { expect }) => {
    expect(Policy.shape.hold.safeParse(hold({ actions: [], sources: [], [name]: ["A"] })).success).toBe(false);
  });

  it("cannot confirm a skip", ({ expect }) => {
    expect(Policy.shape.hold.safeParse(hold({ actions: ["skip"], sources: [] })).success).toBe(false);
  });
});

describe("a section's mark", () => {
  it("is its digest, the same for equal values", ({ expect }) => {
    for (const section of PolicySection.options) {
      expect(policyMark(defaultPolicy, section)).toEqual({ section, digest: shortDigestOf(defaultPolicy[section]) });
      expect(policyMark(structuredClone(defaultPolicy), section)).toEqual(policyMark(defaultPolicy, section));
    }
  });

  it("changes with a value of the section, and not with a value of another section", ({ expect }) => {
    const changed = { ...defaultPolicy, ladder: { followupDays: [3, 5, 8] } };
    expect(policyMark(changed, "ladder").digest).not.toBe(policyMark(defaultPolicy, "ladder").digest);
    expect(policyMark(changed, "qualify")).toEqual(policyMark(defaultPolicy, "qualify"));
  });
});
