// Tests one poisoned contact among a thousand: whatever is wrong with it, every other lead gets its message, and the poisoned one is named, not lost.
import { describe, it } from "vitest";
import { isFull } from "../testing/full.ts";
import { LONG_MILLISECONDS } from "../testing/properties.ts";
import { short } from "./judge-decisions.ts";
import { judge } from "./judge.ts";
import { DAY, HOUR, MINUTE } from "./moments.ts";
import { ADA, ada, disputed, leadOf, releasing } from "./stories.ts";
import { aWorld, contactOf, type Planted, type World } from "./world.ts";

/** A thousand contacts with the poisoned one; a normal run takes a fortieth of them. */
const OTHERS = isFull ? 999 : 24;
const EMAILS = Array.from({ length: OTHERS }, (_, index) => `lead${index}@engine${index % 40}.example`);

/** The others' leads, ten minutes long, so that some share their batches with the poisoned contact's. */
const crowd = (world: World): void =>
  EMAILS.forEach((email, index) => world.send(leadOf(email), (index % 10) * MINUTE));

const releases = releasing({ edits: false });

interface Poison {
  /** Sends the leads. */
  readonly begin: (world: World) => Promise<void> | void;
  readonly plant?: Planted;
  /** Takes the poison out, so that the end can be judged. */
  readonly cure?: (world: World) => void;
}

/** Plays two days. Its person works on every contact but the poisoned one, whose page may not open. */
async function among({ begin, plant = {}, cure }: Poison) {
  const world = aWorld({
    plant,
    reviewer: (contactId, contact, self) => (contactId === ada ? null : releases(contactId, contact, self)),
  });
  await begin(world);
  await world.run(2 * DAY);
  cure?.(world);
  const sent = new Set(world.ledger.deliveries.map(({ contactId }) => contactId));
  const { events, contact } = world.ledger.of(ada);
  /** The names that violations give the poisoned contact, its runs and what was accepted of it. */
  const own = [
    ada,
    ...Object.keys(contact.runs),
    ...Object.keys(contact.holds),
    ...[...world.accepted].flatMap(([receipt, { signal }]) =>
      "email" in signal && signal.email === ADA ? [receipt] : [],
    ),
  ].flatMap((name) => [name, short(name)]);
  // Its object sends again what its run waits for, and each copy is tried for more than a day. The others need no more messages.
  own.push("messages are left");
  return {
    world,
    events,
    notSent: EMAILS.filter((email) => !sent.has(contactOf(email))),
    hasMail: sent.has(ada),
    ofOthers: (await judge(world)).filter((violation) => !own.some((name) => violation.includes(name))),
  };
}

/** The rows of the contact cannot be read, so that every stage throws that needs them. */
const unreadableRows: Planted = {
  surroundings: (around) => ({
    ...around,
    crm: {
      ...around.crm,
      hydrate: async (ids) =>
        new Map([...(await around.crm.hydrate(ids))].map(([id, rows]) => [id, id === ada ? null : rows])),
    },
  }),
};

describe("one poisoned contact among a thousand", { timeout: LONG_MILLISECONDS }, () => {
  it("has an object whose stored state cannot be read: nothing follows, and the others are written to", async ({
    expect,
  }) => {
    const { world, events, notSent, hasMail, ofOthers } = await among({
      begin: async (world) => {
        world.send(leadOf(ADA));
        await world.run(HOUR);
        world.objects.tamper(ada, (rows) => rows.map((row, at) => (at === 1 ? { ...row, body: "x" } : row)));
        crowd(world);
        world.send(leadOf(ADA, "another lead"), MINUTE);
      },
      cure: (world) => world.objects.tamper(ada, () => world.ledger.of(ada).rows),
    });
    expect({ notSent, hasMail, ofOthers }).toEqual({ notSent: [], hasMail: false, ofOthers: [] });
    expect(events.map(({ type }) => type)).toContain("PreviewHeld");
    expect(world.queues.depth() + world.letters.sent.length).toBeGreaterThan(0);
  });

  it("has rows at which every stage throws: its messages wait, and the others are written to", async ({ expect }) => {
    const { world, events, notSent, hasMail, ofOthers } = await among({
      begin: (world) => {
        world.send(leadOf(ADA));
        crowd(world);
      },
      plant: unreadableRows,
    });
    expect({ notSent, hasMail, ofOthers }).toEqual({ notSent: [], hasMail: false, ofOthers: [] });
    expect(events.map(({ type }) => type)).toEqual(["SignalReceived"]);
    expect(world.queues.depth() + world.letters.sent.length).toBeGreaterThan(0);
  });

  it("has an event that the log does not take: its message is parked, and the others are written to", async ({
    expect,
  }) => {
    const { world, notSent, hasMail, ofOthers } = await among({
      begin: async (world) => {
        await disputed.begin(world);
        crowd(world);
      },
    });
    expect({ notSent, hasMail, ofOthers }).toEqual({ notSent: [], hasMail: false, ofOthers: [] });
    expect(world.letters.sent).toMatchObject([{ origin: "ingest", reason: "log_conflict" }]);
  });
});
