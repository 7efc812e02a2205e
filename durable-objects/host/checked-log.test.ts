// Tests what the log refuses to append: streams without a signature of its key, events with another hash, and events that their writer must not write.
import { describe, it } from "vitest";
import { logSigner } from "../../schema/log-signature.ts";
import { canonicalJson } from "../../schema/canonical.ts";
import { GENESIS_HASH } from "../../schema/events.ts";
import { AdminId, type StreamId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import { chainHash } from "../../domain/contact/record.ts";
import { LOG_SIGNER, logKeyOf } from "../../testing/log-keys.ts";
import { ada, grace, shipment } from "../../testing/rows.ts";
import { memoryEventLog } from "../../testing/twins/memory-event-log.ts";
import { checkedLog } from "./checked-log.ts";

const insider = logSigner(logKeyOf(66));

function rowOf(streamId: StreamId, { type = "SignalReceived", writer = "ingest", signer = LOG_SIGNER } = {}): EventRow {
  const provenance = {
    confidence: 1,
    reason: "sample",
    source: "rule:sample@1",
    evidence: [["events", "x"]],
  };
  const row = { streamId, version: 1, body: canonicalJson({ type, writer, provenance }), sealed: null };
  const hash = chainHash(GENESIS_HASH, row);
  return { ...row, hash, signature: signer.sign({ ...row, hash }) };
}
const opened = (keys = [LOG_SIGNER.key]) => {
  const log = memoryEventLog();
  return { log, checked: checkedLog(log, { keys, shards: 1 }) };
};

describe("the checked log", () => {
  it("appends what its key has signed, also the key before it during a rotation", async ({ expect }) => {
    const { log, checked } = opened([LOG_SIGNER.key, insider.key]);
    const rows = [rowOf(ada), rowOf(grace, { signer: insider })];
    expect((await checked.append(rows.map((row) => shipment(row.streamId, [row])))).appended).toEqual([ada, grace]);
    expect(await checked.read({ streamId: ada })).toEqual(await log.read({ streamId: ada }));
  });

  it.for([
    ["no signature", (row: EventRow) => ({ ...row, signature: null }), "unsigned_tail"],
    ["the signature of another key", (row: EventRow) => ({ ...row, signature: insider.sign(row) }), "unsigned_tail"],
    [
      "the signature of another stream",
      (row: EventRow) => ({ ...row, signature: rowOf(grace).signature }),
      "unsigned_tail",
    ],
    ["a signature of another length", (row: EventRow) => ({ ...row, signature: "x" }), "unsigned_tail"],
    ["the hash of another text", (row: EventRow) => ({ ...row, body: `${row.body} ` }), "hash_wrong"],
    [
      "a writer that its type does not have",
      () => rowOf(ada, { type: "DraftApproved", writer: "ingest" }),
      "writer_not_allowed",
    ],
    ["an unknown type", () => rowOf(ada, { type: "SampleMade" }), "writer_not_allowed"],
    [
      "a type of administrative streams",
      () => rowOf(ada, { type: "PolicyAdopted", writer: "desk" }),
      "writer_not_allowed",
    ],
  ] as const)("refuses a stream with %s, alone", async ([, change, reason], { expect }) => {
    const { log, checked } = opened();
    const [bad, good] = [change(rowOf(ada)), rowOf(grace)];
    expect(await checked.append([shipment(ada, [bad]), shipment(grace, [good])])).toEqual({
      appended: [grace],
      conflicts: [],
      failed: [{ shard: 0, reason, streamIds: [ada] }],
    });
    expect(await log.read({ streamId: ada })).toEqual([]);
  });

  it("refuses an event that does not follow the hash that its shipment names", async ({ expect }) => {
    const { checked } = opened();
    const report = await checked.append([shipment(ada, [rowOf(ada)], { prevHash: "f".repeat(64) })]);
    expect(report.failed).toMatchObject([{ reason: "hash_wrong", streamIds: [ada] }]);
  });

  it("refuses an event of a contact in an administrative stream", async ({ expect }) => {
    const { checked } = opened();
    const row = rowOf(AdminId.parse("ad_policy"));
    expect((await checked.append([shipment(row.streamId, [row])])).failed).toMatchObject([
      { reason: "writer_not_allowed" },
    ]);
  });

  it("passes a shipment without events, which only has rows for reading", async ({ expect }) => {
    const { checked } = opened();
    expect((await checked.append([shipment(ada, [])])).failed).toEqual([]);
  });
});
