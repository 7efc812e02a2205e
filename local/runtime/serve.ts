// Serves all Workers from one runtime process through Miniflare's API: built once, with nothing that watches, inspects or explores.
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type MiniflareOptions } from "miniflare";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Role, ROLES } from "../../schema/roles.ts";
import { migrate } from "../databases.ts";
import type { LocalQueue } from "../queues/local-queue.ts";
import { configOf, configuredShards, type Settings } from "../sharded-configs.ts";
import { CONTACTS, WORKERS, workerOf } from "../workers.ts";
import { bundle, bundleIn, QUEUES_WORKER } from "./bundles.ts";
import { mergeWals } from "./merge-wal.ts";
import { openLog } from "./log.ts";
import type { Prepared, StartRuntime, Waiting } from "./messages.ts";
import { queuesIn, workersOf } from "./worker-options.ts";

export interface Served {
  readonly prepared: Prepared;
  /** Builds the Workers again and serves the result. */
  reload(): Promise<void>;
  /** One turn of the scheduled work. Resolves when it has ended, well or not. */
  cron(): Promise<void>;
  /** The messages that could go on now, by queue. */
  moving(): Promise<Waiting>;
  /** Takes no more leads, waits until no message can go on, tells `onWait` what it waits for, and ends. Returns the messages that are kept. */
  stop(withinMilliseconds: number, onWait: (waiting: Waiting) => void): Promise<Waiting>;
}

const HOST = "127.0.0.1";

/** How often the queues are asked to go on: a call of theirs may have failed while the disk was full. */
const NUDGE_MILLISECONDS = 10_000;
/** The longest time that the last turn of the scheduled work may take. */
const LAST_CRON_MILLISECONDS = 1_000;
const LOOK_MILLISECONDS = 50;
const WARNING_MILLISECONDS = 60_000;

/** Serves the Workers that were built into `bundles`, and prepares their databases. Throws when the log was installed with another number of databases. */
export async function serve(start: StartRuntime, onWarning: (text: string) => void): Promise<Served> {
  const log = openLog(start.logFile);
  const warn = atMostEvery(WARNING_MILLISECONDS, onWarning);
  const optionsFor = (shards: number): MiniflareOptions => {
    const configs = WORKERS.map((worker) => ({ worker, config: configOf(worker, shards, start.settings as Settings) }));
    const scriptOf = (name: string): string => readFileSync(bundleIn(start.bundles, name), "utf8");
    const built = configs.map(({ worker, config }) => ({
      config,
      script: scriptOf(worker.name),
      values: valuesOf(worker.role, start),
    }));
    const desk = { name: workerOf("desk").name, host: HOST, port: start.port };
    return convertV4MiniflareOptions({
      workers: workersOf(built, scriptOf(QUEUES_WORKER), { desk, key: start.secrets["SESSION_KEY"] ?? "" }),
      // Miniflare's own address, at which nobody is expected. The desk listens at its own.
      host: HOST,
      port: 0,
      cf: false,
      resourcePersistencePath: join(start.state, "v3"),
      telemetry: { enabled: false },
      log: new Log(LogLevel.WARN),
      handleStructuredLogs: ({ level, message, timestamp }) => {
        log.write(level === "log" ? "info" : level, message, new Date(timestamp));
        if (level === "warn" || level === "error") warn(message);
      },
    });
  };

  const opened = await openInstallation(start, optionsFor);
  const { miniflare, shards, prepared } = opened;
  const names = queuesIn(
    WORKERS.map((worker) => configOf(worker, shards)),
    Object.values(ROLES).flatMap(({ reads }) => [...reads]),
  );
  const queues = async (): Promise<readonly (readonly [string, DurableObjectStub<LocalQueue>])[]> => {
    const { QUEUE } = await miniflare.getBindings<{ QUEUE: DurableObjectNamespace<LocalQueue> }>(QUEUES_WORKER);
    return names.map((name) => [name, QUEUE.getByName(name)]);
  };
  const nudge = async (): Promise<void> => {
    for (const [, queue] of await queues()) await queue.deliver();
  };
  const counts = async (
    count: (state: { readonly moving: number; readonly delayed: number }) => number,
  ): Promise<Waiting> => {
    const found: Record<string, number> = {};
    // In the order of a lead: a message that moves on meanwhile is seen in a later queue.
    for (const [name, queue] of await queues()) {
      const number = count(await queue.state());
      if (number > 0) found[name] = number;
    }
    return found;
  };
  const moving = (): Promise<Waiting> => counts((state) => state.moving);
  const cron = async (): Promise<void> => {
    try {
      const contacts = await miniflare.getWorker(CONTACTS.name);
      await contacts.scheduled({ cron: "" });
    } catch (cause) {
      log.write("warn", `the scheduled work failed: ${String(cause)}`);
    }
  };
  await nudge();
  const nudges = setInterval(
    () => void nudge().catch((cause: unknown) => log.write("warn", `a queue does not answer: ${String(cause)}`)),
    NUDGE_MILLISECONDS,
  );

  return {
    prepared,
    reload: async () => {
      await bundle(start.bundles);
      await miniflare.setOptions(optionsFor(shards));
    },
    cron,
    moving,
    stop: async (withinMilliseconds, onWait) => {
      const deadline = Date.now() + withinMilliseconds;
      const lasting = await queues();
      await lasting[0]?.[1].close();
      let waiting = await moving();
      while (Object.keys(waiting).length > 0 && Date.now() < deadline) {
        onWait(waiting);
        await after(LOOK_MILLISECONDS);
        waiting = await moving();
      }
      await Promise.race([cron(), after(LAST_CRON_MILLISECONDS)]);
      const kept = await counts((state) => state.moving + state.delayed);
      clearInterval(nudges);
      await miniflare.dispose();
      for (const file of mergeWals(start.state)) log.write("warn", `${file} could not be read`);
      return kept;
    },
  };
}

/** Calls `tell` for the first text, and for another one only after this time. */
function atMostEvery(milliseconds: number, tell: (text: string) => void): (text: string) => void {
  let toldAt = -Infinity;
  return (text) => {
    if (Date.now() - toldAt < milliseconds) return;
    toldAt = Date.now();
    tell(text);
  };
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The values of a Worker's bindings beside its configured variables: its secrets, and the settings of this start. */
function valuesOf(role: Role, { secrets, settings, port }: StartRuntime): Readonly<Record<string, string>> {
  const own = ROLES[role].secrets.map((name) => [name, secrets[name] ?? ""]);
  const here = { desk: { DESK_HOSTS: hostsOf(port) }, composer: { PUBLIC_URL: `http://localhost:${port}` } };
  return { ...Object.fromEntries(own), ...(role in here ? here[role as keyof typeof here] : {}), ...settings[role] };
}

/** The hosts at which the desk answers here: no other name, so that a page which has its own name lead to this machine reads nothing. */
const hostsOf = (port: number): string => ["localhost", HOST, "[::1]"].map((name) => `${name}:${port}`).join(",");

interface Installation {
  readonly miniflare: Miniflare;
  readonly shards: number;
  readonly prepared: Prepared;
}

/** Starts the runtime with the wanted number of databases, or with the installed one when no number is wanted. */
async function openInstallation(
  start: StartRuntime,
  optionsFor: (shards: number) => MiniflareOptions,
): Promise<Installation> {
  const shards = start.shards ?? configuredShards();
  const miniflare = new Miniflare(optionsFor(shards));
  try {
    await miniflare.ready;
    const database = (binding: string) => miniflare.getD1Database(binding, CONTACTS.name);
    const events = await Promise.all(Array.from({ length: shards }, (_, shard) => database(`EVENTS_${shard}`)));
    const crm = await database("CRM");
    const migrated = await migrate({ events, crm });
    if ("applied" in migrated) {
      const companies = await fill(crm, start.now);
      return { miniflare, shards, prepared: { shards, migrations: migrated.applied, companies } };
    }
    if (start.shards !== null) throw new Error(otherNumber(migrated.installed, start.shards));
    await miniflare.dispose();
    return await openInstallation({ ...start, shards: migrated.installed }, optionsFor);
  } catch (cause) {
    await miniflare.dispose();
    throw cause;
  }
}

/** Fills an empty CRM. Returns the number of companies that were added. */
async function fill(crm: D1Database, now: string): Promise<number> {
  // The facts are stored last.
  if ((await crm.prepare("SELECT 1 FROM company_facts LIMIT 1").first()) !== null) return 0;
  const { seedCrm } = await import("../sample-companies.ts");
  return seedCrm(crm, new Date(now));
}

const databases = (count: number): string => (count === 1 ? "one database" : `${count} databases`);

const otherNumber = (installed: number, wanted: number): string =>
  `This installation has its log in ${databases(installed)}, but HOLDPOINT_SHARDS is ${wanted}. The number is fixed at\ninstallation: unset HOLDPOINT_SHARDS, or start an empty installation with --fresh.`;
