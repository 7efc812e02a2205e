// The Worker that prepares the databases at each start: it migrates them, and records the sample companies where there are none. It is a Worker,
// because from Node each statement costs ten milliseconds. Everything that it does is in its bindings: no statement comes with a request.
import { WorkerEntrypoint } from "cloudflare:workers";
import { eventShards } from "../../drizzle/event-shards.ts";
import { learnKeys, logKeysOf } from "../../domain/log-keys.ts";
import { d1InstallationKeys } from "../../drizzle/installation-keys.ts";
import { auditRows } from "../../drizzle/audit-rows.ts";
import { FINGERPRINTED_KEYS } from "../../schema/installation-keys.ts";
import type { InstallationKey } from "../../schema/lists.ts";
import { migrate, type Migrations } from "../databases.ts";
import { Past, putPast } from "../past.ts";
import type { Port } from "../../schema/ports.ts";
import { recordSamples } from "../sample-companies.ts";
import type { SampleCrm } from "../../samples/crm.ts";

/** What the databases are to have. */
export interface Contents {
  readonly migrations: Migrations;
  readonly companies: SampleCrm;
  /** The fingerprints of the keys in the file of secrets; for LOG_KEY its public keys. */
  readonly keys: OwnKeys;
}

const FACT_OF_SAMPLES = `SELECT 1 FROM company_facts WHERE company_id IN
  (SELECT company_id FROM company_domains WHERE domain IN (SELECT value FROM json_each(?1))) LIMIT 1`;

type OwnKeys = Readonly<Record<InstallationKey, readonly string[]>>;

interface InstallerEnv {
  readonly SHARDS: string;
  readonly CRM: D1Database;
  readonly CONTENTS: Contents;
  /** The port of a person at the desk. */
  readonly PORT: Port<"desk">;
}

/**
 * The number of migrations that were applied; or the other number of databases that the log has; or the key
 * that is not the installation's.
 */
export type Installed =
  | { readonly migrations: number }
  | { readonly installed: number }
  | { readonly differs: InstallationKey };

/** Only the process of the runtime calls it. A request to any address finds nothing. */
export class Installer extends WorkerEntrypoint<InstallerEnv> {
  async install(): Promise<Installed> {
    const { CRM, CONTENTS } = this.env;
    const events = eventShards(this.env);
    const migrated = await migrate({ events, crm: CRM }, CONTENTS.migrations);
    if ("installed" in migrated) return migrated;
    const differs = await differingKey(events, CONTENTS.keys);
    if (differs) return { differs };
    return { migrations: migrated.applied };
  }

  /** Records the sample companies where there is no fact of any of them: the sample past has others. Returns how many were recorded. */
  async recordSamples(): Promise<number> {
    const { CRM, CONTENTS, PORT } = this.env;
    const domains = JSON.stringify(CONTENTS.companies.companies.map(({ domain }) => domain));
    // Facts are recorded last.
    const isFilled = (await CRM.prepare(FACT_OF_SAMPLES).bind(domains).first()) !== null;
    return isFilled ? 0 : recordSamples(PORT, CONTENTS.companies);
  }

  /** Puts the sample past into an empty installation. Returns false when it is not empty, and nothing was put in. A repeat changes nothing. */
  async putPast(json: string): Promise<boolean> {
    const { CRM, PORT } = this.env;
    return putPast({ events: eventShards(this.env), crm: CRM }, PORT, Past.parse(JSON.parse(json)));
  }

  override fetch(): Response {
    return new Response("Not found", { status: 404 });
  }
}

/** The first key that is not the installation's; null when all are, or when the installation has none yet. */
async function differingKey(events: readonly D1Database[], own: OwnKeys): Promise<InstallationKey | null> {
  const [first] = events;
  const stored = first ? await d1InstallationKeys(first).read() : new Map<InstallationKey, string>();
  const differs = FINGERPRINTED_KEYS.find((name) => {
    const fingerprint = stored.get(name);
    return fingerprint !== undefined && !own[name].includes(fingerprint);
  });
  if (differs) return differs;
  const logKeys = logKeysOf();
  learnKeys(await auditRows(events, "LogKeyAdopted"), logKeys);
  const newest = logKeys.newest();
  return newest === null || own.LOG_KEY.includes(newest) ? null : "LOG_KEY";
}
