// Tests the desk's reads over RPC in workerd: each method answers as the adapter does, a query that does not parse is refused, and a database
// that does not answer is named without values.
import { createExecutionContext, reset } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, it, vi } from "vitest";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { d1DeskReads } from "../drizzle/d1-desk-reads.ts";
import { d1EventLog } from "../drizzle/d1-event-log.ts";
import { d1SuppressionList } from "../drizzle/d1-suppression-list.ts";
import { d1DeadLetters } from "../drizzle/dead-letters.ts";
import type { NotedReads } from "../drizzle/desk-reads.ts";
import { d1Outbox } from "../drizzle/outbox.ts";
import { d1UnreadableObjects } from "../drizzle/unreadable-objects.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { GENESIS_HASH } from "../schema/events.ts";
import { AdminId, companyIdOf, DeadLetterId } from "../schema/ids.ts";
import {
  ada,
  eventAfter,
  flagsRow,
  grace,
  holdRow,
  outboxRow,
  runRow,
  shipment,
  taskRow,
  underWayRow,
  unwrittenRow,
} from "../testing/rows.ts";
import { companyModelOf, factRowOf } from "../testing/companies.ts";
import { SYSTEM_KEY } from "../testing/people.ts";
import { migrate } from "../testing/workerd/test.ts";
import { DeskReadsPort } from "./desk-reads-port.ts";
import { metersIn } from "./send-each.ts";

/** The entrypoint as the desk's binding has it. The types of RPC change those of the methods. */
const port = exports.DeskReadsPort as unknown as NotedReads;
const adapter = d1DeskReads([env.EVENTS_0], env.CRM, metersIn(env));

const AT = "2026-11-05T09:00:00.000Z";
const hold = holdRow("first", { source: "website" });
const ended = holdRow("ended", { state: "approved", endedAt: AT, endedBy: "rosa", streamId: grace });
const task = taskRow("hot");
const [limit, now] = [1, AT];

/** Calls of each method that find something. */
const CALLS = {
  record: (reads) => reads.record(ada),
  stream: (reads) => reads.stream(ada),
  openHolds: (reads) => reads.openHolds({ limit, now, snoozed: "hide", source: "website", assignedTo: null }, "rosa"),
  openSources: (reads) => reads.openSources(),
  heldGaps: (reads) => reads.heldGaps(limit),
  endedHolds: (reads) => reads.endedHolds({ limit, contactId: grace }, "rosa"),
  hold: (reads) => reads.hold(hold.holdId),
  openTasks: (reads) => reads.openTasks({ limit, after: undefined }),
  task: (reads) => reads.task(task.taskId),
  planComparisons: (reads) => reads.planComparisons({ limit, result: "agrees" }),
  systemFingerprint: (reads) => reads.systemFingerprint(),
  suppressions: (reads) => reads.suppressions({ limit, kind: "domain", cause: "desk" }),
  runsUnderWay: (reads) => reads.runsUnderWay({ limit }),
  unwrittenRuns: (reads) => reads.unwrittenRuns({ limit, reason: "too_soon", contactIds: [ada] }),
  plans: (reads) => reads.plans({ limit, arm: "scripted" }),
  comparedDays: (reads) => reads.comparedDays("2026-11-01"),
  numbers: (reads) =>
    reads.numbers({ period: { from: "2026-11-02", to: "2026-11-02" }, now, hours: samplePolicy.hours, by: "source" }),
  countedLeads: (reads) =>
    reads.countedLeads({ period: { from: "2026-11-02", to: "2026-11-02" }, number: "leads", part: "of", limit }),
  newestRoot: (reads) => reads.newestRoot(),
  contactStreams: (reads) => reads.contactStreams({}),
  contactFlags: (reads) => reads.contactFlags([ada, grace]),
  contactScores: (reads) => reads.contactScores([ada, grace]),
  contacts: (reads) => reads.contacts({ limit, search: "löwe" }, "rosa"),
  contactCount: (reads) => reads.contactCount(),
  contactCards: (reads) => reads.contactCards([ada, grace], "rosa"),
  companies: (reads) => reads.companies({ limit, search: "ENGINE" }),
  company: (reads) => reads.company("engine.example"),
  companyNames: (reads) => reads.companyNames([companyIdOf(SYSTEM_KEY, "engine.example")]),
  companiesNamed: (reads) =>
    reads.companiesNamed(["engine.example", companyIdOf(SYSTEM_KEY, "engines.example"), "none.example"]),
  companyFacts: (reads) => reads.companyFacts([companyIdOf(SYSTEM_KEY, "engine.example")]),
  companyGrades: (reads) => reads.companyGrades({ companies: [companyIdOf(SYSTEM_KEY, "engine.example")], limit }),
  outbox: (reads) => reads.outbox({ limit }, "rosa"),
  outboxMessage: (reads) => reads.outboxMessage("key_m1", "rosa"),
  deadLetters: (reads) => reads.deadLetters({ limit }),
  refusedGroups: (reads) => reads.refusedGroups(),
  refusedBodies: (reads) => reads.refusedBodies({ of: { source: "website", reason: "not_json" }, limit }),
  unreadableObjects: (reads) => reads.unreadableObjects(limit),
  listStanding: (reads) => reads.listStanding(),
  databaseSizes: (reads) => reads.databaseSizes(),
  gauges: (reads) => reads.gauges(now),
} as const satisfies { readonly [Method in keyof NotedReads]: (reads: NotedReads) => ReturnType<NotedReads[Method]> };

const NOTED = "SELECT reader, contact_id AS contactId, opened FROM words_read ORDER BY reader, contact_id";
const noted = async () => (await env.EVENTS_0.prepare(NOTED).all()).results;

/** What a read returns when it finds nothing, as JSON. */
const NOTHING = ["null", "[]", '{"rows":[],"next":null}', '{"rows":[],"faults":[],"next":null}'];

const SCORE = { vertical: "general", tier: "A", composite: 8_000, roleFit: "rule", scoredAt: AT } as const;

/** Writes rows that every read finds. A list of one row has a further one. */
async function fill(): Promise<void> {
  const of = { streamId: ada, at: AT };
  const planned = { arm: "shadow", stages: ["compose"], fallback: false };
  const plan = eventAfter(GENESIS_HASH, { ...of, version: 1, type: "PlanProposed", names: planned });
  const action = { runId: "run_1", action: "initial", reason: "first_contact" };
  const names = { ...action, holdId: hold.holdId, taskId: task.taskId };
  const decided = eventAfter(plan.hash, { ...of, version: 2, type: "ActionDecided", names });
  const audit = AdminId.parse("ad_audit");
  const published = { root: "a".repeat(64), day: "2026-11-04", heads: 2 };
  const root = eventAfter(GENESIS_HASH, { streamId: audit, version: 1, type: "RootPublished", names: published });
  const more = { holds: [holdRow("second")], tasks: [taskRow("cold")] };
  await d1EventLog([env.EVENTS_0]).append([
    shipment(ada, [plan, decided], {
      holds: [hold, ...more.holds],
      tasks: [task, ...more.tasks],
      contact: flagsRow(ada, { bounced: true }),
      score: { streamId: ada, version: 1, ...SCORE, until: null, policy: "p" },
      runs: [runRow("1"), runRow("2")],
      unwritten: [unwrittenRow("1", { endedAt: AT }), unwrittenRow("2", { endedAt: AT })],
      underWay: [underWayRow("1"), underWayRow("2")],
    }),
    shipment(grace, [], { holds: [ended] }),
    shipment(audit, [root]),
  ]);
  for (const name of ["m1", "m2"]) await d1Outbox(env.EVENTS_0).put(outboxRow(name));
  for (const domain of ["engine.example", "engines.example"]) {
    const facts = [factRowOf(domain, "fact_a"), factRowOf(domain, "fact_b", { found: false })];
    await d1Crm(env.CRM).putCompany(companyModelOf(domain, { facts }));
  }
  const person = { domain: "example.com", at: AT };
  await d1Crm(env.CRM).upsertContacts([
    { ...person, id: ada, email: "ada@example.com", name: "Ada Löwe" },
    { ...person, id: grace, email: "grace@example.com", name: "Grace Löwe" },
  ]);
  const letter = {
    origin: "plan",
    reason: "retries_exhausted",
    contactId: ada,
    bodySealed: "s",
    keyId: "k",
    source: null,
  };
  const refused = { ...letter, contactId: null, source: "website", reason: "not_json" };
  for (const id of ["dl_a", "dl_b"]) {
    await d1DeadLetters([env.EVENTS_0]).put({ ...letter, id: DeadLetterId.parse(id), receivedAt: AT });
    await d1DeadLetters([env.EVENTS_0]).put({ ...refused, id: DeadLetterId.parse(`${id}_refused`), receivedAt: AT });
  }
  const entries = ["a", "b"].map((letter) => ({
    kind: "domain" as const,
    digest: letter.repeat(22),
    cause: "desk" as const,
  }));
  await d1SuppressionList(env.CRM).add(entries, 0);
  await d1UnreadableObjects(env.EVENTS_0).note({ streamId: ada, detail: "key", at: AT });
}

/** The error of a call. `expect(…).rejects` would use the promise of an RPC call twice, and its second error would be unhandled. */
const thrownBy = (call: Promise<unknown>): Promise<Error> =>
  call.then(
    () => Promise.reject(new Error("the call was answered")),
    (error: unknown) => error as Error,
  );
const messageOf = async (call: Promise<unknown>): Promise<string> => (await thrownBy(call)).message;

beforeEach(async () => {
  await reset();
  await migrate();
});

describe("the entrypoint of the desk's reads", () => {
  it("has exactly the methods of the reads", ({ expect }) => {
    const own = Object.getOwnPropertyNames(DeskReadsPort.prototype);
    expect(own.filter((name) => name !== "constructor").toSorted()).toEqual(Object.keys(CALLS).toSorted());
    expect(Object.keys(adapter).toSorted()).toEqual(Object.keys(CALLS).toSorted());
  });

  it("answers each method as the adapter does", async ({ expect }) => {
    await fill();
    for (const [method, call] of Object.entries(CALLS)) {
      const [answered, expected] = [await call(port), await call(adapter)];
      expect(answered, method).toEqual(expected);
      // Without rows the comparison would prove nothing.
      expect(NOTHING, method).not.toContain(JSON.stringify(expected instanceof Map ? [...expected] : expected));
      expect(answered instanceof Map, method).toBe(expected instanceof Map);
    }
  });

  it("answers each method as the adapter does when there is nothing", async ({ expect }) => {
    for (const [method, call] of Object.entries(CALLS)) expect(await call(port), method).toEqual(await call(adapter));
  });

  it("refuses a query that does not parse, and quotes no value", async ({ expect }) => {
    const search = "Ada Löwe".repeat(20);
    expect(await messageOf(port.contacts({ limit, search }, null))).toBe("refused: contacts 0.search:too_big");
    expect(await messageOf(port.record("ada@example.com" as never))).toBe("refused: record 0:invalid_format");
    expect(await messageOf(port.openHolds({ limit: 101, now }, null))).toBe("refused: openHolds 0.limit:too_big");
  });

  it("notes whose words a reader was given, before it answers, and nobody where no reader is named", async ({
    expect,
  }) => {
    await fill();
    await port.openHolds({ limit, now }, null);
    await port.contactCards([ada], null);
    expect(await noted()).toEqual([]);
    await port.openHolds({ limit, now }, "rosa");
    await port.contactCards([ada, grace], "omar");
    await port.contactCards([ada], "omar");
    await port.outboxMessage("key_m1", "omar");
    expect(await noted()).toEqual([
      { reader: "omar", contactId: ada, opened: 1 },
      ...((await adapter.contactCards([grace])).size > 0 ? [{ reader: "omar", contactId: grace, opened: 0 }] : []),
      { reader: "rosa", contactId: ada, opened: 0 },
    ]);
    await env.EVENTS_0.prepare("ALTER TABLE words_read RENAME TO elsewhere").run();
    expect(await messageOf(port.contactCards([ada], "rosa"))).toMatch(/^failed: contactCards/);
    await env.EVENTS_0.prepare("ALTER TABLE elsewhere RENAME TO words_read").run();
  });

  it("reads nothing while SHARDS says another number than the log was installed with", async ({
    expect,
    onTestFinished,
  }) => {
    await env.EVENTS_0.prepare("INSERT INTO installation (only, shard, shards) VALUES (1, 0, 1)").run();
    const wrong = { ...env, SHARDS: "2", EVENTS_1: env.CRM } as unknown as ContactsEnv;
    // An isolate makes its reads once: this test has its own, and the next one as well.
    vi.resetModules();
    onTestFinished(() => void vi.resetModules());
    const fresh = (await import("./desk-reads-port.ts")) as { DeskReadsPort: typeof DeskReadsPort };
    const reads = new fresh.DeskReadsPort(createExecutionContext(), wrong);
    await expect(reads.openSources()).rejects.toThrow("installation_differs");
  });

  it("treats a hostile search as text", async ({ expect }) => {
    await fill();
    for (const search of ["' OR 1=1 --", "%", "*", "löwe\u0000"])
      expect(await port.contacts({ limit, search }, null)).toEqual({ rows: [], next: null });
  });

  it("names a database that does not answer, and quotes no value of the query", async ({ expect }) => {
    await env.CRM.prepare("ALTER TABLE contacts RENAME TO elsewhere").run();
    const thrown = await thrownBy(port.contacts({ limit, search: "Ada Löwe" }, null));
    expect(thrown.message).toMatch(/^failed: contacts Error(:\w+)*$/);
    expect(JSON.stringify({ ...thrown })).not.toMatch(/löwe/i);
    expect(thrown.cause).toBeUndefined();
    await env.CRM.prepare("ALTER TABLE elsewhere RENAME TO contacts").run();
    expect(await port.contacts({ limit, search: "Ada Löwe" }, null)).toEqual({ rows: [], next: null });
  });
});
