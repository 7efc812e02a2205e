// Merges the shipments of one append into one parcel for each stream. A batch of a queue may have several messages of the same contact, and each
// has its own shipment. Writing the parcels is in d1-event-log.ts.
import { GENESIS_HASH } from "../schema/events.ts";
import type { StreamId } from "../schema/ids.ts";
import type {
  ContactRow,
  EventRow,
  HoldRow,
  MovedRun,
  ReportRow,
  RunRow,
  ScoreRow,
  Shipment,
  TaskRow,
  UnderWayRow,
  UnwrittenRow,
} from "../schema/shipment.ts";
import type { LogConflict } from "./event-log.ts";

/** A shipped event, and the hash that the one before it has at the object. */
export type Linked = EventRow & { readonly prevHash: string };

/** The shipped data of one stream. */
export interface Parcel {
  readonly streamId: StreamId;
  /** The events in the order of their versions, each version once. */
  readonly events: readonly Linked[];
  readonly key: { readonly wrapped: string; readonly since: number } | null;
  /** The newest state of each row. */
  readonly holds: readonly HoldRow[];
  readonly tasks: readonly TaskRow[];
  readonly contact: ContactRow | null;
  readonly score: ScoreRow | null;
  readonly runs: readonly RunRow[];
  readonly reports: readonly ReportRow[];
  readonly unwritten: readonly UnwrittenRow[];
  readonly underWay: readonly UnderWayRow[];
  readonly moved: readonly MovedRun[];
}

export interface Gathered {
  readonly parcels: readonly Parcel[];
  /** Streams whose shipments have different events of the same version, or do not follow from one another: none of their events are appended. */
  readonly conflicts: readonly LogConflict[];
}

/** Merges shipments into one parcel for each stream. */
export function gather(shipments: readonly Shipment[]): Gathered {
  const byStream = Map.groupBy(shipments, ({ streamId }) => streamId);
  const gathered = [...byStream].map(([streamId, own]) => ({
    parcel: parcelOf(streamId, own),
    conflict: conflictWithin(own),
  }));
  return {
    parcels: gathered.filter(({ conflict }) => conflict === undefined).map(({ parcel }) => parcel),
    conflicts: gathered.flatMap(({ conflict }) => conflict ?? []),
  };
}

function parcelOf(streamId: StreamId, own: readonly Shipment[]): Parcel {
  const events = new Map(own.flatMap(linked).map((event) => [event.version, event]));
  const contacts = own.flatMap(({ contact }) => contact ?? []);
  const scores = own.flatMap(({ score }) => score ?? []);
  return {
    streamId,
    events: [...events.values()].toSorted((a, b) => a.version - b.version),
    key: newestKey(own),
    holds: newest(
      own.flatMap(({ holds }) => holds),
      ({ holdId }) => holdId,
    ),
    tasks: newest(
      own.flatMap(({ tasks }) => tasks),
      ({ taskId }) => taskId,
    ),
    contact: newest(contacts, (contact) => contact.streamId)[0] ?? null,
    score: newest(scores, (score) => score.streamId)[0] ?? null,
    runs: newest(
      own.flatMap(({ runs }) => runs),
      ({ runId }) => runId,
    ),
    reports: newest(
      own.flatMap(({ reports }) => reports),
      ({ version }) => String(version),
    ),
    unwritten: newest(
      own.flatMap(({ unwritten = [] }) => unwritten),
      ({ runId }) => runId,
    ),
    underWay: newest(
      own.flatMap(({ underWay = [] }) => underWay),
      ({ runId }) => runId,
    ),
    moved: newest(
      own.flatMap(({ moved = [] }) => moved),
      ({ runId }) => runId,
    ),
  };
}

/** The key that the log stores of these shipments: the newest. */
export function newestKey(own: readonly Shipment[]): Parcel["key"] {
  const keys = own.flatMap(({ wrappedKey: wrapped, keySince: since = 1 }) =>
    wrapped === null ? [] : { wrapped, since },
  );
  return keys.toSorted((a, b) => b.since - a.since)[0] ?? null;
}

function newest<Row extends { readonly version: number }>(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const byKey = new Map<string, Row>();
  for (const row of rows) if (row.version > (byKey.get(keyOf(row))?.version ?? 0)) byKey.set(keyOf(row), row);
  return [...byKey.values()];
}

/** The events of a shipment, each with the hash of the one before it. */
const linked = ({ events, prevHash }: Shipment): readonly Linked[] =>
  events.map((event, index) => ({ ...event, prevHash: events[index - 1]?.hash ?? prevHash }));

function conflictWithin(own: readonly Shipment[]): LogConflict | undefined {
  const events = own.flatMap(linked);
  const hashes = new Map([[0, GENESIS_HASH]]);
  for (const { streamId, version, hash } of events) {
    const found = hashes.get(version) ?? hash;
    if (found !== hash) return { streamId, version, expected: hash, found };
    hashes.set(version, hash);
  }
  for (const { streamId, version, prevHash } of events) {
    const found = hashes.get(version - 1) ?? prevHash;
    if (found !== prevHash) return { streamId, version: version - 1, expected: prevHash, found };
  }
  return undefined;
}
