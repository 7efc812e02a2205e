// Starts the whole system with Workers of two releases, as it is while one of them is being deployed: each Worker by its own bundle, and the objects of
// contacts by another one than the ports, as the platform runs them for up to 300 seconds.
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import type { Installer } from "../../local/installer/installer.ts";
import { readMigrations } from "../../local/migrations.ts";
import { bundleIn, INSTALLER_WORKER, QUEUES_WORKER } from "../../local/runtime/bundles.ts";
import { queuesIn } from "../../local/runtime/queues.ts";
import { type WorkerOptions, workersOf } from "../../local/runtime/worker-options.ts";
import { configOf } from "../../local/sharded-configs.ts";
import { CONTACTS, workerOf, WORKERS } from "../../local/workers.ts";
import { readFileSync } from "node:fs";
import { TEST_SECRETS } from "../secrets.ts";
import { freePort } from "../system/local-runtime.ts";

const OBJECTS = "holdpoint-objects";
const HOST = "127.0.0.1";

export interface Mixture {
  /** The text of each Worker's bundle, by its name. */
  readonly scriptOf: (name: string) => string;
  /** The text of the bundle whose objects run. */
  readonly objects: string;
  /** The folder of this release's bundles, for the Workers that only this machine has. */
  readonly bundles: string;
  /** Secrets that a Worker has in place of those of the tests, by its name. */
  readonly secrets?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export interface MixedSystem {
  readonly url: string;
  readonly miniflare: Miniflare;
  /** Deploys another mixture. Storage and queues stay as they are. */
  change(mixture: Mixture): Promise<void>;
  /** Lets the queues hand over what is due, as the local runtime does at its start and now and then: a queue forgets its timer. */
  nudge(): Promise<void>;
  stop(): Promise<void>;
}

export async function startMixed(mixture: Mixture): Promise<MixedSystem> {
  const port = await freePort();
  const miniflare = new Miniflare(optionsOf(mixture, port));
  await ((await miniflare.getWorker(INSTALLER_WORKER)) as unknown as Installer).install();
  return {
    url: urlAt(port),
    miniflare,
    change: (next) => miniflare.setOptions(optionsOf(next, port)),
    nudge: () => queuesIn(miniflare).nudge(),
    stop: () => miniflare.dispose(),
  };
}

const urlAt = (port: number): string => `http://localhost:${port}`;

function optionsOf({ scriptOf, objects, bundles, secrets = {} }: Mixture, port: number) {
  const url = urlAt(port);
  const built = WORKERS.map((worker) => ({
    config: configOf(worker, 1, {}),
    script: scriptOf(worker.name),
    values: {
      ...TEST_SECRETS[worker.role],
      ...(worker.role === "desk" && { DESK_HOSTS: `localhost:${port}` }),
      ...(worker.role === "composer" && { PUBLIC_URL: url }),
      ...secrets[worker.name],
    },
  }));
  const own = {
    queuesScript: readFileSync(bundleIn(bundles, QUEUES_WORKER), "utf8"),
    installerScript: readFileSync(bundleIn(bundles, INSTALLER_WORKER), "utf8"),
    clearFiles: () => undefined,
    // Without sample companies and keys of another installation there is nothing to compare.
    contents: {
      migrations: readMigrations(),
      companies: { companies: [] },
      keys: { MASTER_KEY: [], SYSTEM_KEY: [], LOG_KEY: [] },
    },
  };
  const desk = { name: workerOf("desk").name, host: HOST, port };
  const workers = workersOf(built, own as never, { desk, key: "a-key-of-mixed-releases" });
  return convertV4MiniflareOptions({
    workers: withObjectsOf(objects, workers),
    host: HOST,
    port: 0,
    cf: false,
    telemetry: { enabled: false },
    log: new Log(LogLevel.NONE),
  });
}

/** The objects in a Worker of their own, by this bundle; everybody who binds them finds them there. */
function withObjectsOf(script: string, workers: readonly WorkerOptions[]): WorkerOptions[] {
  const contacts = workers.find(({ name }) => name === CONTACTS.name);
  if (!contacts) throw new Error(`there is no ${CONTACTS.name}`);
  const objects: WorkerOptions = {
    ...contacts,
    name: OBJECTS,
    modules: [{ type: "ESModule", path: "/index.js", contents: script }],
  };
  const elsewhere = { CONTACT: { className: "ContactObject", scriptName: OBJECTS, useSQLite: true } };
  return [
    ...workers.map((worker) => (worker === contacts ? { ...worker, durableObjects: elsewhere } : worker)),
    objects,
  ];
}
