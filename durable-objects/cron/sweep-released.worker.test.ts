// Tests in workerd, over the real databases and objects, that what was approved while dispatching is stopped is sent once after the resumption, the
// longest waiting first, with stops and resumptions between any two steps.
import { evictDurableObject, reset, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1CronWork } from "../../drizzle/cron-work.ts";
import { d1Dispatching } from "../../drizzle/dispatching.ts";
import { unsentApprovals, waitingContacts } from "../../drizzle/waiting-contacts.ts";
import type { ContactId } from "../../schema/ids.ts";
import { askOne, performOne } from "../../schema/only-answer.ts";
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";
import { sliceOf } from "../../testing/full.ts";
import { anAssembly, type Assembly } from "../../testing/workerd/assembly.ts";
import { adoptLogKey, migrate } from "../../testing/workerd/test.ts";
import { objectsOf } from "../host/objects.ts";
import { type ReleasedPorts, sweepReleased } from "./sweep-released.ts";

const dispatching = d1Dispatching(env.CRM);
const portsOf = (): ReleasedPorts => ({
  work: d1CronWork(env.EVENTS_0),
  dispatching,
  waiting: (query) => waitingContacts([env.EVENTS_0], query),
  object: objectsOf(env, () => Date.now()),
  now: () => Date.now(),
});
const sweep = (more: Partial<ReleasedPorts> = {}) => sweepReleased({ ...portsOf(), ...more });
const pass = (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);

const stop = async ({ desk }: Assembly) => {
  pass(1_000);
  const wish = { type: "Stop", by: "rosa", reason: "incident", why: "a draft promised a discount" } as const;
  if ((await performOne(desk, wish)).refusal) throw new Error("not stopped");
};
const resume = async ({ desk }: Assembly) => {
  pass(1_000);
  const { version } = await askOne(desk, { type: "Dispatching" });
  const wish = { type: "Resume", stopped: version, by: "rosa", reason: "mistake", why: "" } as const;
  if ((await performOne(desk, wish)).refusal) throw new Error("not resumed");
};

const outbox = async (): Promise<readonly string[]> =>
  (
    await env.EVENTS_0.prepare("SELECT stream_id AS id FROM outbox ORDER BY stream_id").all<{ id: string }>()
  ).results.map(({ id }) => id);
const unsent = async (): Promise<readonly ContactId[]> =>
  (await unsentApprovals([env.EVENTS_0], { since: "", limit: 100 })).rows.map(({ contactId }) => contactId);
const evict = (contactId: ContactId) => evictDurableObject(env.CONTACT.get(env.CONTACT.idFromName(contactId)));

/** The steps of a new lead until its message is handed over, each one message or one click. */
function stepsOf(system: Assembly, email: string): readonly (() => Promise<unknown>)[] {
  const first = system.lead(email);
  return [
    () => system.deliver(first),
    () => system.drain(),
    () => system.confirm(first.contactId),
    () => system.drain(),
    () => system.approve(first.contactId),
    () => system.drain(),
  ];
}
async function approved(system: Assembly, email: string): Promise<ContactId> {
  for (const step of stepsOf(system, email)) await step();
  pass(60_000);
  return system.lead(email).contactId;
}

/** The types of a contact's events of its dispatch. */
const dispatched = async (system: Assembly, contactId: ContactId): Promise<readonly string[]> =>
  (await system.typesLogged(contactId)).filter((type) => type.startsWith("Dispatch"));
const SENT_ONCE = ["DispatchClaimed", "DispatchSucceeded"];

beforeEach(async () => {
  await reset();
  await migrate();
  await adoptLogKey();
});
afterEach(() => void vi.restoreAllMocks());

describe("what is approved while dispatching is stopped", () => {
  it("waits, and is woken once dispatching is resumed, the longest waiting first, and sent once", async ({
    expect,
  }) => {
    const system = anAssembly();
    await stop(system);
    const waiting = [];
    for (const name of ["ada", "ben", "eve"]) waiting.push(await approved(system, `${name}@engine.example`));
    expect([await unsent(), await outbox()]).toEqual([waiting, []]);
    expect((await askOne(system.desk, { type: "Dispatching" })).waiting.map(({ contactId }) => contactId)).toEqual(
      waiting,
    );
    expect(await sweep()).toEqual({ woken: 0, silent: 0, isUnderWay: false });

    await resume(system);
    const woken: string[] = [];
    const { object } = portsOf();
    const found = await sweep({
      object: (streamId) => {
        if (streamId.startsWith("ct_")) woken.push(streamId);
        return object(streamId);
      },
    });
    expect([found, woken]).toEqual([{ woken: 3, silent: 0, isUnderWay: false }, waiting]);
    // The resumption woke them, and the sweep did: each message is there twice.
    const messages = system.queued.filter(({ queue }) => queue === "dispatch");
    expect(messages.map(({ contactId }) => contactId).toSorted()).toEqual([...waiting, ...waiting].toSorted());
    await system.drain();
    expect([await outbox(), await unsent()]).toEqual([waiting.toSorted(), []]);
    for (const contactId of waiting) expect(await dispatched(system, contactId)).toEqual(SENT_ONCE);

    expect(await sweep()).toEqual({ woken: 0, silent: 0, isUnderWay: false });
    await system.deliver(...messages);
    expect(await outbox()).toEqual(waiting.toSorted());
  });

  it("is sent once, wherever a stop and a resumption come between its steps, also to evicted objects", async ({
    expect,
  }) => {
    const system = anAssembly();
    const last = stepsOf(system, "nobody@engine.example").length;
    const places = Array.from({ length: last + 1 }, (_, at) => at);
    const pairs = places.flatMap((from) => places.slice(from).map((to) => [from, to] as const));
    for (const [from, to] of sliceOf(pairs, 4)) {
      const email = `from${from}.to${to}@engine.example`;
      const { contactId } = system.lead(email);
      for (const [at, step] of [...stepsOf(system, email), async () => undefined].entries()) {
        if (at === from) await stop(system);
        if (at === to) {
          if (at > 0) await evict(contactId);
          await resume(system);
          await sweep();
        }
        await step();
      }
      await system.drain();
      expect([email, await dispatched(system, contactId)]).toEqual([email, SENT_ONCE]);
      expect((await outbox()).filter((id) => id === contactId)).toHaveLength(1);
    }
    expect(await unsent()).toEqual([]);
  });

  it("is woken in pages, of which a stop keeps the rest, a failure skips none, and the next resumption begins again", async ({
    expect,
  }) => {
    const system = anAssembly();
    await stop(system);
    const waiting: ContactId[] = [];
    for (let at = 0; at < 7; at += 1) waiting.push(await approved(system, `p${at}@engine.example`));
    await resume(system);
    system.queued.length = 0;
    const { object, waiting: read } = portsOf();
    const inPages: Partial<ReleasedPorts> = { waiting: (query) => read({ ...query, limit: 1 }) };
    expect(await sweep(inPages)).toEqual({ woken: 5, silent: 0, isUnderWay: true });
    await stop(system);
    await system.drain();
    expect([await sweep(inPages), await outbox()]).toEqual([{ woken: 0, silent: 0, isUnderWay: false }, []]);
    await resume(system);
    system.queued.length = 0;
    const silent = waiting[1];
    const found = await sweep({
      ...inPages,
      object: (streamId) => {
        if (streamId === silent) throw new Error("the object does not answer");
        return object(streamId);
      },
    });
    expect(found).toEqual({ woken: 4, silent: 1, isUnderWay: true });
    expect(await sweep(inPages)).toEqual({ woken: 2, silent: 0, isUnderWay: false });
    await system.drain();
    expect([await outbox(), await unsent()]).toEqual([waiting.filter((id) => id !== silent).toSorted(), [silent]]);
    // The alarm of the object that did not answer sends its message again.
    pass(HOUR_MS);
    const stub = env.CONTACT.get(env.CONTACT.idFromName(silent ?? ""));
    await runDurableObjectAlarm(stub);
    await system.drain();
    expect(await outbox()).toEqual(waiting.toSorted());
    for (const contactId of waiting) expect(await dispatched(system, contactId)).toEqual(SENT_ONCE);
  });

  it("is shown and woken after days, also when dispatching was resumed for a moment only", async ({ expect }) => {
    const system = anAssembly();
    await stop(system);
    const contactId = await approved(system, "late@engine.example");
    pass(5 * DAY_MS);
    await resume(system);
    await stop(system);
    await system.drain();
    expect((await askOne(system.desk, { type: "Dispatching" })).waiting).toMatchObject([{ contactId }]);
    await resume(system);
    system.queued.length = 0;
    expect(await sweep()).toMatchObject({ woken: 1 });
    await system.drain();
    expect([await outbox(), await dispatched(system, contactId)]).toEqual([[contactId], SENT_ONCE]);
  });
});
