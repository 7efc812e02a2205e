// Tests that the log's databases are taken from the bindings EVENTS_0, EVENTS_1 and so on, and that wrong bindings are refused.
import { describe, it } from "vitest";
import { eventShards } from "./event-shards.ts";

/** Calls `eventShards` with an environment of any bindings. */
const shardsOf = (env: { readonly SHARDS: string } & Readonly<Record<string, unknown>>) => eventShards(env);
const [zero, one, ten] = [{ is: "EVENTS_0" }, { is: "EVENTS_1" }, { is: "EVENTS_10" }];

describe("the databases of the log", () => {
  it("are returned in the order of their numbers, SHARDS of them", ({ expect }) => {
    expect(shardsOf({ SHARDS: "1", EVENTS_0: zero, CRM: {} })).toEqual([zero]);
    expect(shardsOf({ EVENTS_1: one, EVENTS_0: zero, SHARDS: "2" })).toEqual([zero, one]);
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`EVENTS_${index}`, { index }]));
    expect(shardsOf({ ...eleven, SHARDS: "11" }).map((database) => database as unknown)).toEqual(
      Array.from({ length: 11 }, (_, index) => ({ index })),
    );
  });

  it.for([
    ["one is missing", { SHARDS: "2", EVENTS_0: zero }, "SHARDS is 2, but EVENTS_1 is not bound"],
    ["one too many is bound", { SHARDS: "1", EVENTS_0: zero, EVENTS_1: one }, "SHARDS is 1, but EVENTS_1 is bound too"],
    ["SHARDS is 0", { SHARDS: "0", EVENTS_0: zero }, 'SHARDS is "0"'],
    ["SHARDS is no number", { SHARDS: "four", EVENTS_0: zero, EVENTS_10: ten }, 'SHARDS is "four"'],
  ] as const)("are refused when %s", ([, env, message], { expect }) => {
    expect(() => shardsOf(env)).toThrow(message);
  });
});
