// Tests a veto that comes into force after any port call, and a suppression list that cannot be read.
import { describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { outage } from "./call-gate.ts";
import { ada, happy } from "./stories.ts";
import { endOf } from "./ends.ts";
import { playStory, withEnd } from "./trial.ts";
import { isByList, VETOES, vetoAfter } from "./vetoes.ts";
import { HOUR } from "./moments.ts";

/** Vetoes of single flags test every fourth point: all flags use the same code. */
const sliceOf = (veto: (typeof VETOES)[number]): number => (isFull || veto === "list" ? 1 : 7);

describe("a veto that comes into force after any port call", () => {
  it.for(VETOES)("stops every run that is not yet claimed: %s", async (veto, { expect }) => {
    const { world } = await playStory(happy);
    const sent = world.gate.calls.find(({ name }) => name === "outbox.put")!.number;
    const counts: Record<string, number> = {};
    for (let point = 1; point <= sent; point += sliceOf(veto)) {
      const { label, when, violations } = await vetoAfter(happy, veto, point);
      expect(violations, label).toEqual([]);
      counts[when] = (counts[when] ?? 0) + 1;
    }
    expect(counts["before the claim"]).toBeGreaterThan(sent / sliceOf(veto) - 7);
    expect(counts["never"]).toBeUndefined();
    // A list entry that is added after the claim has read the list has a later revision than this reading, so it cannot stop the claim.
    // Only the call of the list itself is such a point: at the calls of the port and the object the entry is added when the log's revision
    // was read, which is before the list is read.
    if (isByList(veto) && sliceOf(veto) === 1) expect(counts["while the claim had read the list"]).toBe(1);
  });
});

describe("an unreadable list", () => {
  it("stops every run and records no gate, from any call on; runs continue when the list is readable again", async ({
    expect,
  }) => {
    const plain = await playStory(happy);
    const readings = plain.world.gate.calls.filter(({ name }) => name === "list.read");
    expect(readings.length).toBeGreaterThanOrEqual(6);
    for (const { number, at } of readings) {
      const faults = outage("list.read", number, HOUR);
      const { world, violations } = withEnd(
        await playStory(happy, { faults }, `unreadable from call ${number}`),
        endOf(plain.world),
      );
      const passed = world.ledger.of(ada).events.filter((event) => "gate" in event.payload);
      const meanwhile = passed.filter((event) => Date.parse(event.at) >= at && Date.parse(event.at) <= at + HOUR);
      expect(violations).toEqual([]);
      expect(meanwhile).toEqual([]);
    }
  });
});
