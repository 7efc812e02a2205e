// Tests the veto and the planner's safety gate, for every combination of flags and the suppression list.
import { describe, it } from "vitest";
import { Flag, VetoReason } from "../../schema/lists.ts";
import { safetyGate, vetoOf } from "./veto.ts";
import { newContact } from "../../testing/stages/planner.ts";

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
    { hit: set.includes("suppressed"), revision: 7 },
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
    expect(gate.ok && gate.value.history).toEqual(newContact);
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
