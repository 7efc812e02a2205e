import * as fc from "fast-check";
import { describe, it } from "vitest";
import { defaultPolicy } from "../schema/default-policy.ts";
import type { Sealed, StoredEvent } from "../schema/events.ts";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { candidatePolicy } from "./candidate-policy.ts";
import { contextOf, gatherContext } from "./context.ts";
import { ADA, anyStory, FULL_STORY, type House, idOf, type Move, replanted, told } from "../testing/honest-log.ts";
import { opened } from "./sealed.ts";
import { memorySource } from "./source.ts";
import { judgeStream, verifyStream } from "./verify.ts";
import { receiptOf } from "./why.ts";

const LISTED: readonly Move[] = [
  ...FULL_STORY,
  { what: "suppress", who: 0, pick: 1 },
  { what: "lead", who: 0, pick: 0 },
];

const adaOf = (house: House) => ({ streamId: idOf(ADA), rows: house.streamOf(idOf(ADA)).rows });
const narrow = (house: House) =>
  contextOf(adaOf(house), async (id) => house.rows().filter(({ streamId }) => streamId === id));

/** Opens events as somebody does who has the key and does not hand it out. */
const saying =
  (house: House) =>
  (event: StoredEvent): Sealed | null =>
    opened(event, house.keys(event.streamId));

describe("what is read for one contact", () => {
  it("judges it as the whole log does", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    const property = fc.asyncProperty(anyStory(), async (story) => {
      const house = await told([...story, ...LISTED]);
      const whole = await gatherContext(memorySource(house.rows()));
      expect(receiptOf(adaOf(house), await narrow(house))).toEqual(receiptOf(adaOf(house), whole));
    });
    await fc.assert(property, runs(10));
  });

  it("reads the policies and the streams of its own digests, and no other", async ({ expect }) => {
    const house = await told(LISTED);
    const asked: string[] = [];
    await contextOf(adaOf(house), async (id) => {
      asked.push(id);
      return [];
    });
    expect(asked[0]).toBe("ad_policy");
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(asked.slice(1).every((id) => id.startsWith("ad_suppressions_"))).toBe(true);
  });

  it("finds a gate that did not hear the list", async ({ expect }) => {
    const house = await told([{ what: "suppress", who: 0, pick: 1 }, ...FULL_STORY], { isDeaf: true });
    const names = verifyStream(adaOf(house), await narrow(house)).map(({ name }) => name);
    expect(names).toContain("gate_ignored");
  });
});

describe("words that somebody else opened", () => {
  it("make the receipt that the key makes", async ({ expect }) => {
    const house = await told(LISTED);
    const context = await narrow(house);
    const byKey = receiptOf(adaOf(house), { ...context, keys: house.keys });
    expect(receiptOf(adaOf(house), { ...context, says: saying(house) })).toEqual(byKey);
    expect(byKey?.seal).toBe("opened");
  });

  it("are counted as sealed where they stay closed", async ({ expect }) => {
    const house = await told(FULL_STORY);
    const context = { ...(await narrow(house)), keys: house.keys, says: () => null };
    const { faults, sealed } = judgeStream(adaOf(house), context);
    expect(faults).toEqual([]);
    expect(sealed).toMatchObject({ opened: 0 });
    expect(sealed.closed).toBeGreaterThan(2);
  });

  it("are held against the digest that was approved", async ({ expect }) => {
    const house = await told(FULL_STORY);
    const rows = replanted(adaOf(house).rows, draftIn(house), (event) => ({
      ...event,
      payload: { ...event.payload, digest: "0".repeat(64) },
    }));
    const context = { ...(await narrow(house)), says: saying(house) };
    const names = verifyStream({ streamId: idOf(ADA), rows }, context).map(({ name }) => name);
    expect(names).toContain("digest_differs");
  });
});

const draftIn = (house: House): number =>
  house.streamOf(idOf(ADA)).events.find(({ type }) => type === "DraftHeld")?.version ?? 0;

describe("a policy to try", () => {
  it("is the one in force with sections in the place of its own", async ({ expect }) => {
    const adopted = { ...defaultPolicy, ladder: { ...defaultPolicy.ladder, followupDays: [1] } };
    const house = await told([], { policy: adopted });
    const { policies } = await gatherContext(memorySource(house.rows()));
    expect(policies.inForce()).toEqual(adopted);
    const candidate = candidatePolicy({ hold: { ...adopted.hold, expiryHours: 1 } }, policies.inForce());
    expect(candidate).toEqual({ ok: true, value: { ...adopted, hold: { ...adopted.hold, expiryHours: 1 } } });
  });

  it("says which field is wrong", ({ expect }) => {
    const candidate = candidatePolicy({ ladder: { followupDays: "soon" } }, defaultPolicy);
    expect(candidate).toMatchObject({ ok: false, error: expect.stringContaining("ladder.followupDays") as string });
  });
});
