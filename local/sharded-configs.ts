// Configurations for a local installation with another number of log databases (HOLDPOINT_SHARDS=4), or with other variables. They are
// generated from the project's own configurations. Deployments do not use them: their settings are in the wrangler.toml files.
import { parse } from "smol-toml";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { CONTACTS, ROOT, WORKERS, type WorkerConfig } from "./workers.ts";
import type { Role } from "../schema/roles.ts";
import { readWranglerConfig, type WranglerConfig } from "./wrangler-config.ts";

const FIRST = "EVENTS_0";

/** A Worker's configuration on this machine, with this number of databases and these variables. */
export function configOf(worker: WorkerConfig, shards: number, settings: Settings = {}): WranglerConfig {
  const config = readWranglerConfig(worker);
  const own = settings[worker.role];
  const here = withShards(readConfig(worker), { shards, from: join(ROOT, dirname(worker.configPath)) });
  const { vars, d1_databases, queues } = own === undefined ? here : withSettings(here, own);
  // The parts have the types of the configuration that they were made of.
  return { ...config, vars, d1_databases, queues: { ...config.queues, ...queues } } as WranglerConfig;
}

/** The parts of a configuration that depend on the number of databases or on the folder of the file. Other parts are copied unchanged. */
const Config = z.looseObject({
  main: z.string(),
  /** Without databases of the log, a Worker has no SHARDS. */
  vars: z.looseObject({ SHARDS: z.string().optional() }).default({}),
  d1_databases: z
    .array(z.looseObject({ binding: z.string(), database_name: z.string(), migrations_dir: z.string().optional() }))
    .default([]),
  queues: z
    .looseObject({
      consumers: z.array(z.looseObject({ max_batch_size: z.int(), max_concurrency: z.int().optional() })).default([]),
    })
    .optional(),
});
type Config = z.infer<typeof Config>;

/** Reads a configuration without `env`, which has the resources of deployments. */
function readConfig({ configPath }: WorkerConfig): Config {
  const { env: _, ...config } = parse(readFileSync(join(ROOT, configPath), "utf8"));
  return Config.parse(config);
}

/** The number of databases in the project's own configurations. */
export const configuredShards = (): number => Number(readConfig(CONTACTS).vars.SHARDS);

/** The number in HOLDPOINT_SHARDS; null when the variable is not set. Throws when it is not a number from 1 to 99. */
export function wantedShards(env: NodeJS.ProcessEnv = process.env): number | null {
  const wanted = env["HOLDPOINT_SHARDS"] ?? "";
  if (wanted === "") return null;
  if (!/^[1-9]\d?$/.test(wanted)) throw new Error(`HOLDPOINT_SHARDS must be a number from 1 to 99, not "${wanted}".`);
  return Number(wanted);
}

/** Variables of each Worker that replace those of its configuration. */
export type Settings = Partial<Readonly<Record<Role, Readonly<Record<string, string>>>>>;

/**
 * The path of each Worker's configuration for this number of databases: the project's own file when nothing differs, otherwise a generated
 * file in `folder`. With `batchSeconds`, each queue waits this long for a full batch.
 */
export function configsFor(
  shards: number,
  folder: string,
  settings: Settings = {},
  batchSeconds: number | null = null,
): ReadonlyMap<Role, string> {
  return new Map(
    WORKERS.map((worker) => {
      const path = join(ROOT, worker.configPath);
      const config = readConfig(worker);
      const own = settings[worker.role];
      const isOfShards = [undefined, String(shards)].includes(config.vars.SHARDS);
      if (isOfShards && own === undefined && batchSeconds === null) return [worker.role, path];
      const made = join(folder, worker.role, "wrangler.json");
      mkdirSync(dirname(made), { recursive: true });
      const here = withBatchSeconds(withShards(config, { shards, from: dirname(path) }), batchSeconds);
      writeFileSync(made, JSON.stringify(own === undefined ? here : withSettings(here, own), null, 2));
      return [worker.role, made];
    }),
  );
}

/** The largest batch of a Worker that asks a model. An invocation makes six calls at a time, and each takes seconds. */
const BATCH_WITH_MODEL = 12;

function withSettings(config: Config, own: Readonly<Record<string, string>>): Config {
  const { vars, queues } = config;
  const withModel = Boolean(own["MODEL_ENDPOINT"]);
  // Consumers that wait for a model must not be few: a batch fills while they wait anyway.
  const consumers = queues?.consumers.map(({ max_concurrency, ...consumer }) => ({
    ...consumer,
    ...(withModel
      ? { max_batch_size: Math.min(consumer.max_batch_size, BATCH_WITH_MODEL) }
      : max_concurrency !== undefined && { max_concurrency }),
  }));
  return { ...config, vars: { ...vars, ...own }, ...(queues && consumers ? { queues: { ...queues, consumers } } : {}) };
}

function withBatchSeconds(config: Config, seconds: number | null): Config {
  const { queues } = config;
  if (!queues || seconds === null) return config;
  const consumers = queues.consumers.map((consumer) => ({ ...consumer, max_batch_timeout: seconds }));
  return { ...config, queues: { ...queues, consumers } };
}

function withShards(config: Config, { shards, from }: { readonly shards: number; readonly from: string }): Config {
  const at = (path: string | undefined) => (path === undefined ? {} : { migrations_dir: join(from, path) });
  return {
    ...config,
    main: join(from, config.main),
    vars: { ...config.vars, ...(config.vars.SHARDS !== undefined && { SHARDS: String(shards) }) },
    d1_databases: config.d1_databases.flatMap(({ migrations_dir, ...database }) => {
      if (/^EVENTS_[1-9]/.test(database.binding)) return [];
      if (database.binding !== FIRST) return [{ ...database, ...at(migrations_dir) }];
      return Array.from({ length: shards }, (_, shard) => ({
        ...database,
        binding: `EVENTS_${shard}`,
        database_name: database.database_name.replace(/0$/, String(shard)),
        ...at(migrations_dir),
      }));
    }),
  };
}
