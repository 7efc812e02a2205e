// The desk's reads in D1, put together from the modules that read holds, comparisons, mail, contacts, records, unreadable objects and sizes.
import { checkedHoldReads } from "./checked-hold-reads.ts";
import { companyGradeReads } from "./company-grade-reads.ts";
import { companyReads } from "./company-reads.ts";
import { comparisonReads } from "./comparison-reads.ts";
import { contactReads } from "./contact-reads.ts";
import { contactStreams } from "./contact-streams.ts";
import { databaseSizeReads } from "./database-sizes.ts";
import type { DeskReads } from "./desk-reads.ts";
import { gapReads } from "./gap-reads.ts";
import { gaugeReads, type QueueMeter } from "./gauge-reads.ts";
import { holdReads } from "./hold-reads.ts";
import { d1InstallationKeys } from "./installation-keys.ts";
import { listStandingReads } from "./list-standing.ts";
import { scoreReads } from "./listed-scores.ts";
import { mailReads } from "./mail-reads.ts";
import { numberReads } from "./number-reads.ts";
import { planReads } from "./plan-reads.ts";
import { refusedReads } from "./refused-reads.ts";
import { recordReads } from "./record-reads.ts";
import { shardedHoldReads } from "./sharded-hold-reads.ts";
import { suppressionReads } from "./suppression-reads.ts";
import { underWayReads } from "./under-way-reads.ts";
import { unreadableReads } from "./unreadable-objects.ts";
import { unwrittenReads } from "./unwritten-reads.ts";

/** `shards` are the EVENTS databases in order. The outbox, the dead letters and the unreadable objects are in the first. `queues`: those whose age the gauges tell. */
export function d1DeskReads(
  shards: readonly D1Database[],
  crm: D1Database,
  queues: readonly QueueMeter[] = [],
): DeskReads {
  const [first] = shards;
  if (!first) throw new Error("the log has no database");
  return {
    ...checkedHoldReads(shardedHoldReads(shards.map(holdReads))),
    ...gapReads(shards),
    ...comparisonReads(shards),
    ...planReads(shards),
    ...suppressionReads(crm),
    ...unwrittenReads(shards),
    ...underWayReads(shards),
    ...numberReads(shards),
    ...mailReads(first),
    ...refusedReads(first),
    ...unreadableReads(first),
    ...contactReads(shards, crm),
    ...companyReads(crm),
    ...companyGradeReads(shards),
    ...scoreReads(shards),
    ...recordReads(shards),
    ...contactStreams(shards),
    ...listStandingReads(shards, crm),
    ...databaseSizeReads(shards, crm),
    ...gaugeReads(shards, crm, queues),
    systemFingerprint: async () => (await d1InstallationKeys(first).read()).get("SYSTEM_KEY") ?? "",
  };
}
