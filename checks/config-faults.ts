// Compares every wrangler.toml with the table of roles: it must have exactly the bindings of the role, each Worker must have a role, and each role
// a Worker. Each fault is a sentence that begins with the path of the file.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type QueueName, type Role, ROLES } from "../schema/roles.ts";
import { CONTACTS, ROOT, type WorkerConfig, workerOf, WORKERS } from "../local/workers.ts";
import { readWranglerConfig, type WranglerConfig } from "../local/wrangler-config.ts";

const MODEL_VARS = ["var MODEL_BODY", "var MODEL_ENDPOINT", "var MODEL_NAME", "var MODEL_PRICES"] as const;

/**
 * The bindings that a Worker may have in addition to those of the table of roles. A binding is a permission, so add one only on
 * purpose.
 */
const BESIDE: Readonly<Record<Role, readonly string[]>> = {
  contacts: [
    "bucket ROOTS",
    "cron */15 * * * *",
    "object CONTACT",
    "var JURISDICTION",
    "var LANGSMITH_ENDPOINT",
    "var LANGSMITH_PROJECT",
    "var LOG_ORIGIN",
    "var POLICY_PLACEHOLDERS",
    "var TRACE_CONTENT",
  ],
  ingest: [...MODEL_VARS, "limit CONTACT_LIMIT", "limit SOURCE_LIMIT", "var SOURCES"],
  planner: [...MODEL_VARS, "var REASONING_LOW_RISK", "var SALES_SUPPORT_SEQUENCER_REASONING"],
  qualifier: [],
  scorer: [...MODEL_VARS, "cron */15 2-5 * * *"],
  composer: [...MODEL_VARS, "var PUBLIC_URL"],
  dispatcher: ["mail EMAIL", "var TRANSPORT"],
  desk: [
    "service DOOR → holdpoint-ingest#SourceDoor",
    "var ACCESS_AUDIENCE",
    "var ACCESS_TEAM_DOMAIN",
    "var ADMINS",
    "var DESK_HOSTS",
    "var SAMPLES_BEFORE",
  ],
};

type BindingKind =
  | "d1_databases"
  | "durable_objects"
  | "queues"
  | "r2_buckets"
  | "ratelimits"
  | "secrets"
  | "send_email"
  | "services"
  | "triggers"
  | "vars";

/** The binding name of a queue. */
const bindingOf = (queue: QueueName): string => queue.toUpperCase().replaceAll("-", "_");

/** The bindings that a role's configuration must have, one line each. */
export function allowedFor(role: Role): readonly string[] {
  const { entrypoints } = workerOf(role);
  const { reads, writes, calls, databases, secrets } = ROLES[role];
  return [
    ...BESIDE[role],
    ...Object.entries(entrypoints).map(
      ([binding, entrypoint]) => `service ${binding} → ${CONTACTS.name}#${entrypoint}`,
    ),
    ...calls.map((called) => `service ${called.toUpperCase()} → ${workerOf(called).name}`),
    ...databases.flatMap((name) => (name === "EVENTS" ? ["databases EVENTS_n", "var SHARDS"] : [`database ${name}`])),
    ...writes.map((queue) => `queue ${bindingOf(queue)} → ${queue}`),
    ...reads.map((queue) => `reads ${queue}`),
    ...secrets.map((name) => `secret ${name}`),
  ].toSorted();
}

/** The bindings of a configuration, one line each. `plain`: the local name of a resource, for a configuration of a deployment. */
export function bindingsOf(
  environment: Pick<WranglerConfig, BindingKind>,
  plain: (name: string) => string = (name) => name,
): readonly string[] {
  return [
    ...environment.durable_objects.bindings.map(({ name }) => `object ${name}`),
    ...environment.services.map(
      ({ binding, service, entrypoint }) =>
        `service ${binding} → ${plain(service)}${entrypoint === undefined ? "" : `#${entrypoint}`}`,
    ),
    ...new Set(
      environment.d1_databases.map(({ binding }) =>
        /^EVENTS_\d+$/.test(binding) ? "databases EVENTS_n" : `database ${binding}`,
      ),
    ),
    ...environment.r2_buckets.map(({ binding }) => `bucket ${binding}`),
    ...environment.triggers.crons.map((cron) => `cron ${cron}`),
    ...environment.send_email.map(({ name }) => `mail ${name}`),
    ...environment.ratelimits.map(({ name }) => `limit ${name}`),
    ...environment.queues.producers.map(({ binding, queue }) => `queue ${binding} → ${plain(queue)}`),
    ...environment.queues.consumers.map(({ queue }) => `reads ${plain(queue)}`),
    ...environment.secrets.required.map((name) => `secret ${name}`),
    ...Object.keys(environment.vars).map((name) => `var ${name}`),
  ].toSorted();
}

/** The entry point of holdpoint-contacts, which exports the entrypoints of all roles. */
const PORTS_FROM = "durable-objects/index.ts";

function portFaults({ entrypoints }: WorkerConfig): readonly string[] {
  const exported = readFileSync(join(ROOT, PORTS_FROM), "utf8").split(/\W+/);
  const missing = Object.values(entrypoints).filter((entrypoint) => !exported.includes(entrypoint));
  return missing.map((entrypoint) => `${PORTS_FROM} does not export ${entrypoint}`);
}

function faultsOf({ role, configPath }: WorkerConfig): readonly string[] {
  if (!existsSync(join(ROOT, configPath))) return [`${configPath} is missing: schema/roles.ts has the role "${role}"`];
  const config = readWranglerConfig(workerOf(role));
  const [allowed, bound] = [allowedFor(role), bindingsOf(config)];
  return [
    ...allowed
      .filter((line) => !bound.includes(line))
      .map((line) => `${configPath} lacks "${line}", which its role has`),
    ...bound
      .filter((line) => !allowed.includes(line))
      .map((line) => `${configPath} has "${line}", which its role has not`),
  ];
}

/** Every wrangler.toml under `root`, in the folders that may hold a Worker. */
function configsIn(root: string): readonly string[] {
  const folders = ["workers", "durable-objects"].flatMap((room) => [
    room,
    ...readdirSync(join(root, room), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${room}/${name}`),
  ]);
  return ["wrangler.toml", ...folders.map((folder) => `${folder}/wrangler.toml`)].filter((path) =>
    existsSync(join(root, path)),
  );
}

/** The configurations under `root` without a role. Such a Worker would not be built, tested or deployed. */
export const strayConfigs = (root: string): readonly string[] =>
  configsIn(root)
    .filter((path) => !WORKERS.some(({ configPath }) => configPath === path))
    .map((path) => `${path}: schema/roles.ts has no role for this Worker`);

/** All faults of the project's configurations. */
export const configFaults = (): readonly string[] => [
  ...WORKERS.flatMap(faultsOf),
  ...WORKERS.flatMap(portFaults),
  ...strayConfigs(ROOT),
];
