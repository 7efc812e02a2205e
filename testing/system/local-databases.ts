// Opens the databases of a local state for a test that fills or changes them while no Worker runs.
import type { D1Database } from "@cloudflare/workers-types";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getPlatformProxy } from "wrangler";
import { eventShards } from "../../drizzle/event-shards.ts";
import type { Databases } from "../../local/databases.ts";
import { configOf } from "../../local/sharded-configs.ts";
import { CONTACTS } from "../../local/workers.ts";

/** Uses the databases of holdpoint-contacts' configuration, and nothing else of it: without code there is nothing else to open. */
export async function withDatabases<T>(
  { shards, configs, state }: { readonly shards: number; readonly configs: string; readonly state: string },
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const { name, compatibility_date, vars, d1_databases } = configOf(CONTACTS, shards);
  const configPath = join(configs, "databases", "wrangler.json");
  mkdirSync(join(configPath, ".."), { recursive: true });
  writeFileSync(configPath, JSON.stringify({ name, compatibility_date, vars, d1_databases }));
  const proxy = await getPlatformProxy<{ SHARDS: string; CRM: D1Database }>({
    configPath,
    persist: { path: join(state, "v3") },
    envFiles: [],
    remoteBindings: false,
  });
  try {
    return await work({ events: eventShards(proxy.env), crm: proxy.env.CRM });
  } finally {
    await proxy.dispose();
  }
}
