// The port to the event log: append and read. It is append-only because it has no method to change or delete an event. The D1 adapter is in
// d1-event-log.ts.
import type { StreamId } from "../schema/ids.ts";
import type { EventRow, Shipment } from "../schema/shipment.ts";

/** A shipped event that differs from the log's event of the same version. The log keeps the first one, and a person must investigate. */
export interface LogConflict {
  readonly streamId: StreamId;
  readonly version: number;
  /** The hash that the shipped event has, or that the event before it has at the object. */
  readonly expected: string;
  /** The hash of the log's event. */
  readonly found: string;
}

/**
 * Streams whose events could not be appended now and may be later: their shard did not answer, or the log lacks the previous event
 * (`events_gap`). `reason` is for a log line: it has codes only, and no data of the events.
 */
export interface LogFailure {
  readonly shard: number;
  readonly reason: string;
  readonly streamIds: readonly StreamId[];
}

/** The result of an append. Each stream is listed once. */
export interface AppendReport {
  /** Streams whose shipped events are all in the log, from this append or an earlier one. */
  readonly appended: readonly StreamId[];
  readonly conflicts: readonly LogConflict[];
  readonly failed: readonly LogFailure[];
}

export interface EventLog {
  /**
   * Appends events with their read-model rows and keys: for each stream either all of it or nothing. An equal repeat writes nothing.
   * A failure is reported in the answer and never thrown; it affects only its stream or its shard.
   */
  append(shipments: readonly Shipment[]): Promise<AppendReport>;
  /** A stream's events in order, from version `from` to version `to`. Throws when the shard does not answer. */
  read(query: {
    readonly streamId: StreamId;
    readonly from?: number;
    readonly to?: number;
  }): Promise<readonly EventRow[]>;
}
