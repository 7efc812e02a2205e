// The command `cli/holdpoint.mjs` as npx runs it, on a log that the whole system wrote.
import type { D1Database } from "@cloudflare/workers-types";
import { EventRow } from "../schema/shipment.ts";
import { eventColumns, rowOf } from "../schema/stored-row.ts";
import { INSERT_EVENT, valuesOf } from "../testing/event-rows.ts";
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, it } from "vitest";
import { samplePolicy } from "../testing/sample-policy.ts";
import { SAMPLE_LEADS, SAMPLE_MAILS } from "../samples/leads.ts";
import { shardOf, type StreamId } from "../schema/ids.ts";
import { eventually } from "../local/eventually.ts";
import { startHarness } from "../testing/system/harness.ts";
import { migrate } from "../local/databases.ts";
import { readMigrations } from "../local/migrations.ts";
import type { Port } from "../schema/ports.ts";
import { recordSamples } from "../local/sample-companies.ts";
import { sampleCrm } from "../samples/crm.ts";
import { withDatabases } from "../testing/system/local-databases.ts";
import { deskApi } from "../local/desk-api.ts";
import * as samples from "../local/samples.ts";
import { logHolds } from "../testing/system/log-holds.ts";
import { idOf, SYSTEM_KEY } from "../testing/people.ts";
import { TEST_DESK_TOKENS, TEST_SOURCE_SECRETS } from "../testing/secrets.ts";
import { ROOT } from "../local/workers.ts";

const folder = mkdtempSync(join(tmpdir(), "holdpoint-cli-"));
const STATE = join(folder, "state");

/** Runs the samples and sends one message with the whole system, then copies its log into the local state of another installation. */
beforeAll(async () => {
  const system = await startHarness();
  try {
    const secrets: Readonly<Record<string, string>> = TEST_SOURCE_SECRETS;
    const to = {
      url: String(system.url),
      api: deskApi(String(system.url), Object.keys(TEST_DESK_TOKENS)[0] ?? ""),
      systemKey: SYSTEM_KEY,
      secretOf: (source: string) => secrets[source] ?? "",
      now: new Date(),
    };
    await recordSamples((await system.env<{ PORT: Port<"desk"> }>("desk")).PORT, sampleCrm(to.now));
    await to.api.act("/policy/adopt");
    await samples.addSuppressions(to);
    await samples.importHistories(to);
    await samples.postLeads(to);
    await samples.confirmPreviews(to);
    await sendReply(system.events, to);
    await logHolds(system);
    await copyLog(system, { state: STATE, shards: 1 });
    await copyLog(system, { state: join(folder, "state-of-four"), shards: 4 });
  } finally {
    await system.close();
  }
});
afterAll(() => rmSync(folder, { recursive: true }));

const emailOf = (id: string): string => SAMPLE_LEADS.find((lead) => lead.id === id)?.email ?? "";
const idOfSample = (id: string): string => idOf(emailOf(id));

async function sendReply(events: D1Database, { api }: samples.Installation): Promise<void> {
  const hold = await events
    .prepare("SELECT hold_id, digest FROM holds WHERE stream_id = ? AND state = 'open' AND kind = 'draft'")
    .bind(idOfSample("reply"))
    .first<{ hold_id: string; digest: string }>();
  await api.act(`/holds/${hold?.hold_id}/approve`, { digest: hold?.digest });
  await eventually(async () => (await events.prepare("SELECT 1 FROM outbox").first()) !== null, {
    what: "the message",
  });
  const sent = "SELECT 1 FROM events WHERE type = 'DispatchSucceeded'";
  await eventually(async () => (await events.prepare(sent).first()) !== null, { what: "the end of the dispatch" });
}

const SELECT_EVENTS = `SELECT ${eventColumns()} FROM events ORDER BY stream_id, version`;
/** The tables of the log that are copied beside its events. */
const TABLES = {
  stream_keys: "SELECT * FROM stream_keys",
  holds: "SELECT * FROM holds",
  tasks: "SELECT * FROM tasks",
  contact_flags: "SELECT * FROM contact_flags",
  contact_scores: "SELECT * FROM contact_scores",
  runs: "SELECT * FROM runs",
  reports: "SELECT * FROM reports",
  unwritten_runs: "SELECT * FROM unwritten_runs",
};

/** The tables of the CRM that are compared with the log. */
const CRM_TABLES = {
  contacts: "SELECT * FROM contacts",
  identities: "SELECT * FROM identities",
  receipts: "SELECT * FROM receipts",
  suppressions: "SELECT * FROM suppressions",
  companies: "SELECT * FROM companies",
  company_domains: "SELECT * FROM company_domains",
  company_facts: "SELECT * FROM company_facts",
  sources: "SELECT * FROM sources",
};

type Row = Readonly<Record<string, unknown>>;

async function insert(into: D1Database, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) return;
  const columns = Object.keys(first);
  const text = `INSERT INTO ${table} (${columns.join()}) VALUES (${columns.map(() => "?").join()})`;
  await into.batch(rows.map((row) => into.prepare(text).bind(...columns.map((name) => row[name]))));
}

/** Copies the tables of a log and its CRM into local state as `npm start` stores it: each row of the log in the database of its stream. */
async function copyLog(
  { events, crm }: { readonly events: D1Database; readonly crm: D1Database },
  { state, shards }: { state: string; shards: number },
): Promise<void> {
  const configs = mkdtempSync(join(folder, "configs-"));
  await withDatabases({ shards, configs, state }, async (databases) => {
    await migrate(databases, readMigrations());
    const logged = await events.prepare(SELECT_EVENTS).all();
    for (const row of EventRow.array().parse(logged.results.map(rowOf)))
      await databases.events[shardOf(row.streamId, shards)]!.prepare(INSERT_EVENT)
        .bind(...valuesOf(row))
        .run();
    for (const [table, select] of Object.entries(TABLES)) {
      const { results } = await events.prepare(select).all<{ stream_id: StreamId } & Row>();
      for (const [shard, database] of databases.events.entries()) {
        const own = results.filter(({ stream_id: streamId }) => shardOf(streamId, shards) === shard);
        await insert(database, table, own);
      }
    }
    // The outbox is in the first database, whatever the stream.
    const [first] = databases.events;
    if (first) await insert(first, "outbox", (await events.prepare("SELECT * FROM outbox").all<Row>()).results);
    for (const [table, select] of Object.entries(CRM_TABLES))
      await insert(databases.crm, table, (await crm.prepare(select).all<Row>()).results);
  });
  writeFileSync(join(folder, "secrets.json"), JSON.stringify({ systemKey: SYSTEM_KEY }));
}

interface Answered {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const holdpoint = (...args: readonly string[]): Promise<Answered> =>
  new Promise((resolve) => {
    const command = [join(ROOT, "cli/holdpoint.mjs"), ...args];
    execFile("node", command, { cwd: folder, maxBuffer: 1 << 26 }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });
const json = ({ out }: Answered): unknown => JSON.parse(out);

const LOCAL = ["--state", "state"];

describe("holdpoint, on the log of the samples", () => {
  it("exports the log, and the export passes check and verify", async ({ expect }) => {
    const exported = await holdpoint("export", "log.ndjson", ...LOCAL, "--json");
    expect([exported.code, exported.err]).toEqual([0, ""]);
    expect(json(exported)).toMatchObject({ manifest: { lines: "ndjson", sealed: "closed" } });
    expect(await holdpoint("check", "log.ndjson")).toMatchObject({ code: 0, err: "" });
    const verified = await holdpoint("verify", "--from", "log.ndjson");
    expect([verified.code, verified.out]).toEqual([0, expect.stringContaining("Holds: the export log.ndjson")]);
  });

  it("exports the same log as CSV", async ({ expect }) => {
    expect(await holdpoint("export", "log.csv", ...LOCAL)).toMatchObject({ code: 0 });
    expect(await holdpoint("check", "log.csv")).toMatchObject({ code: 0 });
    const { root } = JSON.parse(readFileSync(join(folder, "log.csv.manifest.json"), "utf8")) as { root: string };
    expect(await holdpoint("verify", "--from", "log.ndjson", "--root", root)).toMatchObject({ code: 0 });
  });

  it("verifies the local log and one contact of it, and prints only the answer", async ({ expect }) => {
    const whole = await holdpoint("verify", ...LOCAL, "--json");
    expect([whole.code, whole.err]).toEqual([0, ""]);
    expect(json(whole)).toMatchObject({ holds: true, faultCount: 0 });
    const one = await holdpoint("verify", ...LOCAL, "--contact", emailOf("reply"), "--json");
    expect(json(one)).toMatchObject({ holds: true, streamId: idOfSample("reply") });
  });

  it("detects a change in an export", async ({ expect }) => {
    const text = readFileSync(join(folder, "log.ndjson"), "utf8");
    writeFileSync(join(folder, "changed.ndjson"), text.replace("needs_review", "qualified_xx"));
    expect(await holdpoint("check", "changed.ndjson")).toMatchObject({ code: 1 });
    const { code, out } = await holdpoint("verify", "--from", "changed.ndjson");
    expect([code, out]).toEqual([1, expect.stringMatching(/✗ {2}hash_wrong {2}ct_/)]);
  });

  it("prints stories and receipts of contacts that are named by address", async ({ expect }) => {
    const story = await holdpoint("replay", emailOf("reply"), ...LOCAL);
    expect([story.code, story.out]).toEqual([0, expect.stringMatching(/DispatchSucceeded, written by dispatcher/)]);
    const first = await holdpoint("replay", emailOf("reply"), ...LOCAL, "--at", "1", "--json");
    expect(json(first)).toMatchObject({ streamId: idOfSample("reply"), contact: { version: 1 } });
    const silence = await holdpoint("why", emailOf("unsubscribed"), ...LOCAL);
    expect([silence.code, silence.out]).toEqual([
      0,
      expect.stringMatching(/^We did not write, because .*unsubscribed/),
    ]);
    expect(await holdpoint("why", idOfSample("reply"), "--from", "log.ndjson", "--html", "receipt.html")).toMatchObject(
      {
        code: 0,
      },
    );
    expect(readFileSync(join(folder, "receipt.html"), "utf8")).toContain(idOfSample("reply"));
  });

  it("proves that no suppressed contact was written to", async ({ expect }) => {
    expect(json(await holdpoint("never-contact", ...LOCAL, "--json"))).toMatchObject({
      result: "holds",
      violations: 0,
    });
  });

  it("answers beside a local runtime that writes, and makes no write fail", async ({ expect }) => {
    const configs = mkdtempSync(join(folder, "configs-"));
    await withDatabases({ shards: 1, configs, state: STATE }, async ({ events: [database] }) => {
      const write = database!.prepare("INSERT OR REPLACE INTO stream_keys (stream_id, wrapped) VALUES ('ad_test', ?)");
      const reading = { isDone: false };
      const answers = ["verify", "never-contact", "verify"].map((command) => holdpoint(command, ...LOCAL));
      const codes = Promise.all(answers.map(async (answer) => (await answer).code));
      void codes.finally(() => (reading.isDone = true));
      let writes = 0;
      for (; !reading.isDone; writes += 1) await write.bind(String(writes)).run();
      expect(await codes).toEqual([0, 0, 0]);
      expect(writes).toBeGreaterThan(0);
      await database!.prepare("DELETE FROM stream_keys WHERE stream_id = 'ad_test'").run();
    });
  });

  it("lists missing inputs, and derives the decisions again under another policy", async ({ expect }) => {
    const flips = await holdpoint("flip", "--open", "--from", "log.ndjson");
    expect([flips.code, flips.out]).toEqual([0, expect.stringContaining(idOfSample("neither"))]);
    writeFileSync(join(folder, "same.json"), "{}");
    expect(await holdpoint("what-if", "--policy", "same.json", ...LOCAL)).toMatchObject({ code: 0 });
    writeFileSync(join(folder, "sooner.json"), JSON.stringify({ ladder: { followupDays: [1, 2, 3] } }));
    const sooner = await holdpoint("what-if", "--policy", "sooner.json", ...LOCAL);
    expect([sooner.code, sooner.out]).toEqual([1, expect.stringContaining(`${idOfSample("too-soon")}@`)]);
  });

  it("explains a score and what would reach the next tier, and makes scores again under another score policy", async ({
    expect,
  }) => {
    const why = await holdpoint("why", emailOf("reply"), ...LOCAL);
    expect(why.out).toMatch(/^ {2}score {5}0\.\d\d tier [A-D] in \w+, as of /m);
    const flip = await holdpoint("flip", emailOf("reply"), ...LOCAL);
    expect(flip.out).toMatch(/^Score 0\.\d\d, tier [A-D] in \w+/m);
    const score = { ...samplePolicy.score, tiers: { A: 10_000, B: 9_999, C: 9_998 } };
    writeFileSync(join(folder, "tiers.json"), JSON.stringify({ score }));
    const tiers = await holdpoint("what-if", "--policy", "tiers.json", ...LOCAL);
    expect([tiers.code, tiers.out]).toEqual([1, expect.stringMatching(/^ +\d+ {2}another tier$/m)]);
  });

  it("ranks the contacts alike from one database, from four and from an export", async ({ expect }) => {
    const ranked = async (...from: readonly string[]) => json(await holdpoint("rank", ...from, "--json"));
    const one = await ranked(...LOCAL);
    expect(one).toMatchObject({ vertical: "general", unreadable: 0, size: SAMPLE_LEADS.length + SAMPLE_MAILS.length });
    expect(await ranked("--state", "state-of-four")).toEqual(one);
    expect(await ranked("--from", "log.ndjson")).toEqual(one);
  });

  describe("holdpoint, on a log in four databases", () => {
    const four = ["--state", "state-of-four"];

    it("exports the same events", async ({ expect }) => {
      expect(await holdpoint("export", "four.ndjson", ...four)).toMatchObject({ code: 0 });
      // The first line is the manifest, which has the time of the export.
      const eventsOf = (file: string) => readFileSync(join(folder, file), "utf8").split("\n").slice(1);
      expect(eventsOf("four.ndjson")).toEqual(eventsOf("log.ndjson"));
    });

    it("verifies all databases, and one contact in its database", async ({ expect }) => {
      const { root } = JSON.parse(readFileSync(join(folder, "log.csv.manifest.json"), "utf8")) as { root: string };
      const whole = await holdpoint("verify", ...four, "--root", root, "--json");
      expect([whole.code, whole.err]).toEqual([0, ""]);
      expect(json(whole)).toMatchObject({ holds: true, faultCount: 0 });
      const one = await holdpoint("verify", ...four, "--contact", emailOf("reply"), "--json");
      expect(json(one)).toMatchObject({ holds: true, streamId: idOfSample("reply") });
    });

    it("proves over all databases that no suppressed contact was written to", async ({ expect }) => {
      const proof = await holdpoint("never-contact", ...four, "--json");
      expect(json(proof)).toMatchObject({ result: "holds", violations: 0 });
    });
  });

  it("ends with 2 without a log and for an unknown command", async ({ expect }) => {
    expect(await holdpoint("verify", "--state", "nowhere")).toMatchObject({ code: 2, out: "" });
    expect(await holdpoint("verfy")).toMatchObject({ code: 2, out: "" });
  });
});
