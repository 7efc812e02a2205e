// The Worker that prepares the databases at each start: it migrates them, and fills an empty CRM with the sample companies. It is a Worker,
// because from Node each statement costs ten milliseconds. Everything that it does is in its bindings: no statement comes with a request.
import { WorkerEntrypoint } from "cloudflare:workers";
import { eventShards } from "../../drizzle/event-shards.ts";
import { migrate, type Migrations } from "../databases.ts";
import { seedCrm } from "../sample-companies.ts";
import type { SampleCrm } from "../../samples/crm.ts";

/** What the databases are to have. */
export interface Contents {
  readonly migrations: Migrations;
  readonly companies: SampleCrm;
  /** The ids of companies are keyed with it. */
  readonly systemKey: string;
}

interface InstallerEnv {
  readonly SHARDS: string;
  readonly CRM: D1Database;
  readonly CONTENTS: Contents;
}

/** The numbers of migrations that were applied and of companies that were added; or the other number of databases that the log has. */
export type Installed = { readonly migrations: number; readonly companies: number } | { readonly installed: number };

/** Only the process of the runtime calls it. A request to any address finds nothing. */
export class Installer extends WorkerEntrypoint<InstallerEnv> {
  async install(): Promise<Installed> {
    const { CRM, CONTENTS } = this.env;
    const migrated = await migrate({ events: eventShards(this.env), crm: CRM }, CONTENTS.migrations);
    if ("installed" in migrated) return migrated;
    return { migrations: migrated.applied, companies: await fill(CRM, CONTENTS) };
  }

  override fetch(): Response {
    return new Response("Not found", { status: 404 });
  }
}

/** Fills an empty CRM. Returns the number of companies that were added. */
async function fill(crm: D1Database, { companies, systemKey }: Contents): Promise<number> {
  // The facts are stored last.
  const isFilled = (await crm.prepare("SELECT 1 FROM company_facts LIMIT 1").first()) !== null;
  return isFilled ? 0 : seedCrm(crm, systemKey, companies);
}
