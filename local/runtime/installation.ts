// Opens an installation: starts the runtime with its number of databases, and prepares them.
import { Miniflare, type MiniflareOptions } from "miniflare";
import { existsSync } from "node:fs";
import { migrate } from "../databases.ts";
import { configuredShards } from "../sharded-configs.ts";
import { CONTACTS } from "../workers.ts";
import type { Prepared, StartRuntime } from "./messages.ts";

export interface Installation {
  readonly miniflare: Miniflare;
  /** The number of the log's databases. */
  readonly shards: number;
  readonly prepared: Prepared;
}

/** Starts the runtime with the wanted number of databases, or with the installed one when no number is wanted. Throws when they differ. */
export async function openInstallation(
  start: Pick<StartRuntime, "shards" | "now" | "state">,
  optionsFor: (shards: number) => MiniflareOptions,
): Promise<Installation> {
  const opened = await openWith(start.shards ?? configuredShards(), start, optionsFor);
  if (!("installed" in opened)) return opened;
  if (start.shards !== null) throw new Error(otherNumber(opened.installed, start.shards));
  return openInstallation({ ...start, shards: opened.installed }, optionsFor);
}

/** Starts the runtime with this number of databases. When the log was installed with another one, ends it and returns that number. */
async function openWith(
  shards: number,
  { state, now }: Pick<StartRuntime, "now" | "state">,
  optionsFor: (shards: number) => MiniflareOptions,
): Promise<Installation | { readonly installed: number }> {
  const isNew = !existsSync(state);
  const miniflare = new Miniflare(optionsFor(shards));
  // A first start fills the databases. What it needs for that is loaded while the runtime starts.
  if (isNew) void Promise.all([import("../../drizzle/installation.ts"), import("../sample-companies.ts")]);
  try {
    await miniflare.ready;
    const database = (binding: string) => miniflare.getD1Database(binding, CONTACTS.name);
    const events = await Promise.all(Array.from({ length: shards }, (_, shard) => database(`EVENTS_${shard}`)));
    const crm = await database("CRM");
    const migrated = await migrate({ events, crm });
    if ("applied" in migrated) {
      const companies = await fill(crm, now);
      return { miniflare, shards, prepared: { shards, migrations: migrated.applied, companies } };
    }
    await miniflare.dispose();
    return migrated;
  } catch (cause) {
    await miniflare.dispose();
    throw cause;
  }
}

/** Fills an empty CRM. Returns the number of companies that were added. */
async function fill(crm: D1Database, now: string): Promise<number> {
  // The facts are stored last.
  if ((await crm.prepare("SELECT 1 FROM company_facts LIMIT 1").first()) !== null) return 0;
  // Imported only here: a start that fills nothing does not load the vocabulary.
  const { seedCrm } = await import("../sample-companies.ts");
  return seedCrm(crm, new Date(now));
}

const databases = (count: number): string => (count === 1 ? "one database" : `${count} databases`);

const otherNumber = (installed: number, wanted: number): string =>
  `This installation has its log in ${databases(installed)}, but HOLDPOINT_SHARDS is ${wanted}. The number is fixed at\ninstallation: unset HOLDPOINT_SHARDS, or start an empty installation with --fresh.`;
