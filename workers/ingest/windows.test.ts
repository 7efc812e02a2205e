// Tests repeats of a form without an id around the edge of a window of time: the same content twice is one lead or two by the signed
// times alone, whatever the arrival, the batch and the order are.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { ingestDeployment } from "../../testing/memory/ingest.ts";
import { START } from "../../testing/people.ts";
import { runs } from "../../testing/properties.ts";
import { LEADS, person, webhook } from "../../testing/stages/ingest.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { IngestMessage } from "../../schema/messages.ts";

const { receiptWindowSeconds: WINDOW, signatureToleranceSeconds: TOLERANCE } = samplePolicy.ingest;
const FIRST = Math.ceil(START / 1_000 / WINDOW) * WINDOW + WINDOW;

/** How the two messages reach the queue's side. */
const DELIVERIES = ["one batch", "one by one", "at once"] as const;

interface Twice {
  readonly signedAt: readonly [number, number];
  /** How much later than signed each request arrives; below 0 when the sender's clock is ahead. */
  readonly delays: readonly [number, number];
  readonly delivery: (typeof DELIVERIES)[number];
  readonly isReversed: boolean;
}

/** The number of leads that the same content, posted twice, becomes. */
async function leadsOf({ signedAt, delays, delivery, isReversed }: Twice): Promise<number> {
  const world = ingestDeployment();
  const posts = signedAt.map((nowSeconds, index) => ({ nowSeconds, at: nowSeconds + (delays[index] ?? 0) }));
  for (const { nowSeconds, at } of posts.toSorted((a, b) => a.at - b.at)) {
    world.pass(at - world.nowSeconds());
    const { status } = await world.ask(webhook("website", LEADS.website(), { nowSeconds }));
    if (status !== 202) throw new Error(`answered ${status}`);
  }
  const messages: IngestMessage[] = isReversed ? world.sent.toReversed() : [...world.sent];
  if (delivery === "one batch") await world.record(...messages, ...messages);
  if (delivery === "one by one") for (const message of [...messages, ...messages]) await world.record(message);
  if (delivery === "at once") await Promise.all([...messages, ...messages].map((message) => world.record(message)));
  if (world.dead.length > 0) throw new Error("a repeat became a dead letter");
  return (await world.logged(person)).filter((type) => type === "SignalReceived").length;
}

const skew = fc.integer({ min: -TOLERANCE, max: TOLERANCE });
const twice = (apart: fc.Arbitrary<number>) =>
  fc
    .record({
      from: fc.integer({ min: 0, max: WINDOW - 1 }),
      apart,
      delays: fc.tuple(skew, skew),
      delivery: fc.constantFrom(...DELIVERIES),
    })
    .map(({ from, apart: seconds, ...how }) => ({
      ...how,
      signedAt: [FIRST + from, FIRST + from + seconds] as const,
    }));

/** The number of leads in both orders of the queue, which must be the same. */
async function inBothOrders(given: Omit<Twice, "isReversed">): Promise<number> {
  const [one, other] = [await leadsOf({ ...given, isReversed: false }), await leadsOf({ ...given, isReversed: true })];
  if (one !== other) throw new Error(`${one} leads in one order, ${other} in the other`);
  return one;
}

describe("the same content twice", () => {
  it("is one lead when the signed times are less than a window apart", async ({ expect }) => {
    const posted = twice(fc.integer({ min: 0, max: WINDOW - 1 }));
    await fc.assert(
      fc.asyncProperty(posted, async (given) => void expect(await inBothOrders(given)).toBe(1)),
      runs(60),
    );
  });

  it("is two leads when the signed times are more than two windows apart", async ({ expect }) => {
    const posted = twice(fc.integer({ min: 2 * WINDOW + 1, max: 5 * WINDOW }));
    await fc.assert(
      fc.asyncProperty(posted, async (given) => void expect(await inBothOrders(given)).toBe(2)),
      runs(30),
    );
  });

  it("is the same in both orders when they are one to two windows apart", async ({ expect }) => {
    const posted = twice(fc.integer({ min: WINDOW, max: 2 * WINDOW }));
    await fc.assert(
      fc.asyncProperty(posted, async (given) => void expect([1, 2]).toContain(await inBothOrders(given))),
      runs(30),
    );
  });

  it("is one lead at the two sides of an edge, also when a delay moves the arrivals far apart", async ({ expect }) => {
    const edge = { signedAt: [FIRST + WINDOW - 1, FIRST + WINDOW + 1], isReversed: false } as const;
    for (const delivery of DELIVERIES) {
      expect(await leadsOf({ ...edge, delivery, delays: [0, 0] })).toBe(1);
      expect(await leadsOf({ ...edge, delivery, delays: [TOLERANCE, -TOLERANCE] })).toBe(1);
    }
  });
});
