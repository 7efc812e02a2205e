import { describe, it } from "vitest";
import { eventShards } from "./event-shards.ts";

/** An environment binds whatever it binds. */
const bound = (env: { readonly SHARDS: string } & Readonly<Record<string, unknown>>) => eventShards(env);
const [zero, one, ten] = [{ is: "EVENTS_0" }, { is: "EVENTS_1" }, { is: "EVENTS_10" }];

describe("the databases of the log", () => {
  it("come in the order of their numbers, as many as the environment says", ({ expect }) => {
    expect(bound({ SHARDS: "1", EVENTS_0: zero, CRM: {} })).toEqual([zero]);
    expect(bound({ EVENTS_1: one, EVENTS_0: zero, SHARDS: "2" })).toEqual([zero, one]);
    const eleven = Object.fromEntries(Array.from({ length: 11 }, (_, index) => [`EVENTS_${index}`, { index }]));
    expect(bound({ ...eleven, SHARDS: "11" }).map((database) => database as unknown)).toEqual(
      Array.from({ length: 11 }, (_, index) => ({ index })),
    );
  });

  it.for([
    ["one is missing", { SHARDS: "2", EVENTS_0: zero }, "SHARDS is 2, but EVENTS_1 is not bound"],
    ["there is one more", { SHARDS: "1", EVENTS_0: zero, EVENTS_1: one }, "SHARDS is 1, but EVENTS_1 is bound too"],
    ["there are none", { SHARDS: "0", EVENTS_0: zero }, 'SHARDS is "0"'],
    ["the number is none", { SHARDS: "four", EVENTS_0: zero, EVENTS_10: ten }, 'SHARDS is "four"'],
  ] as const)("are refused when %s", ([, env, message], { expect }) => {
    expect(() => bound(env)).toThrow(message);
  });
});
