// Reads the runs that wait too long for a stage or a provider, over all databases of the log. The objects' alarms ship their rows
// (domain/contact/under-way-rows.ts). How a model's last call for the step ended is looked up in the events of the page's runs.
import { getTableColumns, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { WaitingRun } from "../schema/under-way.ts";
import { checkedPage, unchecked } from "./checked-rows.ts";
import { UnderWayKey, type UnderWayQuery } from "./desk-queries.ts";
import type { DeskReads } from "./desk-reads.ts";
import { runsUnderWay as table } from "./events/schema.ts";
import { isAfter, pageOf } from "./keyset.ts";
import { mergedPage } from "./sharded-hold-reads.ts";

const keyOf = ({ beganAt, runId }: WaitingRun) => ({ beganAt, runId });

const UNDER_WAY = {
  table: "runs_under_way",
  shape: WaitingRun,
  key: UnderWayKey,
  idOf: ({ runId }: WaitingRun) => runId,
} as const;

/** The desk's read of these runs. `shards` are the EVENTS databases in order. */
export function underWayReads(shards: readonly D1Database[]): Pick<DeskReads, "runsUnderWay"> {
  return {
    async runsUnderWay(query) {
      const pages = await Promise.all(shards.map((database) => pageIn(database, query)));
      return checkedPage(mergedPage(pages, query.limit, keyOf, "ascending"), UNDER_WAY);
    },
  };
}

async function pageIn(database: D1Database, { limit, after }: UnderWayQuery) {
  const found = await drizzle(database)
    .select({
      ...getTableColumns(table),
      // The names are written out, because a column of a query over one table is rendered without its table. From the stream's newest event back to the one that moved the run to its step.
      modelOutcome: sql<string | null>`(SELECT body ->> '$.payload.outcome' FROM events
        WHERE events.stream_id = runs_under_way.stream_id AND events.version > runs_under_way.step_version AND type = 'LlmCalled'
          AND body ->> '$.payload.runId' = runs_under_way.run_id ORDER BY events.version DESC LIMIT 1)`,
    })
    .from(table)
    .where(isAfter([table.beganAt, table.runId], after && [after.beganAt, after.runId]))
    .orderBy(table.beganAt, table.runId)
    .limit(limit + 1);
  return pageOf(unchecked<WaitingRun>(found), limit, keyOf);
}
