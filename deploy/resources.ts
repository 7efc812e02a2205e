// The names of what an installation has at Cloudflare. Pure: they follow from the answers and from the Workers' own configurations.
import type { Migration } from "../drizzle/apply-migrations.ts";
import type { QueueName } from "../schema/roles.ts";
import type { Migrations } from "../local/databases.ts";
import type { WorkerConfig } from "../local/workers.ts";
import type { WranglerConfig } from "../local/wrangler-config.ts";
import { type Answers, type EnvironmentName, suffixOf } from "./answers.ts";

/** An installation: what was answered, and for which environment. */
export interface Installation {
  readonly environment: EnvironmentName;
  readonly answers: Answers;
}

/** The names in the repository's configurations, which are those of this machine. */
const LOCAL_PREFIX = "holdpoint";

/** The name of a resource in an installation, by its local name: `holdpoint-crm` → `acme-crm-staging`. */
export function resourceName(local: string, { environment, answers: { name } }: Installation): string {
  const own = local.startsWith(`${LOCAL_PREFIX}-`) ? local.slice(LOCAL_PREFIX.length + 1) : local;
  return `${name}-${own}${suffixOf(environment)}`;
}

export const workerName = ({ name }: Pick<WorkerConfig, "name">, installation: Installation): string =>
  resourceName(name, installation);

/** What an installation needs before its Workers can be uploaded. */
export interface Resources {
  /** Each with all its migrations; those of the log first. */
  readonly databases: readonly {
    readonly name: string;
    readonly isLog: boolean;
    readonly migrations: readonly Migration[];
  }[];
  readonly queues: readonly { readonly name: string; readonly retentionSeconds: number }[];
  /** The bucket of the daily roots, whose files nobody may change. */
  readonly bucket: string;
}

const DAY_SECONDS = 86_400;
/** The platform's own default. */
const RETENTION_SECONDS = 4 * DAY_SECONDS;
/** Dead letters outlive a long outage: the longest that the platform keeps a message. */
const DEAD_LETTER_SECONDS = 14 * DAY_SECONDS;

/** The resources of an installation, from the configuration of the Worker that has them all. */
export function resourcesOf(
  contacts: WranglerConfig,
  { queues, migrations }: { readonly queues: readonly QueueName[]; readonly migrations: Migrations },
  installation: Installation,
): Resources {
  const named = (local: string) => resourceName(local, installation);
  const bucket = contacts.r2_buckets[0];
  if (!bucket) throw new Error("the configuration of contacts has no bucket");
  return {
    databases: [
      ...Array.from({ length: installation.answers.shards }, (_, shard) => ({
        name: logName(shard, installation),
        isLog: true,
        migrations: migrations.events,
      })),
      { name: named(`${LOCAL_PREFIX}-crm`), isLog: false, migrations: migrations.crm },
    ],
    queues: queues.map((queue) => ({
      name: named(queue),
      retentionSeconds: queue === "dead-letters" ? DEAD_LETTER_SECONDS : RETENTION_SECONDS,
    })),
    bucket: named(bucket.bucket_name),
  };
}

/** The name of a database of the log. */
export const logName = (shard: number, installation: Installation): string =>
  resourceName(`${LOCAL_PREFIX}-events-${shard}`, installation);
