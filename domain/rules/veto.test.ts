// Tests the veto and the planner's safety gate, for every combination of flags and the suppression list.
import { describe, it } from "vitest";
import { Flag, VetoReason } from "../../schema/lists.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { History } from "../../schema/answers.ts";
import { adaLookups, clearedOf, newContact } from "../../testing/stages/planner.ts";
import { readingOf } from "../../testing/readings.ts";
import { decideAction } from "./ladder.ts";
import { type ListRead, readingFor, readList } from "./list-read.ts";
import { type Cleared, safetyGate, subjectOf, vetoOf } from "./veto.ts";

const [unlisted, listed] = await Promise.all([readingOf([adaLookups]), readingOf([adaLookups], { isListed: true })]);

/** Every combination of the list and the flags, as the reasons that are set. */
const combinations = Array.from({ length: 2 ** VetoReason.options.length }, (_, bits) =>
  VetoReason.options.filter((__, index) => bits & (1 << index)),
);

const gateFor = (set: readonly VetoReason[]) =>
  safetyGate(
    {
      ...newContact,
      flags: { ...newContact.flags, ...Object.fromEntries(Flag.options.map((flag) => [flag, set.includes(flag)])) },
    },
    set.includes("suppressed") ? listed : unlisted,
  );

describe("the safety gate", () => {
  it.for(combinations.filter((set) => set.length > 0))(
    "stops a contact with the hits %j: the first is the reason, and all are named",
    (set, { expect }) => {
      expect(gateFor(set)).toEqual({ ok: false, error: { reason: set[0], hits: set } });
    },
  );

  it("lets a contact without flag and list entry pass", ({ expect }) => {
    const gate = gateFor([]);
    expect(gate.ok && subjectOf(gate.value)).toEqual(newContact);
  });

  it("keeps what passed: a later change of the history changes nothing", ({ expect }) => {
    const history = { ...newContact, flags: { ...newContact.flags } };
    const gate = safetyGate(history, unlisted);
    history.flags.replied = true;
    history.sequence = 3;
    expect(gate.ok && subjectOf(gate.value)).toEqual(newContact);
  });
});

describe("a cleared contact cannot be made without the gate", () => {
  const other: History = { ...newContact, unansweredAt: newContact.at, flags: { ...newContact.flags, replied: true } };
  const cleared = clearedOf({});
  const decide = (value: unknown) => decideAction(value as Cleared, samplePolicy.ladder, null);

  it.for<[string, () => unknown]>([
    ["a copy with another history", () => ({ ...cleared, history: other, subject: other })],
    ["a cast of a history", () => other],
    ["a cast of an object with a history", () => ({ history: other })],
    ["an object with the same prototype", () => Object.create(Object.getPrototypeOf(cleared) as object)],
    ["a copy by structuredClone", () => structuredClone(cleared)],
    ["a proxy", () => new Proxy(cleared, { get: () => other })],
  ])("%s is refused when it is read", ([, forge], { expect }) => {
    expect(() => decide(forge())).toThrow(TypeError);
  });

  it("nothing can be assigned to one, nor to what is in it", ({ expect }) => {
    expect(() => Object.assign(cleared, { history: other })).toThrow(TypeError);
    expect(() => Object.assign(subjectOf(cleared), other)).toThrow(TypeError);
    expect(() => Object.assign(subjectOf(cleared).flags, other.flags)).toThrow(TypeError);
    expect(subjectOf(cleared)).toEqual(newContact);
  });

  it("its class constructs none", ({ expect }) => {
    const { constructor } = Object.getPrototypeOf(cleared) as { constructor: new (...args: unknown[]) => unknown };
    for (const key of [undefined, Symbol("safetyGate"), Symbol.for("safetyGate")])
      expect(() => new constructor(key, other)).toThrow(TypeError);
  });
});

describe("a reading of the list cannot be invented", () => {
  it.for<[string, () => unknown]>([
    ["a hit and a revision", () => ({ hit: false, revision: 0 })],
    ["a copy of a reading", () => ({ ...unlisted })],
    ["a promise of one", () => readList({ read: async () => ({ revision: 0, suppressed: [] }) }, [], () => 0)],
  ])("%s is refused by the gate", ([, invent], { expect }) => {
    expect(() => safetyGate(newContact, invent() as ListRead)).toThrow(TypeError);
  });

  it("its class constructs none", ({ expect }) => {
    const { constructor } = Object.getPrototypeOf(unlisted) as { constructor: new (...args: unknown[]) => unknown };
    expect(() => new constructor(Symbol("readList"), [], { revision: 0, suppressed: [] })).toThrow(TypeError);
  });

  it("a reading for other people says nothing about a contact", async ({ expect }) => {
    const ofNobody = await readingOf([]);
    expect(() => safetyGate(newContact, ofNobody)).toThrow("not read for this person");
    expect(() => readingFor(ofNobody, [adaLookups])).toThrow("not read for this person");
  });
});

describe("the veto", () => {
  it("is null for a contact without flag and list entry", ({ expect }) => {
    expect(vetoOf(newContact.flags, false)).toBeNull();
  });

  it("names the suppression list first, then the flags in their order", ({ expect }) => {
    const flags = { ...newContact.flags, replied: true, bounced: true };
    expect(vetoOf(flags, false)).toEqual({ reason: "bounced", hits: ["bounced", "replied"] });
    expect(vetoOf(flags, true)).toEqual({ reason: "suppressed", hits: ["suppressed", "bounced", "replied"] });
  });
});
