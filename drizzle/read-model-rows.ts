// Writes read-model rows that were derived from the events of a stream again. Such rows are right as long as no event was
// appended since the events were read; each statement checks this. Deriving the rows from the events is in
// domain/contact/rows.ts.
import { getTableConfig } from "drizzle-orm/sqlite-core";
import * as z from "zod";
import type { StreamId } from "../schema/ids.ts";
import type {
  ClassComparisonRow,
  ContactRow,
  HoldRow,
  PlanComparisonRow,
  ReportRow,
  RunRow,
  ScoreRow,
  TaskRow,
  UnwrittenRow,
} from "../schema/shipment.ts";
import {
  classComparisons,
  contactFlags,
  contactScores,
  holds,
  planComparisons,
  reports,
  runs,
  tasks,
  unwrittenRuns,
} from "./events/schema.ts";
import { jsonParameters } from "./json-parameters.ts";
import { replaceDifferingRows } from "./json-sql.ts";
import { restoreListRevisions } from "./list-revisions.ts";
import { restorePeople } from "./people.ts";
import { type Recounted, restoreSpend } from "./model-spend.ts";
import { databaseOf } from "./database-of.ts";

/** The tables that can be rebuilt from the log. */
const TABLES = {
  holds,
  tasks,
  contact_flags: contactFlags,
  plan_comparisons: planComparisons,
  contact_scores: contactScores,
  runs,
  reports,
  class_comparisons: classComparisons,
  unwritten_runs: unwrittenRuns,
} as const;
export type ReadModelTable = keyof typeof TABLES;
export const READ_MODEL_TABLES = [
  "holds",
  "tasks",
  "contact_flags",
  "plan_comparisons",
  "contact_scores",
  "runs",
  "reports",
  "class_comparisons",
  "unwritten_runs",
] as const satisfies readonly ReadModelTable[];

/** A stream and the version of its last event. */
export interface StreamHeight<Id extends string = StreamId> {
  readonly streamId: Id;
  /** 0 for a stream without events. */
  readonly version: number;
}

/** The read-model rows of one stream. */
export interface StreamModels {
  readonly holds: readonly HoldRow[];
  readonly tasks: readonly TaskRow[];
  readonly contact: ContactRow | null;
  readonly comparisons: readonly PlanComparisonRow[];
  readonly score: ScoreRow | null;
  readonly runs: readonly RunRow[];
  readonly reports: readonly ReportRow[];
  readonly classes: readonly ClassComparisonRow[];
  readonly unwritten: readonly UnwrittenRow[];
}

export interface RowKey {
  readonly key: string;
  /** The row's stream id, unchecked: a row that was changed by hand may have any text. */
  readonly streamId: string;
}

export interface ReadModelRows {
  /** Replaces the rows of a stream by `rows`, and returns how many were different. Null when events were appended: then nothing was written. */
  restore(stream: StreamHeight, rows: StreamModels): Promise<number | null>;
  /** The rows of one database after a key, in the order of their keys. */
  keysAfter(
    table: ReadModelTable,
    query: { readonly shard: number; readonly after: string; readonly limit: number },
  ): Promise<readonly RowKey[]>;
  /** Deletes rows that follow from no event, and returns how many. Deletes none when events were appended. */
  remove(
    table: ReadModelTable,
    query: { readonly shard: number; readonly keys: readonly string[]; readonly stream: StreamHeight<string> },
  ): Promise<number>;
  /** Makes again from the events of one database: the counts of model calls, the revisions of the suppression list, the people and tokens. */
  recount(shard: number): Promise<Recounted>;
}

/** The condition that no event was appended to the stream since its events were read. */
const UNMOVED = "(SELECT coalesce(max(version), 0) FROM events WHERE stream_id = ?2) = ?3";
const HEIGHT = "SELECT coalesce(max(version), 0) AS version FROM events WHERE stream_id = ?1";

interface KeySql {
  /** The key of a row as one text: of several columns it is a JSON array. */
  readonly text: string;
  readonly columns: string;
  readonly order: string;
  /** The columns of the key in the parameter `?1`, before the first row the empty text. */
  readonly after: string;
  /** The columns of one key in a list of keys. */
  readonly listed: string;
}

function keyOf(table: ReadModelTable): KeySql {
  const { columns, primaryKeys } = getTableConfig(TABLES[table]);
  const several = primaryKeys[0]?.columns.map(({ name }) => name);
  if (!several) {
    const name = columns.find(({ primary }) => primary)?.name ?? "";
    return { text: name, columns: name, order: name, after: "?1", listed: "value" };
  }
  return {
    text: `json_array(${several.join(", ")})`,
    columns: `(${several.join(", ")})`,
    order: several.join(", "),
    after: `(${several.map((_, index) => `CASE ?1 WHEN '' THEN '' ELSE ?1 ->> ${index} END`).join(", ")})`,
    listed: several.map((_, index) => `value ->> ${index}`).join(", "),
  };
}

/** The SQL text contains only names of tables and columns from this file. Input is always bound as a parameter. */
const SQL = Object.fromEntries(
  READ_MODEL_TABLES.map((table) => {
    const key = keyOf(table);
    return [
      table,
      {
        restore: replaceDifferingRows(TABLES[table], UNMOVED),
        keys: `SELECT ${key.text} AS key, stream_id AS streamId FROM ${table} WHERE ${key.columns} > ${key.after} ORDER BY ${key.order} LIMIT ?2`,
        remove: `DELETE FROM ${table} WHERE ${key.columns} IN (SELECT ${key.listed} FROM json_each(?1)) AND ${UNMOVED}`,
      },
    ];
  }),
) as Readonly<Record<ReadModelTable, { readonly restore: string; readonly keys: string; readonly remove: string }>>;

const Height = z.object({ version: z.int() });
const RowKeys = z.array(z.object({ key: z.string(), streamId: z.string() }));

/** `shards` are the EVENTS databases in order. */
export function d1ReadModelRows(shards: readonly D1Database[]): ReadModelRows {
  const databaseAt = (shard: number): D1Database => {
    const database = shards[shard];
    if (database === undefined) throw new Error(`there is no database ${shard}`);
    return database;
  };
  return {
    async restore({ streamId, version }, rows) {
      const database = databaseOf(shards, streamId);
      const own = {
        holds: rows.holds,
        tasks: rows.tasks,
        contact_flags: rows.contact ? [rows.contact] : [],
        plan_comparisons: rows.comparisons,
        contact_scores: rows.score ? [rows.score] : [],
        runs: rows.runs,
        reports: rows.reports,
        class_comparisons: rows.classes,
        unwritten_runs: rows.unwritten,
      };
      const statements = READ_MODEL_TABLES.flatMap((table) =>
        jsonParameters(own[table]).map((text) => database.prepare(SQL[table].restore).bind(text, streamId, version)),
      );
      const [height, ...written] = await database.batch([database.prepare(HEIGHT).bind(streamId), ...statements]);
      if (Height.parse(height?.results[0]).version !== version) return null;
      return written.reduce((sum, { meta }) => sum + meta.changes, 0);
    },
    async keysAfter(table, { shard, after, limit }) {
      const { results } = await databaseAt(shard).prepare(SQL[table].keys).bind(after, limit).all();
      return RowKeys.parse(results);
    },
    async remove(table, { shard, keys, stream }) {
      const { meta } = await databaseAt(shard)
        .prepare(SQL[table].remove)
        .bind(JSON.stringify(keys), stream.streamId, stream.version)
        .run();
      return meta.changes;
    },
    async recount(shard) {
      const database = databaseAt(shard);
      const counts = [
        await restoreSpend(database),
        await restoreListRevisions(database),
        await restorePeople(database),
      ];
      return {
        changed: counts.reduce((sum, { changed }) => sum + changed, 0),
        removed: counts.reduce((sum, { removed }) => sum + removed, 0),
      };
    },
  };
}
