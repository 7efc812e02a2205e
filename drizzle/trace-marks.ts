// How far the traces of each stream were sent, beside the log they are made of.
import { z } from "zod";
import { ContactId } from "../schema/ids.ts";
import { traces } from "./events/schema.ts";
import { jsonParameters } from "./json-parameters.ts";
import { replaceDifferingRows } from "./json-sql.ts";

// There is no index by time, and one would cost a row for every event. So this goes from stream to stream, as `headsAfter` does, and looks at the
// mark of each: a few rows read a stream, however long it is, and only those that have grown come back. Administrative streams are left out.
const GROWN = `
  WITH RECURSIVE streams (stream_id) AS (
    SELECT min(stream_id) FROM events WHERE stream_id > ?1 AND stream_id > 'ct_' AND stream_id < 'ct\`'
    UNION ALL
    SELECT (SELECT min(stream_id) FROM events WHERE events.stream_id > streams.stream_id AND events.stream_id < 'ct\`')
      FROM streams WHERE stream_id IS NOT NULL
    LIMIT ?2)
  SELECT count(*) AS looked, max(events.stream_id) AS last,
         json_group_array(json_object('streamId', events.stream_id, 'head', events.version,
           'sent', coalesce(traces.version, 0), 'tries', coalesce(traces.tries, 0)))
           FILTER (WHERE events.version > coalesce(traces.version, 0) AND events.body ->> '$.at' >= ?3) AS grown
    FROM streams JOIN events ON events.stream_id = streams.stream_id LEFT JOIN traces ON traces.stream_id = streams.stream_id
   WHERE events.version = (SELECT max(version) FROM events WHERE events.stream_id = streams.stream_id)`;
const MARK = replaceDifferingRows(traces, "true");

const count = z.int().min(0);
const GrownStream = z.strictObject({ streamId: ContactId, head: count, sent: count, tries: count });
/** A contact's stream that has events later than what was sent of it. */
export type GrownStream = z.infer<typeof GrownStream>;
const Found = z.strictObject({ looked: count, last: ContactId.nullable(), grown: z.string() });

export interface TraceMark {
  readonly streamId: ContactId;
  /** The last event that was sent. */
  readonly version: number;
  /** How often what follows it could not be sent. */
  readonly tries: number;
}

export interface GrownPage {
  /** How many streams were looked at. */
  readonly looked: number;
  /** In ascending order of their ids. */
  readonly grown: readonly GrownStream[];
  /** After which id the next page begins; null when this one is the last. */
  readonly next: string | null;
}

export interface TraceMarks {
  /** Of the `limit` streams after `after`: those that have grown, the last time at `since` or later. */
  grownAfter(query: { readonly after: string; readonly limit: number; readonly since: string }): Promise<GrownPage>;
  mark(marks: readonly TraceMark[]): Promise<void>;
}

/** The marks of one database of the log. */
export const d1TraceMarks = (database: D1Database): TraceMarks => ({
  async grownAfter({ after, limit, since }) {
    const row = await database.prepare(GROWN).bind(after, limit, since).first();
    const { looked, last, grown } = Found.parse(row);
    const streams = z.array(GrownStream).parse(JSON.parse(grown));
    return {
      looked,
      grown: streams.toSorted((a, b) => (a.streamId < b.streamId ? -1 : 1)),
      next: looked < limit ? null : last,
    };
  },
  async mark(marks) {
    const statements = jsonParameters(marks).map((text) => database.prepare(MARK).bind(text));
    if (statements.length > 0) await database.batch(statements);
  },
});
