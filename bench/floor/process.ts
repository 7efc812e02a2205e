// The process of the floor: its Workers in one runtime, with the queues of the local runtime, as local/runtime/process.ts serves the product.
// Arguments: the folder of the state, the folder of the bundles, and the port.
import process from "node:process";
import { join } from "node:path";
import { readFileSync } from "node:fs";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { bundleIn, bundleMains, QUEUES_MAIN, QUEUES_WORKER } from "../../local/runtime/bundles.ts";
import { queuesWorker } from "../../local/runtime/worker-options.ts";
import { readWranglerConfig } from "../../local/wrangler-config.ts";
import { workerOf } from "../../local/workers.ts";
import type { Role } from "../../schema/roles.ts";
import { CRM_TABLES, LOG_TABLES } from "./calls.ts";

const HOST = "127.0.0.1";
const CONTACTS = "floor-contacts";
const [STAGES_MAIN, CONTACTS_MAIN] = [
  ["floor-stages", "bench/floor/stages.ts"],
  [CONTACTS, "bench/floor/contacts.ts"],
] as const;

/** Each stage with the role of the product whose queue it reads, and the queue into which it writes. */
const STAGES = [
  { stage: "ingest", role: "ingest", next: "plan" },
  { stage: "plan", role: "planner", next: "qualify" },
  { stage: "qualify", role: "qualifier", next: null },
  { stage: "compose", role: "composer", next: null },
] as const satisfies readonly { readonly stage: string; readonly role: Role; readonly next: string | null }[];
const nameOf = (stage: string): string => `floor-${stage}`;

const [state = "", bundles = "", port = ""] = process.argv.slice(2);
await bundleMains(bundles, [QUEUES_MAIN, STAGES_MAIN, CONTACTS_MAIN]);

/** The rules of the product's consumers; the floor has no dead letters. */
const configs = STAGES.map(({ stage, role }) => {
  const { compatibility_date, queues } = readWranglerConfig(workerOf(role));
  const consumers = queues.consumers.map((consumer) => {
    const { dead_letter_queue: _, ...rules } = consumer;
    return rules;
  });
  return { name: nameOf(stage), compatibility_date, queues: { producers: [], consumers } };
});
const { compatibility_date: compatibilityDate, compatibility_flags: flags } = readWranglerConfig(workerOf("contacts"));

const worker = (name: string, main: string) => ({
  name,
  compatibilityDate,
  compatibilityFlags: [...flags],
  modulesRoot: "/",
  modules: [{ type: "ESModule" as const, path: "/index.js", contents: readFileSync(bundleIn(bundles, main), "utf8") }],
});
const producer = (queue: string) => ({ name: QUEUES_WORKER, entrypoint: "Producer", props: { queue } });

const stages = STAGES.map(({ stage, next }) => ({
  ...worker(nameOf(stage), STAGES_MAIN[0]),
  bindings: { STAGE: stage },
  d1Databases: { CRM: "CRM" },
  serviceBindings: {
    PORT: { name: CONTACTS, entrypoint: "FloorPort" },
    OWN: producer(stage),
    ...(next && { NEXT: producer(next) }),
  },
  ...(stage === "ingest" && { unsafeDirectSockets: [{ host: HOST, port: Number(port) }] }),
}));
const contacts = {
  ...worker(CONTACTS, CONTACTS),
  d1Databases: { LOG: "LOG" },
  durableObjects: { CONTACT: { className: "FloorContact", useSQLite: true } },
  serviceBindings: { COMPOSE: producer("compose") },
};

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    workers: [queuesWorker(configs, readFileSync(bundleIn(bundles, QUEUES_WORKER), "utf8")), contacts, ...stages],
    host: HOST,
    port: 0,
    cf: false,
    resourcePersistencePath: join(state, "v3"),
    telemetry: { enabled: false },
    log: new Log(LogLevel.WARN),
  }),
);
for (const [name, binding, tables] of [
  [CONTACTS, "LOG", LOG_TABLES],
  [nameOf("ingest"), "CRM", CRM_TABLES],
] as const) {
  const database = await miniflare.getD1Database(binding, name);
  await database.batch(tables.map((table) => database.prepare(table)));
}
const stop = (): void => void miniflare.dispose().finally(() => process.exit(0));
process.once("SIGTERM", stop);
process.once("disconnect", stop);
process.send?.("ready");
