// Tests that all keys are wrapped under a new master key while the system runs: whatever fails, whoever is new, and whoever is erased meanwhile.
import { describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { crashedRewraps, type Erased, erasedWhileWrapped, playRewrap } from "./rewrap.ts";
import { troubles } from "./trial.ts";

/** The step between tested points: `daily` in a normal run, 1 in the full run. */
const sliceOf = (daily: number): number => (isFull ? 1 : daily);
const TIMEOUT = LONG_MILLISECONDS * (isFull ? 4 : 1);

describe("a new master key", () => {
  it.for([
    ["no erasure", null],
    ["an erasure", "beside"],
  ] as const satisfies readonly (readonly [string, Erased])[])(
    "has every key in the end, whatever fails at any call, beside %s",
    { timeout: TIMEOUT },
    async ([, erased], { expect }) => {
      const { count, violations } = await troubles(crashedRewraps({ erased, every: sliceOf(181) }));
      expect(violations).toEqual([]);
      expect(count).toBeGreaterThan(isFull ? 5 : 2);
    },
  );

  it("brings no key back that is destroyed after any call of it", { timeout: TIMEOUT }, async ({ expect }) => {
    const { violations } = await troubles(erasedWhileWrapped({ every: sliceOf(89) }));
    expect(violations).toEqual([]);
  });

  it("brings no key back in any order of an erasure and the errand", { timeout: TIMEOUT }, async ({ expect }) => {
    for (let seed = 1; seed <= (isFull ? 200 : 3); seed += 1) {
      const { violations } = await playRewrap({ erased: "beside", seed, isForgetful: seed % 3 === 0 });
      expect(violations, `seed ${seed}`).toEqual([]);
    }
  });
});
