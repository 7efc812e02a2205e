// The rows of webhook sources in the CRM, and what was over their budgets. They are read by the ports and the door, and written after their event.
import * as z from "zod";
import { SourceRow } from "../schema/sources.ts";
import { sources } from "./crm/schema.ts";
import { replaceDifferingRows, replaceOlderRows } from "./json-sql.ts";

export interface SourceRows {
  /** All sources, by their names. */
  all(): Promise<readonly SourceRow[]>;
  /** The highest version of a row; 0 without one. */
  version(): Promise<number>;
  /** Makes the rows exactly these. Returns how many rows were written or removed. */
  restore(rows: readonly SourceRow[]): Promise<number>;
}

export interface SourceOverruns {
  /** Adds bodies that were over a budget on a day (UTC), by source. */
  add(day: string, bodies: ReadonlyMap<string, number>): Promise<void>;
  /** The bodies of a day by source. */
  of(day: string): Promise<ReadonlyMap<string, number>>;
}

const SELECT = `SELECT name, type, trust, kinds, sends, makes_ids AS makesIds, labels, daily_budget AS dailyBudget, enabled, secrets, version,
  changed_at AS changedAt, changed_by AS changedBy FROM sources ORDER BY name`;
const VERSION = "SELECT coalesce(max(version), 0) AS version FROM sources";
const PUT = replaceOlderRows(sources, "version");
const RESTORE = replaceDifferingRows(sources, "true");
const REMOVE = "DELETE FROM sources WHERE name NOT IN (SELECT value ->> '$.name' FROM json_each(?1))";
const ADD = `INSERT INTO source_overruns (day, source, bodies)
  SELECT ?1, value ->> '$.source', value ->> '$.bodies' FROM json_each(?2) WHERE true
  ON CONFLICT (day, source) DO UPDATE SET bodies = bodies + excluded.bodies`;
const OVERRUNS = "SELECT source, bodies FROM source_overruns WHERE day = ?1";

const flag = z.number().transform((value) => value === 1);
const Selected = z.array(SourceRow.extend({ makesIds: flag, enabled: flag }));
const Overruns = z.array(z.object({ source: z.string(), bodies: z.int() }));

/** Writes rows whose events the log has; a row of a later event stays. */
export async function putSources(database: D1Database, rows: readonly SourceRow[]): Promise<void> {
  if (rows.length > 0) await database.prepare(PUT).bind(JSON.stringify(rows)).run();
}

export const d1SourceRows = (database: D1Database): SourceRows => ({
  all: async () => Selected.parse((await database.prepare(SELECT).all()).results),
  version: async () => (await database.prepare(VERSION).first<number>("version")) ?? 0,
  async restore(rows) {
    const text = JSON.stringify(rows);
    const results = await database.batch([REMOVE, RESTORE].map((sql) => database.prepare(sql).bind(text)));
    return results.reduce((sum, { meta }) => sum + meta.changes, 0);
  },
});

export const d1SourceOverruns = (database: D1Database): SourceOverruns => ({
  async add(day, bodies) {
    if (bodies.size === 0) return;
    const rows = [...bodies].map(([source, count]) => ({ source, bodies: count }));
    await database.prepare(ADD).bind(day, JSON.stringify(rows)).run();
  },
  async of(day) {
    const { results } = await database.prepare(OVERRUNS).bind(day).all();
    return new Map(Overruns.parse(results).map(({ source, bodies }) => [source, bodies]));
  },
});
