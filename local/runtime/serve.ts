// Serves all Workers from one runtime process through Miniflare's API: built once, with nothing that watches, inspects or explores.
import { convertV4MiniflareOptions, Log, LogLevel, type MiniflareOptions } from "miniflare";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BRIEF_TURN } from "../../durable-objects/cron/brief-turn.ts";
import { fingerprintsIn } from "../../schema/installation-keys.ts";
import { logSigner } from "../../schema/log-signature.ts";
import type { Contents } from "../installer/installer.ts";
import { type Role, ROLES } from "../../schema/roles.ts";
import { readMigrations } from "../migrations.ts";
import { sampleCrm } from "../../samples/crm.ts";
import { configOf, type Settings } from "../sharded-configs.ts";
import { CONTACTS, WORKERS, workerOf } from "../workers.ts";
import { bundle, bundleIn, INSTALLER_WORKER, QUEUES_WORKER } from "./bundles.ts";
import { clearFiles } from "./clear-files.ts";
import { openInstallation } from "./installation.ts";
import { openLog, type WorkersLog } from "./log.ts";
import { mergeWals } from "./merge-wal.ts";
import type { Prepared, StartRuntime, Waiting } from "./messages.ts";
import { type Queues, queuesIn } from "./queues.ts";
import { workersOf } from "./worker-options.ts";

export interface Served {
  readonly prepared: Prepared;
  /** Builds the Workers again and serves the result. */
  reload(): Promise<void>;
  /** One turn of the scheduled work. Resolves when it has ended, well or not. */
  cron(): Promise<void>;
  /** Takes no more leads, waits until no message can go on, tells `onWait` what it waits for, and ends. Returns the messages that are kept. */
  stop(withinMilliseconds: number, onWait: (waiting: Waiting) => void): Promise<Waiting>;
}

const HOST = "127.0.0.1";

/** How often the queues are asked to go on: a call of theirs may have failed while the disk was full. */
const NUDGE_MILLISECONDS = 30_000;
/** The last turn of the scheduled work takes a fraction of a second. This is the limit for one that hangs. */
const LAST_CRON_MILLISECONDS = 5_000;
const LOOK_MILLISECONDS = 50;

/** How to run, and the file of the sample past; null for none. */
type Start = StartRuntime & { readonly past: string | null };

/** Serves the Workers that were built into `bundles`, and prepares their databases. Throws when the log was installed with another number of databases. */
export async function serve(start: Start, onWarning: (text: string) => void): Promise<Served> {
  const log = openLog(start.logFile);
  const optionsFor = (shards: number): MiniflareOptions => optionsOf(start, shards, { log, onWarning });
  const { miniflare, prepared } = await openInstallation(start, optionsFor);
  const queues = queuesIn(miniflare);
  const nudge = (): Promise<void> =>
    queues.nudge().catch((cause: unknown) => log.write("warn", `a queue does not answer: ${String(cause)}`));
  const cron = async (turn = ""): Promise<void> => {
    try {
      await (await miniflare.getWorker(CONTACTS.name)).scheduled({ cron: turn });
    } catch (cause) {
      log.write("warn", `the scheduled work failed: ${String(cause)}`);
    }
  };
  await nudge();
  const nudges = setInterval(() => void nudge(), NUDGE_MILLISECONDS);
  return {
    prepared,
    reload: async () => {
      await bundle(start.bundles);
      await miniflare.setOptions(optionsFor(prepared.shards));
      // The runtime was started again, and its queues wait to be asked.
      await nudge();
    },
    cron: () => cron(),
    stop: async (withinMilliseconds, onWait) => {
      await queues.close();
      await untilQuiet(queues, withinMilliseconds, onWait);
      await Promise.race([cron(BRIEF_TURN), after(LAST_CRON_MILLISECONDS)]);
      const kept = await queues.kept();
      clearInterval(nudges);
      await miniflare.dispose();
      for (const file of mergeWals(start.state)) log.write("warn", `${file} could not be read`);
      return kept;
    },
  };
}

/** Waits until no message can go on, at most this time. */
async function untilQuiet(
  queues: Queues,
  withinMilliseconds: number,
  onWait: (waiting: Waiting) => void,
): Promise<void> {
  const deadline = Date.now() + withinMilliseconds;
  for (;;) {
    const waiting = await queues.moving();
    if (Object.keys(waiting).length === 0 || Date.now() > deadline) return;
    onWait(waiting);
    await after(LOOK_MILLISECONDS);
  }
}

const after = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Lines {
  readonly log: WorkersLog;
  readonly onWarning: (text: string) => void;
}

/** Miniflare's options for all Workers, with this number of the log's databases. */
function optionsOf(start: Start, shards: number, { log, onWarning }: Lines): MiniflareOptions {
  const scriptOf = (name: string): string => readFileSync(bundleIn(start.bundles, name), "utf8");
  const built = WORKERS.map((worker) => ({
    config: configOf(worker, shards, start.settings as Settings),
    script: scriptOf(worker.name),
    values: valuesOf(worker.role, start),
  }));
  const own = {
    queuesScript: scriptOf(QUEUES_WORKER),
    installerScript: scriptOf(INSTALLER_WORKER),
    clearFiles: (objectId: string) => {
      try {
        clearFiles(start.state, objectId);
      } catch (cause) {
        log.write("warn", `the files could not be cleared after an erasure, which tries again: ${String(cause)}`);
        throw cause;
      }
    },
    contents: {
      migrations: readMigrations(),
      companies: sampleCrm(new Date(start.now)),
      keys: keysIn(start),
    },
  };
  const desk = { name: workerOf("desk").name, host: HOST, port: start.port };
  return convertV4MiniflareOptions({
    workers: workersOf(built, own, { desk, key: start.secrets["SESSION_KEY"] ?? "" }),
    // Miniflare's own address, at which nobody is expected. The desk listens at its own.
    host: HOST,
    port: 0,
    cf: false,
    resourcePersistencePath: join(start.state, "v3"),
    telemetry: { enabled: false },
    log: new Log(LogLevel.WARN),
    handleStructuredLogs: ({ level, message, timestamp }) => {
      log.write(level === "log" ? "info" : level, message, new Date(timestamp));
      // The objects of the sample past are all made again: each says so in the log.
      const isExpected = start.hasPast && message.includes('"reason":"object_rebuilt"');
      if ((level === "warn" || level === "error") && !isExpected) onWarning(message);
    },
  });
}

/** What the installer compares with the installation's keys. A key of another form is that of no installation. */
function keysIn({ secrets }: StartRuntime): Contents["keys"] {
  const { MASTER_KEY, SYSTEM_KEY, LOG_KEY = "" } = secrets;
  const signer = logSigner(LOG_KEY);
  return {
    MASTER_KEY: fingerprintsIn("MASTER_KEY", MASTER_KEY),
    SYSTEM_KEY: fingerprintsIn("SYSTEM_KEY", SYSTEM_KEY),
    LOG_KEY: [signer.key, ...(signer.before === null ? [] : [signer.before])],
  };
}

/** The values of a Worker's bindings beside its variables: its secrets, and the addresses of this start. */
function valuesOf(role: Role, { secrets, port }: StartRuntime): Readonly<Record<string, string>> {
  const own = ROLES[role].secrets.map((name) => [name, secrets[name] ?? ""]);
  const here: Partial<Record<Role, Readonly<Record<string, string>>>> = {
    desk: { DESK_HOSTS: hostsOf(port) },
    composer: { PUBLIC_URL: `http://localhost:${port}` },
  };
  return { ...Object.fromEntries(own), ...here[role] };
}

/** The hosts at which the desk answers here: no other name, so that a page which has its own name lead to this machine reads nothing. */
const hostsOf = (port: number): string => ["localhost", HOST, "[::1]"].map((name) => `${name}:${port}`).join(",");
