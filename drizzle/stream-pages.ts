// Reads the events of one stream from its end, a page at a time.
import type { StreamId } from "../schema/ids.ts";
import { EventRow } from "../schema/shipment.ts";
import { eventColumns, rowOf } from "../schema/stored-row.ts";
import { databaseOf } from "./database-of.ts";

export interface StreamPages {
  /** At most `limit` events before the version `before`, newest first; from the head when it is null. Throws when the database does not answer. */
  before(streamId: StreamId, before: number | null, limit: number): Promise<readonly EventRow[]>;
}

const BEFORE = `SELECT ${eventColumns()} FROM events
  WHERE stream_id = ?1 AND version < coalesce(?2, 9223372036854775807) ORDER BY version DESC LIMIT ?3`;

/** `shards` are the EVENTS databases in order. */
export const d1StreamPages = (shards: readonly D1Database[]): StreamPages => ({
  async before(streamId, before, limit) {
    const { results } = await databaseOf(shards, streamId).prepare(BEFORE).bind(streamId, before, limit).all();
    return EventRow.array().parse(results.map(rowOf));
  },
});
