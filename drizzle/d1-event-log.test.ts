// Tests which reason the log in D1 reports for a failed database: codes only, because a message may quote personal data.
import { describe, it } from "vitest";
import { d1EventLog } from "./d1-event-log.ts";
import { ada, chain, shipment } from "../testing/rows.ts";

/** A database whose every batch fails with this message. */
const failing = (message: string) =>
  ({
    prepare: () => ({ bind: () => ({}) }),
    batch: () => Promise.reject(new Error(message)),
  }) as unknown as D1Database;

describe("a database that fails", () => {
  it.for([
    ['D1_ERROR: near "ada@engine.example": syntax error: SQLITE_ERROR', "Error:D1_ERROR:SQLITE_ERROR"],
    ["D1_TYPE_ERROR: Type 'undefined' not supported for value 'ada@engine.example'", "Error:D1_TYPE_ERROR"],
    ["Network connection lost while writing ada@engine.example.", "Error"],
  ] as const)("is reported by error class and code, without the message: %s", async ([message, reason], { expect }) => {
    const report = await d1EventLog([failing(message)]).append([shipment(ada, chain(ada, 1))]);
    expect(report).toEqual({ appended: [], conflicts: [], failed: [{ shard: 0, reason, streamIds: [ada] }] });
  });
});
