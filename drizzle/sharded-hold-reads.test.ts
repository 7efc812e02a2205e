// Tests that lists over several databases are the same as over one database, with reads in memory.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { shardOf } from "../schema/ids.ts";
import { Tier } from "../schema/lists.ts";
import type { HoldRow, TaskRow } from "../schema/shipment.ts";
import type { ListedHold } from "../schema/shown-score.ts";
import { runs } from "../testing/properties.ts";
import type { Page } from "./desk-reads.ts";
import { type HoldReads, openKeyIn } from "./hold-reads.ts";
import { contact, holdRow, taskRow } from "../testing/rows.ts";
import { shardedHoldReads } from "./sharded-hold-reads.ts";

const NOW = "2026-11-22T12:00:00.000Z";
/** One of three times, so that many rows have the same time and differ only by their ids. */
const moment = (number: number) => `2026-11-2${number % 3}T09:00:00.000Z`;

interface Rows {
  readonly holds: readonly ListedHold[];
  readonly tasks: readonly TaskRow[];
}

/** The reads of one database, in memory. */
function readsOf({ holds, tasks }: Rows): HoldReads {
  const page = <Row, Key>(
    all: readonly Row[],
    keyOf: (row: Row) => Key,
    { limit, after }: { limit: number; after?: Key | undefined },
    sign: 1 | -1,
  ): Page<Row, Key> => {
    const text = (key: Key) => JSON.stringify(Object.values(key as object));
    const order = (a: Key, b: Key) => sign * (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0);
    const rest = all
      .filter((row) => after === undefined || order(keyOf(row), after) > 0)
      .toSorted((a, b) => order(keyOf(a), keyOf(b)));
    const last = rest[limit - 1];
    return { rows: rest.slice(0, limit), next: last && rest.length > limit ? keyOf(last) : null };
  };
  const of = <Row extends { streamId: string }>(rows: readonly Row[], contactId: string | undefined) =>
    rows.filter(({ streamId }) => contactId === undefined || streamId === contactId);
  return {
    openHolds: async (query) =>
      page(
        of(holds, query.contactId).filter(({ state }) => state === "open"),
        openKeyIn(query.order),
        query,
        1,
      ),
    openSources: async () =>
      [
        ...Map.groupBy(
          holds.filter(({ state }) => state === "open"),
          ({ source }) => source,
        ),
      ].map(([source, own]) => ({
        source,
        holds: own.length,
        oldest: own.map(({ openedAt }) => openedAt).toSorted()[0] ?? "",
      })),
    endedHolds: async (query) =>
      page(
        of(holds, query.contactId).filter(({ state }) => state === "expired"),
        ({ endedAt, holdId }) => ({ endedAt: endedAt ?? "", holdId }),
        query,
        -1,
      ),
    openTasks: async (query) =>
      page(of(tasks, query.contactId), ({ raisedAt, taskId }) => ({ raisedAt, taskId }), query, 1),
    hold: async (id) => holds.find(({ holdId }) => holdId === id) ?? null,
    task: async (id) => tasks.find(({ taskId }) => taskId === id) ?? null,
  };
}

/** Of five holds one has no score. */
const scored = (hold: HoldRow, n: number): ListedHold => {
  const tier = [...Tier.options, null][n % 5] ?? null;
  const composite = 1_000;
  return { ...hold, score: tier && { vertical: "general", tier, composite, roleFit: null, scoredAt: NOW } };
};

/** Rows of twelve contacts: all in one database, and spread over `shards` databases by contact. */
function spread(count: number, shards: number) {
  const streams = Array.from({ length: 12 }, (_, n) => contact(`n${n}`));
  const of = (n: number) => ({ streamId: streams[n % 12] ?? contact("nobody") });
  const rows: Rows = {
    holds: Array.from({ length: count }, (_, n) =>
      n % 2 === 0
        ? scored(holdRow(`h${n}`, { ...of(n), openedAt: moment(n), source: n % 3 ? "website" : `crm${n % 5}` }), n)
        : scored(holdRow(`h${n}`, { ...of(n), state: "expired", endedAt: moment(n) }), n),
    ),
    tasks: Array.from({ length: count }, (_, n) => taskRow(`t${n}`, { ...of(n), raisedAt: moment(n) })),
  };
  const inShard = (shard: number): Rows => ({
    holds: rows.holds.filter(({ streamId }) => shardOf(streamId, shards) === shard),
    tasks: rows.tasks.filter(({ streamId }) => shardOf(streamId, shards) === shard),
  });
  const sharded = shardedHoldReads(Array.from({ length: shards }, (_, shard) => readsOf(inShard(shard))));
  return { rows, one: readsOf(rows), sharded, streams };
}

async function pagesOf<Row, Key>(read: (after: Key | undefined) => Promise<Page<Row, Key>>) {
  const pages: Page<Row, Key>[] = [];
  for (let after: Key | undefined; ;) {
    const page = await read(after);
    pages.push(page);
    if (page.next === null) return pages;
    after = page.next;
  }
}

describe("the inbox over several databases", () => {
  it("has the same pages and keys as over one database", async ({ expect }) => {
    const sizes = { count: fc.nat(60), shards: fc.integer({ min: 1, max: 5 }), limit: fc.integer({ min: 1, max: 9 }) };
    await fc.assert(
      fc.asyncProperty(fc.record(sizes), async ({ count, shards, limit }) => {
        const { one, sharded } = spread(count, shards);
        const lists = (reads: HoldReads) =>
          Promise.all([
            pagesOf((after: Parameters<HoldReads["openHolds"]>[0]["after"]) =>
              reads.openHolds({ now: NOW, order: "tier", limit, after }),
            ),
            pagesOf((after: Parameters<HoldReads["openHolds"]>[0]["after"]) =>
              reads.openHolds({ now: NOW, limit, after }),
            ),
            pagesOf((after: Parameters<HoldReads["endedHolds"]>[0]["after"]) => reads.endedHolds({ limit, after })),
            pagesOf((after: Parameters<HoldReads["openTasks"]>[0]["after"]) => reads.openTasks({ limit, after })),
          ]);
        expect(await lists(sharded)).toEqual(await lists(one));
      }),
      runs(60),
    );
  });

  it("lists the holds and tasks of one contact as one database does", async ({ expect }) => {
    const { one, sharded, streams } = spread(40, 4);
    for (const contactId of streams) {
      const query = { contactId, limit: 3, now: NOW };
      expect(await sharded.openHolds(query)).toEqual(await one.openHolds(query));
      expect(await sharded.openTasks(query)).toEqual(await one.openTasks(query));
    }
  });

  it("counts the open holds of a source over all databases", async ({ expect }) => {
    const { one, sharded } = spread(40, 4);
    const found = await sharded.openSources();
    expect(new Set(found)).toEqual(new Set(await one.openSources()));
    expect(found.map(({ oldest }) => oldest)).toEqual(found.map(({ oldest }) => oldest).toSorted());
    expect(found.length).toBeGreaterThan(1);
  });

  it("finds a hold or a task in any database", async ({ expect }) => {
    const { rows, sharded } = spread(20, 4);
    for (const hold of rows.holds) expect(await sharded.hold(hold.holdId)).toEqual(hold);
    for (const task of rows.tasks) expect(await sharded.task(task.taskId)).toEqual(task);
    expect(await sharded.hold(holdRow("nobody").holdId)).toBeNull();
    expect(await sharded.task(taskRow("nobody").taskId)).toBeNull();
  });

  it("fails when one database fails, instead of returning an incomplete list", async ({ expect }) => {
    const silent = Promise.reject.bind(Promise, new Error("D1_ERROR")) as () => Promise<never>;
    const down: HoldReads = {
      openHolds: silent,
      openSources: silent,
      endedHolds: silent,
      openTasks: silent,
      hold: silent,
      task: silent,
    };
    const reads = shardedHoldReads([readsOf({ holds: [], tasks: [] }), down]);
    await expect(reads.openHolds({ now: NOW, limit: 1 })).rejects.toThrow("D1_ERROR");
    await expect(reads.hold(holdRow("nobody").holdId)).rejects.toThrow("D1_ERROR");
  });
});
