// The cron over the real databases, objects and bucket.
import { askOne, performOne } from "../../schema/only-answer.ts";
import { ports } from "../../testing/workerd/ports.ts";
import { createScheduledController, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, it, vi } from "vitest";
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { d1SuppressionList } from "../../drizzle/d1-suppression-list.ts";
import { headOfStream, headsAfter } from "../../drizzle/log-heads.ts";
import { chain, contact, shipment } from "../../testing/rows.ts";
import { neverContact } from "../../replay/never-contact.ts";
import { memorySource } from "../../replay/source.ts";
import { verifyLog } from "../../replay/verify.ts";
import { checkProof } from "../../domain/check-proof.ts";
import { merkleRoot } from "../../domain/merkle.ts";
import { parseCheckpoint } from "../../schema/checkpoint.ts";
import { beginning } from "../../schema/cause.ts";
import { commandIdOf, Receipt } from "../../schema/ids.ts";
import { RootHead, RootHeader } from "../../schema/root-file.ts";
import { EventRow } from "../../schema/shipment.ts";
import { eventColumns, rowOf } from "../../schema/stored-row.ts";
import { adoptLogKey, migrate } from "../../testing/workerd/test.ts";
import { performUnlogged } from "../../testing/workerd/to-draft.ts";
import { cronTurn } from "./cron.ts";
import worker from "../index.ts";
import { r2RootFiles } from "./root-files.ts";
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { ada, ADA } from "../../testing/people.ts";
import { action, lead, runOf } from "../../testing/contact/scenario.ts";
import { eventInRow } from "../../schema/events.ts";
import { DAY_MS, HOUR_MS } from "../../schema/time.ts";

const turn = () => cronTurn(env, () => Date.now(), fetch);
const later = (milliseconds: number) => void vi.setSystemTime(Date.now() + milliseconds);

const SELECT_EVENTS = `SELECT ${eventColumns()} FROM events ORDER BY stream_id, version`;
async function logged(): Promise<EventRow[]> {
  const { results } = await env.EVENTS_0.prepare(SELECT_EVENTS).all();
  return EventRow.array().parse(results.map(rowOf));
}

const NOTED = "SELECT day, reader, contact_id, opened FROM words_read ORDER BY day, reader, contact_id";
const noted = async () => (await env.EVENTS_0.prepare(NOTED).all()).results;

/** The file of a day as its header and its heads. */
async function fileOf(day: string) {
  const text = await (await env.ROOTS.get(`${day}.ndjson`))?.text();
  const [first = "", ...lines] = (text ?? "").trimEnd().split("\n");
  return {
    header: RootHeader.parse(JSON.parse(first)),
    heads: lines.map((line) => RootHead.parse(JSON.parse(line))),
  };
}

beforeEach(async () => {
  await reset();
  await migrate();
  await adoptLogKey();
  vi.spyOn(console, "log").mockReturnValue();
  vi.spyOn(console, "warn").mockReturnValue();
  vi.spyOn(console, "error").mockReturnValue();
});
afterEach(() => void vi.restoreAllMocks());

describe("a turn of the cron", () => {
  it("makes an object ship what the log lacks", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    await performUnlogged(action(runOf("1")));
    expect(await headOfStream([env.EVENTS_0], ada)).toMatchObject({ version: 1 });
    later(HOUR_MS);
    const report = await turn();
    expect(report).toMatchObject({
      level: "warn",
      heads: { compared: 2, relations: { equal: 1, log_behind: 1 }, streams: [ada] },
    });
    expect(await headOfStream([env.EVENTS_0], ada)).toMatchObject({ version: 2 });
    expect(await turn()).toMatchObject({ heads: { relations: { equal: 2 }, unlogged: 0, unsigned: 0 } });
  });

  it("publishes the log as a checkpoint and tiles, which a person can ask for again on the same day", async ({
    expect,
  }) => {
    await performOne(ports.ingest, lead());
    const proofOf = () => askOne(ports.desk, { type: "Proof", contactId: ada });
    expect(await proofOf()).toEqual({ proof: null, day: null, version: null });
    await turn();
    const first = await proofOf();
    expect(first).toMatchObject({ proof: expect.any(String), version: 1 });
    await performUnlogged(action(runOf("1")));
    later(HOUR_MS);
    await turn();
    expect(await proofOf()).toEqual(first);
    expect(await performOne(ports.desk, { type: "MakeRoot" })).toMatchObject({ state: "published", day: first.day });
    const second = await proofOf();
    expect(second).toMatchObject({ day: first.day, version: 2 });
    const keys = [LOG_SIGNER.key];
    const origin = env.LOG_ORIGIN;
    expect(checkProof(first.proof ?? "", { keys, origin })).toMatchObject({ ok: true, value: { size: 1 } });
    expect(checkProof(second.proof ?? "", { keys, origin })).toMatchObject({
      ok: true,
      value: { size: 2, day: first.day, head: { streamId: ada, version: 2 } },
    });
    const named = (await env.ROOTS.list()).objects.map(({ key }) => key).filter((key) => !key.startsWith("parts/"));
    expect(named).toEqual([
      expect.stringMatching(/^\d{4}-\d\d-\d\d-[0-9a-f]{12}\.ndjson$/),
      `${first.day}.ndjson`,
      "checkpoint",
      "tile/0/000.p/1",
      "tile/0/000.p/2",
      "tile/entries/000.p/1",
      "tile/entries/000.p/2",
    ]);
    const checkpoint = parseCheckpoint((await (await env.ROOTS.get("checkpoint"))?.text()) ?? "");
    expect(checkpoint?.checkpoint).toMatchObject({ origin, size: 2 });
    const { faults } = await verifyLog(memorySource(await logged()));
    expect(faults.filter(({ name }) => name === "checkpoint_wrong")).toEqual([]);
  });

  it("names a trigger that is gone, and a key that is gone without an erasure", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    const fullest = { name: "EVENTS_0", bytes: expect.any(Number), share: 0 };
    const well = { schema: [], fullest, unmeasured: [], keysMissing: 0, streams: [] };
    expect(await turn()).toMatchObject({ level: "info", storage: well });
    await env.EVENTS_0.prepare("DROP TRIGGER events_no_delete").run();
    await env.CRM.prepare("DROP TRIGGER suppressions_no_update").run();
    await env.EVENTS_0.prepare("UPDATE stream_keys SET wrapped = '' WHERE stream_id = ?1").bind(ada).run();
    expect(await turn()).toMatchObject({
      level: "warn",
      storage: {
        schema: ["EVENTS_0 trigger events_no_delete", "CRM trigger suppressions_no_update"],
        keysMissing: 1,
        streams: [ada],
      },
    });
  });

  it("misses no key of an erased contact", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    const erase = { ...beginning(commandIdOf("EraseContact", ada)), contactId: ada, by: "rosa", why: "" };
    await performOne(ports.desk, { type: "EraseContact", ...erase, reason: "person_asked" as const });
    const { results } = await env.EVENTS_0.prepare("SELECT wrapped FROM stream_keys WHERE stream_id = ?1")
      .bind(ada)
      .all();
    expect(results).toEqual([{ wrapped: "" }]);
    expect(await turn()).toMatchObject({ storage: { keysMissing: 0 } });
  });

  it("overwrites neither log nor object when the log has more events than the object", async ({ expect }) => {
    await d1EventLog([env.EVENTS_0]).append([shipment(ada, chain(ada, 2))]);
    const before = (await logged()).filter(({ streamId }) => streamId === ada);
    expect(await turn()).toMatchObject({ level: "warn", heads: { relations: { object_behind: 1 }, streams: [ada] } });
    expect((await logged()).filter(({ streamId }) => streamId === ada)).toEqual(before);
  });

  it("completes a list entry without an event, so that the list can be proved from the log", async ({ expect }) => {
    await performOne(ports.desk, {
      type: "Suppress",
      wishes: [{ kind: "address", value: ADA, by: "rosa", reason: "other", why: "asked" }],
    });
    const list = d1SuppressionList(env.CRM);
    await list.add(
      [
        { kind: "domain", digest: "b".repeat(22), cause: "desk", by: "rosa" },
        { kind: "address", digest: "c".repeat(22), cause: "complaint", commandKey: "rc_1" },
      ],
      0,
    );
    await list.lift({ kind: "domain", digest: "b".repeat(22), by: "omar" }, 0);
    expect(await neverContact(memorySource(await logged()))).toMatchObject({ result: "holds" });
    // The proof finds an entry without an event only when a later entry has one.
    await performOne(ports.desk, {
      type: "Suppress",
      wishes: [{ kind: "address", value: "grace@example.com", by: "rosa", reason: "other", why: "asked" }],
    });
    expect(await neverContact(memorySource(await logged()))).toMatchObject({ result: "unprovable", unlogged: 3 });
    later(HOUR_MS);
    expect((await turn()).list).toEqual({ rows: 7, completed: 3, incompletable: 0, lacking: 0, trouble: null });
    const source = memorySource(await logged());
    expect(await neverContact(source)).toMatchObject({ result: "holds", unlogged: 0, suppressions: 7 });
    expect(await verifyLog(source)).toMatchObject({ faults: [] });
    const written = (await logged()).map((row) => eventInRow(row)).filter(({ writer }) => writer === "cron");
    expect(written.filter(({ type }) => type !== "RootPublished")).toMatchObject([
      { type: "SuppressionAdded", payload: { by: "rosa" }, provenance: { source: "rule:reconcile@1" } },
      { type: "SuppressionLifted", payload: { by: "omar", revision: 5 } },
      { type: "SuppressionAdded", streamId: "ad_suppressions_7", payload: { cause: "complaint" } },
    ]);
    expect((await turn()).list).toMatchObject({ rows: 0, completed: 0 });
  });

  it("reports an accepted webhook without an event", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    const claim = (receipt: string, contactId = ada) => ({
      receipt: Receipt.parse(receipt),
      contactId,
      bodyDigest: "d",
      source: "website",
      at: new Date().toISOString(),
    });
    await d1Crm(env.CRM).claimReceipts([claim(lead().receipt), claim("rc_lost", contact("lost"))]);
    expect((await turn()).receipts).toMatchObject({ receipts: 0 });
    later(2 * DAY_MS);
    const { level, receipts } = await turn();
    expect([level, receipts]).toEqual([
      "warn",
      { receipts: 2, withoutEvent: 1, told: [{ receipt: "rc_lost", contactId: contact("lost") }] },
    ]);
  });

  it("publishes the root of the day once, as an event and as a file", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    await d1EventLog([env.EVENTS_0]).append([shipment(contact("grace"), chain(contact("grace"), 3))]);
    const before = await logged();
    const day = new Date().toISOString().slice(0, 10);
    expect((await turn()).root).toEqual({ day, state: "published", streams: 0 });
    const { header, heads } = await fileOf(day);
    expect(header).toMatchObject({ day, streams: 3, events: 5, root: merkleRoot(heads), logKey: LOG_SIGNER.key });
    expect(heads.map(({ streamId, version, hash }) => [streamId, version, hash])).toEqual(
      before
        .filter(({ streamId, version }) => streamId !== "ct_grace" || version === 3)
        .map((row) => [row.streamId, row.version, row.hash]),
    );
    const audit = (await logged()).filter(({ streamId }) => streamId === "ad_audit").map((row) => eventInRow(row));
    expect(audit).toMatchObject([
      { type: "LogKeyAdopted", payload: { key: header.logKey } },
      { type: "RootPublished", writer: "cron", payload: { root: header.root, heads: 3, day } },
    ]);
    await turn();
    expect((await logged()).filter(({ streamId }) => streamId === "ad_audit")).toHaveLength(2);
    later(DAY_MS);
    await turn();
    expect((await env.ROOTS.list()).objects.filter(({ key }) => /^\d.*\.ndjson$/.test(key))).toHaveLength(2);
  });

  it("records who read words on a day that is over, once, and removes what the ports noted", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    const read = (by: string) => askOne(ports.desk, { type: "Timeline", contactId: ada, by });
    await read("rosa");
    await read("rosa");
    await read("omar");
    expect((await turn()).reading).toEqual({ recorded: 0, waiting: 0 });
    const day = new Date().toISOString().slice(0, 10);
    const rows = await noted();
    expect(rows).toEqual([
      { day, reader: "omar", contact_id: ada, opened: 1 },
      { day, reader: "rosa", contact_id: ada, opened: 2 },
    ]);
    later(DAY_MS + 2 * HOUR_MS);
    const report = await turn();
    expect([report.level, report.reading]).toEqual(["info", { recorded: 2, waiting: 0 }]);
    expect(await noted()).toEqual([]);
    // As a turn leaves it that ends between the event and the removal.
    const { day: of, reader, contact_id, opened } = rows[1] ?? {};
    await env.EVENTS_0.prepare("INSERT INTO words_read VALUES (?, ?, ?, ?)").bind(of, reader, contact_id, opened).run();
    expect((await turn()).reading).toEqual({ recorded: 1, waiting: 0 });
    expect(await noted()).toEqual([]);
    const source = memorySource(await logged());
    expect(await verifyLog(source)).toMatchObject({ faults: [] });
    const audit = (await logged()).map((row) => eventInRow(row)).filter(({ type }) => type === "WordsRead");
    expect(audit).toMatchObject([
      { streamId: "ad_audit", writer: "cron", payload: { day, by: "omar", contacts: 1, opened: 1 } },
      { streamId: "ad_audit", writer: "cron", payload: { day, by: "rosa", contacts: 1, opened: 2 } },
    ]);
  });

  it("is the Worker's scheduled handler, with one log line without personal words", async ({ expect }) => {
    await performOne(ports.ingest, lead());
    const logged = vi.spyOn(console, "log").mockReturnValue();
    await worker.scheduled(createScheduledController(), env);
    const lines = logged.mock.calls.flat();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(String(lines[0]))).toMatchObject({ level: "info", job: "reconcile" });
    expect(String(lines[0])).not.toContain(ADA);
  });

  it("does nothing in databases of another installation", async ({ expect }) => {
    await env.EVENTS_0.prepare("INSERT INTO installation (only, shard, shards) VALUES (1, 0, 4)").run();
    // The check's result is cached for each database handle, so the test uses a fresh handle of the same database.
    const fresh = { ...env, EVENTS_0: Object.create(env.EVENTS_0) as D1Database };
    await expect(cronTurn(fresh, () => Date.now(), fetch)).rejects.toThrow("installation_differs");
    expect(await env.EVENTS_0.prepare("SELECT count(*) AS count FROM cron_work").first("count")).toBe(0);
  });
});

describe("reading the heads of the streams", () => {
  it("costs a few rows per stream, for streams of any length", async ({ expect }) => {
    const shipments = ["ada", "bo", "cy"].map((name) => shipment(contact(name), chain(contact(name), 60)));
    await d1EventLog([env.EVENTS_0]).append(shipments);
    let read = 0;
    const counting = new Proxy(env.EVENTS_0, {
      get: (target, property) =>
        property === "prepare"
          ? (sql: string) => {
              const statement = target.prepare(sql);
              return {
                bind: (...values: unknown[]) => ({
                  all: async () => {
                    const answer = await statement.bind(...values).all();
                    read += answer.meta.rows_read;
                    return answer;
                  },
                }),
              };
            }
          : Reflect.get(target, property),
    });
    const { heads, next } = await headsAfter([counting], { after: "", limit: 10 });
    expect([heads.map(({ version }) => version), next]).toEqual([[1, 60, 60, 60], null]);
    expect(read).toBeLessThanOrEqual(25);
  });
});

describe("the file of a root", () => {
  it("is composed of its parts, and does not exist while one is missing", async ({ expect }) => {
    const files = r2RootFiles(env.ROOTS);
    const [one, two] = ["1".repeat(100_000), "2".repeat(200_000)];
    await files.putPart("one", one);
    await files.putPart("two", two);
    const file = { names: ["whole", "other"], root: "r1", head: "head\n", bytes: 300_005 };
    expect(await files.compose({ ...file, parts: ["one", "two", "three"] })).toBe(false);
    expect(await env.ROOTS.head("whole")).toBeNull();
    expect(await files.compose({ ...file, parts: ["one", "two"] })).toBe(true);
    expect(await (await env.ROOTS.get("whole"))?.text()).toBe(`head\n${one}${two}`);
    await files.dropParts();
    expect((await env.ROOTS.list()).objects.map(({ key }) => key)).toEqual(["whole"]);
  });

  it("is never overwritten: the same root changes nothing, and another root gets another file name", async ({
    expect,
  }) => {
    const files = r2RootFiles(env.ROOTS);
    const file = { names: ["day", "day-2"], head: "head\n", parts: [], bytes: 5 };
    expect(await files.compose({ ...file, root: "r1" })).toBe(true);
    const first = await env.ROOTS.head("day");
    expect(await files.compose({ ...file, root: "r1", parts: ["gone long ago"] })).toBe(true);
    expect(await files.compose({ ...file, root: "r2" })).toBe(true);
    expect(await env.ROOTS.head("day")).toMatchObject({ version: first?.version });
    expect((await env.ROOTS.list()).objects.map(({ key }) => key)).toEqual(["day", "day-2"]);
  });
});
