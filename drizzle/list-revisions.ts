// Reads the highest revision of the suppression list that the log has. A trigger raises it with the event that records the entry, so a list
// with a lower revision has lost entries. No code writes the table, except `restoreListRevisions`, which makes it again from the events.
import * as z from "zod";
import { DISPATCH_STREAM } from "../schema/ids.ts";
import { SECOND_MS } from "../schema/time.ts";
import type { EventLog } from "./event-log.ts";
import type { Recounted } from "./model-spend.ts";

export interface LogRevision {
  /** The revision as it was at most ten seconds ago. Throws when a database of the log does not answer. */
  read(): Promise<number>;
  /**
   * The same; when a database does not answer, the highest that was read before. For a decision after which another gate is passed
   * before anything leaves. Throws when none was read before.
   */
  recall(): Promise<number>;
  /**
   * The version of `ad_dispatch` that the log has, of the same reading: the row of the stop switch with a lower one has lost an event. Throws as `read`
   * does.
   */
  dispatching(): Promise<number>;
}

/** How long a gate goes by what it has read: a lost list is then noticed this late at most. */
const VALID_MS = 10 * SECOND_MS;

/**
 * What this isolate has read of a log and when (null: it has only appended to it), by the first database of the log. The revision is
 * only raised, so that no later answer hides a loss.
 */
const learned = new WeakMap<D1Database, Learned>();

interface Learned {
  readonly revision: number;
  readonly dispatching: number;
  readonly at: number | null;
}

const NOTHING_LEARNED: Learned = { revision: 0, dispatching: 0, at: null };

const HIGHEST = "SELECT coalesce(max(revision), 0) AS revision FROM list_revisions";
const Highest = z.strictObject({ revision: z.int().min(0) });

// The stream has one row more for each version, so its highest version is found by the key.
const LOGGED = `SELECT (SELECT coalesce(max(revision), 0) FROM list_revisions) AS revision,
  (SELECT coalesce(max(version), 0) FROM events WHERE stream_id = 'ad_dispatch') AS dispatching`;
const Logged = z.strictObject({ revision: z.int().min(0), dispatching: z.int().min(0) });

async function loggedIn(shards: readonly D1Database[]): Promise<z.infer<typeof Logged>> {
  const rows = await Promise.all(shards.map(async (shard) => Logged.parse(await shard.prepare(LOGGED).first())));
  const highest = (of: keyof z.infer<typeof Logged>): number => Math.max(0, ...rows.map((row) => row[of]));
  return { revision: highest("revision"), dispatching: highest("dispatching") };
}

/** The highest revision in the databases now. */
export async function highestRevision(shards: readonly D1Database[]): Promise<number> {
  const rows = await Promise.all(shards.map((database) => database.prepare(HIGHEST).first()));
  return Math.max(0, ...rows.map((row) => Highest.parse(row).revision));
}

/** `shards` are the EVENTS databases: each has the revisions of its own streams. */
export function d1LogRevision(shards: readonly D1Database[], now: () => number): LogRevision {
  const [first] = shards;
  if (!first) throw new Error("the log has no database");
  const readNow = async (): Promise<Learned> => {
    const found = learned.get(first);
    const age = now() - (found?.at ?? -Infinity);
    if (found && age >= 0 && age < VALID_MS) return found;
    const at = now();
    const logged = await loggedIn(shards);
    raise(first, logged);
    const read = { ...(learned.get(first) ?? NOTHING_LEARNED), at };
    learned.set(first, read);
    return read;
  };
  return {
    read: async () => (await readNow()).revision,
    dispatching: async () => (await readNow()).dispatching,
    recall: async () => {
      try {
        return (await readNow()).revision;
      } catch (cause) {
        const found = learned.get(first);
        if (!found) throw cause;
        return found.revision;
      }
    },
  };
}

const Entries = z.object({
  payload: z.object({
    revision: z.int().optional(),
    entries: z.array(z.object({ revision: z.int() })).optional(),
  }),
});

/** The same log. What it appends to the streams of the list and of the stop switch, this isolate knows at once, and not only at its next reading. */
export function learningLog(log: EventLog, [first]: readonly D1Database[]): EventLog {
  return {
    read: (query) => log.read(query),
    async append(shipments) {
      const report = await log.append(shipments);
      const listed = shipments.filter(
        ({ streamId }) => streamId.startsWith("ad_suppressions_") && report.appended.includes(streamId),
      );
      const revisions = listed.flatMap(({ events }) => events.map(({ body }) => revisionIn(body)));
      const switched = shipments.filter(
        ({ streamId }) => streamId === DISPATCH_STREAM && report.appended.includes(streamId),
      );
      const versions = switched.flatMap(({ events }) => events.map(({ version }) => version));
      if (first && revisions.length + versions.length > 0)
        raise(first, { revision: Math.max(0, ...revisions), dispatching: Math.max(0, ...versions) });
      return report;
    },
  };
}

function revisionIn(body: string): number {
  const { payload } = Entries.safeParse(JSON.parse(body)).data ?? { payload: {} };
  return Math.max(0, payload.revision ?? 0, ...(payload.entries ?? []).map(({ revision }) => revision));
}

function raise(first: D1Database, { revision, dispatching }: Omit<Learned, "at">): void {
  const before = learned.get(first) ?? NOTHING_LEARNED;
  learned.set(first, {
    revision: Math.max(before.revision, revision),
    dispatching: Math.max(before.dispatching, dispatching),
    at: before.at,
  });
}

/** Forgets what was read of a log, for one that was emptied. */
export const forgetLogRevision = (first: D1Database): void => void learned.delete(first);

const REVISION_OF = `max(
  coalesce(body ->> '$.payload.revision', 0),
  coalesce((SELECT max(value ->> '$.revision') FROM json_each(body, '$.payload.entries')), 0)
)`;
// Streams of the list are found by their id, so that the statement does not read the whole log.
const COUNTED = `SELECT stream_id, max(${REVISION_OF}) AS revision FROM events
  WHERE stream_id BETWEEN 'ad_suppressions_' AND 'ad_suppressions_g' AND type IN ('SuppressionAdded', 'SuppressionLifted')
  GROUP BY stream_id`;

/** SELECTs rows that differ from the log's events, and rows that are missing. The result is empty unless the table was changed by hand. */
export const WRONG_LIST_REVISIONS = `SELECT * FROM (SELECT stream_id, revision FROM list_revisions EXCEPT ${COUNTED})
UNION SELECT * FROM (SELECT * FROM (${COUNTED}) EXCEPT SELECT stream_id, revision FROM list_revisions)`;

const REMOVE = `DELETE FROM list_revisions WHERE stream_id NOT IN (SELECT stream_id FROM (${COUNTED}))`;
const RESTORE = `INSERT INTO list_revisions (stream_id, revision)
SELECT * FROM (SELECT * FROM (${COUNTED}) EXCEPT SELECT stream_id, revision FROM list_revisions) WHERE true
ON CONFLICT (stream_id) DO UPDATE SET revision = excluded.revision`;

/** Makes the table of one database again from its events, in one transaction. */
export async function restoreListRevisions(database: D1Database): Promise<Recounted> {
  const [removed, changed] = await database.batch([database.prepare(REMOVE), database.prepare(RESTORE)]);
  return { changed: changed?.meta.changes ?? 0, removed: removed?.meta.changes ?? 0 };
}
