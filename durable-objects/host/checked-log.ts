// The log, with a check of what is appended: the last event of each stream is signed by this Worker's key, each event has the hash of its text after
// the event before it, and is of a writer and in a kind of stream that its type allows. What fails was not written by the stream's object. It is refused alone; the other streams append.
import * as z from "zod";
import type { EventLog, LogFailure } from "../../drizzle/event-log.ts";
import { streamPrefixOf } from "../../schema/administrative-events.ts";
import { EventType } from "../../schema/events.ts";
import { shardOf, type StreamId } from "../../schema/ids.ts";
import { Writer } from "../../schema/lists.ts";
import { chainHash } from "../../domain/contact/record.ts";
import { hasSigned } from "../../schema/log-signature.ts";
import type { EventRow, Shipment } from "../../schema/shipment.ts";
import { WRITERS } from "../../schema/writers.ts";

interface Checks {
  /** The public keys that sign for this Worker: its own, and during a rotation the one before it. */
  readonly keys: readonly string[];
  /** The number of databases of the log. */
  readonly shards: number;
}

/** The same log, which appends only what the objects of this Worker have written. */
export const checkedLog = (log: EventLog, { keys, shards }: Checks): EventLog => ({
  read: (query) => log.read(query),
  async append(shipments) {
    const refused = shipments.flatMap((shipment): LogFailure[] => {
      const reason = refusalOf(shipment, keys);
      return reason ? [{ shard: shardOf(shipment.streamId, shards), reason, streamIds: [shipment.streamId] }] : [];
    });
    const streams = new Set<StreamId>(refused.flatMap(({ streamIds }) => streamIds));
    const sound = shipments.filter(({ streamId }) => !streams.has(streamId));
    if (sound.length === 0) return { appended: [], conflicts: [], failed: refused };
    const report = await log.append(sound);
    return { ...report, failed: [...report.failed, ...refused] };
  },
});

/** Why a shipment is refused; null when it is not. */
function refusalOf(
  { streamId, events, prevHash }: Shipment,
  keys: readonly string[],
): "unsigned_tail" | "hash_wrong" | "writer_not_allowed" | null {
  const head = events.at(-1);
  if (!head) return null;
  const { signature } = head;
  if (signature === null || !keys.some((key) => hasSigned(key, head, signature))) return "unsigned_tail";
  const follows = (row: EventRow, index: number): boolean =>
    row.hash === chainHash(events[index - 1]?.hash ?? prevHash, row);
  if (!events.every(follows)) return "hash_wrong";
  return events.every((row) => isAllowed(row, streamId)) ? null : "writer_not_allowed";
}

const Written = z.object({ type: EventType, writer: Writer });

function isAllowed({ body }: EventRow, streamId: StreamId): boolean {
  try {
    const { type, writer } = Written.parse(JSON.parse(body));
    return WRITERS[type].includes(writer) && streamId.startsWith(streamPrefixOf(type));
  } catch {
    return false;
  }
}
