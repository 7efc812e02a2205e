// Reads the runs that ended without a message, over all databases of the log. The objects ship their rows (domain/contact/unwritten-rows.ts).
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { UnwrittenRow } from "../schema/shipment.ts";
import { checkedPage, unchecked } from "./checked-rows.ts";
import { UnwrittenKey, type UnwrittenQuery } from "./desk-queries.ts";
import type { DeskReads } from "./desk-reads.ts";
import { unwrittenRuns as table } from "./events/schema.ts";
import { isBefore, isIn, pageOf } from "./keyset.ts";
import { mergedPage } from "./sharded-hold-reads.ts";

const keyOf = ({ endedAt, runId }: UnwrittenRow) => ({ endedAt, runId });

const UNWRITTEN = {
  table: "unwritten_runs",
  shape: UnwrittenRow,
  key: UnwrittenKey,
  idOf: ({ runId }: UnwrittenRow) => runId,
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
    .select()
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
  return pageOf(unchecked<UnwrittenRow>(found), limit, keyOf);
}

/** The table has no index by contact: a run's key begins with the time of one of the contact's events. */
const isOf = (contactIds: readonly string[]) =>
  sql`${isIn(table.streamId, contactIds)} AND ${table.endedAt} IN (
    SELECT body ->> '$.at' FROM events WHERE stream_id IN (SELECT value FROM json_each(${JSON.stringify(contactIds)})))`;
