// What the gauges of the sample installation are read from: a value of each state, and one that is not known.
import type { DatabaseSize } from "../../schema/database-size.ts";
import type { GaugeReadings } from "../../schema/gauges.ts";
import { Queue } from "../../schema/lists.ts";
import { ROLES_SPEND } from "../../schema/model-call.ts";
import { HOUR_MS, MINUTE_MS } from "../../schema/time.ts";
import { NOW } from "./leads.ts";

const before = (ms: number): string => new Date(Date.parse(NOW) - ms).toISOString();

export const sampleReadings = (databases: readonly DatabaseSize[]): GaugeReadings => ({
  databases,
  queues: Queue.options.map((queue) => ({
    queue,
    known: queue !== "dispatch",
    waiting: queue === "plan" ? 3 : 0,
    oldestAt: queue === "plan" ? before(12 * MINUTE_MS) : null,
  })),
  letters: { waiting: 2, lastDay: 1, refused: 3, unreadable: 0 },
  hold: { openedAt: before(80 * HOUR_MS) },
  spend: [
    { source: "website", calls: 40, tokens: 61_000, microDollars: 5_200 },
    { source: ROLES_SPEND, calls: 3, tokens: 420_000, microDollars: 900 },
  ],
});
