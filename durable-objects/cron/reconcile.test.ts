// Tests what a turn of the cron compares and completes, over ports in memory: the work of a turn is bounded, the next turn
// continues it, and work in progress is not reported as a fault.
import { memoryCronWork } from "../../testing/twins/memory-cron-work.ts";
import { logKeysOf } from "../../domain/log-keys.ts";
import type { LoggedHead } from "../../drizzle/log-heads.ts";
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { objectsThat } from "../../testing/contact/calls.ts";
import { describe, it } from "vitest";
import type { ListRow, ReceiptRow } from "../../drizzle/crm-sweeps.ts";
import { mergedHeads } from "../../drizzle/log-heads.ts";
import type { AdminCommand } from "../../schema/commands.ts";
import { ContactId, Receipt, type StreamId, suppressionStreamOf } from "../../schema/ids.ts";
import { type Compared, NO_HOLDS } from "../../domain/contact/compare-head.ts";
import { completeList } from "./complete-list.ts";
import { type ReconcilePorts, sampleHeads, sampleReceipts } from "./reconcile.ts";
import { ObjectUnreadable } from "../host/unreadable.ts";
import { HOUR_MS, MINUTE_MS } from "../../schema/time.ts";

const NOW = Date.parse("2026-11-22T12:00:00.000Z");
const ago = (milliseconds: number): string => new Date(NOW - milliseconds).toISOString();
const digest = (first: string): string => first.padEnd(22, "0");
const refused = (): Promise<never> => Promise.reject(new Error("the database refuses"));

const contact = (number: number): ContactId => ContactId.parse(`ct_${String(number).padStart(4, "0")}`);
const loggedHead = (streamId: StreamId): LoggedHead => {
  const head = { streamId, version: 2, hash: "a".repeat(64) };
  return { ...head, signature: LOG_SIGNER.sign(head), at: "2026-11-20T00:00:00.000Z" };
};

const entry = (revision: number, of: Partial<ListRow> = {}): ListRow => ({
  revision,
  op: "add",
  kind: "address",
  digest: digest("a"),
  cause: "complaint",
  by: null,
  at: ago(HOUR_MS),
  ...of,
});

/**
 * Ports over the rows of the test. The objects have events for the list revisions in `carried`, and answer comparisons by
 * `answers`.
 */
function aWorld({ streams = 0, list = [] as ListRow[], receipts = [] as ReceiptRow[] } = {}) {
  const stored = new Map<string, string>();
  const work = memoryCronWork(stored);
  const world = {
    compared: [] as StreamId[],
    answers: new Map<StreamId, Compared | "silent" | "unreadable">(),
    /** The streams whose object is noted as unreadable. */
    noted: new Map<StreamId, string>(),
    /** The streams whose head in the log was not written by their object. */
    unsigned: new Set<StreamId>(),
    woken: [] as StreamId[],
    carried: new Set<number>(),
    recorded: [] as AdminCommand[],
    /** Receipts with an event; objects ship those in `unshipped` when they are compared. */
    logged: new Set<string>(),
    unshipped: new Set<string>(),
    /** What an object waits for before it ships. */
    shipping: Promise.resolve() as Promise<unknown>,
    atOnce: 0,
    mostAtOnce: 0,
    isObjectDown: false,
    /** The revision of the list that the log has. */
    logRevision: 0,
  };
  const log = Array.from({ length: streams }, (_, number) => loggedHead(contact(number)));
  const logged = (head: LoggedHead): LoggedHead =>
    world.unsigned.has(head.streamId) ? { ...head, signature: "A".repeat(86) } : head;
  const ports: ReconcilePorts = {
    work,
    now: () => NOW,
    heads: async ({ after, limit }) =>
      mergedHeads(
        [
          log
            .map(logged)
            .filter(({ streamId }) => streamId > after)
            .slice(0, limit),
        ],
        limit,
      ),
    head: async (streamId) => log.map(logged).find((head) => head.streamId === streamId) ?? null,
    logKeys: async () => logKeysOf([LOG_SIGNER.key]),
    object: objectsThat((streamId) => ({
      async Compare() {
        world.compared.push(streamId);
        world.atOnce += 1;
        world.mostAtOnce = Math.max(world.mostAtOnce, world.atOnce);
        await world.shipping;
        world.atOnce -= 1;
        for (const receipt of world.unshipped) world.logged.add(receipt);
        const answer = world.answers.get(streamId) ?? { relation: "equal", version: 2, logged: true, holds: NO_HOLDS };
        if (answer === "silent") throw new Error("no answer");
        if (answer === "unreadable") throw new ObjectUnreadable("event 2");
        return answer;
      },
      async Wake() {
        world.woken.push(streamId);
        return { logged: true, version: 2, refusal: null };
      },
      async Unlisted({ revisions }) {
        if (world.isObjectDown) throw new TypeError("the object is down");
        return revisions.filter((revision) => !world.carried.has(revision));
      },
      async Record({ command }) {
        // The cron records nothing of companies.
        world.recorded.push(command as AdminCommand);
        return { logged: true, version: 1, refusal: null };
      },
    })),
    listRows: async ({ after, limit }) => ({
      rows: list.filter(({ revision }) => revision > after).slice(0, limit),
      highest: list.at(-1)?.revision ?? 0,
    }),
    countList: async () => ({ rows: list.length, highest: list.at(-1)?.revision ?? 0 }),
    logRevision: async () => world.logRevision,
    receipts: async ({ after, limit }) => receipts.filter(({ receipt }) => receipt > after).slice(0, limit),
    withoutEvent: async (rows) => rows.filter(({ receipt }) => !world.logged.has(receipt)),
    unreadable: {
      list: async (limit) =>
        [...world.noted].slice(0, limit).map(([streamId, detail]) => ({ streamId, detail, firstAt: "", lastAt: "" })),
      clear: async (streamId) => void world.noted.delete(streamId),
      note: async ({ streamId, detail }) => void world.noted.set(streamId, detail),
    },
    holdRows: async () => [],
  };
  return { world, ports, stored, list, receipts };
}

describe("sampled heads", () => {
  it("are a hundred per turn, six at once, in the order of stream ids, and then again from the first", async ({
    expect,
  }) => {
    const { world, ports } = aWorld({ streams: 250 });
    expect(await sampleHeads(ports)).toEqual({
      compared: 100,
      relations: { equal: 100 },
      unlogged: 0,
      silent: 0,
      unsigned: 0,
      unreadable: 0,
      objectDiffers: 0,
      readModelDiffers: 0,
      streams: [],
    });
    expect(world.mostAtOnce).toBe(6);
    for (const compared of [100, 50, 100]) expect(await sampleHeads(ports)).toMatchObject({ compared });
    expect(world.compared.slice(0, 250).toSorted()).toEqual([...new Set(world.compared)].toSorted());
    expect(world.compared[250]).toBe(contact(0));
  });

  it("are reported with each stream that has a finding; events that are still being shipped are no finding", async ({
    expect,
  }) => {
    const { world, ports } = aWorld({ streams: 7 });
    const answer = (number: number, relation: Compared["relation"], logged: boolean): void =>
      void world.answers.set(contact(number), { relation, version: 3, logged, holds: NO_HOLDS });
    answer(1, "under_way", true);
    answer(2, "log_behind", true);
    answer(3, "log_behind", false);
    answer(4, "differs", false);
    answer(5, "object_behind", false);
    world.answers.set(contact(6), "silent");
    expect(await sampleHeads(ports)).toEqual({
      compared: 7,
      relations: { equal: 1, under_way: 1, log_behind: 2, differs: 1, object_behind: 1 },
      unlogged: 1,
      silent: 1,
      unsigned: 0,
      unreadable: 0,
      objectDiffers: 0,
      readModelDiffers: 0,
      streams: [2, 3, 4, 5, 6].map(contact),
    });
  });

  it("are reported with at most twenty streams, and the count of all", async ({ expect }) => {
    const { world, ports } = aWorld({ streams: 60 });
    for (let number = 0; number < 60; number += 1) world.answers.set(contact(number), "silent");
    const { silent, streams } = await sampleHeads(ports);
    expect([silent, streams.length]).toEqual([60, 20]);
  });

  it("are compared again at the next turn while the note of one cannot be written", async ({ expect }) => {
    const { world, ports } = aWorld({ streams: 150 });
    world.unsigned.add(contact(0));
    const refusing = { ...ports, unreadable: { ...ports.unreadable, note: refused } };
    await expect(sampleHeads(refusing)).rejects.toThrow("refuses");
    expect(await sampleHeads(ports)).toMatchObject({ compared: 100, unsigned: 1, streams: [contact(0)] });
    expect([...world.noted.keys()]).toEqual([contact(0)]);
  });
});

describe("objects that cannot be read", () => {
  it("are counted apart from those that do not answer, and listed first when they were noted before", async ({
    expect,
  }) => {
    const { world, ports } = aWorld({ streams: 4 });
    world.answers.set(contact(1), "silent").set(contact(2), "unreadable").set(contact(9), "unreadable");
    world.noted.set(contact(9), "key");
    expect(await sampleHeads(ports)).toMatchObject({
      compared: 4,
      silent: 1,
      unsigned: 0,
      unreadable: 0,
      objectDiffers: 2,
      streams: [9, 1, 2].map(contact),
    });
    expect([...world.noted.keys()]).toEqual([contact(9)]);
    expect(world.woken).toEqual([]);
  });

  it("are woken and leave the list when they read again, and are asked a hundred a turn", async ({ expect }) => {
    const { world, ports } = aWorld();
    for (let number = 0; number < 150; number += 1) world.noted.set(contact(number), "key");
    expect(await sampleHeads(ports)).toMatchObject({ unreadable: 0, objectDiffers: 0, streams: [] });
    expect(world.woken).toHaveLength(100);
    expect(world.noted.size).toBe(50);
  });

  it("are reported, although they read again, while their note cannot be removed", async ({ expect }) => {
    const { world, ports } = aWorld();
    world.noted.set(contact(1), "key");
    const refusing = { ...ports, unreadable: { ...ports.unreadable, clear: refused } };
    expect(await sampleHeads(refusing)).toMatchObject({ streams: [contact(1)] });
    expect(await sampleHeads(ports)).toMatchObject({ streams: [] });
    expect(world.noted.size).toBe(0);
  });
});

describe("the suppression list", () => {
  it("gets an event for each row without one, with the values of the row", async ({ expect }) => {
    const { world, ports } = aWorld({
      list: [
        entry(1),
        entry(2, { kind: "domain", digest: digest("b"), cause: "desk", by: "rosa" }),
        entry(3, { digest: digest("a1") }),
        entry(4, { op: "lift", kind: "domain", digest: digest("b"), cause: "desk", by: "rosa" }),
        entry(5, { cause: "bounce" }),
      ],
    });
    world.carried.add(5);
    expect(await completeList(ports)).toEqual({ rows: 5, completed: 4, incompletable: 0, lacking: 0, trouble: null });
    expect(world.recorded).toMatchObject([
      {
        type: "AddSuppressions",
        streamId: suppressionStreamOf("a"),
        cause: "complaint",
        entries: [
          { revision: 1, kind: "address", digest: digest("a") },
          { revision: 3, kind: "address", digest: digest("a1") },
        ],
      },
      {
        type: "AddSuppressions",
        streamId: suppressionStreamOf("b"),
        cause: "desk",
        by: "rosa",
        entries: [{ revision: 2 }],
      },
      { type: "LiftSuppression", streamId: suppressionStreamOf("b"), revision: 4, by: "rosa" },
    ]);
    expect(world.recorded[0]).not.toHaveProperty("by");
  });

  it("is read from the place where the last turn stopped, so that no entry is read twice", async ({ expect }) => {
    const { world, ports, list } = aWorld({ list: [entry(1), entry(2)] });
    await completeList(ports);
    list.push(entry(3));
    expect(await completeList(ports)).toMatchObject({ rows: 1, completed: 1 });
    expect(await completeList(ports)).toMatchObject({ rows: 0, completed: 0 });
    expect(world.recorded).toHaveLength(2);
  });

  it("is not completed from the first entry on that is younger than fifteen minutes: its writer may still record the event", async ({
    expect,
  }) => {
    const { ports, stored } = aWorld({
      list: [entry(1), entry(2, { at: ago(15 * MINUTE_MS - 1) }), entry(3, { at: ago(HOUR_MS) })],
    });
    expect(await completeList(ports)).toMatchObject({ rows: 1, completed: 1 });
    expect(stored.get("list")).toBe("1");
  });

  it("is read up to five thousand entries per turn, and completed by events of at most five hundred entries", async ({
    expect,
  }) => {
    const { world, ports } = aWorld({ list: Array.from({ length: 6_001 }, (_, index) => entry(index + 1)) });
    expect(await completeList(ports)).toMatchObject({ rows: 5_000, completed: 5_000 });
    expect(await completeList(ports)).toMatchObject({ rows: 1_001, completed: 1_001 });
    expect(world.recorded).toHaveLength(13);
  });

  it("is not read beyond an entry that could not be recorded", async ({ expect }) => {
    const { world, ports } = aWorld({ list: [entry(1)] });
    world.isObjectDown = true;
    await expect(completeList(ports)).rejects.toThrow("failed TypeError");
    world.isObjectDown = false;
    expect(await completeList(ports)).toMatchObject({ completed: 1 });
  });

  it("is reported when a lift names no person, and when the list was restored to an earlier point", async ({
    expect,
  }) => {
    const { ports, list } = aWorld({ list: [entry(1), entry(2, { op: "lift" })] });
    expect(await completeList(ports)).toEqual({ rows: 2, completed: 1, incompletable: 1, lacking: 0, trouble: null });
    list.pop();
    expect(await completeList(ports)).toMatchObject({ trouble: "list_went_back" });
  });

  it("is reported, and gets no event, when it ends below the revision that the log has", async ({ expect }) => {
    const { world, ports } = aWorld({ list: [entry(1), entry(2)] });
    world.logRevision = 3;
    expect(await completeList(ports)).toMatchObject({ rows: 0, completed: 0, trouble: "list_went_back" });
    expect(world.recorded).toEqual([]);
  });

  it("is reported with the number of rows that are missing in the middle", async ({ expect }) => {
    const { ports } = aWorld({ list: [entry(1), entry(4)] });
    expect(await completeList(ports)).toMatchObject({ rows: 2, lacking: 2, trouble: null });
  });
});

describe("sampled receipts", () => {
  const receipt = (number: number, of: Partial<ReceiptRow> = {}): ReceiptRow => ({
    receipt: Receipt.parse(`rc_${String(number).padStart(5, "0")}`),
    contactId: contact(number),
    at: ago(48 * HOUR_MS),
    ...of,
  });

  it("are reported with their contact when they have no event", async ({ expect }) => {
    const { world, ports, receipts } = aWorld({ receipts: [1, 2, 3].map((number) => receipt(number)) });
    world.logged.add(receipts[1]!.receipt);
    expect(await sampleReceipts(ports)).toEqual({
      receipts: 3,
      withoutEvent: 2,
      told: [
        { receipt: "rc_00001", contactId: contact(1) },
        { receipt: "rc_00003", contactId: contact(3) },
      ],
    });
    expect(world.compared.toSorted()).toEqual([contact(1), contact(3)]);
  });

  it("are not reported when the object ships the event", async ({ expect }) => {
    const { world, ports } = aWorld({ receipts: [receipt(1)] });
    world.unshipped.add("rc_00001");
    expect(await sampleReceipts(ports)).toEqual({ receipts: 1, withoutEvent: 0, told: [] });
  });

  it("are not reported when the object needs longer to ship than the log to be read", async ({ expect }) => {
    const { world, ports } = aWorld({ receipts: [receipt(1)] });
    world.unshipped.add("rc_00001");
    // Everything else in this world answers before the next turn of the event loop.
    world.shipping = new Promise((done) => void setImmediate(done));
    expect(await sampleReceipts(ports)).toMatchObject({ withoutEvent: 0 });
  });

  it("are reported when they have no event and their object does not answer", async ({ expect }) => {
    const { world, ports } = aWorld({ receipts: [receipt(1)] });
    world.answers.set(contact(1), "silent");
    expect(await sampleReceipts(ports)).toMatchObject({ withoutEvent: 1 });
  });

  it("are ignored while a queue may still deliver them", async ({ expect }) => {
    const { ports } = aWorld({ receipts: [receipt(1, { at: ago(36 * HOUR_MS - 1) })] });
    expect(await sampleReceipts(ports)).toEqual({ receipts: 0, withoutEvent: 0, told: [] });
  });

  it("are five hundred per turn; after the last one the next turn starts again", async ({ expect }) => {
    const { world, ports, receipts } = aWorld({ receipts: Array.from({ length: 1_200 }, (_, n) => receipt(n)) });
    for (const { receipt: one } of receipts) world.logged.add(one);
    const turns = [];
    for (let turn = 0; turn < 4; turn += 1) turns.push((await sampleReceipts(ports)).receipts);
    expect(turns).toEqual([500, 500, 200, 500]);
  });
});
