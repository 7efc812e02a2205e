// Reads the comparisons of shadow plans with the rules' decisions, over all databases of the log. The database's trigger writes them
// (events/0009_plan_comparisons.sql).
import { and, count, desc, eq, gte, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { type ComparisonResult, PlanComparisonRow } from "../schema/shipment.ts";
import { checkedPage, unchecked } from "./checked-rows.ts";
import { ComparisonKey, type ComparisonsQuery } from "./desk-queries.ts";
import type { ComparedDay, DeskReads } from "./desk-reads.ts";
import { planComparisons as table } from "./events/schema.ts";
import { isBefore, pageOf } from "./keyset.ts";
import { mergedPage } from "./sharded-hold-reads.ts";

const DAY = sql<string>`substr(${table.at}, 1, 10)`;
const keyOf = ({ at, runId }: PlanComparisonRow) => ({ at, runId });

const COMPARISONS = {
  table: "plan_comparisons",
  shape: PlanComparisonRow,
  key: ComparisonKey,
  idOf: ({ runId }: PlanComparisonRow) => runId,
} as const;

const RESULTS = { agrees: "agrees", differs: "differs", no_plan: "noPlan" } as const satisfies Record<
  ComparisonResult,
  keyof ComparedDay
>;

/** The desk's reads of comparisons. `shards` are the EVENTS databases in order. */
export function comparisonReads(shards: readonly D1Database[]): Pick<DeskReads, "planComparisons" | "comparedDays"> {
  return {
    async planComparisons(query) {
      const pages = await Promise.all(shards.map((database) => pageIn(database, query)));
      return checkedPage(mergedPage(pages, query.limit, keyOf, "descending"), COMPARISONS);
    },
    async comparedDays(since) {
      const found = (await Promise.all(shards.map((database) => daysIn(database, since)))).flat();
      return [...Map.groupBy(found, ({ day }) => day)]
        .map(([day, own]) => {
          const counts = { agrees: 0, differs: 0, noPlan: 0 };
          for (const { result, runs } of own) counts[RESULTS[result as ComparisonResult]] += runs;
          return { day, ...counts };
        })
        .toSorted((one, other) => (one.day < other.day ? 1 : -1));
    },
  };
}

async function pageIn(database: D1Database, { result, limit, after }: ComparisonsQuery) {
  const isNext = isBefore([table.at, table.runId], after && [after.at, after.runId]);
  const found = await drizzle(database)
    .select()
    .from(table)
    .where(and(isNext, result && eq(table.result, result)))
    .orderBy(desc(table.at), desc(table.runId))
    .limit(limit + 1);
  return pageOf(unchecked<PlanComparisonRow>(found), limit, keyOf);
}

const daysIn = async (database: D1Database, since: string) =>
  drizzle(database)
    .select({ day: DAY, result: table.result, runs: count() })
    .from(table)
    .where(gte(table.at, since))
    .groupBy(DAY, table.result);
