// The configuration of each Worker of an installation, generated from the repository's own one, which is for this machine. Pure. What a deployment
// adds: names and ids of the resources, routes, logs and traces, limits, and the settings that the answers decide.
import { sha256 } from "../schema/canonical.ts";
import type { Role } from "../schema/roles.ts";
import type { WranglerConfig } from "../local/wrangler-config.ts";
import type { Installation } from "./resources.ts";
import { resourceName } from "./resources.ts";

/** What is known of an installation once its resources exist. */
export interface Deployed {
  readonly account: string;
  /** The ids of the databases, by name. */
  readonly databases: ReadonlyMap<string, string>;
  /** The application of Cloudflare Access; null where the desk signs people in itself. */
  readonly access: {
    readonly teamDomain: string;
    readonly audience: string;
    readonly serviceTokens: readonly string[];
  } | null;
  /** Short digests of the secrets that a Worker was given (secrets.ts), by which a later look compares Workers. */
  readonly fingerprints: (role: Role) => string;
}

/**
 * What a request may use at most. A consumer's batch of fifty takes well below a second of processor time; the rest is for the cron, for files of 100,000 rows,
 * and for a look at ninety days.
 */
const CPU_MILLISECONDS = 300_000;

/**
 * Objects finish what they do before they take a release's code, for at most so long; meanwhile old objects answer new ports and the reverse
 * (docs/deploy.md). The platform's default, stated because the releases are tested for it.
 */
export const OBJECTS_DELAY_SECONDS = 300;

/** One namespace for each limit and installation: two installations in one account must not share a counter. */
const namespaceOf = (local: string, { environment, answers }: Installation): string =>
  String(Number.parseInt(sha256("rate-limit", `${answers.name}/${environment}/${local}`).slice(0, 7), 16));

/** The var by which a deployed Worker says which secrets it was given. No code reads it. */
export const FINGERPRINTS_VAR = "SECRET_FINGERPRINTS";

/** The name of the source with which a deployment tries itself out (smoke-test.ts). */
export const SMOKE_SOURCE = "smoke-test";

/** `main` and the folders of migrations are absolute, because the file is written elsewhere: `at` resolves a path of the original. */
export function generatedConfig(
  role: Role,
  config: WranglerConfig,
  installation: Installation,
  { account, databases, access, fingerprints }: Deployed,
  at: (path: string) => string,
): Readonly<Record<string, unknown>> {
  const { answers } = installation;
  const named = (local: string) => resourceName(local, installation);
  const database = (binding: string, local: string) => {
    const id = databases.get(named(local));
    if (id === undefined) throw new Error(`the database ${named(local)} does not exist yet`);
    return { binding, database_name: named(local), database_id: id };
  };
  const asksModel = answers.model?.of.some((one) => one === role) ?? false;
  const domains = { desk: [answers.desk], ingest: [answers.hooks] } as Partial<Record<Role, readonly string[]>>;
  return {
    name: named(config.name),
    account_id: account,
    main: at(config.main),
    compatibility_date: config.compatibility_date,
    compatibility_flags: config.compatibility_flags,
    ...(config.rules.length > 0 && { rules: config.rules }),
    // Reached by its own domain, or by other Workers alone.
    workers_dev: false,
    preview_urls: false,
    routes: (domains[role] ?? []).map((pattern) => ({ pattern, custom_domain: true })),
    observability: observabilityOf(role),
    limits: { cpu_ms: CPU_MILLISECONDS },
    ...(config.durable_objects.bindings.length > 0 && {
      durable_objects: {
        bindings: config.durable_objects.bindings,
        code_update_strategy: { mode: "deferred", max_delay: OBJECTS_DELAY_SECONDS },
      },
      migrations: config.migrations,
    }),
    ...(config.triggers.crons.length > 0 && { triggers: config.triggers }),
    vars: { ...config.vars, ...varsOf(role, installation, access), [FINGERPRINTS_VAR]: fingerprints(role) },
    secrets: config.secrets,
    services: config.services.map((service) => ({ ...service, service: named(service.service) })),
    d1_databases: config.d1_databases.flatMap(({ binding, database_name }) => {
      if (/^EVENTS_[1-9]/.test(binding)) return [];
      if (binding !== "EVENTS_0") return [database(binding, database_name)];
      return Array.from({ length: answers.shards }, (_, shard) =>
        database(`EVENTS_${shard}`, database_name.replace(/0$/, String(shard))),
      );
    }),
    r2_buckets: config.r2_buckets.map(({ binding, bucket_name }) => ({
      binding,
      bucket_name: named(bucket_name),
      ...(answers.region === "none" ? {} : { jurisdiction: answers.region }),
    })),
    send_email: config.send_email,
    ratelimits: config.ratelimits.map((limit) => ({
      ...limit,
      namespace_id: namespaceOf(limit.namespace_id, installation),
    })),
    queues: {
      producers: config.queues.producers.map((producer) => ({ ...producer, queue: named(producer.queue) })),
      consumers: config.queues.consumers.map(({ max_concurrency, ...consumer }) => ({
        ...consumer,
        queue: named(consumer.queue),
        ...(consumer.dead_letter_queue && { dead_letter_queue: named(consumer.dead_letter_queue) }),
        // With a model a message takes seconds: smaller batches, and as many invocations as there is work.
        ...(asksModel
          ? { max_batch_size: Math.min(consumer.max_batch_size, BATCH_WITH_MODEL) }
          : max_concurrency !== undefined && { max_concurrency }),
      })),
    },
  };
}

/** Cloudflare's record of an invocation by a mail, and of a mail that is sent, has its addresses. */
const WITHOUT_INVOCATIONS: ReadonlySet<Role> = new Set(["ingest"]);
const WITHOUT_TRACES: ReadonlySet<Role> = new Set(["ingest", "dispatcher"]);

/**
 * Each failure should be found afterwards, so every line is kept; traces are many, so one in ten. Log lines have no person in them (schema/log-line.ts), and what
 * the platform adds to them must have none either.
 */
const observabilityOf = (role: Role) => ({
  enabled: true,
  head_sampling_rate: 1,
  // Unsubscribe links are paths. The desk's queries have what people search for.
  redact_query_string: true,
  logs: { enabled: true, head_sampling_rate: 1, invocation_logs: !WITHOUT_INVOCATIONS.has(role), persist: true },
  traces: WITHOUT_TRACES.has(role) ? { enabled: false } : { enabled: true, head_sampling_rate: 0.1, persist: true },
});

/** An invocation makes six calls at a time, and each takes seconds. */
const BATCH_WITH_MODEL = 12;

/** The settings of a Worker that follow from the answers. */
function varsOf(
  role: Role,
  { environment, answers }: Installation,
  access: Deployed["access"],
): Readonly<Record<string, string>> {
  const { model } = answers;
  const modelVars: Readonly<Record<string, string>> =
    model?.of.some((one) => one === role) === true
      ? {
          MODEL_ENDPOINT: model.endpoint,
          MODEL_NAME: model.name,
          MODEL_PRICES: JSON.stringify(model.prices),
          MODEL_BODY: JSON.stringify(model.body),
        }
      : {};
  const own: Partial<Record<Role, Readonly<Record<string, string>>>> = {
    contacts: {
      SHARDS: String(answers.shards),
      LOG_ORIGIN: `${answers.hooks}/log`,
      POLICY_PLACEHOLDERS: environment === "production" ? "refused" : "allowed",
      JURISDICTION: answers.region === "none" ? "" : answers.region,
    },
    ingest: { SOURCES: JSON.stringify({ [SMOKE_SOURCE]: { type: "standard_webhooks" } }) },
    planner: { SALES_SUPPORT_SEQUENCER_REASONING: answers.reasoning },
    composer: { PUBLIC_URL: `https://${answers.hooks}` },
    dispatcher: { TRANSPORT: answers.transport },
    desk: {
      DESK_HOSTS: answers.desk,
      ACCESS_TEAM_DOMAIN: access?.teamDomain ?? "",
      ACCESS_AUDIENCE: access?.audience ?? "",
      ADMINS: access === null ? "" : [...answers.admins, ...access.serviceTokens].join(" "),
    },
  };
  return { ...modelVars, ...own[role] };
}
