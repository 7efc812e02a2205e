// Checks that the number of databases (SHARDS) is the one that the log was installed with, before the log is read or written. Each database
// stores the number; with another number a stream would be read from and written to the wrong database.
import * as z from "zod";
import { shardOf } from "../schema/ids.ts";
import { d1EventLog, reasonOf } from "./d1-event-log.ts";
import { learningLog } from "./list-revisions.ts";
import type { AppendReport, EventLog, LogFailure } from "./event-log.ts";

const SELECT = "SELECT shard, shards FROM installation";
const INSERT = "INSERT INTO installation (only, shard, shards) VALUES (1, ?1, ?2)";

const Placement = z.strictObject({ shard: z.int(), shards: z.int() });
type Placement = z.infer<typeof Placement>;

/** The databases that must not be used now: the reason by the number of the database. */
type Faults = ReadonlyMap<number, string>;
const NO_FAULT: Faults = new Map();

/**
 * The lists of databases that passed the check: their count by their first database. One check is enough, because a stored number
 * never changes.
 */
const passed = new WeakMap<D1Database, number>();

/** The log in these databases. A database whose stored number differs from their count is neither read nor written. */
export function installedLog(databases: readonly D1Database[]): EventLog {
  const log = learningLog(d1EventLog(databases), databases);
  const homeOf = ({ streamId }: { readonly streamId: Parameters<typeof shardOf>[0] }) =>
    shardOf(streamId, databases.length);
  return {
    async append(shipments) {
      const faults = await faultsOf(databases);
      if (faults.size === 0) return log.append(shipments);
      const sound = shipments.filter((one) => !faults.has(homeOf(one)));
      const report: AppendReport =
        sound.length > 0 ? await log.append(sound) : { appended: [], conflicts: [], failed: [] };
      const refused = [...faults].flatMap(([shard, reason]): LogFailure[] => {
        const streamIds = shipments.filter((one) => homeOf(one) === shard).map(({ streamId }) => streamId);
        return streamIds.length === 0 ? [] : [{ shard, reason, streamIds: [...new Set(streamIds)] }];
      });
      return { ...report, failed: [...report.failed, ...refused] };
    },
    async read(query) {
      const reason = (await faultsOf(databases)).get(homeOf(query));
      if (reason !== undefined) throw new Error(reason);
      return log.read(query);
    },
  };
}

/** Throws with the reason unless all these databases answer and their stored number equals their count. */
export async function requireInstalled(databases: readonly D1Database[]): Promise<void> {
  const [reason] = (await faultsOf(databases)).values();
  if (reason !== undefined) throw new Error(reason);
}

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

/** Wraps an object of read functions, so that each of them first calls `requireInstalled`. */
export const whenInstalled = <Reads extends object>(databases: readonly D1Database[], reads: Reads): Reads =>
  Object.fromEntries(
    Object.entries(reads as Methods).map(([name, read]) => [
      name,
      async (...args: readonly unknown[]) => {
        await requireInstalled(databases);
        return read(...args);
      },
    ]),
  ) as Reads;

async function faultsOf(databases: readonly D1Database[]): Promise<Faults> {
  const [first] = databases;
  const shards = databases.length;
  if (first && passed.get(first) === shards) return NO_FAULT;
  const standings = await Promise.all(databases.map((database, shard) => standingOf(database, { shard, shards })));
  const differing = standings.find(({ kind }) => kind === "differs");
  if (differing) return new Map(standings.map((_, shard) => [shard, differing.reason]));
  // A new database gets its number only when every other database has answered and none differs.
  const haveAllAnswered = standings.every(({ kind }) => kind !== "silent");
  const settled = await Promise.all(
    databases.map(async (database, shard) => {
      const standing = standings[shard] ?? SILENT;
      if (standing.kind !== "new") return standing;
      return haveAllAnswered ? stored(database, { shard, shards }) : SILENT;
    }),
  );
  const faults = new Map(
    settled.flatMap(({ kind, reason }, shard) => (kind === "agrees" ? [] : [[shard, reason] as const])),
  );
  if (first && faults.size === 0) passed.set(first, shards);
  return faults;
}

/** The state of a database: `new` has no number yet; `silent` did not answer, or is new while another one did not answer. */
interface Standing {
  readonly kind: "agrees" | "differs" | "new" | "silent";
  readonly reason: string;
}
const SILENT: Standing = { kind: "silent", reason: "installation_unknown" };

async function standingOf(database: D1Database, own: Placement): Promise<Standing> {
  try {
    const row = await database.prepare(SELECT).first();
    if (row === null) return { kind: "new", reason: "installation_unknown" };
    const { shard, shards } = Placement.parse(row);
    if (shard === own.shard && shards === own.shards) return { kind: "agrees", reason: "" };
    const reason = `installation_differs: EVENTS_${own.shard} was installed as ${shard} of ${shards}, and SHARDS says ${own.shards}`;
    return { kind: "differs", reason };
  } catch (error) {
    return { kind: "silent", reason: reasonOf(error) };
  }
}

/** Stores a database's number, then reads it back: another Worker may have stored another number first. */
async function stored(database: D1Database, own: Placement): Promise<Standing> {
  try {
    await database.prepare(INSERT).bind(own.shard, own.shards).run();
  } catch (error) {
    return { kind: "silent", reason: reasonOf(error) };
  }
  return standingOf(database, own);
}
