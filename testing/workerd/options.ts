// The configuration of the runtime (Miniflare) for the tests of one Worker in workerd.
//
// A test runs in the same Worker as the objects, so that it can evict an object, read its storage and run its alarm. One Worker
// has one `env`, so it has both the tested Worker's bindings and those of the object. `ownEnv()` in test.ts returns only the
// tested Worker's bindings, so that a stage in a test cannot use the others.
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { kCurrentWorker } from "miniflare";
import { TEST_SECRETS } from "../secrets.ts";
import { CONTACTS, type WorkerConfig } from "../../local/workers.ts";
import { readWranglerConfig, type WranglerConfig } from "../../local/wrangler-config.ts";

export type Migrations = Record<string, D1Migration[]>;

/** The replacement for another Worker: these tests have only one. */
const otherWorker = () => new Response("accepted by a stand-in", { status: 202 });

function bindingNames(worker: WorkerConfig, config: WranglerConfig): string[] {
  return [
    ...Object.keys(config.vars),
    ...Object.keys(TEST_SECRETS[worker.role]),
    ...config.durable_objects.bindings.map(({ name }) => name),
    ...config.services.map(({ binding }) => binding),
    ...config.d1_databases.map(({ binding }) => binding),
    ...config.r2_buckets.map(({ binding }) => binding),
    ...config.send_email.map(({ name }) => name),
    ...config.ratelimits.map(({ name }) => name),
    ...config.queues.producers.map(({ binding }) => binding),
  ];
}

// There are no queue consumers: a test delivers its batches itself. When the object and the tested Worker have a binding of the
// same name, the tested Worker's is used (INGEST of the desk is a Worker, INGEST of the object a queue).
export function workerdOptions(worker: WorkerConfig, migrations: Migrations) {
  const own = readWranglerConfig(worker);
  const object = readWranglerConfig(CONTACTS);
  const names = bindingNames(worker, own);
  const producers = [
    ...object.queues.producers.filter(({ binding }) => !names.includes(binding)),
    ...own.queues.producers,
  ];
  return {
    compatibilityDate: own.compatibility_date,
    compatibilityFlags: own.compatibility_flags,
    bindings: {
      ...object.vars,
      ...TEST_SECRETS.contacts,
      ...own.vars,
      ...TEST_SECRETS[worker.role],
      TEST_OWN_BINDINGS: names,
      // The runtime makes `process.env` of the bindings: without it no test in workerd would be long in a full run (testing/full.ts).
      HOLDPOINT_FULL: process.env["HOLDPOINT_FULL"] ?? "",
      TEST_MIGRATIONS: migrations,
    },
    durableObjects: { CONTACT: { className: "ContactObject", useSQLite: true } },
    d1Databases: Object.fromEntries(object.d1_databases.map(({ binding }) => [binding, { id: binding }])),
    r2Buckets: object.r2_buckets.map(({ binding }) => binding),
    queueProducers: Object.fromEntries(producers.map(({ binding, queue }) => [binding, { queueName: queue }])),
    serviceBindings: Object.fromEntries(
      own.services.map(({ binding, service, entrypoint }) => [
        binding,
        // A port is an entrypoint of another Worker in production, and of this Worker here. Without this change the runtime does
        // not start.
        service === CONTACTS.name && entrypoint !== undefined ? { name: kCurrentWorker, entrypoint } : otherWorker,
      ]),
    ),
    ratelimits: Object.fromEntries(own.ratelimits.map(({ name, ...limit }) => [name, limit])),
    email: { send_email: own.send_email },
  };
}
