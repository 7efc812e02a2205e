// Tests the pages of a read-model rebuild over streams, tables and databases, with rows in memory. rebuild.worker.test.ts uses
// real databases.
import { describe, it } from "vitest";
import { memoryEventLog } from "../../testing/twins/memory-event-log.ts";
import type { ReadModelRows, ReadModelTable, RowKey, StreamModels } from "../../drizzle/read-model-rows.ts";
import { shardOf, type StreamId } from "../../schema/ids.ts";
import { rebuildReadModels, type ReadModelPorts } from "./rebuild-read-models.ts";
import { ada, MASTER_KEY, SYSTEM_KEY } from "../../testing/people.ts";
import { aContact, action, grades, lead, runOf } from "../../testing/contact/scenario.ts";
import { shipmentOf } from "../../domain/contact/ship.ts";

const run = runOf("1");

/**
 * A log with one contact at a preview hold, and `shards` databases. The contact's rows change during the first `changesDuring`
 * tries to write them.
 */
async function installation({ shards = 4, changesDuring = 0, repaired = async (): Promise<void> => undefined } = {}) {
  const { stream } = aContact().given(lead(), action(run), grades(run));
  const log = memoryEventLog();
  await log.append([shipmentOf(ada, stream, 0)]);
  const home = shardOf(ada, shards);
  const stored = new Map<string, RowKey & { readonly table: ReadModelTable; readonly shard: number }>();
  let changes = changesDuring;
  const recounted: number[] = [];
  const put = (table: ReadModelTable, key: string, streamId: string, shard: number): void =>
    void stored.set(`${shard}.${table}.${key}`, { table, key, streamId, shard });
  const rows: ReadModelRows = {
    restore: async ({ streamId, version }, models: StreamModels) => {
      if (changes > 0 || version !== stream.contact.version) {
        changes -= 1;
        return null;
      }
      const before = stored.size;
      for (const hold of models.holds) put("holds", hold.holdId, streamId, shardOf(streamId, shards));
      return stored.size - before;
    },
    keysAfter: async (table, { shard, after, limit }) =>
      [...stored.values()]
        .filter((row) => row.table === table && row.shard === shard && row.key > after)
        .toSorted((one, other) => (one.key < other.key ? -1 : 1))
        .slice(0, limit),
    remove: async (table, { shard, keys }) => keys.filter((key) => stored.delete(`${shard}.${table}.${key}`)).length,
    recount: async (shard) => {
      recounted.push(shard);
      return { changed: 0, removed: 0 };
    },
  };
  const ports: ReadModelPorts = {
    log,
    keys: async () => stream.wrappedKey,
    rows,
    sources: { restore: async () => 0 },
    contacts: { restore: async () => 0 },
    companies: {
      restore: async () => 0,
      restorePlacement: async () => 0,
      restoreCorrection: async () => 0,
      idsAfter: async () => [],
    },
    headsAfter: async ({ after }) => {
      const { version, head: hash } = stream.contact;
      return { heads: after < ada ? [{ streamId: ada as StreamId, version, hash }] : [], next: null };
    },
    repaired,
    shards,
    masterKey: MASTER_KEY,
    systemKey: SYSTEM_KEY,
  };
  const rebuildAll = async (limit: number) => {
    const pages = [await rebuildReadModels({ after: null, limit }, ports)];
    for (let last = pages[0]; last?.next; last = pages.at(-1))
      pages.push(await rebuildReadModels({ after: last.next, limit }, ports));
    const sum = (of: "changed" | "removed" | "streams"): number => pages.reduce((total, page) => total + page[of], 0);
    return {
      changed: sum("changed"),
      removed: sum("removed"),
      streams: sum("streams"),
      left: pages.flatMap(({ left }) => left),
    };
  };
  return {
    home,
    put,
    rebuildAll,
    recounted,
    storedRows: () => [...stored.values()].map(({ table, shard }) => ({ table, shard })),
  };
}

describe("read-model rows over four databases", () => {
  it("are made in the database of their stream", async ({ expect }) => {
    const { rebuildAll, storedRows, home, recounted } = await installation();
    expect(await rebuildAll(10)).toEqual({ changed: 1, removed: 0, streams: 1, left: [] });
    expect(storedRows()).toEqual([{ table: "holds", shard: home }]);
    expect(recounted).toEqual([0, 1, 2, 3]);
    expect(await rebuildAll(10)).toEqual({ changed: 0, removed: 0, streams: 1, left: [] });
  });

  it.for([1, 2, 50])(
    "are removed from every other database, and when no stream gives them, in pages of %i",
    async (limit, { expect }) => {
      const { rebuildAll, put, storedRows, home } = await installation();
      for (let shard = 0; shard < 4; shard += 1) {
        for (const table of ["holds", "tasks", "contact_flags"] as const) {
          put(table, "of_ada", ada, shard);
          put(table, "of_nobody", "ct_nobody", shard);
          put(table, "of_nothing", "", shard);
        }
      }
      expect(await rebuildAll(limit)).toEqual({ changed: 1, removed: 36, streams: 1, left: [] });
      expect(storedRows()).toEqual([{ table: "holds", shard: home }]);
    },
  );

  it("are made again when the contact changed meanwhile, and skipped after three tries", async ({ expect }) => {
    expect(await (await installation({ changesDuring: 2 })).rebuildAll(10)).toMatchObject({ changed: 1, left: [] });
    expect(await (await installation({ changesDuring: 3 })).rebuildAll(10)).toMatchObject({ changed: 0, left: [ada] });
  });

  it("are not passed by while the note of a repaired stream cannot be removed", async ({ expect }) => {
    const refused = (): Promise<never> => Promise.reject(new Error("the store refuses"));
    const { rebuildAll } = await installation({ repaired: refused });
    await expect(rebuildAll(10)).rejects.toThrow("refuses");
  });
});
