// Tests that a message which no stage could handle is never lost, and that sending it again is harmless: with every fault at every call.
import { describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { inDisorder } from "./any-order.ts";
import { HOUR } from "./moments.ts";
import {
  erasedWhileKept,
  lettersWithFaults,
  lettersWithoutPort,
  playUsedUp,
  refusedBody,
  refusedWithFaults,
  sentAgain,
} from "./redriven.ts";
import { ada } from "./stories.ts";
import { playStory, rowsOf, troubles } from "./trial.ts";

/** The step between the calls that are tried. */
const EVERY = isFull ? 1 : 5;

describe("a letter that a person sends again", { timeout: LONG_MILLISECONDS }, () => {
  it("is recorded, and marked as sent", async ({ expect }) => {
    const { world, violations } = await playStory(sentAgain);
    expect(violations).toEqual([]);
    const leads = world.ledger.of(ada).events.filter(({ type }) => type === "SignalReceived");
    expect(leads).toHaveLength(1);
    expect(world.letters.sent.map(({ id }) => world.letters.store.row(id)?.redrivenBy)).toEqual(
      world.letters.sent.map(() => "rosa"),
    );
  });

  it("is in its queue or kept, and recorded once, after every fault at every call about it", async ({ expect }) => {
    const { count, violations } = await troubles(lettersWithFaults(undefined, EVERY));
    expect(violations).toEqual([]);
    expect(count).toBeGreaterThan(40 / EVERY);
  });

  it("is kept when a database was down for a day", async ({ expect }) => {
    const { count, violations } = await troubles(lettersWithoutPort());
    expect(violations).toEqual([]);
    expect(count).toBeGreaterThan(3);
  });

  it("is recorded once when every message comes several times, late and in any order", async ({ expect }) => {
    for (let order = 1; order <= (isFull ? 200 : 3); order += 1) {
      const { violations, label } = await inDisorder(sentAgain, { copies: [[0], [0, 0], [0, 2 * HOUR]], order });
      expect(violations, label).toEqual([]);
    }
  });

  it("is the same in every run of the story", async ({ expect }) => {
    const [first, second] = [await playStory(sentAgain, { seed: 3 }), await playStory(sentAgain, { seed: 3 })];
    expect(rowsOf(second.world)).toBe(rowsOf(first.world));
    expect(second.world.gate.calls).toEqual(first.world.gate.calls);
  });
});

describe("a refused body that a person sends again", { timeout: LONG_MILLISECONDS }, () => {
  it("waits while nothing is mapped, and is one lead afterwards", async ({ expect }) => {
    const { world, violations } = await playStory(refusedBody);
    expect(violations).toEqual([]);
    const { events } = world.ledger.of(ada);
    expect(events.filter(({ type }) => type === "SignalReceived")).toHaveLength(1);
    expect(world.ledger.deliveries).toHaveLength(1);
    const [letter, again] = world.letters.sent;
    expect([letter?.reason, again?.id]).toEqual(["field_missing:email:of_another", letter?.id]);
    expect(world.letters.store.row(letter!.id)).toMatchObject({ contactId: ada, redrivenBy: "rosa", bodySealed: null });
  });

  it("is kept before its sender is answered, and one lead in the end, after every fault at every call", async ({
    expect,
  }) => {
    const { count, violations } = await troubles(refusedWithFaults(undefined, EVERY));
    expect(violations).toEqual([]);
    expect(count).toBeGreaterThan(40 / EVERY);
  });

  it("is one lead when every message comes several times, late and in any order", async ({ expect }) => {
    for (let order = 1; order <= (isFull ? 200 : 3); order += 1) {
      const { violations, label } = await inDisorder(refusedBody, { copies: [[0], [0, 0], [0, 2 * HOUR]], order });
      expect(violations, label).toEqual([]);
    }
  });
});

describe("a message whose tries were used up", () => {
  it("continues its run when a person sends it again", async ({ expect }) => {
    const { world, violations } = await playUsedUp();
    expect(violations).toEqual([]);
    expect(world.letters.sent).not.toEqual([]);
    expect(world.ledger.deliveries).toHaveLength(1);
  });
});

describe("a letter of a contact who is recorded and erased while it is kept", () => {
  it("does not open in the end, whatever fails", async ({ expect }) => {
    const { count, violations } = await troubles(erasedWhileKept());
    expect(violations).toEqual([]);
    expect(count).toBe(10);
  });
});
