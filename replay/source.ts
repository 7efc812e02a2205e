// Where a log is read from, whatever holds it: a database, an export file, memory. Nothing here can write.
import type { Sealed } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";

/** One whole stream, its rows in the order in which the source has them. What is wrong with a row is for whoever reads it to say. */
export interface StreamRows {
  readonly streamId: StreamId;
  readonly rows: readonly EventRow[];
  /** What events say under their seals, by version, where the source has it opened. */
  readonly says?: ReadonlyMap<number, Sealed>;
}

export interface StreamQuery {
  readonly ids?: readonly StreamId[];
  /** Contacts only, or administrative streams only. */
  readonly prefix?: "ct_" | "ad_";
}

export interface LogSource {
  /**
   * Streams in ascending order of their ids, one in memory at a time. Administrative streams (`ad_`) come before contacts (`ct_`), so
   * that one pass knows policies and suppressions before it meets what was decided by them.
   */
  streams(query?: StreamQuery): AsyncIterable<StreamRows>;
}

/** The key of a contact's sealed words; null when there is none, or when it may not be used. */
export type Keys = (streamId: StreamId) => Uint8Array | null;
export const noKeys: Keys = () => null;

export const isAsked = (streamId: StreamId, { ids, prefix }: StreamQuery): boolean =>
  (ids === undefined || ids.includes(streamId)) && (prefix === undefined || streamId.startsWith(prefix));

export const byId = (a: { readonly streamId: string }, b: { readonly streamId: string }): number =>
  a.streamId < b.streamId ? -1 : Number(a.streamId > b.streamId);

export function memorySource(rows: readonly EventRow[]): LogSource {
  const streams = [...Map.groupBy(rows, ({ streamId }) => streamId)]
    .map(([streamId, own]) => ({ streamId, rows: own }))
    .toSorted(byId);
  return {
    async *streams(query = {}) {
      for (const stream of streams) if (isAsked(stream.streamId, query)) yield stream;
    },
  };
}
