// Tests that an open hold is graded again with every fault at every port call, and that the log of such a world verifies.
import { describe, it } from "vitest";
import { openHold } from "../domain/contact/state.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { listedMeanwhile, recordedLate, recordedTwice } from "./companies-stories.ts";
import { crashPoints } from "./crash-points.ts";
import { ada } from "./stories.ts";
import { playStory } from "./trial.ts";
import { theSystem } from "./system.ts";

describe("a company that is recorded while a hold waits", () => {
  it.for([
    [recordedTwice, "preview", 3],
    [recordedLate, "draft", 2],
  ] as const)("reaches it: $0.name", async ([story, kind, holds], { expect }) => {
    const { world, violations } = await playStory(story);
    expect(violations).toEqual([]);
    const { contact } = world.ledger.of(ada);
    expect(openHold(contact)).toMatchObject({ kind });
    expect(Object.values(contact.holds)).toHaveLength(holds);
    const [run] = Object.values(contact.runs);
    expect([run?.qualification?.basisPoints, run?.opportunity?.basisPoints]).toEqual([10_000, 6_000]);
  });

  it("ends the run of a contact who came on the list meanwhile", async ({ expect }) => {
    const { world, violations } = await playStory(listedMeanwhile);
    expect(violations).toEqual([]);
    expect(Object.values(world.ledger.of(ada).contact.runs)).toMatchObject([{ end: "vetoed" }]);
  });

  it(
    "reaches it in the same way with a fault at each port call",
    async ({ expect }) => {
      for await (const { name, violations } of crashPoints(recordedTwice, theSystem))
        expect(violations, name).toEqual([]);
    },
    LONG_MILLISECONDS,
  );
});
