// The sweep over the real databases and objects: a whole domain is suppressed while its people wait in the inbox.
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1DeskReads } from "../../drizzle/d1-desk-reads.ts";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { neverContact } from "../../replay/never-contact.ts";
import { memorySource } from "../../replay/source.ts";
import { contactIdOf } from "../../schema/ids.ts";
import { performOne } from "../../schema/only-answer.ts";
import { holdOf } from "../../testing/memory/held.ts";
import { ports } from "../../testing/workerd/ports.ts";
import { adoptLogKey, migrate } from "../../testing/workerd/test.ts";
import { cronTurn } from "./cron.ts";

const PEOPLE = 36;
const turn = async () => (await cronTurn(env, () => Date.now(), fetch)).covered;
const deployment = {
  crm: d1Crm(env.CRM),
  port: ((role: keyof typeof ports) => ports[role]) as Parameters<typeof holdOf>[0]["port"],
  systemKey: env.SYSTEM_KEY,
  idOf: (email: string) => contactIdOf(env.SYSTEM_KEY, email),
  now: () => Date.now(),
};
const inbox = async () => {
  const { rows } = await d1DeskReads([env.EVENTS_0], env.CRM).openHolds({ limit: 100, now: new Date().toISOString() });
  return rows.map(({ streamId }) => streamId);
};
const suppress = (kind: "address" | "domain", value: string) =>
  performOne(ports.desk, {
    type: "Suppress",
    wishes: [{ kind, value, by: "rosa", reason: "person_asked", why: "by letter" }],
  });

beforeEach(async () => {
  await reset();
  await migrate();
  await adoptLogKey();
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
});
afterEach(() => void vi.restoreAllMocks());

describe("the inbox after a suppression", () => {
  it("loses the hold of an address with the answer, and those of a domain with the next turn", async ({ expect }) => {
    const other = await holdOf(deployment, "grace@other.example");
    const held = [];
    for (let number = 0; number < PEOPLE; number += 1)
      held.push(await holdOf(deployment, `person-${number}@engine.example`));
    await turn();
    expect(await inbox()).toHaveLength(PEOPLE + 1);

    expect((await suppress("address", "person-0@engine.example")).refusal).toBeNull();
    expect(await inbox()).not.toContain(held[0]?.contactId);
    expect(await inbox()).toHaveLength(PEOPLE);

    await suppress("domain", "engine.example");
    expect(await inbox()).toHaveLength(PEOPLE);
    expect(await turn()).toEqual({ checked: PEOPLE, ended: PEOPLE - 1, silent: 0, isUnderWay: false, trouble: null });
    expect(await inbox()).toEqual([other.contactId]);
    expect(await turn()).toMatchObject({ checked: 0 });

    const log = d1EventLog([env.EVENTS_0]);
    const lists = [..."0123456789abcdef"].map((digit) => `ad_suppressions_${digit}` as const);
    const ids = [...lists, ...held.map(({ contactId }) => contactId), other.contactId];
    const rows = (
      await Promise.all(ids.map((streamId) => log.read({ streamId } as Parameters<typeof log.read>[0])))
    ).flat();
    // Each hold was opened twice: the first turn graded them again, because the CRM says less of these people than their grades.
    const proved = { result: "holds", contacts: PEOPLE + 1, guarded: 2 * (PEOPLE + 1) };
    expect(await neverContact(memorySource(rows))).toMatchObject(proved);
  });
});
