// Counts the runs that began on a day by their source, and says when the last began, from the rows of the numbers: the key of `runs` begins with the time,
// so some days are one range.
import * as z from "zod";

const COUNT = `SELECT source, count(*) AS runs FROM runs
  WHERE began_at >= ?1 AND began_at < ?2 AND source IS NOT NULL GROUP BY source`;
const Counted = z.array(z.object({ source: z.string(), runs: z.int() }));

/** The runs of a day (UTC) by source, in all databases of the log. */
export async function runsBySource(shards: readonly D1Database[], day: string): Promise<ReadonlyMap<string, number>> {
  const counts = await Promise.all(
    shards.map(async (database) =>
      // "Z" follows every time of the day.
      Counted.parse((await database.prepare(COUNT).bind(`${day}T`, `${day}Z`).all()).results),
    ),
  );
  const sums = new Map<string, number>();
  for (const { source, runs } of counts.flat()) sums.set(source, (sums.get(source) ?? 0) + runs);
  return sums;
}

const LAST = `SELECT source, max(began_at) AS at FROM runs
  WHERE began_at >= ?1 AND started_by = 'signal' AND source IS NOT NULL GROUP BY source`;
const Last = z.array(z.object({ source: z.string(), at: z.string() }));

/**
 * By source, when the last run began that a lead or a message of it began, in all databases of the log. A source without any since the day `since` (UTC)
 * is not there. Reads the rows of these days.
 */
export async function lastRunsBySource(
  shards: readonly D1Database[],
  since: string,
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    shards.map(async (database) => Last.parse((await database.prepare(LAST).bind(`${since}T`).all()).results)),
  );
  const last = new Map<string, string>();
  for (const { source, at } of found.flat()) if (at > (last.get(source) ?? "")) last.set(source, at);
  return last;
}
