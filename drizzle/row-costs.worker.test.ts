// Tests how many rows each write costs, by the database's own counter, because Cloudflare bills D1 by rows written.
import { env } from "cloudflare:workers";
import { describe, it } from "vitest";
import { GENESIS_HASH } from "../schema/events.ts";
import { DeadLetterId, Receipt, suppressionStreamOf } from "../schema/ids.ts";
import type { FactRow } from "../schema/company-rows.ts";
import type { Shipment } from "../schema/shipment.ts";
import { companyModelOf, factRowOf } from "../testing/companies.ts";
import { d1Crm } from "./d1-crm.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { d1SuppressionList } from "./d1-suppression-list.ts";
import { d1DeadLetters } from "./dead-letters.ts";
import { requireInstalled } from "./installation.ts";
import { d1EndedSessions } from "./ended-sessions.ts";
import { d1Outbox } from "./outbox.ts";
import { d1UnreadableObjects } from "./unreadable-objects.ts";
import { counting } from "../testing/workerd/counting.ts";
import {
  ada,
  chain,
  contact,
  eventAfter,
  flagsRow,
  holdRow,
  outboxRow,
  reportRow,
  runRow,
  shipment,
  taskRow,
} from "../testing/rows.ts";

/** The number of rows that each statement of `work` wrote. */
async function rowsOf(name: "EVENTS_0" | "CRM", work: (database: D1Database) => Promise<unknown>): Promise<number[]> {
  const { database, counts } = counting(env[name]);
  await work(database);
  return counts.rows;
}
const append = (...shipments: Shipment[]) => rowsOf("EVENTS_0", (database) => d1EventLog([database]).append(shipments));

describe("the log", () => {
  it("costs one row for an event, and none for a repeat", async ({ expect }) => {
    const one = shipment(contact("one"), chain(contact("one"), 7));
    expect(await append(one)).toEqual([7]);
    expect(await append(one)).toEqual([0]);
    expect(await append(one, shipment(contact("two"), chain(contact("two"), 2)))).toEqual([2]);
  });

  it("costs one row more for a call of a model: the count of its day and source", async ({ expect }) => {
    const streamId = contact("calling");
    const called = eventAfter(GENESIS_HASH, {
      streamId,
      version: 1,
      type: "LlmCalled",
      at: "2026-11-22T12:00:00.000Z",
    });
    const again = eventAfter(called.hash, { streamId, version: 2, type: "LlmCalled", at: "2026-11-22T12:00:01.000Z" });
    expect(await append(shipment(streamId, [called]))).toEqual([2]);
    expect(await append(shipment(streamId, [again]))).toEqual([2]);
    expect(await append(shipment(streamId, [called, again]))).toEqual([0]);
  });

  it("costs one row more for a message that a model was asked about, and none for any other", async ({ expect }) => {
    const message = (name: string, columns: object) =>
      eventAfter(GENESIS_HASH, {
        streamId: contact(name),
        version: 1,
        type: "SignalReceived",
        at: "2026-11-22T12:00:00.000Z",
        names: { source: "website", class: "interested" },
        provenance: {
          confidence: 1,
          reason: "message",
          source: "webhook:website",
          evidence: [["receipts", "@", columns]],
        },
      });
    const [asked, plain] = [message("asked", { by_model: "unsubscribe" }), message("plain", { rule: "rule:hear@2" })];
    expect(await append(shipment(contact("asked"), [asked]))).toEqual([2]);
    expect(await append(shipment(contact("asked"), [asked]))).toEqual([0]);
    expect(await append(shipment(contact("plain"), [plain]))).toEqual([1]);
  });

  it("costs one row more for entries of the suppression list: the highest revision of their stream", async ({
    expect,
  }) => {
    const streamId = suppressionStreamOf("c");
    const of = { streamId, at: "2026-11-22T12:00:00.000Z" };
    const entries = [2, 9, 4].map((revision) => ({ revision, kind: "address", digest: "c".repeat(22) }));
    const added = eventAfter(GENESIS_HASH, { ...of, version: 1, type: "SuppressionAdded", names: { entries } });
    const lifted = eventAfter(added.hash, { ...of, version: 2, type: "SuppressionLifted", names: { revision: 12 } });
    const late = eventAfter(lifted.hash, { ...of, version: 3, type: "SuppressionLifted", names: { revision: 11 } });
    const revision = () =>
      env.EVENTS_0.prepare("SELECT revision FROM list_revisions WHERE stream_id = ?1").bind(streamId).first("revision");
    expect([await append(shipment(streamId, [added])), await revision()]).toEqual([[2], 9]);
    expect([await append(shipment(streamId, [lifted])), await revision()]).toEqual([[2], 12]);
    expect([await append(shipment(streamId, [late])), await revision()]).toEqual([[1], 12]);
    expect(await append(shipment(streamId, [added, lifted, late]))).toEqual([0]);
  });

  it("costs one row for a key, and none for a repeat", async ({ expect }) => {
    const keyed = shipment(contact("keyed"), chain(contact("keyed"), 1), { wrappedKey: "w" });
    expect(await append(keyed)).toEqual([1, 1]);
    expect(await append(keyed)).toEqual([0, 0]);
    await append({ ...keyed, wrappedKey: "other" });
    expect(
      await env.EVENTS_0.prepare("SELECT wrapped FROM stream_keys WHERE stream_id = 'ct_keyed'").first("wrapped"),
    ).toBe("w");
  });

  it("costs two rows for a hold that opens or changes, one for a confirmed preview, two for any other end", async ({
    expect,
  }) => {
    const ended = { endedAt: "2026-11-03T09:00:00.000Z", endedBy: "robin" };
    const write = (of: Parameters<typeof holdRow>[1], name = "a") =>
      append(shipment(ada, [], { holds: [holdRow(name, of)] }));
    expect(await write({ version: 5 })).toEqual([2]);
    expect(await write({ version: 5 })).toEqual([0]);
    expect(await write({ version: 4 })).toEqual([0]);
    expect(await write({ version: 6, assignedTo: "robin" })).toEqual([2]);
    expect(await write({ version: 7, state: "confirmed", ...ended })).toEqual([1]);
    expect(await write({ version: 6 })).toEqual([0]);
    expect(await write({ version: 8 }, "b")).toEqual([2]);
    expect(await write({ version: 9, state: "approved", ...ended }, "b")).toEqual([2]);
    expect(await write({ version: 9, state: "approved", ...ended }, "b")).toEqual([0]);
  });

  it("costs one row for a run and for a report, one for a later veto of the run, and none for a repeat", async ({
    expect,
  }) => {
    const write = (rest: Partial<Shipment>) => append(shipment(ada, [], rest));
    expect(await write({ runs: [runRow("a")] })).toEqual([1]);
    expect(await write({ runs: [runRow("a")] })).toEqual([0]);
    expect(await write({ runs: [runRow("a", { version: 9, hits: '["bounced"]' })] })).toEqual([1]);
    expect(await write({ runs: [runRow("a")] })).toEqual([0]);
    const asked = { plan: "usable", planArm: "reasoning", shownPlan: "{}" } as const;
    expect(await write({ runs: [runRow("b", { ...asked, compared: "agrees" })] })).toEqual([2]);
    const differing = { ...asked, skipReason: "not_now", compared: "differs" } as const;
    expect(await write({ runs: [runRow("c", differing)] })).toEqual([4]);
    expect(await write({ reports: [reportRow(12)] })).toEqual([1]);
    expect(await write({ reports: [reportRow(12)] })).toEqual([0]);
  });

  it("writes only the newest state of a row that two messages of a batch have", async ({ expect }) => {
    const [newer, older] = [holdRow("twice", { version: 3, marked: true }), holdRow("twice", { version: 2 })];
    expect(await append(shipment(ada, [], { holds: [newer] }), shipment(ada, [], { holds: [older] }))).toEqual([2]);
    expect(await env.EVENTS_0.prepare("SELECT version FROM holds WHERE hold_id = 'hd_twice'").first("version")).toBe(3);
  });

  it("costs two rows to raise a task, one to close it, and one for a contact's flags", async ({ expect }) => {
    const write = (rest: Partial<Shipment>) => append(shipment(ada, [], rest));
    const closed = taskRow("a", { version: 3, closedAt: "2026-11-03T09:00:00.000Z", closedBy: "robin", how: "done" });
    expect(await write({ tasks: [taskRow("a", { version: 2 })] })).toEqual([2]);
    expect(await write({ tasks: [closed] })).toEqual([1]);
    expect(await write({ tasks: [taskRow("a", { version: 2 })] })).toEqual([0]);
    expect(await write({ contact: flagsRow(ada, { version: 3 }) })).toEqual([1]);
    expect(await write({ contact: flagsRow(ada, { version: 4, bounced: true }) })).toEqual([1]);
    expect(await write({ contact: flagsRow(ada, { version: 4 }) })).toEqual([0]);
    expect(await write({ contact: flagsRow(ada, { version: 3 }) })).toEqual([0]);
  });

  it("costs 13 rows from a new contact to the draft hold, and 20 to the dispatch", async ({ expect }) => {
    const stream = contact("whole");
    const events = chain(stream, 10);
    const upTo = (from: number, to: number) => events.slice(from, to);
    const own = { streamId: stream };
    const ended = { endedAt: "2026-11-03T09:00:00.000Z", endedBy: "robin" };
    const draft = { ...own, kind: "draft" as const };
    const toDraft = [
      await append(shipment(stream, upTo(0, 1), { wrappedKey: "w" })),
      await append(shipment(stream, upTo(1, 2))),
      await append(shipment(stream, upTo(2, 5), { holds: [holdRow("w1", { ...own, version: 5 })] })),
      await append(
        shipment(stream, upTo(5, 6), { holds: [holdRow("w1", { ...own, version: 6, state: "confirmed", ...ended })] }),
      ),
      await append(shipment(stream, upTo(6, 7), { holds: [holdRow("w2", { ...draft, version: 7 })] })),
    ].flat();
    const toDispatch = [
      await append(
        shipment(stream, upTo(7, 8), { holds: [holdRow("w2", { ...draft, version: 8, state: "approved", ...ended })] }),
      ),
      await append(shipment(stream, upTo(8, 9))),
      await rowsOf("EVENTS_0", (database) => d1Outbox(database).put(outboxRow("w"))),
      await append(shipment(stream, upTo(9, 10), { contact: flagsRow(stream, { version: 10, sequence: 1 }) })),
    ].flat();
    const sum = (rows: readonly number[]) => rows.reduce((total, count) => total + count, 0);
    expect(sum(toDraft)).toBe(13);
    expect(sum([...toDraft, ...toDispatch])).toBe(20);
  });

  it("costs one row more for the end of a hold whose grade found a company", async ({ expect }) => {
    const arithmetic = JSON.stringify({ company: "co_engine@1", facts: {}, increments: [], summary: "" });
    const write = (of: Parameters<typeof holdRow>[1]) =>
      append(shipment(ada, [], { holds: [holdRow("of_engine", { arithmetic, ...of })] }));
    const ended = { endedAt: "2026-11-03T09:00:00.000Z", endedBy: "robin" };
    expect(await write({ version: 1 })).toEqual([2]);
    expect(await write({ version: 2, state: "confirmed", ...ended })).toEqual([1]);
    expect(await write({ version: 3, state: "approved", ...ended })).toEqual([3]);
  });

  it("costs two rows more for a run with a shadow plan, and none for any other run", async ({ expect }) => {
    const decided = async (name: string, plan: object) => {
      const streamId = contact(name);
      const runId = `run_${name}`;
      const at = "2026-11-03T09:00:00.000Z";
      const first = eventAfter(GENESIS_HASH, {
        streamId,
        version: 1,
        type: "PlanProposed",
        at,
        names: { runId, ...plan },
      });
      const decision = { runId, action: "initial", reason: "first_contact" };
      const second = eventAfter(first.hash, { streamId, version: 2, type: "ActionDecided", at, names: decision });
      return append(shipment(streamId, [first, second]));
    };
    const plan = { stages: ["skip"], fallback: false };
    expect(await decided("shadowed", { ...plan, arm: "shadow" })).toEqual([4]);
    expect(await decided("shadowed", { ...plan, arm: "shadow" })).toEqual([0]);
    expect(await decided("planned", { ...plan, arm: "reasoning" })).toEqual([2]);
  });

  it("appends in one transaction, with statements of at most a megabyte", async ({ expect }) => {
    const { database, counts } = counting(env.EVENTS_0);
    const large = Array.from({ length: 12 }, (_, index) => contact(`large_${index}`)).map((streamId) =>
      shipment(streamId, chain(streamId, 2, "ü".repeat(50_000))),
    );
    const report = await d1EventLog([database]).append(large);
    expect(report.appended).toHaveLength(12);
    expect(counts.batches).toBe(1);
    expect(counts.rows.length).toBeGreaterThan(2);
    expect(counts.rows.reduce((sum, rows) => sum + rows, 0)).toBe(24);
    expect(Math.max(...counts.bytes)).toBeLessThanOrEqual(1_000_000);
  });

  it("writes no row of a refused stream, and all rows of the other streams", async ({ expect }) => {
    const [bad, good] = [contact("bad"), contact("good")];
    await append(shipment(bad, chain(bad, 1, "first")));
    await append(
      shipment(bad, chain(bad, 2, "other"), { wrappedKey: "w", holds: [holdRow("bad")] }),
      shipment(good, chain(good, 1), { wrappedKey: "w", holds: [holdRow("good")] }),
    );
    const { results } = await env.EVENTS_0.prepare(
      "SELECT hold_id AS id FROM holds WHERE hold_id IN ('hd_bad', 'hd_good') UNION SELECT stream_id FROM stream_keys WHERE stream_id IN ('ct_bad', 'ct_good')",
    ).all();
    expect(results).toEqual([{ id: "ct_good" }, { id: "hd_good" }]);
  });
});

describe("the other tables", () => {
  it("cost two rows for an entry of the suppression list, and none for a repeat", async ({ expect }) => {
    const digest = "a".repeat(22);
    const add = () =>
      rowsOf("CRM", (database) =>
        d1SuppressionList(database).add([{ kind: "address", digest, cause: "bounce", commandKey: "k" }], 0),
      );
    const lift = () =>
      rowsOf("CRM", (database) => d1SuppressionList(database).lift({ kind: "address", digest, by: "robin" }, 0));
    expect(await add()).toEqual([2, 0]);
    expect(await add()).toEqual([0, 0]);
    expect(await lift()).toEqual([2, 0]);
    expect(await lift()).toEqual([0, 0]);
  });

  it("cost two rows for a new contact, one for a receipt, and none for a repeat", async ({ expect }) => {
    const person = {
      id: ada,
      email: "ada@example.com",
      domain: "example.com",
      at: "2026-11-02T09:00:00.000Z",
      name: "Ada",
    };
    const claim = { receipt: Receipt.parse("rc_1"), contactId: ada, bodyDigest: "b", source: "form", at: person.at };
    const upsert = (of: object = {}) =>
      rowsOf("CRM", (database) => d1Crm(database).upsertContacts([{ ...person, ...of }]));
    const claimed = () => rowsOf("CRM", (database) => d1Crm(database).claimReceipts([claim]));
    expect(await upsert()).toEqual([1, 1]);
    expect(await upsert()).toEqual([0, 0]);
    expect(await upsert({ at: "2026-11-01T09:00:00.000Z", name: "Older" })).toEqual([0, 0]);
    expect(await upsert({ title: "CTO" })).toEqual([1, 0]);
    expect(await claimed()).toEqual([1, 0]);
    expect(await claimed()).toEqual([0, 0]);
  });

  it("cost one row for the mailbox of a sent mail, two for a new subject, and none for a subject that all are sent", async ({
    expect,
  }) => {
    const people = ["uma", "vic", "wim"].map((name) => ({ id: contact(name), email: `${name}@mailbox.example` }));
    const at = "2026-11-02T09:00:00.000Z";
    await d1Crm(env.CRM).upsertContacts(people.map((one) => ({ ...one, domain: "mailbox.example", at })));
    const written = (index: number, subject: string) => {
      const { id, email } = people[index]!;
      return rowsOf("CRM", (database) =>
        d1Crm(database).noteWritten({ contactId: id, recipient: email, subject, at: `2026-11-0${index + 3}` }),
      );
    };
    expect(await written(0, "own")).toEqual([1, 2]);
    expect(await written(0, "own")).toEqual([0, 0]);
    // Leaving the index is free.
    expect(await written(1, "own")).toEqual([1, 1]);
    expect(await written(2, "own")).toEqual([1, 0]);
  });

  it("cost three rows for a company, because it is found by its name and its domain, and one for each changed fact", async ({
    expect,
  }) => {
    const put = (head: number, ...facts: readonly FactRow[]) =>
      rowsOf("CRM", (database) => d1Crm(database).putCompany(companyModelOf("example.com", { head, facts })));
    const [first, second] = [factRowOf("example.com", "fact_1"), factRowOf("example.com", "fact_2", { version: 3 })];
    expect([await put(1), await put(1)]).toEqual([
      [0, 0, 0, 1, 2],
      [0, 0, 0, 0, 0],
    ]);
    // With each event the head of the row moves, for which its index is written, too.
    expect([await put(2, first), await put(3, first, second)]).toEqual([
      [0, 1, 0, 0, 2],
      [0, 1, 0, 0, 2],
    ]);
    expect(await put(4, second)).toEqual([1, 0, 0, 0, 2]);
    expect(await put(3, first)).toEqual([0, 0, 0, 0, 0]);
  });

  it("cost one row to install a database, and none for a repeat", async ({ expect }) => {
    const installed = () => rowsOf("EVENTS_0", (database) => requireInstalled([database]));
    expect([await installed(), await installed()]).toEqual([[1], []]);
  });

  it("cost two rows for a dead letter, one for a message of the outbox, and none for a repeat", async ({ expect }) => {
    const letter = {
      id: DeadLetterId.parse("dl_1"),
      origin: "plan",
      reason: "retries_exhausted",
      contactId: null,
      bodySealed: "s",
      keyId: "ad_month_2026-11",
      receivedAt: "2026-11-02T09:00:00.000Z",
      source: null,
    };
    const stored = () => rowsOf("EVENTS_0", (database) => d1DeadLetters([database]).put(letter));
    const sent = () => rowsOf("EVENTS_0", (database) => d1Outbox(database).put(outboxRow("once")));
    expect([await stored(), await stored()]).toEqual([[2], [0]]);
    const refused = { ...letter, id: DeadLetterId.parse("dl_2"), source: "website" };
    const kept = () => rowsOf("EVENTS_0", (database) => d1DeadLetters([database]).put(refused));
    expect([await kept(), await kept()]).toEqual([[2], [0]]);
    expect([await sent(), await sent()]).toEqual([[1], [0]]);
  });

  it("cost one row for a session that was ended, and none for a repeat", async ({ expect }) => {
    const at = new Date("2026-11-02T09:00:00.000Z");
    const ended = { sessionId: "s1", expiresAt: "2026-11-02T21:00:00.000Z" };
    const endedOnce = () => rowsOf("EVENTS_0", (database) => d1EndedSessions(database).end(ended, at));
    expect([await endedOnce(), await endedOnce()]).toEqual([
      [1, 0],
      [0, 0],
    ]);
  });

  it("cost one row for an object that cannot be read, and none for a repeat", async ({ expect }) => {
    const found = { streamId: ada, detail: "storage", at: "2026-11-02T09:00:00.000Z" };
    const noted = () => rowsOf("EVENTS_0", (database) => d1UnreadableObjects(database).note(found));
    expect([await noted(), await noted()]).toEqual([[1], [0]]);
  });
});
