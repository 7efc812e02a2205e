// Opens the databases of a local state for a test that fills or changes them while no Worker runs.
import type { D1Database } from "@cloudflare/workers-types";
import { join } from "node:path";
import { getPlatformProxy } from "wrangler";
import { eventShards } from "../../drizzle/event-shards.ts";
import type { Databases } from "../../local/databases.ts";
import { configsFor } from "../../local/sharded-configs.ts";

/** Uses the desk's configuration, which binds all databases and no code. */
export async function withDatabases<T>(
  { shards, configs, state }: { readonly shards: number; readonly configs: string; readonly state: string },
  work: (databases: Databases) => Promise<T>,
): Promise<T> {
  const proxy = await getPlatformProxy<{ SHARDS: string; CRM: D1Database }>({
    configPath: configsFor(shards, configs).get("desk") ?? "",
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
