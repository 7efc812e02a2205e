// Reads holds and tasks from one database. The rows of its lists are as stored: reading over all databases is in sharded-hold-reads.ts,
// and the check of the rows in checked-hold-reads.ts, after the pages of all databases are one.
import { and, asc, count, desc, eq, getTableColumns, gt, isNull, lte, or, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { HoldRow, TaskRow } from "../schema/shipment.ts";
import { type ListedHold, ListedScore } from "../schema/shown-score.ts";
import { unchecked } from "./checked-rows.ts";
import {
  type EndedHoldsQuery,
  type EndedKey,
  type OpenHoldKey,
  type OpenHoldsQuery,
  type OpenTasksQuery,
  type TaskKey,
} from "./desk-queries.ts";
import type { DeskReads, Page } from "./desk-reads.ts";
import { contactScores, holds, tasks } from "./events/schema.ts";
import { isAfter, isAfterIn, isBefore, pageOf } from "./keyset.ts";
import { SCORE, TIER, tierIn } from "./listed-scores.ts";

// These conditions are written exactly as in the partial indexes: with the state as a bound parameter, SQLite would not use the
// indexes.
const IS_OPEN = sql`${holds.state} = 'open'`;
const IS_ENDED = sql`${holds.state} NOT IN ('open', 'confirmed')`;

/** The reads, whose lists have their rows as stored: a row may not fit its type. */
export interface HoldReads extends Pick<DeskReads, "openSources" | "hold" | "task"> {
  openHolds(query: OpenHoldsQuery): Promise<Page<ListedHold, OpenHoldKey>>;
  endedHolds(query: EndedHoldsQuery): Promise<Page<HoldRow, EndedKey>>;
  openTasks(query: OpenTasksQuery): Promise<Page<TaskRow, TaskKey>>;
}

/** The reads of holds and tasks in one database. */
export function holdReads(database: D1Database): HoldReads {
  const typed = drizzle(database);
  return {
    async openHolds(query) {
      const { limit, order } = query;
      const found = await typed
        .select({ ...getTableColumns(holds), score: SCORE })
        .from(holds)
        .leftJoin(contactScores, eq(contactScores.streamId, holds.streamId))
        .where(and(IS_OPEN, isNextOpen(query), ...filtersOf(query)))
        // By tier the open holds are read as a whole, because no index has their tiers.
        .orderBy(...(order === "tier" ? [asc(TIER)] : []), asc(holds.openedAt), asc(holds.holdId))
        .limit(limit + 1);
      return pageOf(unchecked<ListedHold>(found), limit, openKeyIn(order));
    },
    openSources: async () =>
      typed
        .select({ source: holds.source, holds: count(), oldest: sql<string>`min(${holds.openedAt})` })
        .from(holds)
        .where(IS_OPEN)
        .groupBy(holds.source)
        .orderBy(sql`min(${holds.openedAt})`),
    async endedHolds({ contactId, limit, after }) {
      const isNext = isBefore([holds.endedAt, holds.holdId], after && [after.endedAt, after.holdId]);
      const found = await typed
        .select()
        .from(holds)
        .where(and(IS_ENDED, isNext, contactId && eq(holds.streamId, contactId)))
        .orderBy(desc(holds.endedAt), desc(holds.holdId))
        .limit(limit + 1);
      return pageOf(unchecked<HoldRow>(found), limit, ({ endedAt, holdId }) => ({ endedAt: endedAt ?? "", holdId }));
    },
    async hold(id) {
      const found = await typed
        .select({ ...getTableColumns(holds), score: SCORE })
        .from(holds)
        .leftJoin(contactScores, eq(contactScores.streamId, holds.streamId))
        .where(eq(holds.holdId, id))
        .get();
      if (!found) return null;
      const { score, ...row } = found;
      // A row that was changed by hand may not fit. It is returned as it is, because the hold's page only compares it.
      return { ...(HoldRow.safeParse(row).data ?? (row as HoldRow)), score: ListedScore.parse(score) };
    },
    async openTasks({ contactId, limit, after }) {
      const isNext = isAfter([tasks.raisedAt, tasks.taskId], after && [after.raisedAt, after.taskId]);
      const found = await typed
        .select()
        .from(tasks)
        .where(and(isNull(tasks.closedAt), isNext, contactId && eq(tasks.streamId, contactId)))
        .orderBy(asc(tasks.raisedAt), asc(tasks.taskId))
        .limit(limit + 1);
      return pageOf(unchecked<TaskRow>(found), limit, ({ raisedAt, taskId }) => ({ raisedAt, taskId }));
    },
    async task(id) {
      const row = await typed.select().from(tasks).where(eq(tasks.taskId, id)).get();
      return row ? TaskRow.parse(row) : null;
    },
  };
}

/** The key of an open hold in a list of this order. The parts are in the order in which they are compared. */
export const openKeyIn =
  (order: OpenHoldsQuery["order"]) =>
  ({ openedAt, holdId, score }: ListedHold): OpenHoldKey =>
    order === "tier" ? { tier: tierIn(score), openedAt, holdId } : { openedAt, holdId };

function isNextOpen({ order, after }: OpenHoldsQuery) {
  if (order !== "tier") return isAfter([holds.openedAt, holds.holdId], after && [after.openedAt, after.holdId]);
  // A key of the other order has no tier, and names no place in this one.
  if (!after || !("tier" in after)) return undefined;
  return isAfterIn([TIER, holds.openedAt, holds.holdId], [after.tier, after.openedAt, after.holdId]);
}

function filtersOf({ kind, action, assignedTo, snoozed, contactId, source, now }: OpenHoldsQuery) {
  return [
    kind && eq(holds.kind, kind),
    action && eq(holds.action, action),
    assignedTo === null ? isNull(holds.assignedTo) : assignedTo && eq(holds.assignedTo, assignedTo),
    snoozed === "only" ? gt(holds.snoozedUntil, now) : undefined,
    snoozed === "hide" ? or(isNull(holds.snoozedUntil), lte(holds.snoozedUntil, now)) : undefined,
    contactId && eq(holds.streamId, contactId),
    source && eq(holds.source, source),
  ].map((filter) => filter || undefined);
}
