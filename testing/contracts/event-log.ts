// The contract test of the event log: each adapter (D1 and memory) must pass it. Each test uses new streams, since a log never
// deletes events.
import { describe, it } from "vitest";
import { type ContactId, shardOf } from "../../schema/ids.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import { GAP, UNREADABLE } from "../../drizzle/fault.ts";
import { chain, contact, eventAfter, shipment } from "../rows.ts";

interface Maker {
  readonly name: string;
  /** Makes a log of `shards` databases. The databases with an index in `down` do not answer. */
  readonly make: (options: { shards: number; down: readonly number[] }) => EventLog;
}

let streams = 0;
const freshStream = (): ContactId => contact(`stream_${(streams += 1)}`);

function freshStreamIn(shard: number, shards: number): ContactId {
  const stream = freshStream();
  return shardOf(stream, shards) === shard ? stream : freshStreamIn(shard, shards);
}

export function eventLogContract({ name, make }: Maker): void {
  const one = () => make({ shards: 1, down: [] });
  const nothing = { conflicts: [], failed: [] };

  describe(`${name}: append and read`, () => {
    it("reads what was appended, from a version on", async ({ expect }) => {
      const [log, stream] = [one(), freshStream()];
      const events = chain(stream, 4);
      expect(await log.append([shipment(stream, events)])).toEqual({ appended: [stream], ...nothing });
      expect(await log.read({ streamId: stream })).toEqual(events);
      expect(await log.read({ streamId: stream, from: 3 })).toEqual(events.slice(2));
      expect(await log.read({ streamId: stream, from: 2, to: 3 })).toEqual(events.slice(1, 3));
      expect(await log.read({ streamId: freshStream() })).toEqual([]);
    });

    it("has only the methods append and read", ({ expect }) => {
      expect(Object.keys(one()).toSorted()).toEqual(["append", "read"]);
    });

    it("accepts a repeated shipment without appending again", async ({ expect }) => {
      const [log, stream] = [one(), freshStream()];
      const events = chain(stream, 3);
      await log.append([shipment(stream, events)]);
      expect(await log.append([shipment(stream, events)])).toEqual({ appended: [stream], ...nothing });
      expect(await log.append([shipment(stream, events.slice(1, 2))])).toEqual({ appended: [stream], ...nothing });
      expect(await log.read({ streamId: stream })).toEqual(events);
    });

    it("appends at the end of a stream, with overlap or without", async ({ expect }) => {
      const [log, stream] = [one(), freshStream()];
      const events = chain(stream, 6);
      await log.append([shipment(stream, events.slice(0, 2))]);
      await log.append([shipment(stream, events.slice(1, 4))]);
      await log.append([shipment(stream, events.slice(4))]);
      expect(await log.read({ streamId: stream })).toEqual(events);
    });

    it("joins the shipments of one stream in a batch, in any order", async ({ expect }) => {
      const [log, stream] = [one(), freshStream()];
      const events = chain(stream, 5);
      const shipments = [shipment(stream, events.slice(2)), shipment(stream, events.slice(0, 3))];
      expect(await log.append(shipments)).toEqual({ appended: [stream], ...nothing });
      expect(await log.read({ streamId: stream })).toEqual(events);
    });

    it("accepts an empty append", async ({ expect }) => {
      expect(await one().append([])).toEqual({ appended: [], ...nothing });
    });

    it("keeps the first body when a repeated event has the same hash and another body", async ({ expect }) => {
      const [log, stream] = [one(), freshStream()];
      const [event] = chain(stream, 1);
      if (!event) throw new Error("no event");
      await log.append([shipment(stream, [event])]);
      await log.append([shipment(stream, [{ ...event, body: "{}" }])]);
      expect(await log.read({ streamId: stream })).toEqual([event]);
    });
  });

  describe(`${name}: invalid shipments`, () => {
    it("reports a conflicting stream without appending it, and appends the other streams", async ({ expect }) => {
      const log = one();
      const [before, bad, after] = [freshStream(), freshStream(), freshStream()];
      const standing = chain(bad, 2, "first");
      const other = chain(bad, 3, "other");
      await log.append([shipment(bad, standing)]);
      const report = await log.append([
        shipment(before, chain(before, 2)),
        shipment(bad, other),
        shipment(after, chain(after, 2)),
      ]);
      expect(report).toEqual({
        appended: [before, after],
        conflicts: [{ streamId: bad, version: 1, expected: other[0]?.hash, found: standing[0]?.hash }],
        failed: [],
      });
      expect(await log.read({ streamId: before })).toHaveLength(2);
      expect(await log.read({ streamId: after })).toHaveLength(2);
      expect(await log.read({ streamId: bad })).toEqual(standing);
    });

    it("reports a stream that forked before the shipped events", async ({ expect }) => {
      const [log, stream] = [one(), freshStream()];
      const standing = chain(stream, 2, "first");
      const other = chain(stream, 3, "other");
      await log.append([shipment(stream, standing)]);
      expect(await log.append([shipment(stream, other.slice(2))])).toEqual({
        appended: [],
        conflicts: [{ streamId: stream, version: 2, expected: other[1]?.hash, found: standing[1]?.hash }],
        failed: [],
      });
      expect(await log.read({ streamId: stream })).toEqual(standing);
    });

    it("reports two shipments of one stream that differ", async ({ expect }) => {
      const [log, stream, neighbour] = [one(), freshStream(), freshStream()];
      const report = await log.append([
        shipment(stream, chain(stream, 1, "one")),
        shipment(neighbour, chain(neighbour, 1)),
        shipment(stream, chain(stream, 1, "two")),
      ]);
      expect(report.appended).toEqual([neighbour]);
      expect(report.conflicts.map(({ streamId, version }) => ({ streamId, version }))).toEqual([
        { streamId: stream, version: 1 },
      ]);
      expect(await log.read({ streamId: stream })).toEqual([]);
    });

    it("refuses a gap before or within the shipment, and appends the other streams", async ({ expect }) => {
      const log = one();
      const [late, torn, neighbour] = [freshStream(), freshStream(), freshStream()];
      const pieces = chain(torn, 3);
      const report = await log.append([
        shipment(late, chain(late, 3).slice(1)),
        shipment(
          torn,
          pieces.filter(({ version }) => version !== 2),
        ),
        shipment(neighbour, chain(neighbour, 1)),
      ]);
      expect(report.appended).toEqual([neighbour]);
      expect(report.conflicts).toEqual([]);
      expect(report.failed.map(({ reason }) => reason)).toEqual(report.failed.map(() => GAP));
      expect(report.failed.flatMap(({ streamIds }) => streamIds)).toEqual([late, torn]);
      expect(await log.read({ streamId: late })).toEqual([]);
      expect(await log.read({ streamId: torn })).toEqual([]);
    });

    it("appends the missing events when they arrive", async ({ expect }) => {
      const [log, stream] = [one(), freshStream()];
      const events = chain(stream, 3);
      await log.append([shipment(stream, events.slice(2))]);
      expect((await log.append([shipment(stream, events)])).appended).toEqual([stream]);
      expect(await log.read({ streamId: stream })).toEqual(events);
    });

    it("refuses an invalid event, and appends the other streams", async ({ expect }) => {
      const log = one();
      const [bad, worse, neighbour] = [freshStream(), freshStream(), freshStream()];
      const spoil = (stream: ContactId, body: string) =>
        shipment(stream, [{ streamId: stream, version: 1, hash: "a".repeat(64), body, sealed: null, signature: null }]);
      const report = await log.append([
        spoil(bad, "no JSON"),
        shipment(neighbour, chain(neighbour, 1)),
        spoil(worse, "{}"),
      ]);
      expect(report.appended).toEqual([neighbour]);
      expect(report.failed).toEqual([
        { shard: 0, reason: UNREADABLE, streamIds: [bad] },
        { shard: 0, reason: UNREADABLE, streamIds: [worse] },
      ]);
      expect(await log.read({ streamId: bad })).toEqual([]);
    });

    it("refuses a first event with a previous hash", async ({ expect }) => {
      const [log, stream] = [one(), freshStream()];
      const orphan = eventAfter("f".repeat(64), { streamId: stream, version: 1 });
      const report = await log.append([shipment(stream, [orphan])]);
      expect(report.appended).toEqual([]);
      expect(report.conflicts).toEqual([
        { streamId: stream, version: 0, expected: "f".repeat(64), found: "0".repeat(64) },
      ]);
    });
  });

  describe(`${name}: shards`, () => {
    it("stores each stream in its own shard", async ({ expect }) => {
      const log = make({ shards: 2, down: [] });
      const [here, there] = [freshStreamIn(0, 2), freshStreamIn(1, 2)];
      const report = await log.append([shipment(here, chain(here, 2)), shipment(there, chain(there, 3))]);
      expect([...report.appended].toSorted()).toEqual([here, there].toSorted());
      expect(await log.read({ streamId: here })).toHaveLength(2);
      expect(await log.read({ streamId: there })).toHaveLength(3);
    });

    it("appends to the other shards when one does not answer, and names the streams that it did not append", async ({
      expect,
    }) => {
      const log = make({ shards: 2, down: [1] });
      const [here, there] = [freshStreamIn(0, 2), freshStreamIn(1, 2)];
      const report = await log.append([shipment(here, chain(here, 2)), shipment(there, chain(there, 2))]);
      expect(report.appended).toEqual([here]);
      expect(report.conflicts).toEqual([]);
      expect(report.failed).toEqual([{ shard: 1, reason: expect.any(String), streamIds: [there] }]);
      expect(await log.read({ streamId: here })).toHaveLength(2);
      await expect(log.read({ streamId: there })).rejects.toThrow();
    });
  });
}
