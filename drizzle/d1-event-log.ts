// The log in D1. One batch, which is one transaction, for each shard of an append; the table's triggers refuse what must not be.
import { z } from "zod";
import { shardOf, type StreamId } from "../schema/ids.ts";
import { EventRow } from "../schema/shipment.ts";
import type { AppendReport, EventLog } from "./event-log.ts";
import { contactFlags, holds, streamKeys, tasks } from "./events/schema.ts";
import { type Fault, faultOf } from "./fault.ts";
import { jsonParameters } from "./json-parameters.ts";
import { replaceOlderRows } from "./json-sql.ts";
import { gather, type Parcel } from "./parcel.ts";

const INSERT_EVENTS =
  "INSERT INTO events (stream_id, version, hash, body) SELECT value ->> '$.streamId', value ->> '$.version', value ->> '$.hash', value ->> '$.body' FROM json_each(?1)";
// A stream's key stays: what it sealed cannot be opened by another. Only a later one takes the place of the key that an erasure destroyed.
const UPSERT_KEYS = replaceOlderRows(streamKeys, "since");
const UPSERT_HOLDS = replaceOlderRows(holds, "version");
const UPSERT_TASKS = replaceOlderRows(tasks, "version");
const UPSERT_CONTACTS = replaceOlderRows(contactFlags, "version");

const SELECT_EVENTS =
  "SELECT stream_id AS streamId, version, hash, body FROM events WHERE stream_id = ?1 AND version >= ?2 ORDER BY version";
const SELECT_HASHES =
  "SELECT stream_id AS streamId, version, hash FROM json_each(?1) JOIN events ON stream_id = value ->> '$.streamId' AND version BETWEEN value ->> '$.from' AND value ->> '$.to'";

/** `shards` are the EVENTS databases in order; their number is fixed at installation. */
export function d1EventLog(shards: readonly D1Database[]): EventLog {
  const databaseOf = (streamId: StreamId): D1Database => {
    const database = shards[shardOf(streamId, shards.length)];
    if (database === undefined) throw new Error("the log has no database");
    return database;
  };
  return {
    async append(shipments) {
      const { parcels, conflicts } = gather(shipments);
      const byShard = Map.groupBy(parcels, ({ streamId }) => shardOf(streamId, shards.length));
      const reports = await Promise.all(
        [...byShard].map(([shard, own]) => appendParcels({ database: shards[shard], shard }, own)),
      );
      return joined([{ appended: [], conflicts, failed: [] }, ...reports]);
    },
    async read({ streamId, from = 1 }) {
      const { results } = await databaseOf(streamId).prepare(SELECT_EVENTS).bind(streamId, from).all();
      return z.array(EventRow).parse(results);
    },
  };
}

interface Shard {
  readonly database: D1Database | undefined;
  readonly shard: number;
}

/** Appends all parcels; if one of them cannot be, finds out which, and appends the others. */
async function appendParcels({ database, shard }: Shard, parcels: readonly Parcel[]): Promise<AppendReport> {
  const streamIds = parcels.map(({ streamId }) => streamId);
  const failure = (error: unknown): AppendReport => ({
    appended: [],
    conflicts: [],
    failed: [{ shard, reason: reasonOf(error), streamIds }],
  });
  try {
    if (database === undefined) throw new Error("no such database");
    const statements = statementsFor(database, parcels);
    if (statements.length > 0) await database.batch(statements);
    return { appended: streamIds, conflicts: [], failed: [] };
  } catch (error) {
    if (database === undefined || !isRefusal(error)) return failure(error);
    try {
      return await appendOthers({ database, shard }, parcels, error);
    } catch (second) {
      return failure(second);
    }
  }
}

async function appendOthers(
  { database, shard }: Shard & { readonly database: D1Database },
  parcels: readonly Parcel[],
  error: unknown,
): Promise<AppendReport> {
  const faults = await findFaults(database, parcels);
  const sound = parcels.filter(({ streamId }) => !faults.has(streamId));
  if (faults.size > 0)
    return joined([
      reportOf(faults, shard),
      ...(sound.length > 0 ? [await appendParcels({ database, shard }, sound)] : []),
    ]);
  // Refused for something the hashes do not show, such as an event without evidence: halve until it stands alone.
  if (parcels.length === 1) throw error;
  const half = Math.ceil(parcels.length / 2);
  const first = await appendParcels({ database, shard }, parcels.slice(0, half));
  return joined([first, await appendParcels({ database, shard }, parcels.slice(half))]);
}

function statementsFor(database: D1Database, parcels: readonly Parcel[]): D1PreparedStatement[] {
  const keys = parcels.flatMap(({ streamId, key }) => (key === null ? [] : [{ streamId, ...key }]));
  const rows: readonly (readonly [sql: string, values: readonly unknown[]])[] = [
    [INSERT_EVENTS, parcels.flatMap(({ events }) => events)],
    [UPSERT_KEYS, keys],
    [UPSERT_HOLDS, parcels.flatMap((parcel) => parcel.holds)],
    [UPSERT_TASKS, parcels.flatMap((parcel) => parcel.tasks)],
    [UPSERT_CONTACTS, parcels.flatMap(({ contact }) => contact ?? [])],
  ];
  return rows.flatMap(([sql, values]) => jsonParameters(values).map((text) => database.prepare(sql).bind(text)));
}

/** Asks the log which of these streams differ from it. */
async function findFaults(database: D1Database, parcels: readonly Parcel[]): Promise<ReadonlyMap<StreamId, Fault>> {
  const ranges = parcels.flatMap(({ streamId, events }) => {
    const [first, last] = [events[0], events.at(-1)];
    return first && last ? [{ streamId, from: first.version - 1, to: last.version }] : [];
  });
  const statements = jsonParameters(ranges).map((text) => database.prepare(SELECT_HASHES).bind(text));
  const answers = await database.batch(statements);
  const known = z.array(EventRow.omit({ body: true })).parse(answers.flatMap(({ results }) => results));
  const hashes = new Map(known.map(({ streamId, version, hash }) => [`${streamId}@${version}`, hash]));
  return new Map(
    parcels.flatMap((parcel) => {
      const fault = faultOf(parcel, (version) => hashes.get(`${parcel.streamId}@${version}`));
      return fault ? [[parcel.streamId, fault] as const] : [];
    }),
  );
}

const reportOf = (faults: ReadonlyMap<StreamId, Fault>, shard: number): AppendReport => ({
  appended: [],
  conflicts: [...faults.values()].flatMap((fault) => (fault.kind === "conflict" ? [fault.conflict] : [])),
  failed: [...faults].flatMap(([streamId, fault]) =>
    fault.kind === "refused" ? [{ shard, reason: fault.reason, streamIds: [streamId] }] : [],
  ),
});

const joined = (reports: readonly AppendReport[]): AppendReport => ({
  appended: reports.flatMap(({ appended }) => appended),
  conflicts: reports.flatMap(({ conflicts }) => conflicts),
  failed: reports.flatMap(({ failed }) => failed),
});

/** The database answered and said no, to this statement and to every repeat of it; anything else may pass. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && /SQLITE_CONSTRAINT|malformed JSON/.test(error.message);

/** An error's message may quote what it failed on, so only its class and the codes in it are told. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const codes = error.message.match(/\b(?:D1|SQLITE)_[A-Z_]+\b|\bevents_[a-z_]+\b/g) ?? [];
  return [error.name, ...new Set(codes)].join(":");
}
