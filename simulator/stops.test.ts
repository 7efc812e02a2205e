// Tests a stop of sending after any port call of a lead's way: nothing leaves until it is resumed, and then everything leaves once.
import { describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { happy } from "./stories.ts";
import { stopAfter } from "./stops.ts";
import { playStory } from "./trial.ts";

const numbersTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

describe("a stop of sending after any port call", () => {
  it("lets nothing leave that was not claimed, and after the resumption everything once", async ({ expect }) => {
    const { world } = await playStory(happy);
    const put = world.gate.calls.find(({ name }) => name === "outbox.put")!.number;
    const mails = world.ledger.deliveries.length;
    const counts: Record<string, number> = {};
    // Before the lead is approved one point is like the other.
    const approved = world.gate.calls.find(({ name }) => name === "dispatch.send")!.number - 5;
    for (const point of numbersTo(put + 3).filter((one) => isFull || one >= approved || one % 18 === 0)) {
      const { label, when, meanwhile, inAll, violations } = await stopAfter(happy, point);
      expect(violations, label).toEqual([]);
      if (when === "before the claim") expect(meanwhile, label).toBe(0);
      expect(inAll, label).toBe(mails);
      counts[when] = (counts[when] ?? 0) + 1;
    }
    expect(counts["before the claim"]).toBeGreaterThan(3);
    // A claim that is in the log is finished, and so is one that had read the switch before the stop was answered.
    expect(counts["after the claim"]).toBeGreaterThan(2);
    expect(counts["while the claim had read the switch"]).toBe(1);
    expect(counts["never"]).toBeUndefined();
  });
});
