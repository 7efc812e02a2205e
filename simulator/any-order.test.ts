// Tests that copied, delayed and reordered messages, repeated webhooks and simultaneous clicks have the same end as messages that
// are delivered once, in order.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { acrossTheEdge, crowd, DELAYS, guessed, inDisorder, manyApprove, twice } from "./any-order.ts";
import { isFull } from "../testing/full.ts";
import { DAY } from "./moments.ts";
import { ada, busy, disputed, happy, optOutRace, type Story, vetoed } from "./stories.ts";
import { endOf } from "./ends.ts";
import { rowsOf, playStory, withEnd } from "./trial.ts";

describe("messages delivered one to five times, in any order", () => {
  it(
    "have the same end as messages delivered once, in order",
    async ({ expect }) => {
      const plain = endOf((await playStory(crowd)).world);
      // The first copy is delivered before the holds that it causes would expire; the other copies at any time.
      const soon = fc.constantFrom(...DELAYS.filter((delay) => delay < DAY));
      const others = fc.array(fc.constantFrom(...DELAYS), { maxLength: 4 });
      const each = fc.tuple(soon, others).map(([first, rest]) => [first, ...rest]);
      const copies = fc.array(each, { minLength: 1, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(fc.record({ copies, order: fc.nat() }), async (disorder) => {
          const { violations } = withEnd(await inDisorder(crowd, disorder), plain);
          expect(violations).toEqual([]);
        }),
        runs(8),
      );
    },
    LONG_MILLISECONDS * (isFull ? 3 : 1),
  );

  it("have the same end when five copies of each are delivered at once", async ({ expect }) => {
    const plain = endOf((await playStory(crowd)).world);
    const { violations } = withEnd(await inDisorder(crowd, { copies: [[0, 0, 0, 0, 0]], order: 7 }), plain);
    expect(violations).toEqual([]);
  });
});

describe("a webhook sent twice", () => {
  it("causes one receipt and one event", async ({ expect }) => {
    const { world, violations } = await playStory(twice);
    expect(violations).toEqual([]);
    expect(world.accepted.size).toBe(1);
  });
});

describe("one id with two bodies", () => {
  it("records the first, and keeps the second as one letter with one task", async ({ expect }) => {
    const { world, violations } = await playStory(guessed);
    expect(violations).toEqual([]);
    const bodies = world.letters.sent.map(({ body }) => (JSON.parse(body) as { receipt: string }).receipt);
    expect(new Set(bodies).size).toBe(1);
    expect(Object.values(world.ledger.of(ada).contact.tasks)).toMatchObject([{ kind: "receipt_conflict" }]);
  });
});

describe("a form sent twice across the edge of a window", () => {
  it.for([null, 1, 2, 3])("is one lead with two receipts, with the order %s", async (seed, { expect }) => {
    const { world, violations } = await playStory(acrossTheEdge, { seed });
    expect(violations).toEqual([]);
    expect(world.accepted.size).toBe(2);
  });
});

describe("twenty approvals at once", () => {
  it.for(["one person", "different people"] as const)(
    "cause one event and one message when %s clicks",
    async (by, { expect }) => {
      for (const seed of [null, 1, 2, 3]) {
        const { world, violations } = await playStory(manyApprove(by), { seed, transport: "cloudflare_email" });
        expect(violations).toEqual([]);
        const approvals = world.ledger
          .streams()
          .flatMap((id) => world.ledger.of(id).events)
          .filter(({ type }) => type === "DraftApproved");
        const answers = world.outcomes
          .filter(({ click }) => click.does === "approve")
          .map(({ outcome }) => JSON.stringify(outcome));
        expect(approvals).toHaveLength(1);
        expect(world.ledger.deliveries).toHaveLength(1);
        expect(answers).toHaveLength(20);
        // One person gets the same answer twenty times. Different people get two answers: the first person's, and the refusal that names this person.
        expect(new Set(answers).size).toBe(by === "one person" ? 1 : 2);
      }
    },
  );
});

describe("an object that loses its memory after every call", () => {
  it.for<Story>([happy, vetoed, optOutRace, crowd, busy])(
    "writes the same rows, byte for byte: $name",
    async (story, { expect }) => {
      const [remembering, forgetful] = [await playStory(story), await playStory(story, { isForgetful: true })];
      expect(forgetful.violations).toEqual([]);
      expect(rowsOf(forgetful.world)).toBe(rowsOf(remembering.world));
    },
  );
});

describe("a log with another event at the same version", () => {
  it("causes a dead letter of the message, and no mail", async ({ expect }) => {
    const { world, violations } = await playStory(disputed);
    expect(violations.filter((violation) => violation.startsWith("I8"))).toEqual([]);
    expect(world.letters.sent.map(({ origin, reason }) => ({ origin, reason }))).toEqual([
      { origin: "ingest", reason: "log_conflict" },
    ]);
    expect(world.queues.depth()).toBe(0);
    expect(world.ledger.deliveries).toEqual([]);
  });
});
