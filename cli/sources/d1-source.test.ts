// Tests that a log in one or four databases is read completely and in order, over page ends, and that wrong databases are
// refused.
import { describe, it } from "vitest";
import { ada, chain, contact, grace, linus } from "../../testing/rows.ts";
import type { LogSource, StreamQuery } from "../../replay/source.ts";
import { AdminId, shardOf } from "../../schema/ids.ts";
import { shardsOf } from "../../testing/command-line.ts";
import { CannotRun } from "../shell.ts";
import { d1Source } from "./d1-source.ts";

const policy = AdminId.parse("ad_policy");
/** A stream of more than two pages, and streams that end at the end of a page. */
const ROWS = [
  ...chain(policy, 1),
  ...chain(ada, 1_203),
  ...chain(grace, 297),
  ...Array.from({ length: 40 }, (_, index) => chain(contact(`many_${String(index).padStart(2, "0")}`), 13)).flat(),
  ...chain(linus, 500),
];
const STREAMS = [...new Set(ROWS.map(({ streamId }) => streamId))].toSorted();

async function read(source: LogSource, query?: StreamQuery) {
  const streams = [];
  for await (const stream of source.streams(query)) streams.push(stream);
  return streams;
}

describe.for([1, 4])("a log in %i databases", (count) => {
  const source = d1Source(shardsOf(ROWS, count));

  it("is read completely, with streams and versions in order", async ({ expect }) => {
    const streams = await read(source);
    expect(streams.map(({ streamId }) => streamId)).toEqual(STREAMS);
    for (const { streamId, rows } of streams) expect(rows).toEqual(ROWS.filter((row) => row.streamId === streamId));
  });

  it("returns only the requested streams", async ({ expect }) => {
    const ids = [linus, ada, contact("nobody")];
    expect((await read(source, { ids })).map(({ streamId, rows }) => [streamId, rows.length])).toEqual([
      [ada, 1_203],
      [linus, 500],
    ]);
    expect((await read(source, { prefix: "ad_" })).map(({ streamId }) => streamId)).toEqual([policy]);
    expect((await read(source, { prefix: "ct_" })).map(({ streamId }) => streamId)).toEqual(STREAMS.slice(1));
  });
});

it("does not return a stream whose id begins with the requested id", async ({ expect }) => {
  const [short, long] = [contact("ad"), contact("ada")];
  const source = d1Source(shardsOf([...chain(short, 2), ...chain(long, 2)], 1));
  expect((await read(source, { ids: [short] })).map(({ streamId }) => streamId)).toEqual([short]);
});

it("returns nothing for an empty log", async ({ expect }) => {
  expect(await read(d1Source(shardsOf([], 4)))).toEqual([]);
});

it("refuses databases that are incomplete or in another order", async ({ expect }) => {
  const shards = shardsOf(ROWS, 4);
  await expect(read(d1Source(shards.toReversed()))).rejects.toThrow(CannotRun);
  await expect(read(d1Source(shards.slice(0, 3)))).rejects.toThrow(CannotRun);
  expect(new Set(STREAMS.map((id) => shardOf(id, 4)))).toEqual(new Set([0, 1, 2, 3]));
});

it("refuses a table with other columns", async ({ expect }) => {
  const source = d1Source([async () => [{ streamId: "ct_ada", version: "1" }]]);
  await expect(read(source)).rejects.toThrow("not of this version");
});
