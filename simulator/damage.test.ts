// Tests that nothing follows from what was changed behind the system's back.
import { describe, it } from "vitest";
import { askOne } from "../schema/only-answer.ts";
import { anActor } from "./call-gate.ts";
import { fellBehind, tampered, wentBack } from "./damage.ts";
import { ada } from "./stories.ts";
import { playStory } from "./trial.ts";

describe("an object whose storage was changed", () => {
  it("holds nothing against the flag that was taken out, and names itself", async ({ expect }) => {
    const { world, violations } = await playStory(tampered);
    expect(violations.filter((violation) => violation.startsWith("I4"))).toEqual([]);
    const { contact, events } = world.ledger.of(ada);
    expect(contact.flags.replied).toBe(true);
    const flagged = events.find(({ type }) => type === "ContactFlagged")?.version;
    const desk = world.desk(anActor("a person"));
    const asked = askOne(desk, { type: "Timeline", contactId: ada, by: "rosa" });
    await Promise.all([
      expect(asked).rejects.toMatchObject({ failed: { reason: "object_differs", detail: `event ${flagged}` } }),
      world.run(),
    ]);
  });
});

describe("a list that went back", () => {
  it("stops the run, which goes on to its veto when the entry is there again", async ({ expect }) => {
    const { world, violations } = await playStory(wentBack);
    expect(violations).toEqual([]);
    const types = world.ledger.of(ada).events.map(({ type }) => type);
    // The list that lost the entry is not believed at the click either.
    expect(types).not.toContain("PreviewConfirmed");
    expect(types).not.toContain("DraftHeld");
    expect(types).toContain("SafetyVetoed");
    expect(world.reports).toContainEqual(expect.objectContaining({ reason: "list_went_back" }));
  });
});

describe("an object that fell behind its log", () => {
  it("lets nothing follow from what it writes anew, and reports the conflict", async ({ expect }) => {
    const { world, violations } = await playStory(fellBehind);
    expect(violations.filter((violation) => violation.startsWith("I8"))).toEqual([]);
    expect(world.ledger.of(ada).events.filter(({ type }) => type !== "ContactScored")).toHaveLength(5);
    expect(world.reports).toContainEqual({ reason: "log_conflict", streamId: ada, detail: "version 2" });
  });
});
