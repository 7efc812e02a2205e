import * as fc from "fast-check";
import { describe, it } from "vitest";
import { defaultPolicy } from "../schema/default-policy.ts";
import type { Sealed, StoredEvent } from "../schema/events.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { candidatePolicy } from "./candidate-policy.ts";
import { contextOf, gatherContext } from "./context.ts";
import { ADA, idOf } from "../testing/people.ts";
import { anyStory, FULL_STORY, type HonestDeployment, type Move, replanted, told } from "../testing/honest-log.ts";
import { opened } from "./sealed.ts";
import { memorySource } from "./source.ts";
import { judgeStream, verifyStream } from "./verify.ts";
import { receiptOf } from "./why.ts";

const LISTED: readonly Move[] = [
  ...FULL_STORY,
  { what: "suppress", who: 0, pick: 1 },
  { what: "lead", who: 0, pick: 0 },
];

const adaOf = (house: HonestDeployment) => ({ streamId: idOf(ADA), rows: house.streamOf(idOf(ADA)).rows });
const narrow = (house: HonestDeployment) =>
  contextOf(adaOf(house), async (id) => house.rows().filter(({ streamId }) => streamId === id));

/** Opens events with the key of the house, as a caller does that has the key and does not give it away. */
const opening =
  (house: HonestDeployment) =>
  (event: StoredEvent): Sealed | null =>
    opened(event, house.keys(event.streamId));

describe("the context for one contact", () => {
  it("gives the same receipt as the context of the whole log", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    const property = fc.asyncProperty(anyStory(), async (story) => {
      const house = await told([...story, ...LISTED]);
      const whole = await gatherContext(memorySource(house.rows()));
      expect(receiptOf(adaOf(house), await narrow(house))).toEqual(receiptOf(adaOf(house), whole));
    });
    await fc.assert(property, runs(10));
  });

  it("reads the policies and the streams of the contact's own digests, and no other stream", async ({ expect }) => {
    const house = await told(LISTED);
    const read: string[] = [];
    await contextOf(adaOf(house), async (id) => {
      read.push(id);
      return [];
    });
    expect(read[0]).toBe("ad_policy");
    expect(read.length).toBeLessThanOrEqual(4);
    expect(read.slice(1).every((id) => id.startsWith("ad_suppressions_"))).toBe(true);
  });

  it("finds a gate that ignored the suppression list", async ({ expect }) => {
    const house = await told([{ what: "suppress", who: 0, pick: 1 }, ...FULL_STORY], { isDeaf: true });
    const names = verifyStream(adaOf(house), await narrow(house)).map(({ name }) => name);
    expect(names).toContain("gate_ignored");
  });
});

describe("words that the caller opened", () => {
  it("give the same receipt as the key", async ({ expect }) => {
    const house = await told(LISTED);
    const context = await narrow(house);
    const byKey = receiptOf(adaOf(house), { ...context, keys: house.keys });
    expect(receiptOf(adaOf(house), { ...context, says: opening(house) })).toEqual(byKey);
    expect(byKey?.seal).toBe("opened");
  });

  it("are counted as closed when the caller cannot open them", async ({ expect }) => {
    const house = await told(FULL_STORY);
    const context = { ...(await narrow(house)), keys: house.keys, says: () => null };
    const { faults, sealed } = judgeStream(adaOf(house), context);
    expect(faults).toEqual([]);
    expect(sealed).toMatchObject({ opened: 0 });
    expect(sealed.closed).toBeGreaterThan(2);
  });

  it("are compared with the digest that was approved", async ({ expect }) => {
    const house = await told(FULL_STORY);
    const rows = replanted(adaOf(house).rows, draftIn(house), (event) => ({
      ...event,
      payload: { ...event.payload, digest: "0".repeat(64) },
    }));
    const context = { ...(await narrow(house)), says: opening(house) };
    const names = verifyStream({ streamId: idOf(ADA), rows }, context).map(({ name }) => name);
    expect(names).toContain("digest_differs");
  });
});

const draftIn = (house: HonestDeployment): number =>
  house.streamOf(idOf(ADA)).events.find(({ type }) => type === "DraftHeld")?.version ?? 0;

describe("a candidate policy", () => {
  it("is the policy in force with some sections replaced", async ({ expect }) => {
    const adopted = { ...defaultPolicy, ladder: { ...defaultPolicy.ladder, followupDays: [1] } };
    const house = await told([], { policy: adopted });
    const { policies } = await gatherContext(memorySource(house.rows()));
    expect(policies.inForce()).toEqual(adopted);
    const candidate = candidatePolicy({ hold: { ...adopted.hold, expiryHours: 1 } }, policies.inForce());
    expect(candidate).toEqual({ ok: true, value: { ...adopted, hold: { ...adopted.hold, expiryHours: 1 } } });
  });

  it("is refused with the name of the wrong field", ({ expect }) => {
    const candidate = candidatePolicy({ ladder: { followupDays: "soon" } }, defaultPolicy);
    expect(candidate).toMatchObject({ ok: false, error: expect.stringContaining("ladder.followupDays") as string });
  });
});
