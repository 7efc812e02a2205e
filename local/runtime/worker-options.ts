// Turns the configurations of the Workers into options of Miniflare. Queues are those of local/queues/; everything else is the platform's own
// local implementation.
import { type Json, Response, type V4MiniflareOptions } from "miniflare";
import { keyedDigest } from "../../schema/canonical.ts";
import type { Contents } from "../installer/installer.ts";
import { CONTACTS, workerOf } from "../workers.ts";
import { INSTALLER_WORKER, QUEUES_WORKER } from "./bundles.ts";
import type { QueueRules } from "../queues/outcome.ts";
import type { WranglerConfig } from "../wrangler-config.ts";

/** A Worker's options, as `convertV4MiniflareOptions` takes them. */
export type WorkerOptions = Extract<V4MiniflareOptions, { workers: unknown }>["workers"][number];

export interface BuiltWorker {
  readonly config: WranglerConfig;
  /** The text of its bundle. */
  readonly script: string;
  /** Its secrets, and variables that replace those of its configuration. */
  readonly values: Readonly<Record<string, string>>;
}

/** Where the desk listens, and the key of names that nobody must guess. */
export interface Place {
  readonly desk: { readonly name: string; readonly host: string; readonly port: number };
  readonly key: string;
}

/** Without a number of its own, a consumer has as many invocations as there is work, up to this many. */
const MOST_INVOCATIONS = 20;

/** The Workers that only the local runtime has. */
export interface OwnWorkers {
  readonly queuesScript: string;
  readonly installerScript: string;
  readonly contents: Contents;
  /** Clears the files of the databases and of one object, after an erasure. Throws when they are in use. */
  readonly clearFiles: (objectId: string) => void;
}

/** The options of all Workers. The desk's comes with the address on which it listens. */
export function workersOf(built: readonly BuiltWorker[], own: OwnWorkers, { desk, key }: Place): WorkerOptions[] {
  const configs = built.map(({ config }) => config);
  const contacts = configs.find(({ name }) => name === CONTACTS.name);
  if (!contacts) throw new Error(`there is no ${CONTACTS.name}`);
  return [
    // The first Worker answers at Miniflare's own address, where no request is expected.
    queuesWorker(configs, own.queuesScript),
    installerWorker(contacts, own),
    ...built.map((worker) => ({
      ...productWorker(worker, key, worker.config === contacts ? { LOCAL_FILES: filesService(own) } : {}),
      ...(worker.config.name === desk.name && { unsafeDirectSockets: [{ host: desk.host, port: desk.port }] }),
    })),
  ];
}

const moduleOf = (script: string) => ({ type: "ESModule" as const, path: "/index.js", contents: script });

type Service = (request: { readonly url: string }) => Response;

/** What `holdpoint-contacts` calls at the end of an erasure (durable-objects/local-files.ts). It runs in this process. */
const filesService =
  ({ clearFiles }: OwnWorkers): Service =>
  ({ url }) => {
    try {
      clearFiles(new URL(url).pathname.slice(1));
      return new Response(null, { status: 204 });
    } catch {
      return new Response(null, { status: 503 });
    }
  };

function productWorker(
  { config, script, values }: BuiltWorker,
  key: string,
  ownServices: Readonly<Record<string, Service>>,
): WorkerOptions {
  const {
    name,
    compatibility_date,
    compatibility_flags,
    vars,
    d1_databases,
    r2_buckets,
    durable_objects,
    services,
    queues,
    ratelimits,
  } = config;
  return {
    name,
    compatibilityDate: compatibility_date,
    compatibilityFlags: [...compatibility_flags],
    modulesRoot: "/",
    modules: [moduleOf(script)],
    bindings: { ...vars, ...values },
    d1Databases: databasesOf(d1_databases),
    r2Buckets: Object.fromEntries(r2_buckets.map(({ binding, bucket_name }) => [binding, hidden(bucket_name, key)])),
    durableObjects: Object.fromEntries(
      durable_objects.bindings.map((object) => [object.name, { className: object.class_name, useSQLite: true }]),
    ),
    serviceBindings: Object.fromEntries([
      ...Object.entries(ownServices),
      ...services.map(({ binding, service, entrypoint }) => [
        binding,
        { name: service, ...(entrypoint && { entrypoint }) },
      ]),
      ...queues.producers.map(({ binding, queue }) => [
        binding,
        { name: QUEUES_WORKER, entrypoint: "Producer", props: { queue } },
      ]),
    ]),
    ratelimits: Object.fromEntries(ratelimits.map(({ name: limit, ...rest }) => [limit, rest])),
    email: { send_email: config.send_email.map((binding) => ({ name: binding.name })) },
  };
}

/** Each database has the id that Cloudflare's tools give a local one, so that they find the same files. */
const databasesOf = (databases: WranglerConfig["d1_databases"]): Readonly<Record<string, string>> =>
  Object.fromEntries(databases.map(({ binding }) => [binding, binding]));

/** The Worker that prepares the databases of `config`. */
const installerWorker = (
  { compatibility_date, compatibility_flags, d1_databases, vars }: WranglerConfig,
  { installerScript, contents }: OwnWorkers,
): WorkerOptions => ({
  name: INSTALLER_WORKER,
  compatibilityDate: compatibility_date,
  compatibilityFlags: [...compatibility_flags],
  modulesRoot: "/",
  modules: [moduleOf(installerScript)],
  bindings: { SHARDS: vars["SHARDS"] ?? "", CONTENTS: contents as unknown as Json },
  d1Databases: databasesOf(d1_databases),
  serviceBindings: { PORT: { name: CONTACTS.name, entrypoint: workerOf("desk").entrypoints["PORT"] ?? "" } },
});

/** Miniflare serves each bucket to everybody on this machine who knows its name. So the name says what it is and cannot be guessed. */
const hidden = (bucket: string, key: string): string =>
  `${bucket}-${keyedDigest(key, "local-bucket", bucket).slice(0, 32)}`;

/** The Worker of the queues. It can call the `queue` handler of each consumer. */
export function queuesWorker(
  configs: readonly Pick<WranglerConfig, "name" | "queues" | "compatibility_date">[],
  script: string,
): WorkerOptions {
  const consumers = configs.flatMap(({ name, queues }) =>
    queues.consumers.map((consumer) => ({ worker: name, consumer })),
  );
  return {
    name: QUEUES_WORKER,
    compatibilityDate: configs[0]?.compatibility_date ?? "",
    compatibilityFlags: ["nodejs_compat", "service_binding_extra_handlers"],
    modulesRoot: "/",
    modules: [moduleOf(script)],
    bindings: {
      RULES: JSON.stringify(Object.fromEntries(consumers.map(({ consumer }) => [consumer.queue, rulesOf(consumer)]))),
    },
    // A queue that left memory would forget which messages are with a consumer, and deliver them twice.
    durableObjects: { QUEUE: { className: "LocalQueue", useSQLite: true, unsafePreventEviction: true } },
    serviceBindings: Object.fromEntries(
      consumers.map(({ worker, consumer }) => [`CONSUMER:${consumer.queue}`, worker]),
    ),
  };
}

type Consumer = WranglerConfig["queues"]["consumers"][number];

const rulesOf = (consumer: Consumer): QueueRules => ({
  batchSize: consumer.max_batch_size,
  batchMs: consumer.max_batch_timeout * 1_000,
  concurrency: consumer.max_concurrency ?? MOST_INVOCATIONS,
  retries: consumer.max_retries,
  retryMs: consumer.retry_delay * 1_000,
  deadLetters: consumer.dead_letter_queue ?? null,
});
