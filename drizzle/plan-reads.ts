// Reads the plans of all runs, over all databases of the log: who planned, what the plan says, and what became of the run. The objects ship the rows
// of runs (domain/contact/run-rows.ts); their holds and dispatches are found by key.
import { and, desc, eq, getTableColumns, type SQL, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { alias } from "drizzle-orm/sqlite-core";
import { PlannedRun } from "../schema/planned-run.ts";
import { checkedPage, unchecked } from "./checked-rows.ts";
import { PlanKey, type PlansQuery } from "./desk-queries.ts";
import type { DeskReads } from "./desk-reads.ts";
import { contactFlags, holds, runs } from "./events/schema.ts";
import { isBefore, pageOf } from "./keyset.ts";
import { mergedPage } from "./sharded-hold-reads.ts";

const keyOf = ({ beganAt, runId }: PlannedRun) => ({ beganAt, runId });

const PLANS = {
  table: "runs",
  shape: PlannedRun,
  key: PlanKey,
  idOf: ({ runId }: PlannedRun) => runId,
} as const;

const preview = alias(holds, "preview");
const draft = alias(holds, "draft");

/** The desk's reads of plans. `shards` are the EVENTS databases in order. */
export function planReads(shards: readonly D1Database[]): Pick<DeskReads, "plans"> {
  return {
    async plans(query) {
      const pages = await Promise.all(shards.map((database) => pageIn(database, query)));
      return checkedPage(mergedPage(pages, query.limit, keyOf, "descending"), PLANS);
    },
  };
}

async function pageIn(database: D1Database, query: PlansQuery) {
  const { limit, after } = query;
  const isNext = isBefore([runs.beganAt, runs.runId], after && [after.beganAt, after.runId]);
  const found = await drizzle(database)
    .select({
      ...getTableColumns(runs),
      previewState: preview.state,
      draftState: draft.state,
      sent: sql<
        string | null
      >`CASE WHEN json_valid(${contactFlags.sends}) THEN (SELECT value FROM json_each(${contactFlags.sends}) WHERE key = ${runs.runId}) END`,
    })
    .from(runs)
    .leftJoin(preview, eq(preview.holdId, runs.previewId))
    .leftJoin(draft, eq(draft.holdId, runs.draftHoldId))
    .leftJoin(contactFlags, eq(contactFlags.streamId, runs.streamId))
    .where(and(isNext, ...filtersOf(query)))
    .orderBy(desc(runs.beganAt), desc(runs.runId))
    .limit(limit + 1);
  return pageOf(unchecked<PlannedRun>(found), limit, keyOf);
}

/**
 * Each condition is that of a partial index, so that a filter reads its own rows. Runs without a model have none: a page of theirs reads the table from
 * its newest end, past the runs that a model planned.
 */
function filtersOf({ arm, skipReason, compared }: PlansQuery): readonly (SQL | undefined)[] {
  return [
    arm === "scripted" ? sql`${runs.planArm} IS NULL AND ${runs.plan} IS NULL` : arm && eq(runs.planArm, arm),
    skipReason && eq(runs.skipReason, skipReason),
    compared && sql`${runs.compared} = ${compared}`,
    compared && compared !== "agrees" ? sql`${runs.compared} <> 'agrees'` : undefined,
  ];
}
