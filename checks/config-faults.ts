// Holds every wrangler.toml to the table of roles: what a Worker may reach is what its role says, in each environment, and no Worker is
// without a role or a role without its Worker. Each fault is a sentence that begins with the file.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type QueueName, type Role, ROLES } from "../schema/roles.ts";
import { CONTACTS, ROOT, type WorkerConfig, workerOf, WORKERS } from "../local/workers.ts";
import { type Environment, readWranglerConfig, type WranglerConfig } from "../local/wrangler-config.ts";
import { readSourceTypes } from "../workers/ingest/sources.ts";

const MODEL_VARS = ["var MODEL_BODY", "var MODEL_ENDPOINT", "var MODEL_NAME", "var MODEL_PRICES"] as const;

/** What a Worker may reach beside what the table of roles says. Who may do what is a binding, so a longer list here is a decision. */
const BESIDE: Readonly<Record<Role, readonly string[]>> = {
  contacts: [
    "bucket ROOTS",
    "cron */15 * * * *",
    "object CONTACT",
    "var LANGSMITH_ENDPOINT",
    "var LANGSMITH_PROJECT",
    "var TRACE_CONTENT",
  ],
  ingest: [...MODEL_VARS, "var SOURCES"],
  planner: [...MODEL_VARS, "var REASONING_LOW_RISK", "var SALES_SUPPORT_SEQUENCER_REASONING"],
  qualifier: [],
  composer: [...MODEL_VARS, "var PUBLIC_URL"],
  dispatcher: ["mail EMAIL", "var TRANSPORT"],
  desk: [],
};

/** The name of a queue's binding. */
const bindingOf = (queue: QueueName): string => queue.toUpperCase().replaceAll("-", "_");

/** What a role's configuration binds, one line a binding. */
export function allowedFor(role: Role): readonly string[] {
  const { port } = workerOf(role);
  const { reads, writes, calls, databases, secrets } = ROLES[role];
  return [
    ...BESIDE[role],
    "var SHARDS",
    ...(port === undefined ? [] : [`service PORT → ${CONTACTS.name}#${port}`]),
    ...calls.map((called) => `service ${called.toUpperCase()} → ${workerOf(called).name}`),
    ...databases.map((name) => (name === "EVENTS" ? "databases EVENTS_n" : `database ${name}`)),
    ...writes.map((queue) => `queue ${bindingOf(queue)} → ${queue}`),
    ...reads.map((queue) => `reads ${queue}`),
    ...secrets.map((name) => `secret ${name}`),
  ].toSorted();
}

/** Every binding of an environment in one line each; a staging resource is written as the one it stands for. */
export function bindingsOf(environment: Environment): readonly string[] {
  const plain = (name: string) => name.replace(/-staging$/, "");
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
    ...environment.queues.producers.map(({ binding, queue }) => `queue ${binding} → ${plain(queue)}`),
    ...environment.queues.consumers.map(({ queue }) => `reads ${plain(queue)}`),
    ...environment.secrets.required.map((name) => `secret ${name}`),
    ...Object.keys(environment.vars).map((name) => `var ${name}`),
  ].toSorted();
}

/** The webhook sources of an environment, one line each. */
const sourcesOf = ({ vars }: Environment): readonly string[] =>
  [...readSourceTypes(vars["SOURCES"] ?? "{}")].map(([name, type]) => `source ${name} of type ${type}`);

/** What each environment lacks of the top level, and what it alone has: wrangler inherits no binding and no variable. */
export function environmentFaults(path: string, config: WranglerConfig): readonly string[] {
  const linesOf = (environment: Environment) => [...bindingsOf(environment), ...sourcesOf(environment)];
  const top = linesOf(config);
  return (["staging", "production"] as const).flatMap((name) => {
    const own = linesOf(config.env[name]);
    return [
      ...top.filter((line) => !own.includes(line)).map((line) => `${path} [env.${name}] lacks "${line}"`),
      ...own.filter((line) => !top.includes(line)).map((line) => `${path} [env.${name}] alone has "${line}"`),
    ];
  });
}

/** The entry point of the Worker that has every port. */
const PORTS_FROM = "durable-objects/index.ts";

function portFaults({ port }: WorkerConfig): readonly string[] {
  const exported = readFileSync(join(ROOT, PORTS_FROM), "utf8").split(/\W+/);
  return port === undefined || exported.includes(port) ? [] : [`${PORTS_FROM} does not export ${port}`];
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
    ...environmentFaults(configPath, config),
  ];
}

/** Every wrangler.toml under `root`, at the places where a Worker may be. */
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

/** The configurations under `root` that no role names. Such a Worker would be built, tested and deployed by nothing. */
export const strayConfigs = (root: string): readonly string[] =>
  configsIn(root)
    .filter((path) => !WORKERS.some(({ configPath }) => configPath === path))
    .map((path) => `${path}: schema/roles.ts has no role for this Worker`);

/** What is wrong with the project's configurations. */
export const configFaults = (): readonly string[] => [
  ...WORKERS.flatMap(faultsOf),
  ...WORKERS.flatMap(portFaults),
  ...strayConfigs(ROOT),
];
