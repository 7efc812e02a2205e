// The log as the rest of the system knows it: events are appended and read. That it is append-only is not a rule but a lack.
import type { StreamId } from "../schema/ids.ts";
import type { EventRow, Shipment } from "../schema/shipment.ts";

/** A stream whose event differs from the one the log has at the same place. The first stands; people have to look. */
export interface LogConflict {
  readonly streamId: StreamId;
  readonly version: number;
  /** The hash the shipment has or builds upon. */
  readonly expected: string;
  /** The hash the log has. */
  readonly found: string;
}

/**
 * Streams that are not in the log now and may be later: their shard did not answer, or (`events_gap`) the log lacks the event
 * before. `reason` is for a log line: codes, and nothing of what was to be written.
 */
export interface LogFailure {
  readonly shard: number;
  readonly reason: string;
  readonly streamIds: readonly StreamId[];
}

/** What became of each stream of an append. A stream is in it once. */
export interface AppendReport {
  /** Everything shipped is in the log, now or before. */
  readonly appended: readonly StreamId[];
  readonly conflicts: readonly LogConflict[];
  readonly failed: readonly LogFailure[];
}

export interface EventLog {
  /**
   * Appends events with their read-model rows and keys, all of a stream or nothing of it. An equal repeat writes nothing.
   * Trouble is an answer, never a throw, and stays with its stream or its shard.
   */
  append(shipments: readonly Shipment[]): Promise<AppendReport>;
  /** A stream's events in order, from version `from`. Throws when the shard does not answer. */
  read(query: { readonly streamId: StreamId; readonly from?: number }): Promise<readonly EventRow[]>;
}
