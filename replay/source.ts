// The port from which replay reads a log: a database, an export file or memory. It has no method to write. The adapters for databases and files
// are in cli/sources/.
import type { Sealed } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import type { EventRow } from "../schema/shipment.ts";

/** One whole stream, with its rows in the order of the source. The rows are unchecked: verify.ts and chain.ts check them. */
export interface StreamRows {
  readonly streamId: StreamId;
  readonly rows: readonly EventRow[];
  /** Opened sealed content by version, when the source has it (an export with `--open`). */
  readonly openedWords?: ReadonlyMap<number, Sealed>;
}

export interface StreamQuery {
  readonly ids?: readonly StreamId[];
  /** `ct_`: contacts only; `co_`: companies only; `ad_`: administrative streams only. */
  readonly prefix?: "ct_" | "co_" | "ad_";
}

export interface LogSource {
  /**
   * Streams in ascending order of their ids, one in memory at a time. Administrative streams (`ad_`) and
   * companies (`co_`) are before contacts (`ct_`), so that one pass has read all policies, suppressions and facts before the decisions that used them.
   */
  streams(query?: StreamQuery): AsyncIterable<StreamRows>;
}

/** The key of a contact's sealed words; null when the caller does not have it. */
export type Keys = (streamId: StreamId) => Uint8Array | null;
export const noKeys: Keys = () => null;

export const isRequested = (streamId: StreamId, { ids, prefix }: StreamQuery): boolean =>
  (ids === undefined || ids.includes(streamId)) && (prefix === undefined || streamId.startsWith(prefix));

export const byId = (a: { readonly streamId: string }, b: { readonly streamId: string }): number =>
  a.streamId < b.streamId ? -1 : Number(a.streamId > b.streamId);

export function memorySource(rows: readonly EventRow[]): LogSource {
  const streams = [...Map.groupBy(rows, ({ streamId }) => streamId)]
    .map(([streamId, own]) => ({ streamId, rows: own }))
    .toSorted(byId);
  return {
    async *streams(query = {}) {
      for (const stream of streams) if (isRequested(stream.streamId, query)) yield stream;
    },
  };
}
