// Tests which database a stream is in, and the grouping of rows by database.
import { describe, it } from "vitest";
import { commandIdOf, ContactId, shardOf } from "../schema/ids.ts";
import { byDatabase, databaseOf } from "./database-of.ts";

const shards = ["EVENTS_0", "EVENTS_1", "EVENTS_2"];
const streams = Array.from({ length: 30 }, (_, index) =>
  ContactId.parse(`ct_${commandIdOf("any", String(index)).slice(4)}`),
);

describe("the database of a stream", () => {
  it("has the number that shardOf gives for the stream", ({ expect }) => {
    for (const stream of streams) expect(databaseOf(shards, stream)).toBe(`EVENTS_${shardOf(stream, 3)}`);
  });

  it("throws when the list of databases is empty", ({ expect }) => {
    expect(() => databaseOf([], streams[0]!)).toThrow("has no database");
  });

  it("gets all rows of its streams and no others when rows are grouped by database", ({ expect }) => {
    const grouped = byDatabase(shards, streams, (stream) => stream);
    expect([...grouped.values()].flat().toSorted()).toEqual(streams.toSorted());
    for (const [shard, own] of grouped) for (const stream of own) expect(shardOf(stream, 3)).toBe(shard);
  });
});
