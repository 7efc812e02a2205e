// Tests that an erased contact leaves no word anywhere, at any moment of the erasure and with any failure during the erasure.
import { describe, it } from "vitest";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { crashedErasures, erasedAfter, erasedAt, erasedOnceAt, remembered, STEPS, playErased } from "./erasure.ts";
import { isFull } from "../testing/full.ts";
import { outage } from "./call-gate.ts";
import { DAY, HOUR } from "./moments.ts";
import { chanceOf } from "../testing/seed.ts";
import { troubles } from "./trial.ts";

/** The step between tested points: `daily` in a normal run, 1 in the full run. */
const sliceOf = (daily: number): number => (isFull ? 1 : daily);
const TIMEOUT = LONG_MILLISECONDS * (isFull ? 4 : 1);

describe("an erased contact", () => {
  it(
    "leaves no word when erased after any port call; a later lead has no words and is vetoed",
    { timeout: TIMEOUT },
    async ({ expect }) => {
      const { world, violations } = await playErased(remembered);
      expect(violations).toEqual([]);
      const steps = new Set<string | null>();
      const ends = new Set<string>();
      for (let point = 1; point <= world.gate.calls.length; point += sliceOf(7)) {
        const trial = await erasedAfter(point);
        expect(trial.violations, trial.label).toEqual([]);
        const types = trial.world.ledger
          .streams()
          .flatMap((id) => trial.world.ledger.of(id).events.map(({ type }) => type));
        steps.add(trial.step);
        ends.add(
          types.slice(types.indexOf("ContactErased") + 1).includes("SafetyVetoed") ? "vetoed" : "never came back",
        );
      }
      expect([...steps]).toEqual(
        expect.arrayContaining(["plan", "grade", "preview", "compose", "draft", "dispatch", "none"]),
      );
      expect(ends).toContain("vetoed");
    },
  );

  it.for(STEPS)(
    "is erased whatever fails during the erasure, and whoever finishes it: at %s",
    { timeout: TIMEOUT },
    async (step, { expect }) => {
      let erased = 0;
      async function* counted() {
        for await (const trial of crashedErasures(step, { every: sliceOf(23) })) {
          if (trial.step !== null) erased += 1;
          yield trial;
        }
      }
      const { count, violations } = await troubles(counted());
      expect(violations).toEqual([]);
      expect(erased).toBe(count);
      expect(count).toBeGreaterThan(3);
    },
  );

  it.for(["claimed", "sent"] as const)(
    "is erased with a provider without idempotency keys: at %s",
    { timeout: TIMEOUT },
    async (step, { expect }) => {
      const { violations } = await troubles(
        crashedErasures(step, { every: sliceOf(23), transport: "cloudflare_email" }),
      );
      expect(violations).toEqual([]);
    },
  );

  it("is erased from objects that lose their memory after every call", { timeout: TIMEOUT }, async ({ expect }) => {
    for (const step of STEPS) {
      const { violations, label } = await playErased(erasedAt(step), { isForgetful: true });
      expect(violations, label).toEqual([]);
    }
  });

  it(
    "stays erased although every message is delivered again, late and in any order",
    { timeout: TIMEOUT },
    async ({ expect }) => {
      for (let seed = 1; seed <= (isFull ? 100 : 3); seed += 1) {
        for (const step of ["preview", "draft", "dispatch"] as const) {
          const habits = { shuffle: chanceOf(seed), copies: () => [0, 2 * HOUR, 10 * DAY] };
          const { violations, label } = await playErased(erasedAt(step), { habits, seed }, `order ${seed}`);
          expect(violations, label).toEqual([]);
        }
      }
    },
  );

  it.for(["log.append", "stores.destroy", "list.add", "object.record"])(
    "is erased after %s was down during the erasure",
    { timeout: TIMEOUT },
    async (port, { expect }) => {
      for (const [story, hours] of [
        [erasedOnceAt("draft"), 2],
        [erasedAt("draft"), 26],
      ] as const) {
        const { world } = await playErased(story);
        const from = world.gate.calls.find(({ name }) => name === "desk.EraseContact")!.number;
        const faults = outage(port, from, hours * HOUR);
        const { violations, step, label } = await playErased(story, { faults }, `${port} down for ${hours} h`);
        expect(violations, label).toEqual([]);
        expect(step, label).not.toBeNull();
      }
    },
  );
});
