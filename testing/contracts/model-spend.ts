// The contract test of the count of model calls and their cost: D1 and memory must both count each call in the log once.
import { describe, it } from "vitest";
import { type ContactId, shardOf } from "../../schema/ids.ts";
import { GENESIS_HASH } from "../../schema/events.ts";
import type { EventRow } from "../../schema/shipment.ts";
import type { EventLog } from "../../drizzle/event-log.ts";
import type { ModelSpend } from "../../drizzle/model-spend.ts";
import { contact, eventAfter, shipment } from "../rows.ts";

interface Maker {
  readonly name: string;
  readonly make: (shards: number) => { readonly log: EventLog; readonly spend: ModelSpend };
}

let streams = 0;
const freshStream = (shard = 0, shards = 1): ContactId => {
  const stream = contact(`spends_${(streams += 1)}`);
  return shardOf(stream, shards) === shard ? stream : freshStream(shard, shards);
};
let days = 0;
/** A day that no other test uses. */
const freshDay = (): string => new Date(Date.UTC(2026, 0, (days += 2))).toISOString().slice(0, 10);

interface Call {
  readonly source?: string;
  readonly tokensIn?: number;
  readonly tokensOut?: number;
  readonly costMicroDollars?: number;
}
const eventOn = (day: string, prevHash: string, at: { streamId: ContactId; version: number }, call: Call): EventRow =>
  eventAfter(prevHash, {
    ...at,
    type: "LlmCalled",
    at: `${day}T23:59:59.999Z`,
    names: { tokensIn: 900, tokensOut: 20, costMicroDollars: 53, tokensCached: 640, ...call },
  });

/** One event for each call, as a hash chain. */
function callsOn(day: string, streamId: ContactId, ...calls: readonly Call[]): EventRow[] {
  const rows: EventRow[] = [];
  for (const call of calls)
    rows.push(eventOn(day, rows.at(-1)?.hash ?? GENESIS_HASH, { streamId, version: rows.length + 1 }, call));
  return rows;
}

export function modelSpendContract({ name, make }: Maker): void {
  describe(name, () => {
    it("counts calls, input tokens, output tokens and costs by source", async ({ expect }) => {
      const [{ log, spend }, day, stream] = [make(1), freshDay(), freshStream()];
      const calls = [{ source: "website" }, { source: "website", tokensIn: 100, costMicroDollars: 7 }, {}];
      await log.append([shipment(stream, callsOn(day, stream, ...calls))]);
      expect(await spend.read(day)).toEqual([
        { source: "", calls: 1, tokens: 920, microDollars: 53 },
        { source: "website", calls: 2, tokens: 1_040, microDollars: 60 },
      ]);
    });

    it("counts each day separately, and only model calls", async ({ expect }) => {
      const [{ log, spend }, day, other, stream] = [make(1), freshDay(), freshDay(), freshStream()];
      const [first] = callsOn(day, stream, { source: "website" });
      if (!first) throw new Error("no event");
      const next = eventOn(other, first.hash, { streamId: stream, version: 2 }, { source: "website" });
      const planned = eventAfter(next.hash, { streamId: stream, version: 3, type: "PlanProposed" });
      await log.append([shipment(stream, [first, next, planned])]);
      expect((await spend.read(day)).map(({ calls }) => calls)).toEqual([1]);
      expect((await spend.read(other)).map(({ calls }) => calls)).toEqual([1]);
      expect(await spend.read("1999-01-01")).toEqual([]);
    });

    it("counts a repeated event once", async ({ expect }) => {
      const [{ log, spend }, day, stream] = [make(1), freshDay(), freshStream()];
      const events = callsOn(day, stream, { source: "website" }, { source: "website" });
      await log.append([shipment(stream, events)]);
      await log.append([shipment(stream, events)]);
      await log.append([shipment(stream, events.slice(1)), shipment(stream, events)]);
      expect(await spend.read(day)).toEqual([{ source: "website", calls: 2, tokens: 1_840, microDollars: 106 }]);
    });

    it("does not count an event that the log refuses", async ({ expect }) => {
      const [{ log, spend }, day, stream] = [make(1), freshDay(), freshStream()];
      await log.append([shipment(stream, callsOn(day, stream, { source: "website" }))]);
      await log.append([shipment(stream, callsOn(day, stream, { source: "forged" }))]);
      const gap = freshStream();
      await log.append([shipment(gap, callsOn(day, gap, { source: "a" }, { source: "b" }).slice(1))]);
      expect((await spend.read(day)).map(({ source }) => source)).toEqual(["website"]);
    });

    it("adds the counts of several databases", async ({ expect }) => {
      const [{ log, spend }, day] = [make(2), freshDay()];
      const [here, there] = [freshStream(0, 2), freshStream(1, 2)];
      await log.append([
        shipment(here, callsOn(day, here, { source: "website" })),
        shipment(there, callsOn(day, there, { source: "website" }, { source: "mailbox" })),
      ]);
      expect((await spend.read(day)).map(({ source, calls }) => [source, calls])).toEqual([
        ["mailbox", 1],
        ["website", 2],
      ]);
    });
  });
}
