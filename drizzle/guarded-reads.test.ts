// Tests the reads for a caller in another Worker: what parses is read, what does not is refused, and no error contains a value.
import { DrizzleQueryError } from "drizzle-orm";
import { describe, it } from "vitest";
import * as z from "zod";
import { samplePolicy } from "../testing/sample-policy.ts";
import { CompanyId, DeadLetterId, HoldId, RunId, TaskId } from "../schema/ids.ts";
import { ada, grace } from "../testing/rows.ts";
import type { NotedReads } from "./desk-reads.ts";
import { guardedReads } from "./guarded-reads.ts";

type Method = keyof NotedReads;
type Call = (...args: readonly unknown[]) => Promise<unknown>;

const companyId = CompanyId.parse("co_1");
const AT = "2026-11-05T09:00:00.000Z";
const ANY = { limit: 25 };

/** For each method a query with every field that it may have. */
const GOOD = {
  listStanding: [],
  databaseSizes: [],
  gauges: ["2026-11-22T12:00:00.000Z"],
  record: [ada],
  stream: ["ad_policy"],
  openHolds: [
    {
      ...ANY,
      kind: "draft",
      action: "reply",
      assignedTo: null,
      snoozed: "hide",
      contactId: ada,
      source: "website",
      now: AT,
      order: "tier",
      after: { tier: "B", openedAt: AT, holdId: HoldId.parse("hd_1") },
    },
    "rosa",
  ],
  openSources: [],
  heldGaps: [2_000],
  endedHolds: [{ ...ANY, contactId: ada, after: { endedAt: AT, holdId: HoldId.parse("hd_1") } }, null],
  hold: [HoldId.parse("hd_1")],
  openTasks: [{ ...ANY, contactId: ada, after: { raisedAt: AT, taskId: TaskId.parse("tk_1") } }],
  task: [TaskId.parse("tk_1")],
  planComparisons: [{ ...ANY, result: "differs", after: { at: AT, runId: RunId.parse("run_1") } }],
  suppressions: [{ ...ANY, kind: "domain", cause: "desk", after: { revision: 7 } }],
  systemFingerprint: [],
  runsUnderWay: [{ ...ANY, after: { beganAt: AT, runId: RunId.parse("run_1") } }],
  unwrittenRuns: [
    {
      ...ANY,
      reason: "plan_skip",
      contactIds: [ada],
      hasRevisit: true,
      after: { endedAt: AT, runId: RunId.parse("run_1") },
    },
  ],
  plans: [
    {
      ...ANY,
      arm: "shadow",
      skipReason: "not_now",
      compared: "differs",
      after: { beganAt: AT, runId: RunId.parse("run_1") },
    },
  ],
  comparedDays: ["2026-11-05"],
  numbers: [{ period: { from: "2026-11-01", to: "2026-11-30" }, by: "population", now: AT, hours: samplePolicy.hours }],
  newestRoot: [],
  countedLeads: [
    {
      ...ANY,
      period: { from: "2026-11-01", to: "2026-11-30" },
      number: "conversion",
      part: "out",
      by: "source",
      key: "Löwe' OR 1=1 --",
      after: { beganAt: AT, runId: RunId.parse("run_1") },
    },
  ],
  contactStreams: [{ after: ada }],
  contactFlags: [[ada, grace]],
  contactScores: [[ada, grace]],
  contacts: [{ ...ANY, search: "Löwe' OR 1=1 --", after: ada }, "rosa"],
  contactCount: [],
  contactCards: [[], "rosa"],
  companies: [{ ...ANY, search: "Löwe' OR 1=1 --", after: { name: "Löwe' OR 1=1 --", id: companyId } }],
  company: ["löwe.example' OR 1=1 --"],
  companyNames: [[companyId]],
  companiesNamed: [["löwe.example' OR 1=1 --", companyId]],
  companyFacts: [[companyId]],
  companyGrades: [{ companies: [companyId], limit: 20 }],
  outbox: [{ ...ANY, after: { at: AT, idempotencyKey: "hp_1" } }, "rosa"],
  outboxMessage: ["hp_1", null],
  deadLetters: [{ ...ANY, after: { receivedAt: AT, id: DeadLetterId.parse("dl_1") } }],
  refusedGroups: [],
  refusedBodies: [{ ...ANY, of: { source: "web' OR 1=1 --", reason: "not_json" } }],
  unreadableObjects: [100],
} as const satisfies Record<Method, readonly unknown[]>;
const METHODS = Object.keys(GOOD) as readonly Method[];

/** Reads that return their arguments, or do what `work` does; and the names of the methods that were called. */
function sample(work: (args: readonly unknown[]) => unknown = (args) => args, ready = async () => {}) {
  const called: string[] = [];
  const reads = Object.fromEntries(
    METHODS.map((method) => [method, async (...args: unknown[]) => (called.push(method), work(args))]),
  );
  const guarded = guardedReads(reads as unknown as NotedReads, ready);
  return { called, ask: (method: Method, ...args: readonly unknown[]) => (guarded[method] as Call)(...args) };
}

describe("a read for another Worker", () => {
  it.for(METHODS)("%s is answered with what the query asks", async (method, { expect }) => {
    const { ask, called } = sample();
    expect(await ask(method, ...GOOD[method])).toEqual(GOOD[method]);
    expect(called).toEqual([method]);
  });

  it("may leave out a field or send it undefined", async ({ expect }) => {
    const { ask } = sample();
    expect(await ask("openHolds", { limit: 1, now: AT, after: undefined, source: undefined }, null)).toMatchObject([
      { limit: 1, now: AT },
      null,
    ]);
  });

  it.for([
    ["openHolds", [], ":too_small"],
    ["openHolds", [{ ...ANY, now: AT }], ":too_small"],
    ["contactCards", [[ada], ""], "1:too_small"],
    ["openHolds", ["everything", null], "0:invalid_type"],
    ["openHolds", [{ ...ANY, now: "now; DROP TABLE holds" }, null], "0.now:invalid_format"],
    ["openHolds", [{ ...ANY, now: AT, limit: 1_000_000 }, null], "0.limit:too_big"],
    ["openHolds", [{ ...ANY, now: AT, limit: -1 }, null], "0.limit:too_small"],
    ["openHolds", [{ ...ANY, now: AT, source: "x".repeat(201) }, null], "0.source:too_big"],
    ["openHolds", [{ ...ANY, now: AT, assignedTo: { $ne: "ada" } }, null], "0.assignedTo:invalid_type"],
    ["openHolds", [{ ...ANY, now: AT, ada: "a filter of a later release" }, null], "0:unrecognized_keys"],
    ["openHolds", [{ ...ANY, now: AT, after: { openedAt: AT, holdId: "ada" } }, null], "0.after.holdId:invalid_format"],
    ["contacts", [{ ...ANY, search: "ada".repeat(40) }, null], "0.search:too_big"],
    ["contacts", [{ ...ANY, search: ["ada"] }, null], "0.search:invalid_type"],
    ["contactCards", [Array.from({ length: 501 }, () => ada), null], "0:too_big"],
    ["contactFlags", [[ada, "ada@engine.example"]], "0.1:invalid_format"],
    ["record", ["ada@engine.example"], "0:invalid_format"],
    ["record", [ada, "ada"], ":too_big"],
    ["stream", ["events"], "0:invalid_union"],
    ["comparedDays", ["2026-11-05' OR 'ada' = 'ada"], "0:invalid_format"],
    ["outboxMessage", ["ada".repeat(30), null], "0:too_big"],
    ["unreadableObjects", [Number.POSITIVE_INFINITY], "0:invalid_type"],
    ["openSources", ["ada"], ":too_big"],
  ] as const)("refuses %s of %o and quotes no value", async ([method, args, where], { expect }) => {
    const { ask, called } = sample();
    await expect(ask(method, ...args)).rejects.toThrow(new Error(`refused: ${method} ${where}`));
    expect(called).toEqual([]);
  });
});

describe("a read that fails", () => {
  const personal = new DrizzleQueryError(
    "select * from contacts where instr(lower(name), ?) > 0",
    ["ada löwe"],
    new Error("D1_ERROR: no such table: contacts: SQLITE_ERROR"),
  );
  it.for([
    ["its database does not answer", personal, "Error:D1_ERROR:SQLITE_ERROR"],
    ["the platform fails", new TypeError("ada löwe"), "TypeError"],
    ["a row does not parse", z.object({ name: z.literal("ada löwe") }).safeParse({}).error, "row name:invalid_value"],
    ["something was thrown that is no error", "ada löwe", "unknown"],
  ] as const)("has the reason, without a value, when %s", async ([, cause, reason], { expect }) => {
    const { ask } = sample(() => {
      throw cause;
    });
    const thrown = await ask("contacts", ANY, null).catch((error: unknown) => error);
    expect(thrown).toEqual(new Error(`failed: contacts ${reason}`));
    expect(thrown).not.toHaveProperty("cause");
  });

  it("is not begun, and has the whole reason, when the databases must not be read", async ({ expect }) => {
    const reason = "installation_differs: EVENTS_0 was installed as 0 of 1, and SHARDS says 2";
    const { ask, called } = sample(undefined, () => Promise.reject(new Error(reason)));
    await expect(ask("openSources")).rejects.toThrow(reason);
    expect(called).toEqual([]);
  });
});
