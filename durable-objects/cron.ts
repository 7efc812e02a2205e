// The cron with its bindings: databases, objects, the bucket of the roots.
import { d1CronWork } from "../drizzle/cron-work.ts";
import { listRowsAfter, receiptsAfter, withoutEvent } from "../drizzle/crm-sweeps.ts";
import { eventShards } from "../drizzle/event-shards.ts";
import { requireInstalled } from "../drizzle/installation.ts";
import { headOfStream, headsAfter } from "../drizzle/log-heads.ts";
import type { StreamId } from "../schema/ids.ts";
import type { ReconcilePorts } from "./reconcile.ts";
import { r2RootFiles } from "./root-files.ts";
import type { RootPorts } from "./root.ts";
import { takeTurn, type TurnReport } from "./turn.ts";

/** One turn, told in one line. Throws when the databases are not those of this installation: then nothing is done. */
export async function cronTurn(env: ContactsEnv, now: () => number): Promise<TurnReport> {
  const shards = eventShards(env);
  await requireInstalled(shards);
  const objectOf = (streamId: StreamId) => env.CONTACT.get(env.CONTACT.idFromName(streamId));
  const shared = {
    work: d1CronWork(env.EVENTS_0),
    heads: (page: Parameters<RootPorts["heads"]>[0]) => headsAfter(shards, page),
    now,
  };
  const reconcile: ReconcilePorts = {
    ...shared,
    object: objectOf,
    head: (streamId) => headOfStream(shards, streamId),
    listRows: (page) => listRowsAfter(env.CRM, page),
    receipts: (page) => receiptsAfter(env.CRM, page),
    withoutEvent: (rows) => withoutEvent(shards, rows),
  };
  const root: RootPorts = {
    ...shared,
    files: r2RootFiles(env.ROOTS),
    record: async (command) => (await objectOf(command.streamId).record(command, "cron")).logged,
  };
  const report = await takeTurn(reconcile, root);
  const line = JSON.stringify(report);
  if (report.level === "warn") console.warn(line);
  else console.log(line);
  return report;
}
