// Tests real damage of an object's storage in workerd: the object is named, the others go on, and a rebuild repairs it. Damage of the file
// itself is in unreadable.pipeline.test.ts.
import { evictDurableObject, reset, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { runIdOf } from "../schema/ids.ts";
import { damageOf } from "../schema/object-damage.ts";
import { askOne, performOne } from "../schema/only-answer.ts";
import { MINUTE_MS } from "../schema/time.ts";
import { action, erase, flag, lead, message } from "../testing/contact/scenario.ts";
import { ada, contactNamed } from "../testing/people.ts";
import { chanceOf } from "../testing/seed.ts";
import { ports } from "../testing/workerd/ports.ts";
import { performUnlogged, toDraft } from "../testing/workerd/to-draft.ts";
import { deliver, adoptLogKey, migrate } from "../testing/workerd/test.ts";
import { cronTurn } from "./cron/cron.ts";
import worker from "./index.ts";

const bob = contactNamed("bob");
const log = d1EventLog([env.EVENTS_0]);
const stub = () => env.CONTACT.get(env.CONTACT.idFromName(ada));

/** Changes the object's storage, and lets the object wake with it. */
async function damage(statement: string): Promise<void> {
  await runInDurableObject(stub(), (_, { storage }) => void storage.sql.exec(statement));
  await evictDurableObject(stub());
}
const stored = () =>
  runInDurableObject(stub(), (_, { storage }) => ({
    events: storage.sql.exec("SELECT * FROM events ORDER BY version").toArray(),
    keys: storage.sql.exec("SELECT * FROM stream_key").toArray(),
  }));
const timeline = () => ports.desk.ask([{ type: "Timeline", contactId: ada, by: "rosa" }]);
const rebuild = () => performOne(ports.desk, { type: "RebuildObject", streamId: ada, discard: false });
const noted = async () =>
  (await env.EVENTS_0.prepare("SELECT stream_id, detail FROM unreadable_objects").all()).results;
const turn = () => cronTurn(env, () => Date.now(), fetch);

/** How many changed bytes one test tries. */
const CHANGED_BYTES = 12;

const EVENT_3 = "UPDATE events SET body = 'x' WHERE version = 3";

beforeEach(async () => {
  vi.restoreAllMocks();
  await reset();
  await migrate();
  await adoptLogKey();
});

describe("a damaged object", () => {
  it.for([
    ["an event is no JSON", EVENT_3, "event 3"],
    [
      "a hash is changed",
      "UPDATE events SET hash = replace(hash, substr(hash, 1, 8), '00000000') WHERE version = 3",
      "event 3",
    ],
    ["the last hash is changed", "UPDATE events SET hash = 'x' WHERE version = 7", "event 7"],
    [
      "a number in an event is changed",
      "UPDATE events SET body = replace(body, '\"basisPoints\":', '\"basisPoints\":1') WHERE version = 3",
      "event 3",
    ],
    ["a row is missing", "DELETE FROM events WHERE version = 3", "event 3"],
    ["the first row is missing", "DELETE FROM events WHERE version = 1", "event 1"],
    ["a row has another version", "UPDATE events SET version = 30 WHERE version = 3", "event 3"],
    ["the key is missing", "DELETE FROM stream_key", "key"],
    ["the key is damaged", "UPDATE stream_key SET wrapped = 'x'", "key"],
    ["its table has other columns", "ALTER TABLE events RENAME COLUMN body TO lost", "storage"],
    ["its table was replaced", "DROP TABLE events; CREATE TABLE events (x)", "storage"],
  ] as const)("is named, and repaired by a rebuild, when %s", async ([, statement, detail], { expect }) => {
    await toDraft();
    const before = await stored();
    expect(before.events).toHaveLength(7);
    await damage(statement);

    const error = { reason: damageOf(detail), detail, streamId: ada };
    expect(await timeline()).toEqual([{ ok: false, error }]);
    expect(await noted()).toEqual([{ stream_id: ada, detail }]);

    expect(await rebuild()).toMatchObject({ refusal: null, changed: true, discarded: 0, wordsLost: false });
    expect(await stored()).toEqual(before);
    expect(await noted()).toEqual([]);
    expect(await timeline()).toMatchObject([{ ok: true, value: { version: 7 } }]);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    await evictDurableObject(stub());
    expect(await timeline()).toMatchObject([{ ok: true, value: { version: 7 } }]);
    await performOne(ports.desk, flag("replied", true));
    await performOne(ports.ingest, message("2", "interested"));
  });

  it("is named and repaired whichever byte of its storage was changed", async ({ expect }) => {
    await toDraft();
    const before = await stored();
    const chance = chanceOf(5);
    for (let round = 0; round < CHANGED_BYTES; round += 1) {
      const version = 1 + chance.below(before.events.length);
      const column = ["body", "hash", "stream_id"][chance.below(3)]!;
      const text = String(before.events[version - 1]?.[column]);
      const at = chance.below(text.length);
      const other = text.slice(0, at) + (text[at] === "7" ? "3" : "7") + text.slice(at + 1);
      await damage(`UPDATE events SET ${column} = '${other.replaceAll("'", "''")}' WHERE version = ${version}`);
      const error = { reason: "object_differs", detail: `event ${version}`, streamId: ada };
      expect(await timeline(), `${column} ${at}`).toEqual([{ ok: false, error }]);
      expect(await rebuild()).toMatchObject({ refusal: null, changed: true });
      expect(await stored()).toEqual(before);
    }
  });

  it("is named by a check of its storage that was changed while it was awake", async ({ expect }) => {
    await toDraft();
    const check = () => ports.desk.ask([{ type: "Check", contactId: ada }]);
    expect(await check()).toEqual([{ ok: true, value: { events: 7 } }]);
    await runInDurableObject(stub(), (_, { storage }) => void storage.sql.exec(EVENT_3));
    expect((await timeline()).map(({ ok }) => ok)).toEqual([true]);
    expect(await check()).toMatchObject([{ error: { reason: "object_differs", detail: "event 3" } }]);
    expect(await noted()).toEqual([{ stream_id: ada, detail: "event 3" }]);
    expect(await rebuild()).toMatchObject({ refusal: null, changed: true });
    expect(await check()).toEqual([{ ok: true, value: { events: 7 } }]);
  });

  it("neither stops nor delays the other contacts of a batch", async ({ expect }) => {
    await toDraft();
    await damage(EVENT_3);
    const answers = await ports.ingest.perform([lead("2"), { ...lead("1"), contactId: bob }, lead("3")]);
    expect(answers.map(({ ok }) => ok)).toEqual([false, true, false]);
    const next = { ...action(runIdOf(bob, lead().signalId)), contactId: bob };
    expect(await performOne(ports.planner, next)).toMatchObject({ refusal: null });
  });

  it("is not woken again by its alarm, which names it", async ({ expect }) => {
    await toDraft();
    await damage(EVENT_3);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    expect(await noted()).toEqual([{ stream_id: ada, detail: "event 3" }]);
    expect(await runDurableObjectAlarm(stub())).toBe(false);
  });

  it("goes on by the first alarm after the rebuild, also when the message of its step is lost", async ({ expect }) => {
    const { next } = await performOne(ports.ingest, lead());
    await damage("UPDATE events SET body = 'x'");
    await timeline();
    await rebuild();
    vi.setSystemTime(Date.now() + 2 * MINUTE_MS);
    const send = vi.spyOn(Object.getPrototypeOf(env.PLAN) as Queue, "send");
    expect(await runDurableObjectAlarm(stub())).toBe(true);
    // Nothing waits for the score, so its message is not sent again.
    expect(send.mock.calls).toEqual(next.filter(({ queue }) => queue === "plan").map((plan) => [plan]));
  });

  it("is named by the cron, until it is rebuilt", async ({ expect }) => {
    await toDraft();
    await damage("UPDATE events SET body = replace(body, '\"test\"', '\"text\"') WHERE version = 2");
    for (const _ of ["the sample", "the note"])
      expect((await turn()).heads).toMatchObject({ unreadable: 0, objectDiffers: 1, silent: 0, streams: [ada] });
    expect(await noted()).toEqual([{ stream_id: ada, detail: "event 2" }]);
    await rebuild();
    expect((await turn()).heads).toMatchObject({ unreadable: 0, objectDiffers: 0, streams: [] });
  });

  it("leaves the list, and has its alarm again, when the cron finds that it reads again", async ({ expect }) => {
    await toDraft();
    const [key] = (await stored()).keys;
    await damage("DELETE FROM stream_key");
    await runDurableObjectAlarm(stub());
    expect(await noted()).toHaveLength(1);
    await damage(`INSERT INTO stream_key (only, wrapped) VALUES (1, '${String(key?.["wrapped"])}')`);
    expect((await turn()).heads).toMatchObject({ unreadable: 0, streams: [] });
    expect(await noted()).toEqual([]);
    expect(await runDurableObjectAlarm(stub())).toBe(true);
  });

  it("is the reason of the letter when the retries of its message were used up", async ({ expect }) => {
    const answer = await performOne(ports.ingest, lead());
    const neighbour = await performOne(ports.ingest, { ...lead("1"), contactId: bob });
    await damage(
      "DELETE FROM events; DELETE FROM stream_key; INSERT INTO events VALUES (9, 'x', 'x', 'x', NULL, NULL)",
    );
    await timeline();
    const bodies = [...answer.next, ...neighbour.next].filter(({ queue }) => queue === "plan");
    expect(bodies.map(({ contactId }) => contactId)).toEqual([ada, bob]);
    await deliver(worker, { queue: "dead-letters", bodies, env });
    const letters = await env.EVENTS_0.prepare("SELECT contact_id, reason FROM dead_letters").all();
    expect(letters.results).toHaveLength(2);
    expect(letters.results).toEqual(
      expect.arrayContaining([
        { contact_id: ada, reason: "object_differs" },
        { contact_id: bob, reason: "retries_exhausted" },
      ]),
    );
  });
});

describe("a contact whose key exists nowhere", () => {
  it("is named again after a rebuild, which cannot bring the key back, and can be erased", async ({ expect }) => {
    await toDraft();
    await damage("DELETE FROM stream_key");
    await env.EVENTS_0.prepare("DELETE FROM stream_keys").run();
    expect(await rebuild()).toMatchObject({ refusal: null, wordsLost: true });
    expect(await timeline()).toMatchObject([{ error: { reason: "object_unreadable", detail: "key" } }]);
    const { revision: _, ...wish } = erase();
    expect(await performOne(ports.desk, wish)).toMatchObject({ refusal: null, isComplete: true });
    expect((await askOne(ports.desk, { type: "Timeline", contactId: ada, by: "rosa" })).entries.at(-1)?.type).toBe(
      "ContactErased",
    );
  });
});

describe("an event that the log does not have", () => {
  it("is lost with a storage that cannot be read, and the contact begins again", async ({ expect }) => {
    await performUnlogged(lead());
    await damage("DROP TABLE events; CREATE TABLE events (x)");
    expect(await rebuild()).toMatchObject({ refusal: null, events: 0, changed: true });
    expect(await rebuild()).toMatchObject({ refusal: "unknown" });
    await performOne(ports.ingest, lead());
    expect(await timeline()).toMatchObject([{ ok: true, value: { version: 1 } }]);
  });

  it("is given up only on request when its row is damaged", async ({ expect }) => {
    await toDraft();
    await performUnlogged(message("2", "interested"));
    await damage("UPDATE events SET body = 'x' WHERE version = 8");
    expect(await rebuild()).toMatchObject({ refusal: "forked", at: 8, discarded: expect.any(Number) });
    const discarding = { type: "RebuildObject", streamId: ada, discard: true } as const;
    expect(await performOne(ports.desk, discarding)).toMatchObject({ refusal: null, events: 7 });
    expect((await timeline()).map(({ ok }) => ok)).toEqual([true]);
  });

  it("is shipped by the rebuild when an earlier row is damaged", async ({ expect }) => {
    await toDraft();
    await performUnlogged(message("2", "interested"));
    const events = (await stored()).events.length;
    expect(events).toBeGreaterThan(7);
    await damage(EVENT_3);
    expect(await rebuild()).toMatchObject({ refusal: null, events, discarded: 0 });
    expect(await log.read({ streamId: ada })).toHaveLength(events);
  });
});
