// The memory twin of the event log (drizzle/d1-event-log.ts), for tests and the simulator. It returns the same reports without a
// database. It stores events only, no read models.
import { shardOf, type StreamId } from "../../schema/ids.ts";
import type { EventRow } from "../../schema/shipment.ts";
import type { AppendReport, EventLog, LogConflict, LogFailure } from "../../drizzle/event-log.ts";
import { faultOf } from "../../drizzle/fault.ts";
import { gather } from "../../drizzle/parcel.ts";

interface Options {
  readonly shards?: number;
  /** Whether a shard is down: it then appends nothing and cannot be read. */
  readonly isDown?: (shard: number) => boolean;
}

export function memoryEventLog({ shards = 1, isDown = () => false }: Options = {}): EventLog {
  const streams = new Map<StreamId, Map<number, EventRow>>();
  return {
    async append(shipments): Promise<AppendReport> {
      const { parcels, conflicts } = gather(shipments);
      const report = {
        appended: [] as StreamId[],
        conflicts: [...conflicts] as LogConflict[],
        failed: [] as LogFailure[],
      };
      for (const parcel of parcels) {
        const { streamId } = parcel;
        const shard = shardOf(streamId, shards);
        const stored = streams.get(streamId) ?? new Map<number, EventRow>();
        const fault = isDown(shard) ? "down" : faultOf(parcel, (version) => stored.get(version)?.hash);
        if (fault === undefined) {
          for (const { prevHash: _, ...event } of parcel.events)
            if (!stored.has(event.version)) stored.set(event.version, event);
          streams.set(streamId, stored);
          report.appended.push(streamId);
        } else if (fault === "down" || fault.kind === "refused") {
          report.failed.push({ shard, reason: fault === "down" ? fault : fault.reason, streamIds: [streamId] });
        } else report.conflicts.push(fault.conflict);
      }
      return report;
    },
    async read({ streamId, from = 1, to = Infinity }) {
      if (isDown(shardOf(streamId, shards))) throw new Error("the shard does not answer");
      return [...(streams.get(streamId)?.values() ?? [])]
        .filter(({ version }) => version >= from && version <= to)
        .toSorted((a, b) => a.version - b.version);
    },
  };
}
