// Connects the cron's jobs to their bindings: databases, objects, the bucket of the root files. The jobs are in turn.ts.
import { d1CronWork } from "../../drizzle/cron-work.ts";
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { d1Dispatching } from "../../drizzle/dispatching.ts";
import { d1EventLog } from "../../drizzle/d1-event-log.ts";
import { countList, listRowsAfter, receiptsAfter, withoutEvent } from "../../drizzle/crm-sweeps.ts";
import { eventShards } from "../../drizzle/event-shards.ts";
import { databaseSizes } from "../../drizzle/database-sizes.ts";
import { holdRowsOf } from "../../drizzle/hold-rows.ts";
import { requireInstalled } from "../../drizzle/installation.ts";
import { highestRevision } from "../../drizzle/list-revisions.ts";
import { headOfStream, headsAfter } from "../../drizzle/log-heads.ts";
import { openGrades } from "../../drizzle/open-grades.ts";
import { differingSchema } from "../../drizzle/schema-reads.ts";
import { d1StreamKeys, lackingKeys } from "../../drizzle/stream-keys.ts";
import { d1TraceMarks } from "../../drizzle/trace-marks.ts";
import { d1UnreadableObjects } from "../../drizzle/unreadable-objects.ts";
import { newestEntry, waitingContacts } from "../../drizzle/waiting-contacts.ts";
import { d1WordsRead } from "../../drizzle/words-read.ts";
import type { AdminCommand } from "../../schema/commands.ts";
import { writeLine } from "../../schema/log-line.ts";
import { recorder } from "../host/object.ts";
import { installationKeyTrouble } from "../host/installation-keys.ts";
import { logKeysIn, logKeyTrouble } from "../host/log-of.ts";
import { objectsOf } from "../host/objects.ts";
import { policiesIn } from "../host/policies-of.ts";
import { langSmith, type TracingEnv, tracingSettings } from "../tracing/langsmith.ts";
import type { ReconcilePorts } from "./reconcile.ts";
import type { StoragePorts } from "./sample-storage.ts";
import type { GradeAgainPorts } from "./grade-again.ts";
import type { ReleasedPorts } from "./sweep-released.ts";
import type { SweepPorts } from "./sweep-covered.ts";
import { rootPortsOf } from "./root-ports.ts";
import type { RootPorts } from "./root.ts";
import { traceWords } from "../tracing/trace-words.ts";
import type { TracingPorts } from "../tracing/tracing.ts";
import { takeTurn, type TurnReport } from "./turn.ts";
import type { ReadingPorts } from "./words-read.ts";

/** The bindings of the Worker; the tracing variables may have any value, and the key may be missing. */
type CronEnv = Omit<ContactsEnv, keyof TracingEnv> & TracingEnv;

/** Runs one turn and logs it in one line. Throws, before doing anything, when the databases or a key belong to another installation. */
export async function cronTurn(
  env: CronEnv,
  now: () => number,
  fetch: typeof globalThis.fetch,
  isBrief = false,
): Promise<TurnReport> {
  const shards = eventShards(env);
  await requireInstalled(shards);
  const object = objectsOf(env, now);
  const trouble = (await installationKeyTrouble(env)) ?? (await logKeyTrouble(env, object));
  if (trouble) throw new Error(`${trouble.reason}: ${trouble.detail}`);
  const shared = {
    work: d1CronWork(env.EVENTS_0),
    heads: (page: Parameters<RootPorts["heads"]>[0]) => headsAfter(shards, page),
    now,
  };
  const reconcile: ReconcilePorts = {
    ...shared,
    object,
    head: (streamId) => headOfStream(shards, streamId),
    logKeys: () => logKeysIn(env),
    listRows: (page) => listRowsAfter(env.CRM, page),
    countList: () => countList(env.CRM),
    logRevision: () => highestRevision(shards),
    receipts: (page) => receiptsAfter(env.CRM, page),
    withoutEvent: (rows) => withoutEvent(shards, rows),
    unreadable: d1UnreadableObjects(env.EVENTS_0),
    holdRows: (keys) => holdRowsOf(shards, keys),
  };
  const covered: SweepPorts = {
    work: shared.work,
    newestEntry: () => newestEntry(env.CRM),
    waiting: (query) => waitingContacts(shards, query),
    object,
    now,
  };
  const graded: GradeAgainPorts = {
    work: shared.work,
    open: (query) => openGrades(shards, query),
    crm: d1Crm(env.CRM),
    log: d1EventLog(shards),
    object,
    policy: (await policiesIn(env, now).inForce()).inForce(),
    now,
  };
  const dispatching = d1Dispatching(env.CRM);
  const released: ReleasedPorts = { work: shared.work, dispatching, waiting: covered.waiting, object, now };
  const storage: StoragePorts = {
    ...shared,
    schema: () => differingSchema(shards, env.CRM),
    sizes: () => databaseSizes(shards, env.CRM),
    lackingKeys: (ids) => lackingKeys(shards, ids),
  };
  const record = async (command: AdminCommand): Promise<boolean> => (await recorder(object, "cron")(command)).logged;
  const root = rootPortsOf(env, now, record);
  const reading: ReadingPorts = { words: d1WordsRead(env.EVENTS_0), record, now };
  const report = await takeTurn(
    {
      reconcile,
      covered,
      graded,
      dispatching: { dispatching, log: d1EventLog(shards), object },
      released,
      storage,
      root,
      reading,
      tracing: tracingPorts(env, now, fetch),
    },
    isBrief,
  );
  writeLine({ ...report });
  return report;
}

function tracingPorts(env: CronEnv, now: () => number, fetch: typeof globalThis.fetch): TracingPorts | null {
  const settings = tracingSettings(env);
  if (!settings) return null;
  const shards = eventShards(env);
  const log = d1EventLog(shards);
  return {
    work: d1CronWork(env.EVENTS_0),
    marks: shards.map(d1TraceMarks),
    read: (streamId) => log.read({ streamId }),
    words: settings.withContent ? traceWords(d1StreamKeys(shards), env.MASTER_KEY) : null,
    send: langSmith(settings, fetch),
    now,
  };
}
