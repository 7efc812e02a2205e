// An installation on this machine with more databases of the log than the configurations say (HOLDPOINT_SHARDS=4), or with other variables.
// Its configurations are made of the project's own, so that there is nothing to keep alike. A deployment says its own in the files themselves.
import { parse } from "smol-toml";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { CONTACTS, ROOT, WORKERS, type WorkerConfig } from "./workers.ts";
import type { Role } from "../schema/roles.ts";

const FIRST = "EVENTS_0";

/** What of a configuration depends on the number of databases, or on where the file lies; the rest is taken as it is. */
const Config = z.looseObject({
  main: z.string(),
  vars: z.looseObject({ SHARDS: z.string() }),
  d1_databases: z.array(
    z.looseObject({ binding: z.string(), database_name: z.string(), migrations_dir: z.string().optional() }),
  ),
  queues: z.looseObject({ consumers: z.array(z.looseObject({ max_batch_size: z.int() })).default([]) }).optional(),
});
type Config = z.infer<typeof Config>;

/** Other than `env`, which has the resources of a deployment: a configuration that is made is for this machine. */
function readConfig({ configPath }: WorkerConfig): Config {
  const { env: _, ...config } = parse(readFileSync(join(ROOT, configPath), "utf8"));
  return Config.parse(config);
}

/** How many databases the project's own configurations name. */
export const configuredShards = (): number => Number(readConfig(CONTACTS).vars.SHARDS);

/** What HOLDPOINT_SHARDS asks for; null when it asks for nothing. Throws when it is no number of databases. */
export function wantedShards(env: NodeJS.ProcessEnv = process.env): number | null {
  const wanted = env["HOLDPOINT_SHARDS"] ?? "";
  if (wanted === "") return null;
  if (!/^[1-9]\d?$/.test(wanted)) throw new Error(`HOLDPOINT_SHARDS is a number from 1 to 99, not "${wanted}".`);
  return Number(wanted);
}

/** Variables of a Worker, over those of its configuration. */
export type Settings = Partial<Readonly<Record<Role, Readonly<Record<string, string>>>>>;

/**
 * The path of each Worker's configuration for so many databases: the project's own where it says just that, else one made in `folder`.
 * With `batchSeconds` that is how long each queue waits for a fuller batch.
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
      if (config.vars.SHARDS === String(shards) && own === undefined && batchSeconds === null)
        return [worker.role, path];
      const made = join(folder, worker.role, "wrangler.json");
      mkdirSync(dirname(made), { recursive: true });
      const here = withBatchSeconds(withShards(config, { shards, from: dirname(path) }), batchSeconds);
      writeFileSync(made, JSON.stringify(own === undefined ? here : withSettings(here, own), null, 2));
      return [worker.role, made];
    }),
  );
}

/** What a Worker takes at once when it waits for a model: an invocation calls six at a time. */
const BATCH_WITH_MODEL = 12;

function withSettings(config: Config, own: Readonly<Record<string, string>>): Config {
  const { vars, queues } = config;
  const cap = own["MODEL_ENDPOINT"] ? BATCH_WITH_MODEL : Infinity;
  const consumers = queues?.consumers.map((consumer) => ({
    ...consumer,
    max_batch_size: Math.min(consumer.max_batch_size, cap),
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
    vars: { ...config.vars, SHARDS: String(shards) },
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
