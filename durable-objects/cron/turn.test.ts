// Tests one turn of the cron: a job that fails does not stop the others, and the result is one log line of level info or warn.
import { memoryDispatching } from "../../testing/twins/memory-dispatching.ts";
import { memoryCronWork } from "../../testing/twins/memory-cron-work.ts";
import { LOG_SIGNER } from "../../testing/log-keys.ts";
import { logKeysOf } from "../../domain/log-keys.ts";
import { ada } from "../../testing/people.ts";
import { objectsThat } from "../../testing/contact/calls.ts";
import { it } from "vitest";
import { DATABASE_BYTES, type DatabaseSize, databaseSize, WARN_SHARE } from "../../schema/database-size.ts";
import { samplePolicy } from "../../testing/sample-policy.ts";
import type { DispatchingPorts } from "./complete-dispatching.ts";
import type { GradeAgainPorts } from "./grade-again.ts";
import type { ReconcilePorts } from "./reconcile.ts";
import type { RootPorts } from "./root.ts";
import type { ReleasedPorts } from "./sweep-released.ts";
import type { StoragePorts } from "./sample-storage.ts";
import type { SweepPorts } from "./sweep-covered.ts";
import type { PublishedRoot } from "../../domain/roots-tree.ts";
import { takeTurn } from "./turn.ts";
import type { ReadingPorts } from "./words-read.ts";

const NOW = Date.parse("2026-11-22T12:00:00.000Z");
const fails = async (): Promise<never> => {
  throw new RangeError("personal words that must not be in a log line");
};

/** A turn over an empty installation. */
function aTurn() {
  const stored = new Map<string, string>();
  const work = memoryCronWork(stored);
  const shared = { work, now: () => NOW, heads: async () => ({ heads: [], next: null }) };
  const reconcile: ReconcilePorts = {
    ...shared,
    object: objectsThat(() => ({ Compare: fails, Unlisted: fails, Record: fails })),
    head: async () => null,
    listRows: async () => ({ rows: [], highest: 0 }),
    countList: async () => ({ rows: 0, highest: 0 }),
    logRevision: async () => 0,
    receipts: async () => [],
    withoutEvent: async () => [],
    unreadable: { list: async () => [], note: fails, clear: fails },
    holdRows: fails,
    logKeys: async () => logKeysOf(),
  };
  const covered: SweepPorts = {
    ...shared,
    newestEntry: async () => 0,
    waiting: fails,
    object: objectsThat(() => ({})),
  };
  const graded: GradeAgainPorts = {
    ...shared,
    open: async () => ({ grades: [], next: null }),
    crm: { hydrate: fails },
    log: { read: fails },
    object: objectsThat(() => ({})),
    policy: samplePolicy,
  };
  const storage: StoragePorts = {
    ...shared,
    schema: async () => [],
    sizes: async () => [databaseSize("EVENTS_0", 4_096), databaseSize("CRM", 2_048)],
    lackingKeys: async () => [],
  };
  const files = {
    putPart: async () => undefined,
    compose: async () => true,
    dropParts: async () => undefined,
    publish: async () => undefined,
  };
  const published: PublishedRoot[] = [];
  const root: RootPorts = {
    ...shared,
    files,
    logKey: LOG_SIGNER.key,
    origin: "sales.example/holdpoint",
    published: async () => published,
    record: async ({ day, root: of }) => published.push({ day, root: of, checkpoint: "…" }) > 0,
  };
  const reading: ReadingPorts = {
    words: { before: async () => [], remove: fails },
    record: async () => true,
    now: shared.now,
  };
  const row = memoryDispatching();
  const dispatching: DispatchingPorts = {
    dispatching: row,
    log: { read: async () => [] },
    object: objectsThat(() => ({})),
  };
  const released: ReleasedPorts = { ...shared, dispatching: row, waiting: fails, object: objectsThat(() => ({})) };
  return { reconcile, covered, graded, dispatching, released, storage, root, reading, tracing: null };
}

it("an installation without findings is reported in one info line", async ({ expect }) => {
  expect(await takeTurn(aTurn())).toEqual({
    level: "info",
    job: "reconcile",
    heads: {
      compared: 0,
      relations: {},
      unlogged: 0,
      silent: 0,
      unsigned: 0,
      unreadable: 0,
      objectDiffers: 0,
      readModelDiffers: 0,
      streams: [],
    },
    list: { rows: 0, completed: 0, incompletable: 0, lacking: 0, trouble: null },
    covered: { checked: 0, ended: 0, silent: 0, isUnderWay: false, trouble: null },
    graded: { compared: 0, graded: 0, waiting: 0, silent: 0, isUnderWay: false, trouble: null },
    dispatching: { isStopped: false, differed: false },
    released: { woken: 0, silent: 0, isUnderWay: false },
    receipts: { receipts: 0, withoutEvent: 0, told: [] },
    storage: {
      schema: [],
      fullest: { name: "EVENTS_0", bytes: 4_096, share: 0 },
      unmeasured: [],
      keysMissing: 0,
      streams: [],
    },
    root: { day: "2026-11-22", state: "published", streams: 0 },
    reading: { recorded: 0, waiting: 0 },
    tracing: { state: "off" },
  });
});

it("a brief turn asks no object, and does the rest", async ({ expect }) => {
  const ports = aTurn();
  let asked = 0;
  const heads = async (): ReturnType<ReconcilePorts["heads"]> => {
    asked += 1;
    return { heads: [], next: null };
  };
  const report = await takeTurn({ ...ports, reconcile: { ...ports.reconcile, heads } }, true);
  expect({ asked, level: report.level, heads: report.heads }).toEqual({
    asked: 0,
    level: "info",
    heads: {
      compared: 0,
      relations: {},
      unlogged: 0,
      silent: 0,
      unsigned: 0,
      unreadable: 0,
      objectDiffers: 0,
      readModelDiffers: 0,
      streams: [],
    },
  });
  expect(report.root).toMatchObject({ state: "published" });
});

it.for(["heads", "listRows", "receipts"] as const)(
  "when the port %s fails, the other jobs run, and the line is a warning",
  async (failing, { expect }) => {
    const ports = aTurn();
    const report = await takeTurn({ ...ports, reconcile: { ...ports.reconcile, [failing]: fails } });
    expect(report.level).toBe("warn");
    const failed = Object.values(report).filter((part) => typeof part === "object" && "failed" in part);
    expect(failed).toEqual([{ failed: "RangeError" }]);
    expect(JSON.stringify(report)).not.toContain("personal");
  },
);

it("a schema that differs, and a key that is missing, give a warning", async ({ expect }) => {
  const ports = aTurn();
  const withStorage = (of: Partial<StoragePorts>) => takeTurn({ ...ports, storage: { ...ports.storage, ...of } });
  expect(await withStorage({ schema: async () => ["CRM trigger x"] })).toMatchObject({
    level: "warn",
    storage: { schema: ["CRM trigger x"] },
  });
  expect(await withStorage({ lackingKeys: async () => [ada] })).toMatchObject({
    level: "warn",
    storage: { keysMissing: 1, streams: [ada] },
  });
  expect(await withStorage({ schema: fails })).toMatchObject({ level: "warn", storage: { failed: "RangeError" } });
});

it.for([
  ["is not reached", DATABASE_BYTES * WARN_SHARE - 1, "info", 0.6999],
  ["is reached", DATABASE_BYTES * WARN_SHARE, "warn", 0.7],
  ["is passed", DATABASE_BYTES, "warn", 1],
] as const)(
  "the fullest database is named, with a warning from 70 %% on, which %s",
  async ([, bytes, level, share], { expect }) => {
    const ports = aTurn();
    const sizes = async () => [
      databaseSize("EVENTS_0", 4_096),
      databaseSize("EVENTS_1", bytes),
      databaseSize("CRM", 1_000_000),
    ];
    const report = await takeTurn({ ...ports, storage: { ...ports.storage, sizes } });
    expect(report).toMatchObject({ level, storage: { fullest: { name: "EVENTS_1", bytes, share }, unmeasured: [] } });
  },
);

it("a database that does not say how full it is gives a warning with its name, and the others are compared", async ({
  expect,
}) => {
  const ports = aTurn();
  const turnWith = (...sizes: readonly DatabaseSize[]) =>
    takeTurn({ ...ports, storage: { ...ports.storage, sizes: async () => sizes } });
  expect(await turnWith(databaseSize("EVENTS_0", null), databaseSize("CRM", 2_048))).toMatchObject({
    level: "warn",
    storage: { fullest: { name: "CRM" }, unmeasured: ["EVENTS_0"] },
  });
  expect(await turnWith(databaseSize("CRM", null))).toMatchObject({ level: "warn", storage: { fullest: null } });
});

it("a root that waits for the log, and a root that cannot be made, give a warning", async ({ expect }) => {
  const ports = aTurn();
  const withRecord = (record: RootPorts["record"]) => takeTurn({ ...ports, root: { ...ports.root, record } });
  expect((await withRecord(async () => false)).level).toBe("warn");
  expect((await withRecord(fails)).root).toEqual({ failed: "RangeError" });
});

it("a list entry that the turn completed gives a warning, because recording its event failed before", async ({
  expect,
}) => {
  const ports = aTurn();
  const row = {
    revision: 1,
    op: "add",
    kind: "address",
    digest: "a".repeat(22),
    cause: "complaint",
    by: null,
    at: "2026-11-22T08:00:00.000Z",
  } as const;
  const report = await takeTurn({
    ...ports,
    reconcile: {
      ...ports.reconcile,
      listRows: async ({ after }) => ({ rows: after === 0 ? [row] : [], highest: 1 }),
      countList: async () => ({ rows: 1, highest: 1 }),
      object: objectsThat(() => ({
        Compare: fails,
        Unlisted: async ({ revisions }) => revisions,
        Record: async () => ({ logged: true, version: 1, refusal: null }),
      })),
    },
  });
  expect([report.level, report.list]).toEqual([
    "warn",
    { rows: 1, completed: 1, incompletable: 0, lacking: 0, trouble: null },
  ]);
});

it("a day of reading whose event the log does not accept, and reads that cannot be counted, give a warning", async ({
  expect,
}) => {
  const ports = aTurn();
  const words = { before: async () => [{ day: "2026-11-21", by: "rosa", contacts: 1, opened: 1 }], remove: fails };
  const waits = await takeTurn({ ...ports, reading: { ...ports.reading, words, record: async () => false } });
  expect([waits.level, waits.reading]).toEqual(["warn", { recorded: 0, waiting: 1 }]);
  const failed = await takeTurn({ ...ports, reading: { ...ports.reading, words: { ...words, before: fails } } });
  expect([failed.level, failed.reading]).toEqual(["warn", { failed: "RangeError" }]);
});
