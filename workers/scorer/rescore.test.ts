// Tests the turn that makes scores again, over a port that keeps which scores are due.
import { describe, it } from "vitest";
import type { ScoresDueQuery } from "../../schema/errands.ts";
import { shortDigestOf } from "../../schema/canonical.ts";
import { DAY_MS } from "../../schema/time.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import { ContactId } from "../../schema/ids.ts";
import { policyMark } from "../../schema/policy.ts";
import type { Port } from "../../schema/ports.ts";
import { ScoreMessage } from "../../schema/messages.ts";
import type * as z from "zod";
import { rescore } from "./rescore.ts";

const AT = new Date("2026-11-29T03:00:00.000Z");
const idAt = (place: number): ContactId => ContactId.parse(`ct_${String(place).padStart(22, "0")}`);

/** Contacts that are due, and a stage that makes their scores. `fails`: the contacts whose score cannot be made now. */
function due(of: number | readonly ContactId[], fails: readonly ContactId[] = []) {
  const waiting = new Set(typeof of === "number" ? Array.from({ length: of }, (_, place) => idAt(place)) : of);
  const scored: ContactId[] = [];
  /** Each question, and how many scores were made before it. */
  const asked: (z.infer<typeof ScoresDueQuery> & { readonly scored: number })[] = [];
  const port = {
    ask: async ([query]: readonly [z.infer<typeof ScoresDueQuery>]) => {
      asked.push({ ...query, scored: scored.length });
      const { after, limit } = query;
      const page = [...waiting].filter((id) => after === null || id > after).slice(0, limit);
      const next = page.length < limit ? null : (page.at(-1) ?? null);
      return [{ ok: true, value: { due: page.map((contactId) => ({ contactId, version: 3 })), next } }];
    },
  } as unknown as Port<"scorer">;
  const run = async (deliveries: readonly { readonly body: unknown }[]): Promise<void> => {
    const ids = deliveries.map(({ body }) => ScoreMessage.parse(body).contactId);
    // Later than any answer of the port, so that a turn that does not wait asks first.
    await new Promise((resolve) => setImmediate(resolve));
    scored.push(...ids);
    for (const id of ids) if (!fails.includes(id)) waiting.delete(id);
  };
  return {
    waiting,
    asked,
    scored,
    turn: (most?: number, at = AT) => rescore({ port, policy: samplePolicy, now: () => at, run }, most),
  };
}

describe("a turn", () => {
  it("scores each contact that is due once, and ends", async ({ expect }) => {
    const contacts = due(120);
    expect(await contacts.turn()).toBe(120);
    expect(contacts.scored).toHaveLength(120);
    expect(new Set(contacts.scored).size).toBe(120);
    const start = contacts.asked[0]?.after;
    expect(contacts.asked.map(({ after, limit }) => [after, limit])).toEqual([
      [start, 50],
      [null, 50],
      [idAt(49), 50],
      [idAt(99), 50],
    ]);
    const { digest } = policyMark(samplePolicy, "score");
    expect(contacts.asked.every(({ at, policy }) => at === AT.toISOString() && policy === digest)).toBe(true);
  });

  it("looks at nobody when nobody is due", async ({ expect }) => {
    const contacts = due(0);
    expect([await contacts.turn(), contacts.asked.length]).toEqual([0, 2]);
  });

  it("ends at its bound, and the next turn goes on with the rest", async ({ expect }) => {
    const contacts = due(130);
    expect(await contacts.turn(60)).toBe(60);
    expect(contacts.asked.map(({ limit }) => limit)).toEqual([50, 50, 10]);
    expect(await contacts.turn(60)).toBe(60);
    expect(await contacts.turn(60)).toBe(10);
    expect([contacts.waiting.size, new Set(contacts.scored).size, contacts.scored.length]).toEqual([0, 130, 130]);
  });

  it("makes a page's scores before it asks for the next page, and before it ends", async ({ expect }) => {
    const contacts = due(51);
    expect([await contacts.turn(), contacts.scored.length]).toEqual([51, 51]);
    expect(contacts.asked.map(({ scored }) => scored)).toEqual([0, 0, 50]);
  });

  it("ends when scores cannot be made, and looks at them again in the next turn", async ({ expect }) => {
    const fails = [idAt(0), idAt(70)];
    const contacts = due(100, fails);
    expect(await contacts.turn()).toBe(100);
    expect([...contacts.waiting]).toEqual(fails);
    expect(await contacts.turn()).toBe(2);
  });

  it("comes to every contact in time, although more than its bound cannot be scored", async ({ expect }) => {
    const digests = Array.from({ length: 40 }, (_, place) => ContactId.parse(`ct_${shortDigestOf(place)}`)).toSorted();
    const contacts = due(digests, digests.slice(0, 20));
    for (let day = 0; day < 60; day += 1) await contacts.turn(10, new Date(AT.getTime() + day * DAY_MS));
    expect([...contacts.waiting]).toEqual(digests.slice(0, 20));
  });

  it("goes once around, from any place", async ({ expect }) => {
    const digests = Array.from({ length: 40 }, (_, place) => ContactId.parse(`ct_${shortDigestOf(place)}`)).toSorted();
    for (let day = 0; day < 20; day += 1) {
      const contacts = due(digests, digests);
      expect(await contacts.turn(100, new Date(AT.getTime() + day * DAY_MS))).toBe(40);
      expect(contacts.scored.toSorted()).toEqual(digests);
    }
  });

  it("beside another one scores every contact, and ends", async ({ expect }) => {
    const contacts = due(120);
    await Promise.all([contacts.turn(), contacts.turn()]);
    expect([contacts.waiting.size, new Set(contacts.scored).size]).toEqual([0, 120]);
  });
});
