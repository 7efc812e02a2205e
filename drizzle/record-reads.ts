// Reads a contact's events from the log together with its read-model rows, for code that explains or verifies a record. Nothing is checked here.
import { eq, sql } from "drizzle-orm";
import { drizzle, type DrizzleD1Database } from "drizzle-orm/d1";
import { type StreamId } from "../schema/ids.ts";
import type {
  ClassComparisonRow,
  ContactRow,
  EventRow,
  HoldRow,
  PlanComparisonRow,
  ReportRow,
  RunRow,
  ScoreRow,
  TaskRow,
  UnwrittenRow,
} from "../schema/shipment.ts";
import { EVENT_FIELDS, rowOf } from "../schema/stored-row.ts";
import type { DeskReads } from "./desk-reads.ts";
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
import { databaseOf } from "./database-of.ts";

const EVENT = {
  streamId: sql<StreamId>`stream_id`,
  version: sql<number>`version`,
  hash: sql<string>`${sql.raw(EVENT_FIELDS.hash)}`,
  body: sql<string>`body`,
  sealed: sql<string>`${sql.raw(EVENT_FIELDS.sealed)}`,
  signature: sql<string>`${sql.raw(EVENT_FIELDS.signature)}`,
};
const eventsOf = (database: DrizzleD1Database, streamId: StreamId) =>
  database
    .select(EVENT)
    .from(sql`events`)
    .where(sql`stream_id = ${streamId}`)
    .orderBy(sql`version`);

const eventRow = (selected: object): EventRow => rowOf({ ...selected }) as EventRow;

/** SELECTs the ids that the events of a stream name. The read models have no index by contact, so their rows are found by these keys. */
const namedIn = (streamId: StreamId, field: "holdId" | "taskId" | "runId") =>
  sql`(SELECT body ->> ${`$.payload.${field}`} FROM events WHERE stream_id = ${streamId})`;

/** SELECTs time and run of each event about a run: one of them began the run, and its time begins the key of the run's row. */
const beginningsIn = (streamId: StreamId) =>
  sql`(SELECT body ->> '$.at', body ->> '$.payload.runId' FROM events WHERE stream_id = ${streamId})`;
/** SELECTs the keys that the row of a message can have. */
const eventKeysIn = (streamId: StreamId) =>
  sql`(SELECT body ->> '$.at', stream_id, version FROM events WHERE stream_id = ${streamId})`;
/** SELECTs the times with which the key of a report can begin: those of the events, and the empty text. */
const timesIn = (streamId: StreamId) =>
  sql`(SELECT body ->> '$.at' FROM events WHERE stream_id = ${streamId} UNION SELECT '')`;

/**
 * `shards` are the EVENTS databases in order. Rows are returned unchecked, so that the caller can report what is wrong with them.
 */
export function recordReads(shards: readonly D1Database[]): Pick<DeskReads, "record" | "stream"> {
  const readsOf = (streamId: StreamId) => drizzle(databaseOf(shards, streamId));
  return {
    async record(contactId) {
      const typed = readsOf(contactId);
      // One batch is one transaction, so that events and rows are of the same moment.
      const [rows, ownHolds, ownTasks, [flags], comparisons, [score], ownRuns, ownReports, classes, unwritten] =
        await typed.batch([
          eventsOf(typed, contactId),
          typed
            .select()
            .from(holds)
            .where(sql`${holds.holdId} IN ${namedIn(contactId, "holdId")}`),
          typed
            .select()
            .from(tasks)
            .where(sql`${tasks.taskId} IN ${namedIn(contactId, "taskId")}`),
          typed.select().from(contactFlags).where(eq(contactFlags.streamId, contactId)),
          typed
            .select()
            .from(planComparisons)
            .where(sql`${planComparisons.runId} IN ${namedIn(contactId, "runId")}`),
          typed.select().from(contactScores).where(eq(contactScores.streamId, contactId)),
          typed
            .select()
            .from(runs)
            .where(sql`(${runs.beganAt}, ${runs.runId}) IN ${beginningsIn(contactId)}`),
          typed
            .select()
            .from(reports)
            .where(sql`${reports.beganAt} IN ${timesIn(contactId)} AND ${reports.streamId} = ${contactId}`),
          typed
            .select()
            .from(classComparisons)
            .where(
              sql`(${classComparisons.at}, ${classComparisons.streamId}, ${classComparisons.version}) IN ${eventKeysIn(contactId)}`,
            ),
          typed
            .select()
            .from(unwrittenRuns)
            .where(sql`${unwrittenRuns.endedAt} IN ${timesIn(contactId)} AND ${unwrittenRuns.streamId} = ${contactId}`),
        ]);
      return {
        rows: rows.map(eventRow),
        holds: ownHolds as HoldRow[],
        tasks: ownTasks as TaskRow[],
        contact: (flags as ContactRow | undefined) ?? null,
        comparisons: comparisons as PlanComparisonRow[],
        score: (score as ScoreRow | undefined) ?? null,
        runs: ownRuns as RunRow[],
        reports: ownReports as ReportRow[],
        classes: classes as ClassComparisonRow[],
        unwritten: unwritten as UnwrittenRow[],
      };
    },
    stream: async (streamId) => (await eventsOf(readsOf(streamId), streamId)).map(eventRow),
  };
}
