// Tests that what a person approves is what the desk drew for them: with swapped rows for reading, under faults, and when the text changed
// after it was drawn.
import { describe, it } from "vitest";
import { crashPoints } from "./crash-points.ts";
import { isFull } from "../testing/full.ts";
import { happy, tooOld } from "./stories.ts";
import { swappedRows } from "./swapped-rows.ts";
import { playStory, troubles } from "./trial.ts";

const SEEDS = isFull ? 20 : 6;

describe("an approval", () => {
  it("releases the drawn words, in any order of turns, although every row for reading has other words", async ({
    expect,
  }) => {
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { world, violations } = await playStory(happy, { seed, plant: swappedRows });
      expect(violations, `seed ${seed}`).toEqual([]);
      expect(world.ledger.deliveries.map(({ message }) => message).join("")).not.toContain("Other words.");
      expect(world.ledger.drawn.length).toBeGreaterThan(0);
    }
  });

  it("does so with a fault at each call of a click", async ({ expect }) => {
    const { count, violations } = await troubles(crashPoints(happy, { of: "click", plant: swappedRows }));
    expect(count).toBeGreaterThan(1);
    expect(violations).toEqual([]);
  });

  it("is refused when another person changed the text after it was drawn", async ({ expect }) => {
    const { world, violations } = await playStory(tooOld);
    expect(violations).toEqual([]);
    expect([...world.happened]).toContain("refusal changed");
    expect(world.ledger.deliveries).toEqual([]);
  });
});
