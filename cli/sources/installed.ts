// Checks that the named databases are all databases of an installation, in their order. Each database stores its number and their count; with a
// wrong list a stream would be searched in the wrong database.
import * as z from "zod";
import { CannotRun } from "../shell.ts";
import type { Query } from "./query.ts";

const SELECT_TABLE = "SELECT 1 AS there FROM sqlite_master WHERE type = 'table' AND name = 'installation'";
const SELECT_PLACE = "SELECT shard, shards FROM installation";

const Placement = z.object({ shard: z.number(), shards: z.number() });

/** The stored number of a database and their count; null when it has none, because it was never used or is of an earlier release. */
export async function placementOf(database: Query): Promise<z.infer<typeof Placement> | null> {
  const [table] = await database(SELECT_TABLE, []);
  if (!table) return null;
  const [row] = await database(SELECT_PLACE, []);
  return row === undefined ? null : Placement.parse(row);
}

/** Throws `CannotRun` when a stored number shows that these are not all of the log's databases in their order. */
export async function requireWhole(databases: readonly Query[]): Promise<void> {
  const placements = await Promise.all(databases.map(placementOf));
  for (const [index, placement] of placements.entries()) {
    if (!placement || (placement.shard === index && placement.shards === databases.length)) continue;
    throw new CannotRun(
      `This log was installed in ${many(placement.shards)}, but ${many(databases.length)} ${databases.length === 1 ? "was" : "were"} named; the database named as EVENTS_${index} is EVENTS_${placement.shard}.`,
      { advice: "Give all databases of the installation, in their order: EVENTS_0, EVENTS_1, …" },
    );
  }
}

const many = (count: number): string => (count === 1 ? "one database" : `${count} databases`);
