// Reads what the gauges of the installation show (schema/gauges.ts). Every statement reads a bounded number of rows by an index, whatever the log has: a
// monitor asks every minute.
import * as z from "zod";
import { type GaugeReadings, MOST_COUNTED, type QueueReading } from "../schema/gauges.ts";
import type { Queue } from "../schema/lists.ts";
import { DAY_MS } from "../schema/time.ts";
import { databaseSizes } from "./database-sizes.ts";
import { d1ModelSpend } from "./model-spend.ts";

/** What the platform says of a queue: https://developers.cloudflare.com/queues/configuration/javascript-apis/. */
export interface QueueMeter {
  readonly queue: Queue;
  metrics(): Promise<{ readonly backlogCount: number; readonly oldestMessageTimestamp?: Date }>;
}

// The newest letters are counted: no index has those that wait, because almost all do.
const LETTERS = `SELECT count(*) FILTER (WHERE redriven_at IS NULL) AS waiting, count(*) FILTER (WHERE received_at > ?1) AS lastDay
  FROM (SELECT redriven_at, received_at FROM dead_letters WHERE source IS NULL ORDER BY received_at DESC, id DESC LIMIT ?2)`;
const REFUSED = `SELECT count(*) AS refused
  FROM (SELECT 1 FROM dead_letters WHERE source IS NOT NULL AND redriven_at IS NULL LIMIT ?1)`;
const UNREADABLE = "SELECT count(*) AS unreadable FROM (SELECT 1 FROM unreadable_objects LIMIT ?1)";

/** A snoozed hold waits for a day that a person chose. Of the oldest holds so many are looked at; where all are snoozed, none counts as waiting. */
const OLDEST_HOLDS = 50;
const HOLD = `SELECT min(opened_at) AS openedAt
  FROM (SELECT opened_at, snoozed_until FROM holds WHERE state = 'open' ORDER BY opened_at, hold_id LIMIT ?2)
  WHERE snoozed_until IS NULL OR snoozed_until <= ?1`;

const Letters = z.tuple([
  z.object({ waiting: z.int(), lastDay: z.int() }),
  z.object({ refused: z.int() }),
  z.object({ unreadable: z.int() }),
]);
const Oldest = z.object({ openedAt: z.string().nullable() });

/** The reads of the gauges. `shards` are the EVENTS databases in order; letters and unreadable objects are in the first. What does not answer hides nothing else. */
export const gaugeReads = (shards: readonly D1Database[], crm: D1Database, queues: readonly QueueMeter[]) => ({
  async gauges(now: string): Promise<GaugeReadings> {
    const [databases, letters, hold, spend, ...readings] = await Promise.all([
      databaseSizes(shards, crm),
      lettersIn(shards[0], now).catch(() => null),
      oldestHold(shards, now).catch(() => null),
      d1ModelSpend(shards)
        .read(now.slice(0, DAY_CHARACTERS))
        .catch(() => null),
      ...queues.map(readingOf),
    ]);
    return { databases, queues: readings, letters, hold, spend };
  },
});
/** The date part of an ISO time in UTC. */
const DAY_CHARACTERS = 10;

async function lettersIn(first: D1Database | undefined, now: string): Promise<GaugeReadings["letters"]> {
  if (!first) return null;
  const dayBefore = new Date(Date.parse(now) - DAY_MS).toISOString();
  const answers = await first.batch([
    first.prepare(LETTERS).bind(dayBefore, MOST_COUNTED),
    first.prepare(REFUSED).bind(MOST_COUNTED),
    first.prepare(UNREADABLE).bind(MOST_COUNTED),
  ]);
  const [letters, refused, unreadable] = Letters.parse(answers.map(({ results }) => results[0]));
  return { ...letters, ...refused, ...unreadable };
}

async function oldestHold(shards: readonly D1Database[], now: string): Promise<GaugeReadings["hold"]> {
  const found = await Promise.all(
    shards.map(async (shard) => Oldest.parse(await shard.prepare(HOLD).bind(now, OLDEST_HOLDS).first())),
  );
  const [openedAt = null] = found.flatMap((one) => one.openedAt ?? []).toSorted();
  return { openedAt };
}

async function readingOf(meter: QueueMeter): Promise<QueueReading> {
  const { queue } = meter;
  try {
    const { backlogCount, oldestMessageTimestamp: oldest } = await meter.metrics();
    const oldestAt = backlogCount > 0 && oldest ? new Date(oldest).toISOString() : null;
    return { queue, known: true, waiting: backlogCount, oldestAt };
  } catch {
    return { queue, known: false, waiting: 0, oldestAt: null };
  }
}
