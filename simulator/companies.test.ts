// Tests that an open hold is graded again with every fault at every port call, and that the log of such a world verifies.
import { describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { listedMeanwhile, recordedLate, recordedTwice } from "./companies-stories.ts";
import { crashPoints } from "./crash-points.ts";
import { ada } from "./stories.ts";
import { playStory, troubles } from "./trial.ts";

describe("a company that is recorded while a hold waits", () => {
  it.for([
    [recordedTwice.name, recordedTwice, "preview", 3],
    [recordedLate.name, recordedLate, "draft", 2],
  ] as const)("reaches it: %s", async ([, story, kind, holds], { expect }) => {
    const { world, violations } = await playStory(story);
    expect(violations).toEqual([]);
    const { contact } = world.ledger.of(ada);
    const all = Object.values(contact.holds);
    expect(all).toHaveLength(holds);
    expect(all.at(-1)).toMatchObject({ kind, end: { as: "expired" } });
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
      const { count, violations } = await troubles(crashPoints(recordedTwice, isFull ? {} : { every: 9 }));
      expect(violations).toEqual([]);
      expect(count).toBeGreaterThan(isFull ? 60 : 20);
    },
    LONG_MILLISECONDS,
  );
});
