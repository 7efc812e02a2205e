// The log in D1: the adapter of the port in event-log.ts. An append is one batch for each shard, and a batch is one transaction. The triggers of
// the `events` table refuse conflicts and gaps.
import * as z from "zod";
import { type StreamId } from "../schema/ids.ts";
import { EventRow } from "../schema/shipment.ts";
import { eventColumns, rowOf, storedRow } from "../schema/stored-row.ts";
import { overwritten } from "./emptied.ts";
import type { AppendReport, EventLog } from "./event-log.ts";
import {
  contactFlags,
  contactScores,
  holds,
  reports,
  runs,
  streamKeys,
  runsUnderWay,
  tasks,
  unwrittenRuns,
} from "./events/schema.ts";
import { faultOf, type ParcelFault } from "./fault.ts";
import { jsonParameters } from "./json-parameters.ts";
import { insertRows, replaceOlderRows } from "./json-sql.ts";
import { gather, type Parcel } from "./parcel.ts";
import { byDatabase, databaseOf } from "./database-of.ts";

// An event that does not follow from the stored one before it gets no hash, so that the table refuses it: a row does not have the hash that it
// follows. That the events of one parcel follow from one another is checked in parcel.ts.
const INSERT_EVENTS = `INSERT INTO events (stream_id, version, hash, body, sealed, signature)
  SELECT value ->> '$.streamId', value ->> '$.version',
    CASE WHEN NOT EXISTS (SELECT 1 FROM events WHERE stream_id = value ->> '$.streamId' AND version = value ->> '$.version' - 1
      AND hash <> unhex(value ->> '$.prevHash')) THEN unhex(value ->> '$.hash') END,
    value ->> '$.body', unhex(value ->> '$.sealed'), unhex(value ->> '$.signature') FROM json_each(?1)`;
// A stream's key is kept, because only this key opens what it sealed. After an erasure, only a key with a higher `since` replaces the emptied row.
const UPSERT_KEYS = replaceOlderRows(streamKeys, "since");
// The shipment of an erasure empties what its holds showed. The old text is overwritten first: the new row need not get the old one's place.
const OVERWRITE_SHOWN = `UPDATE holds SET ${overwritten(["shown"])}
  WHERE hold_id IN (SELECT value ->> '$.holdId' FROM json_each(?1)) AND shown <> ''`;
const UPSERT_HOLDS = replaceOlderRows(holds, "version");
const UPSERT_TASKS = replaceOlderRows(tasks, "version");
const UPSERT_CONTACTS = replaceOlderRows(contactFlags, "version");
const UPSERT_SCORES = replaceOlderRows(contactScores, "version");
const UPSERT_RUNS = replaceOlderRows(runs, "version");
const UPSERT_UNWRITTEN = replaceOlderRows(unwrittenRuns, "version");
// A row of an older step goes in the transaction of the events that moved the run on. A row that was made before them and comes late is not taken: the
// log has a later event of the stream then.
const DELETE_MOVED = `DELETE FROM runs_under_way WHERE (began_at, run_id) IN (SELECT value ->> '$.beganAt', value ->> '$.runId' FROM json_each(?1))
  AND step_version < (SELECT max(value ->> '$.version') FROM json_each(?1) WHERE value ->> '$.runId' = run_id)`;
const UPSERT_UNDER_WAY = replaceOlderRows(
  runsUnderWay,
  "step_version",
  "NOT EXISTS (SELECT 1 FROM events WHERE stream_id = value ->> '$.streamId' AND version > value ->> '$.version')",
);
// A report never changes: its key has its version.
const INSERT_REPORTS = `${insertRows(reports)} ON CONFLICT DO NOTHING`;

const SELECT_EVENTS = `SELECT ${eventColumns()} FROM events WHERE stream_id = ?1 AND version BETWEEN ?2 AND ?3 ORDER BY version`;
const SELECT_HASHES = `SELECT ${eventColumns(["streamId", "version", "hash"])} FROM json_each(?1) JOIN events ON stream_id = value ->> '$.streamId' AND version BETWEEN value ->> '$.from' AND value ->> '$.to'`;

/** `shards` are the EVENTS databases in order; their number is fixed at installation. */
export function d1EventLog(shards: readonly D1Database[]): EventLog {
  return {
    async append(shipments) {
      const { parcels, conflicts } = gather(shipments);
      const byShard = byDatabase(shards, parcels, ({ streamId }) => streamId);
      const reports = await Promise.all(
        [...byShard].map(([shard, own]) => appendParcels({ database: shards[shard], shard }, own)),
      );
      return joined([{ appended: [], conflicts, failed: [] }, ...reports]);
    },
    async read({ streamId, from = 1, to = Number.MAX_SAFE_INTEGER }) {
      const { results } = await databaseOf(shards, streamId).prepare(SELECT_EVENTS).bind(streamId, from, to).all();
      return z.array(EventRow).parse(results.map(rowOf));
    },
  };
}

interface Shard {
  readonly database: D1Database | undefined;
  readonly shard: number;
}

/** Appends all parcels in one batch. When the database refuses the batch, finds the refused parcels and appends the others. */
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
  // The hashes do not show the cause (for example an event without evidence): halve the batch until the refused parcel is alone.
  if (parcels.length === 1) throw error;
  const half = Math.ceil(parcels.length / 2);
  const first = await appendParcels({ database, shard }, parcels.slice(0, half));
  return joined([first, await appendParcels({ database, shard }, parcels.slice(half))]);
}

function statementsFor(database: D1Database, parcels: readonly Parcel[]): D1PreparedStatement[] {
  const keys = parcels.flatMap(({ streamId, key }) => (key === null ? [] : [{ streamId, ...key }]));
  const holdRows = parcels.flatMap((parcel) => parcel.holds);
  const rows: readonly (readonly [sql: string, values: readonly unknown[]])[] = [
    [
      INSERT_EVENTS,
      parcels.flatMap(({ events }) => events.map(({ prevHash, ...row }) => ({ prevHash, ...storedRow(row) }))),
    ],
    [UPSERT_KEYS, keys],
    [OVERWRITE_SHOWN, holdRows.filter(({ shown }) => shown === "")],
    [UPSERT_HOLDS, holdRows],
    [UPSERT_TASKS, parcels.flatMap((parcel) => parcel.tasks)],
    [UPSERT_CONTACTS, parcels.flatMap(({ contact }) => contact ?? [])],
    [UPSERT_SCORES, parcels.flatMap(({ score }) => score ?? [])],
    [UPSERT_RUNS, parcels.flatMap((parcel) => parcel.runs)],
    [INSERT_REPORTS, parcels.flatMap((parcel) => parcel.reports)],
    [UPSERT_UNWRITTEN, parcels.flatMap((parcel) => parcel.unwritten)],
    [DELETE_MOVED, parcels.flatMap((parcel) => parcel.moved)],
    [UPSERT_UNDER_WAY, parcels.flatMap((parcel) => parcel.underWay)],
  ];
  return rows.flatMap(([sql, values]) => jsonParameters(values).map((text) => database.prepare(sql).bind(text)));
}

/** Reads the stored hashes and finds the parcels that conflict with them or leave a gap. */
async function findFaults(
  database: D1Database,
  parcels: readonly Parcel[],
): Promise<ReadonlyMap<StreamId, ParcelFault>> {
  const ranges = parcels.flatMap(({ streamId, events }) => {
    const [first, last] = [events[0], events.at(-1)];
    return first && last ? [{ streamId, from: first.version - 1, to: last.version }] : [];
  });
  const statements = jsonParameters(ranges).map((text) => database.prepare(SELECT_HASHES).bind(text));
  const answers = await database.batch(statements);
  const stored = z
    .array(EventRow.pick({ streamId: true, version: true, hash: true }))
    .parse(answers.flatMap(({ results }) => results));
  const hashes = new Map(stored.map(({ streamId, version, hash }) => [`${streamId}@${version}`, hash]));
  return new Map(
    parcels.flatMap((parcel) => {
      const fault = faultOf(parcel, (version) => hashes.get(`${parcel.streamId}@${version}`));
      return fault ? [[parcel.streamId, fault] as const] : [];
    }),
  );
}

const reportOf = (faults: ReadonlyMap<StreamId, ParcelFault>, shard: number): AppendReport => ({
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

/** Whether the database refused the statement, so that a repeat would be refused too. Any other error may be temporary. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && /SQLITE_CONSTRAINT|malformed JSON/.test(error.message);

/** The error's class and the codes in its message. The rest of the message is dropped, because it may quote personal data. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "unknown";
  const codes = error.message.match(/\b(?:D1|SQLITE)_[A-Z_]+\b|\bevents_[a-z_]+\b/g) ?? [];
  return [error.name, ...new Set(codes)].join(":");
}
