// Compares an object with the log: events that the log lacks are shipped; events that the object lacks are reported.
import { describe, it } from "vitest";
import { memoryCrm } from "../../testing/twins/memory-crm.ts";
import { memoryEventLog } from "../../testing/twins/memory-event-log.ts";
import { memoryPersonalStores } from "../../testing/twins/memory-personal-stores.ts";
import { memorySuppressionList } from "../../testing/twins/memory-suppression-list.ts";
import { AddSuppressions, LiftSuppression } from "../../schema/commands.ts";
import { defaultPolicy } from "../../schema/default-policy.ts";
import { commandIdOf, suppressionStreamOf } from "../../schema/ids.ts";
import type { LogHead } from "./compare-head.ts";
import { callsOf } from "../../testing/contact/calls.ts";
import { hostContact } from "../../durable-objects/host/contact.ts";
import {
  action,
  ada,
  countingRandom,
  grades,
  HOUR,
  lead,
  MASTER_KEY,
  memoryStore,
  runOf,
  START,
} from "../../testing/contact/scenario.ts";
import { beginning } from "../../schema/cause.ts";

const run = runOf("1");

/** A contact with a preview hold and five events, of which the log has those up to `logged`. */
async function aContact({ logged = 0 } = {}) {
  const [store, incidents] = [memoryStore(), [] as string[]];
  const world = { log: memoryEventLog(), now: START, appends: 0 };
  const host = hostContact({
    store,
    alarmAt: null,
    log: {
      read: (query) => world.log.read(query),
      append: (shipments) => {
        world.appends += 1;
        return world.log.append(shipments);
      },
    },
    list: memorySuppressionList(),
    record: async () => ({ logged: true, version: 1, refusal: null }),
    stores: memoryPersonalStores(memoryCrm()),
    now: () => world.now,
    random: countingRandom(),
    masterKey: MASTER_KEY,
    policy: defaultPolicy,
    report: ({ reason }) => void incidents.push(reason),
    send: async () => undefined,
  });
  const calls = callsOf(() => host);
  for (const command of [lead(), action(run), grades(run)])
    await calls.perform({ type: "Relay", command, sends: null });
  const { rows } = store.load();
  if (logged > 0) {
    const nothing = { wrappedKey: null, holds: [], tasks: [], contact: null };
    await world.log.append([{ streamId: ada, events: rows.slice(0, logged), ...nothing }]);
  }
  const headAt = (version: number): LogHead | null => rows[version - 1] ?? null;
  const inLog = async () => (await world.log.read({ streamId: ada })).length;
  return { host: calls, world, rows, headAt, inLog, incidents };
}

describe("an object beside the log", () => {
  it("has nothing to do when both have the same", async ({ expect }) => {
    const { host, world, rows, headAt } = await aContact({ logged: 5 });
    expect(rows).toHaveLength(5);
    expect(await host.perform({ type: "Compare", head: headAt(5) })).toEqual({
      relation: "equal",
      version: 5,
      logged: true,
    });
    expect(world.appends).toBe(0);
  });

  it.for([0, 1, 4])("ships what is not there when the log ends at %i", async (logged, { expect }) => {
    const { host, world, headAt, inLog } = await aContact({ logged });
    world.now += HOUR;
    expect(await host.perform({ type: "Compare", head: headAt(logged) })).toEqual({
      relation: "log_behind",
      version: 5,
      logged: true,
    });
    expect(await inLog()).toBe(5);
  });

  it("reports nothing for events that are still being shipped", async ({ expect }) => {
    const { host, headAt, inLog } = await aContact({ logged: 2 });
    expect(await host.perform({ type: "Compare", head: headAt(2) })).toMatchObject({
      relation: "under_way",
      logged: true,
    });
    expect(await inLog()).toBe(5);
  });

  it("ships again to a log that was restored to an earlier point", async ({ expect }) => {
    const { host, world, headAt, inLog } = await aContact();
    await host.perform({ type: "Wake" });
    expect(await inLog()).toBe(5);
    world.log = memoryEventLog();
    world.now += HOUR;
    expect(await host.perform({ type: "Compare", head: headAt(0) })).toMatchObject({
      relation: "log_behind",
      logged: true,
    });
    expect(await inLog()).toBe(5);
  });

  it("ships nothing to a log with more events, and reports it", async ({ expect }) => {
    const { host, world, headAt, incidents } = await aContact();
    expect(await host.perform({ type: "Compare", head: { version: 6, hash: headAt(5)?.hash ?? "" } })).toEqual({
      relation: "object_behind",
      version: 5,
      logged: false,
    });
    expect([world.appends, incidents]).toEqual([0, ["object_behind"]]);
  });

  it("ships nothing to a log with a different event, and reports it", async ({ expect }) => {
    const { host, world, incidents } = await aContact();
    expect(await host.perform({ type: "Compare", head: { version: 3, hash: "f".repeat(64) } })).toMatchObject({
      relation: "differs",
      logged: false,
    });
    expect([world.appends, incidents]).toEqual([0, ["differs"]]);
  });

  it("reports a log that does not answer", async ({ expect }) => {
    const { host, world, headAt } = await aContact();
    world.log = memoryEventLog({ isDown: () => true });
    expect(await host.perform({ type: "Compare", head: headAt(0) })).toMatchObject({ version: 5, logged: false });
  });
});

it("a stream returns the list revisions that none of its events has", async ({ expect }) => {
  const { host } = await aContact();
  const digest = "a".repeat(64);
  const cause = (type: string) => {
    const commandId = commandIdOf(type, "test");
    return { ...beginning(commandId), streamId: suppressionStreamOf(digest) };
  };
  const entries = [3, 7].map((revision) => ({ revision, kind: "address" as const, digest }));
  await host.perform({
    type: "Record",
    command: AddSuppressions.parse({ type: "AddSuppressions", ...cause("add"), entries, cause: "complaint" }),
    writer: "ingest",
  });
  const lift = { revision: 9, kind: "address", digest, by: "rosa", why: "" };
  await host.perform({
    type: "Record",
    command: LiftSuppression.parse({ type: "LiftSuppression", ...cause("lift"), ...lift }),
    writer: "desk",
  });
  expect(await host.ask({ type: "Unlisted", revisions: [2, 3, 7, 8, 9, 10] })).toEqual([2, 8, 10]);
});
