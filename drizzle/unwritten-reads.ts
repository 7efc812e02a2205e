// Reads the runs that ended without a message, over all databases of the log. The objects ship their rows (domain/contact/unwritten-rows.ts).
import { and, desc, eq, getTableColumns, isNotNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { ListedUnwritten } from "../schema/listed-unwritten.ts";
import { checkedPage, unchecked } from "./checked-rows.ts";
import { UnwrittenKey, type UnwrittenQuery } from "./desk-queries.ts";
import type { DeskReads } from "./desk-reads.ts";
import { unwrittenRuns as table } from "./events/schema.ts";
import { isBefore, isIn, pageOf } from "./keyset.ts";
import { mergedPage } from "./sharded-hold-reads.ts";

const keyOf = ({ endedAt, runId }: ListedUnwritten) => ({ endedAt, runId });

const UNWRITTEN = {
  table: "unwritten_runs",
  shape: ListedUnwritten,
  key: UnwrittenKey,
  idOf: ({ runId }: ListedUnwritten) => runId,
} as const;

/** The desk's reads of these runs. `shards` are the EVENTS databases in order. */
export function unwrittenReads(shards: readonly D1Database[]): Pick<DeskReads, "unwrittenRuns"> {
  return {
    async unwrittenRuns(query) {
      const pages = await Promise.all(shards.map((database) => pageIn(database, query)));
      return checkedPage(mergedPage(pages, query.limit, keyOf, "descending"), UNWRITTEN);
    },
  };
}

async function pageIn(database: D1Database, { reason, contactIds, hasRevisit, limit, after }: UnwrittenQuery) {
  const isNext = isBefore([table.endedAt, table.runId], after && [after.endedAt, after.runId]);
  const found = await drizzle(database)
    .select({
      ...getTableColumns(table),
      skipReason: ofPlan("$.payload.skipReason"),
      skipUntil: ofPlan("$.payload.until"),
    })
    .from(table)
    .where(
      and(
        isNext,
        reason && eq(table.reason, reason),
        contactIds && isOf(contactIds),
        hasRevisit && isNotNull(table.revisitOn),
      ),
    )
    .orderBy(desc(table.endedAt), desc(table.runId))
    .limit(limit + 1);
  return pageOf(unchecked<ListedUnwritten>(found), limit, keyOf);
}

/**
 * What the plan of the run says, where it is the reason. The plan is found from the event that ended the run back over the few events of the run: `runs`
 * has it too, but no index by run. The names are written out, because a column of a query over one table is rendered without its table.
 */
const ofPlan = (path: string) =>
  sql<string | null>`CASE WHEN unwritten_runs.reason = 'plan_skip' THEN (SELECT body ->> ${path} FROM events
    WHERE events.stream_id = unwritten_runs.stream_id AND events.version < unwritten_runs.version AND type = 'PlanProposed'
      AND body ->> '$.payload.runId' = unwritten_runs.run_id ORDER BY events.version DESC LIMIT 1) END`;

/** The table has no index by contact: a run's key begins with the time of one of the contact's events. */
const isOf = (contactIds: readonly string[]) =>
  sql`${isIn(table.streamId, contactIds)} AND ${table.endedAt} IN (
    SELECT body ->> '$.at' FROM events WHERE stream_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)})))`;
