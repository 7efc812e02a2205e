// Compares the read models in the databases with the events. A remote system may be working during the check, so a contact that seems to differ is
// read again before a fault is reported. A local log is read at one moment.
import { type Fault, faultAt } from "../replay/faults.ts";
import { compareReadModels, type ReadModels, readModelsOf } from "../replay/read-models.ts";
import { type Keys, noKeys, type StreamRows } from "../replay/source.ts";
import { shardOf, type StreamId } from "../schema/ids.ts";
import type { OpenedSource } from "./sources/opened-source.ts";
import type { Query } from "./sources/query.ts";
import { countRows, findRows, rowKeys } from "./sources/read-models.ts";

/** The number of streams whose rows are read with one query. */
const STREAMS_PER_QUERY = 100;
/**
 * The number of times that a contact is read before a fault is reported. A contact changes a few times a minute at most, so a
 * second read sees events and rows of the same moment.
 */
const READS = 3;

type LiveLog = Pick<OpenedSource, "log" | "databases">;

const databaseOf = (databases: readonly Query[], streamId: StreamId): Query | undefined =>
  databases[shardOf(streamId, databases.length)];

/** The faults of one contact's read models. The words shown to reviewers are compared where `keys` has the contact's key. */
export async function contactReadModels(
  { log, databases }: LiveLog,
  streamId: StreamId,
  keys: Keys = noKeys,
): Promise<readonly Fault[]> {
  const database = databaseOf(databases, streamId);
  let faults: readonly Fault[] = [];
  if (!database) return faults;
  for (let read = 0; read < READS; read += 1) {
    for await (const stream of log.streams({ ids: [streamId] })) {
      const [stored] = await findRows(database, [{ streamId, made: readModelsOf(stream) }]);
      if (stored) faults = compareReadModels(stream, stored, keys);
    }
    if (faults.length === 0) break;
  }
  return faults;
}

export interface ReadModelCheck {
  /** Adds the next stream. Its faults may be returned by a later call. The rows of a stream with a broken chain are not compared. */
  readonly add: (stream: StreamRows, isFolded: boolean, key: Uint8Array | null) => Promise<readonly Fault[]>;
  readonly end: () => Promise<readonly Fault[]>;
}

/** Checks the read models of all streams, which the caller adds one by one. */
export function openReadModelCheck({ log, databases }: LiveLog): ReadModelCheck {
  const waiting: { readonly stream: StreamRows; readonly key: Uint8Array | null }[] = [];
  const broken = new Set<StreamId>();
  let found = 0;

  async function compare(added: typeof waiting): Promise<readonly Fault[]> {
    const faults: Fault[] = [];
    for (const [database, own] of Map.groupBy(added, ({ stream }) => databaseOf(databases, stream.streamId))) {
      if (!database) continue;
      const wanted = own.map(({ stream }) => ({ streamId: stream.streamId, made: readModelsOf(stream) }));
      const rows = await findRows(database, wanted);
      for (const [index, { stream, key }] of own.entries()) {
        const stored = rows[index];
        if (!stored) continue;
        found += keysIn(stored).length;
        const keys: Keys = () => key;
        if (compareReadModels(stream, stored, keys).length > 0)
          faults.push(...(await contactReadModels({ log, databases }, stream.streamId, keys)));
      }
    }
    return faults;
  }

  /** Faults for rows that follow from no event. They are searched only if stored are more rows than the events explain. */
  async function unexplained(): Promise<readonly Fault[]> {
    const counts = await Promise.all(databases.map(countRows));
    const isMore = counts.reduce((sum, count) => sum + count, 0) > found;
    const faults: Fault[] = [];
    for (const database of isMore ? databases : []) {
      for await (const page of rowKeys(database)) {
        const expected = await keysOf([...new Set(page.map(({ streamId }) => streamId))]);
        for (const { key, streamId } of page) {
          if (!expected.has(key) && !broken.has(streamId))
            faults.push(faultAt(streamId, null, { name: "read_model_differs", field: key, found: "a row" }));
        }
      }
    }
    return faults;
  }

  async function keysOf(ids: readonly StreamId[]): Promise<ReadonlySet<string>> {
    const keys = new Set<string>();
    for await (const stream of log.streams({ ids })) for (const key of keysIn(readModelsOf(stream))) keys.add(key);
    return keys;
  }

  return {
    add: async (stream, isFolded, key) => {
      if (!stream.streamId.startsWith("ct_")) return [];
      if (!isFolded) {
        broken.add(stream.streamId);
        return [];
      }
      waiting.push({ stream, key });
      return waiting.length < STREAMS_PER_QUERY ? [] : compare(waiting.splice(0));
    },
    end: async () => [...(await compare(waiting.splice(0))), ...(await unexplained())],
  };
}

const keysIn = ({
  holds,
  tasks,
  contact,
  comparisons,
  score,
  runs,
  reports,
  classes,
  unwritten,
}: ReadModels): readonly string[] => [
  ...holds.map(({ holdId }) => `holds.${holdId}`),
  ...tasks.map(({ taskId }) => `tasks.${taskId}`),
  ...(contact ? [`contact_flags.${contact.streamId}`] : []),
  ...comparisons.map(({ runId }) => `plan_comparisons.${runId}`),
  ...(score ? [`contact_scores.${score.streamId}`] : []),
  ...runs.map(({ runId }) => `runs.${runId}`),
  ...reports.map(({ streamId, version }) => `reports.${streamId}@${version}`),
  ...classes.map(({ streamId, version }) => `class_comparisons.${streamId}@${version}`),
  ...unwritten.map(({ runId }) => `unwritten_runs.${runId}`),
];
