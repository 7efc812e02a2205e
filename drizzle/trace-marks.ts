// Stores up to which version the traces of each stream were sent, and finds streams with newer events. Sending traces is not here.
import * as z from "zod";
import { ContactId } from "../schema/ids.ts";
import { traces } from "./events/schema.ts";
import { jsonParameters } from "./json-parameters.ts";
import { replaceDifferingRows } from "./json-sql.ts";

// `events` has no index by time, because an index would cost a row for every event. So this query jumps from stream to stream, as `headsAfter` does,
// and compares each head with the stream's mark: a few rows are read for a stream of any length. Administrative streams are left out.
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
/** A contact's stream with events after the last one that was sent. */
export type GrownStream = z.infer<typeof GrownStream>;
const Found = z.strictObject({ looked: count, last: ContactId.nullable(), grown: z.string() });

export interface TraceMark {
  readonly streamId: ContactId;
  /** The version of the last event that was sent. */
  readonly version: number;
  /** How often in a row sending the events after `version` failed. */
  readonly tries: number;
}

export interface GrownPage {
  /** The number of streams that were compared with their marks. */
  readonly looked: number;
  /** The streams with unsent events, in ascending order of stream ids. */
  readonly grown: readonly GrownStream[];
  /** The id after which the next page begins; null for the last page. */
  readonly next: string | null;
}

export interface TraceMarks {
  /** Of the `limit` streams after `after`: those with unsent events whose last event is at `since` or later. */
  grownAfter(query: { readonly after: string; readonly limit: number; readonly since: string }): Promise<GrownPage>;
  /** Stores the marks of streams. */
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
