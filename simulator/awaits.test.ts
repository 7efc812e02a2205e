// Tests that the simulator misses no `await` between a record and its effect: each generated mutant is found by its hunt, or has a reason.
import { describe, it } from "vitest";
import { isFull, sliceOf } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { FOUND_BY, UNSEEN } from "./awaits.ts";
import { HUNTS, hunted, type HuntName } from "./hunts.ts";
import { switchedSystem } from "./system.ts";

const { system, awaits, drop } = await switchedSystem();
const hunts = Object.keys(HUNTS) as HuntName[];
const USED: ReadonlySet<HuntName> = new Set(Object.values(FOUND_BY));

/** The first hunt that finds the mutant; null when none does. */
async function search(name: string): Promise<HuntName | null> {
  for (const hunt of hunts) {
    drop(name);
    if (await hunted(hunt, system)) return hunt;
  }
  return null;
}

describe("an await that is dropped", { timeout: LONG_MILLISECONDS * (isFull ? 4 : 1) }, () => {
  it("is found by a hunt, or has a reason why not: each of the code that the simulator loads", ({ expect }) => {
    expect([...Object.keys(FOUND_BY), ...Object.keys(UNSEEN)].toSorted()).toEqual([...awaits].toSorted());
  });

  it.for(sliceOf(Object.entries(FOUND_BY), SLICE))("is found: %s", async ([name, hunt], { expect }) => {
    drop(name);
    expect(await hunted(hunt, system)).not.toBeNull();
  });

  it.runIf(isFull).for(Object.keys(UNSEEN))("is found by no hunt, as the table says: %s", async (name, { expect }) => {
    expect(await search(name)).toBeNull();
  });

  it.for(hunts.filter((hunt) => isFull || USED.has(hunt)))(
    "is what a hunt finds: without one there is no violation in %s",
    async (hunt, { expect }) => {
      drop(null);
      expect(await hunted(hunt, system, isFull ? Infinity : CONTROL_TRIALS)).toBeNull();
    },
  );
});

/** One of so many mutants is hunted in a slice. Another test says that each of them has a hunt. */
const SLICE = 6;
/** How many trials of each hunt are played with nothing dropped. The tests of the stories play the others. */
const CONTROL_TRIALS = 2;
