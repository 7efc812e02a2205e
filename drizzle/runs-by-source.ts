// Counts the runs that began on a day by their source, from the rows of the numbers: the key of `runs` begins with the time, so a day is one range.
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
