// Looks at what the log stands on, in each turn: the tables and triggers of the databases, how full they are, and the keys of a page of contacts.
// Nothing here is repaired: a database without its triggers was changed by hand, and only a person can find out why.
import type { CronWork } from "../../drizzle/cron-work.ts";
import type { HeadsPage } from "../../drizzle/log-heads.ts";
import type { DatabaseSize } from "../../schema/database-size.ts";
import type { StreamId } from "../../schema/ids.ts";

export interface StoragePorts {
  readonly work: CronWork;
  readonly heads: (page: { readonly after: string; readonly limit: number }) => Promise<HeadsPage>;
  /** The parts of the databases' schemas that are not as the migrations make them. */
  readonly schema: () => Promise<readonly string[]>;
  /** How full each database is. */
  readonly sizes: () => Promise<readonly DatabaseSize[]>;
  /** Those of the streams whose key is missing although it was not destroyed. */
  readonly lackingKeys: (ids: readonly StreamId[]) => Promise<readonly StreamId[]>;
  readonly now: () => number;
}

/** For each stream three rows of the log and one key are read. */
const STREAMS_PER_TURN = 500;
/** The most entries in a log line; the counts are complete. */
const MOST_LISTED = 20;

export interface StorageFound {
  /** The first parts of the schemas that differ: `EVENTS_0 trigger events_append`. */
  readonly schema: readonly string[];
  /** The fullest database; null when none answered. */
  readonly fullest: DatabaseSize | null;
  /** The databases that did not say how full they are. */
  readonly unmeasured: readonly string[];
  readonly keysMissing: number;
  /** The first streams whose key is missing. */
  readonly streams: readonly StreamId[];
}

/** Compares the schemas, finds the fullest database, and looks at the keys of the next page of streams. */
export async function sampleStorage({
  work,
  heads,
  schema,
  sizes,
  lackingKeys,
  now,
}: StoragePorts): Promise<StorageFound> {
  const differing = await schema();
  const measured = await sizes();
  const from = await work.read("keys");
  const { heads: page, next } = await heads({ after: from ?? "", limit: STREAMS_PER_TURN });
  const contacts = page.map(({ streamId }) => streamId).filter((id) => id.startsWith("ct_"));
  const lacking = await lackingKeys(contacts);
  await work.replace({ name: "keys", from, to: next ?? "", at: new Date(now()).toISOString() });
  return {
    schema: differing.slice(0, MOST_LISTED),
    fullest: fullestOf(measured),
    unmeasured: measured.filter(({ bytes }) => bytes === null).map(({ name }) => name),
    keysMissing: lacking.length,
    streams: lacking.slice(0, MOST_LISTED),
  };
}

/** Of two equally full databases the first. */
const fullestOf = (sizes: readonly DatabaseSize[]): DatabaseSize | null =>
  sizes.filter(({ bytes }) => bytes !== null).toSorted((one, other) => (other.bytes ?? 0) - (one.bytes ?? 0))[0] ??
  null;
