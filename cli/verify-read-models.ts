// Whether the rows made for reading are what the events say. A live system goes on meanwhile: what seems to differ is looked at again.
import { type Fault, faultAt } from "../replay/faults.ts";
import { compareReadModels, type ReadModels, readModelsOf } from "../replay/read-models.ts";
import type { StreamRows } from "../replay/source.ts";
import { shardOf, type StreamId } from "../schema/ids.ts";
import type { OpenedSource } from "./sources/opened-source.ts";
import type { Query } from "./sources/query.ts";
import { countRows, findRows, rowKeys } from "./sources/read-models.ts";

/** Streams whose rows are asked for together. */
const STREAMS_PER_QUESTION = 100;
/** A contact moves a few times a minute at most, so that a second look finds its events and its rows at one moment. */
const LOOKS = 3;

type Live = Pick<OpenedSource, "log" | "databases">;

const databaseOf = (databases: readonly Query[], streamId: StreamId): Query | undefined =>
  databases[shardOf(streamId, databases.length)];

/** Where the rows of one contact differ from its events. */
export async function contactReadModels({ log, databases }: Live, streamId: StreamId): Promise<readonly Fault[]> {
  const database = databaseOf(databases, streamId);
  let faults: readonly Fault[] = [];
  if (!database) return faults;
  for (let look = 0; look < LOOKS; look += 1) {
    for await (const stream of log.streams({ ids: [streamId] })) {
      const [there] = await findRows(database, [{ streamId, made: readModelsOf(stream) }]);
      if (there) faults = compareReadModels(stream, there);
    }
    if (faults.length === 0) break;
  }
  return faults;
}

export interface ReadModelCheck {
  /** Takes the next stream; faults come with one of the following calls. One that does not fold to its end says nothing of its rows. */
  readonly add: (stream: StreamRows, isFolded: boolean) => Promise<readonly Fault[]>;
  readonly end: () => Promise<readonly Fault[]>;
}

export function openReadModelCheck({ log, databases }: Live): ReadModelCheck {
  const waiting: StreamRows[] = [];
  const broken = new Set<StreamId>();
  let found = 0;

  async function compare(streams: readonly StreamRows[]): Promise<readonly Fault[]> {
    const faults: Fault[] = [];
    for (const [database, own] of Map.groupBy(streams, ({ streamId }) => databaseOf(databases, streamId))) {
      if (!database) continue;
      const wanted = own.map((stream) => ({ streamId: stream.streamId, made: readModelsOf(stream) }));
      const rows = await findRows(database, wanted);
      for (const [index, stream] of own.entries()) {
        const there = rows[index];
        if (!there) continue;
        found += there.holds.length + there.tasks.length + (there.contact ? 1 : 0) + there.comparisons.length;
        if (compareReadModels(stream, there).length > 0)
          faults.push(...(await contactReadModels({ log, databases }, stream.streamId)));
      }
    }
    return faults;
  }

  /** Rows that no event explains, where there are more than were found by what the events say. */
  async function unexplained(): Promise<readonly Fault[]> {
    const counts = await Promise.all(databases.map(countRows));
    const isMore = counts.reduce((sum, count) => sum + count, 0) > found;
    const faults: Fault[] = [];
    for (const database of isMore ? databases : []) {
      for await (const page of rowKeys(database)) {
        const known = await keysOf([...new Set(page.map(({ streamId }) => streamId))]);
        for (const { key, streamId } of page) {
          if (!known.has(key) && !broken.has(streamId))
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
    add: async (stream, isFolded) => {
      if (!stream.streamId.startsWith("ct_")) return [];
      if (!isFolded) {
        broken.add(stream.streamId);
        return [];
      }
      waiting.push(stream);
      return waiting.length < STREAMS_PER_QUESTION ? [] : compare(waiting.splice(0));
    },
    end: async () => [...(await compare(waiting.splice(0))), ...(await unexplained())],
  };
}

const keysIn = ({ holds, tasks, contact, comparisons }: ReadModels): readonly string[] => [
  ...holds.map(({ holdId }) => `holds.${holdId}`),
  ...tasks.map(({ taskId }) => `tasks.${taskId}`),
  ...(contact ? [`contact_flags.${contact.streamId}`] : []),
  ...comparisons.map(({ runId }) => `plan_comparisons.${runId}`),
];
