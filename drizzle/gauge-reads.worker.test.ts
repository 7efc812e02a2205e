// Tests the reads of the gauges in D1: what they count, that a database or a queue that does not answer hides no other, and that they read no more rows when
// there are more.
import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, it } from "vitest";
import { MOST_COUNTED } from "../schema/gauges.ts";
import { ada, holdRow, shipment } from "../testing/rows.ts";
import { migrate } from "../testing/workerd/test.ts";
import { d1EventLog } from "./d1-event-log.ts";
import { gaugeReads, type QueueMeter } from "./gauge-reads.ts";

const now = "2026-11-22T12:00:00.000Z";
const reads = gaugeReads([env.EVENTS_0], env.CRM, []);

beforeEach(async () => {
  await reset();
  await migrate();
});

/** Letters, each with a number of its own. `source`: they are refused bodies. */
const addLetters = (count: number, { source = null, redrivenAt = null, at = now }: Partial<Letter> = {}) =>
  env.EVENTS_0.prepare(
    `INSERT INTO dead_letters (id, origin, reason, key_id, received_at, source, redriven_at)
    SELECT 'dl_' || ?2 || value, 'plan', 'malformed', 'ad_month_2026-11', ?3, ?4, ?5 FROM json_each(?1)`,
  )
    .bind(
      JSON.stringify(Array.from({ length: count }, (_, n) => n)),
      `${source}${redrivenAt}${at}`,
      at,
      source,
      redrivenAt,
    )
    .run();
interface Letter {
  readonly source: string | null;
  readonly redrivenAt: string | null;
  readonly at: string;
}

const addHolds = (...holds: readonly Readonly<Parameters<typeof holdRow>>[]) =>
  d1EventLog([env.EVENTS_0]).append([shipment(ada, [], { holds: holds.map((of) => holdRow(...of)) })]);

describe("the gauges", () => {
  it("of an empty installation are nothing", async ({ expect }) => {
    expect(await reads.gauges(now)).toEqual({
      databases: [expect.objectContaining({ name: "EVENTS_0" }), expect.objectContaining({ name: "CRM" })],
      queues: [],
      letters: { waiting: 0, lastDay: 0, refused: 0, unreadable: 0 },
      hold: { openedAt: null },
      spend: [],
    });
  });

  it("count what waits, and the oldest hold that is not snoozed", async ({ expect }) => {
    await addLetters(3, { at: "2026-11-20T12:00:00.000Z" });
    await addLetters(2, { redrivenAt: now });
    await addLetters(4, { source: "website" });
    await addLetters(1, { source: "website", redrivenAt: now });
    await addHolds(
      ["snoozed", { openedAt: "2026-11-19T12:00:00.000Z", snoozedUntil: "2026-11-23T12:00:00.000Z" }],
      ["woken", { openedAt: "2026-11-20T12:00:00.000Z", snoozedUntil: "2026-11-21T12:00:00.000Z" }],
      ["newer", { openedAt: "2026-11-21T12:00:00.000Z" }],
      ["ended", { openedAt: "2026-11-01T12:00:00.000Z", state: "dismissed", endedAt: now, endedBy: "rosa" }],
    );
    await env.EVENTS_0.prepare("INSERT INTO model_spend VALUES ('2026-11-22', 'website', 2, 900, 40)").run();
    expect(await reads.gauges(now)).toMatchObject({
      letters: { waiting: 3, lastDay: 2, refused: 4, unreadable: 0 },
      hold: { openedAt: "2026-11-20T12:00:00.000Z" },
      spend: [{ source: "website", calls: 2, tokens: 900, microDollars: 40 }],
    });
  });

  it("tell the age of a queue as the platform does, and that it did not", async ({ expect }) => {
    const oldestMessageTimestamp = new Date("2026-11-22T11:00:00.000Z");
    const meters: readonly QueueMeter[] = [
      { queue: "plan", metrics: async () => ({ backlogCount: 3, oldestMessageTimestamp }) },
      { queue: "score", metrics: async () => ({ backlogCount: 0, oldestMessageTimestamp: new Date(0) }) },
      { queue: "dispatch", metrics: () => Promise.reject(new Error("no metrics")) },
    ];
    const reject = () => Promise.reject(new Error("D1_ERROR: no answer"));
    const statement: object = { bind: () => statement, run: reject, all: reject, first: reject };
    const silent = { prepare: () => statement, batch: reject } as unknown as D1Database;
    expect(await gaugeReads([silent], env.CRM, meters).gauges(now)).toMatchObject({
      databases: [
        { name: "EVENTS_0", bytes: null },
        { name: "CRM", bytes: expect.any(Number) },
      ],
      queues: [
        { queue: "plan", known: true, waiting: 3, oldestAt: "2026-11-22T11:00:00.000Z" },
        { queue: "score", known: true, waiting: 0, oldestAt: null },
        { queue: "dispatch", known: false },
      ],
      letters: null,
      hold: null,
      spend: null,
    });
  });
});

it("read a bounded number of rows, however many there are", async ({ expect }) => {
  const { counted, take } = countingRows(env.EVENTS_0);
  const rowsRead = async () => {
    await gaugeReads([counted], env.CRM, []).gauges(now);
    return take();
  };
  await addLetters(2 * MOST_COUNTED);
  await addLetters(2 * MOST_COUNTED, { source: "website" });
  await addHolds(...Array.from({ length: 120 }, (_, n) => [`h${n}`, { snoozedUntil: "2026-12-01" }] as const));
  const once = await rowsRead();
  await addLetters(4 * MOST_COUNTED, { at: "2026-11-21T00:00:00.000Z" });
  await addLetters(4 * MOST_COUNTED, { source: "crm" });
  expect(await rowsRead()).toBe(once);
  // Each counted letter is one row; of the oldest holds, fifty.
  expect(once).toBe(2 * MOST_COUNTED + 51);
});

/** The same database, which counts the rows that its statements read, as D1 bills them. */
function countingRows(database: D1Database) {
  let rows = 0;
  const noted = <T extends { readonly meta: { readonly rows_read?: number } }>(result: T): T => {
    rows += result.meta.rows_read ?? 0;
    return result;
  };
  const statementOf = (sql: string, values: readonly unknown[] = []): object => ({
    sql,
    values,
    bind: (...bound: unknown[]) => statementOf(sql, bound),
    all: async () =>
      noted(
        await database
          .prepare(sql)
          .bind(...values)
          .all(),
      ),
    run: async () =>
      noted(
        await database
          .prepare(sql)
          .bind(...values)
          .run(),
      ),
    first: async () =>
      noted(
        await database
          .prepare(sql)
          .bind(...values)
          .all(),
      ).results[0] ?? null,
  });
  const counted = {
    prepare: (sql: string) => statementOf(sql),
    batch: async (statements: readonly { readonly sql: string; readonly values: readonly unknown[] }[]) => {
      const results = await database.batch(statements.map(({ sql, values }) => database.prepare(sql).bind(...values)));
      return results.map(noted);
    },
  } as unknown as D1Database;
  return {
    counted,
    take: (): number => {
      const taken = rows;
      rows = 0;
      return taken;
    },
  };
}
