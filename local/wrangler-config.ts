// Reads a Worker's wrangler.toml as plain data, for the runtime options of tests and for the checks of the configurations.
// The schema is strict on purpose: a binding of an unlisted kind is an error, so that no binding escapes the checks.
import { parse } from "smol-toml";
import * as z from "zod";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, type WorkerConfig } from "./workers.ts";

const Consumer = z.strictObject({
  queue: z.string(),
  max_batch_size: z.int(),
  max_batch_timeout: z.int(),
  max_concurrency: z.int().optional(),
  max_retries: z.int(),
  retry_delay: z.int(),
  dead_letter_queue: z.string().optional(),
});

const WranglerConfig = z.strictObject({
  name: z.string(),
  main: z.string(),
  compatibility_date: z.string(),
  compatibility_flags: z.array(z.string()),
  workers_dev: z.boolean().default(true),
  rules: z
    .array(
      z.strictObject({ type: z.literal("Text"), globs: z.array(z.string()), fallthrough: z.boolean().default(false) }),
    )
    .default([]),
  migrations: z.array(z.strictObject({ tag: z.string(), new_sqlite_classes: z.array(z.string()) })).default([]),
  vars: z.record(z.string(), z.string()).default({}),
  secrets: z.strictObject({ required: z.array(z.string()) }).default({ required: [] }),
  durable_objects: z
    .strictObject({ bindings: z.array(z.strictObject({ name: z.string(), class_name: z.string() })) })
    .default({ bindings: [] }),
  services: z
    .array(z.strictObject({ binding: z.string(), service: z.string(), entrypoint: z.string().optional() }))
    .default([]),
  d1_databases: z
    .array(
      z.strictObject({
        binding: z.string(),
        database_name: z.string(),
        database_id: z.string().optional(),
        migrations_dir: z.string().optional(),
      }),
    )
    .default([]),
  r2_buckets: z.array(z.strictObject({ binding: z.string(), bucket_name: z.string() })).default([]),
  triggers: z.strictObject({ crons: z.array(z.string()) }).default({ crons: [] }),
  ratelimits: z
    .array(
      z.strictObject({
        name: z.string(),
        namespace_id: z.string(),
        simple: z.strictObject({ limit: z.int(), period: z.literal([10, 60]) }),
      }),
    )
    .default([]),
  send_email: z.array(z.strictObject({ name: z.string() })).default([]),
  queues: z
    .strictObject({
      producers: z.array(z.strictObject({ binding: z.string(), queue: z.string() })).default([]),
      consumers: z.array(Consumer).default([]),
    })
    .default({ producers: [], consumers: [] }),
});
export type WranglerConfig = z.infer<typeof WranglerConfig>;

/** Throws an error that names the file when the configuration has a key that this project does not use. */
export function readWranglerConfig(worker: WorkerConfig): WranglerConfig {
  const parsed = WranglerConfig.safeParse(parse(readFileSync(join(ROOT, worker.configPath), "utf8")));
  if (!parsed.success) throw new Error(`${worker.configPath}: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
