// The local databases: migrations applied and the small sample CRM filled in before any Worker runs, through the same bindings.
import type { D1Database } from "@cloudflare/workers-types";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { getPlatformProxy, unstable_splitSqlQuery as splitSql } from "wrangler";
import { z } from "zod";
import { CompanyStatus } from "../../drizzle/crm.ts";
import { d1Crm } from "../../drizzle/d1-crm.ts";
import { companyIdOf } from "../../schema/ids.ts";
import { readSample } from "../../samples/files.ts";
import { ROOT } from "../workers.ts";
import { STATE_FOLDER } from "./place.ts";

interface Databases {
  readonly EVENTS_0: D1Database;
  readonly CRM: D1Database;
}

/** Opens both databases while no Worker runs. The desk's configuration will do: it binds them and nothing that runs. */
export async function withDatabases<T>(work: (databases: Databases) => Promise<T>): Promise<T> {
  const proxy = await getPlatformProxy<Databases>({
    configPath: join(ROOT, "workers/desk/wrangler.toml"),
    // The folder that `wrangler dev --persist-to` uses below the one it is given.
    persist: { path: join(STATE_FOLDER, "v3") },
    envFiles: [],
    remoteBindings: false,
  });
  try {
    return await work(proxy.env);
  } finally {
    await proxy.dispose();
  }
}

/** Applies what is new in drizzle/, each file whole or not at all, and notes it where `wrangler d1 migrations` does. Answers with how many. */
export async function migrate(databases: Databases): Promise<number> {
  return (await applyFolder(databases.EVENTS_0, "drizzle/events")) + (await applyFolder(databases.CRM, "drizzle/crm"));
}

async function applyFolder(db: D1Database, folder: string): Promise<number> {
  await db
    .prepare(
      "CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE, applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)",
    )
    .run();
  const { results } = await db.prepare("SELECT name FROM d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const fresh = globSync("*.sql", { cwd: join(ROOT, folder) })
    .filter((name) => !applied.has(name))
    .toSorted();
  for (const name of fresh) {
    const statements = splitSql(readFileSync(join(ROOT, folder, name), "utf8")).map((statement) =>
      db.prepare(statement),
    );
    await db.batch([...statements, db.prepare("INSERT INTO d1_migrations (name) VALUES (?)").bind(name)]);
  }
  return fresh.length;
}

const SampleCrm = z.strictObject({
  companies: z.array(z.strictObject({ name: z.string(), domain: z.string(), status: CompanyStatus })),
  facts: z.array(
    z.strictObject({
      domain: z.string(),
      kind: z.string(),
      value: z.string(),
      observedAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
    }),
  ),
});

/** The companies of samples/crm.json and what was observed about them, counted from `now`. The same `now` again changes nothing. */
export async function seedCrm(db: D1Database, now: Date): Promise<number> {
  const { companies, facts } = SampleCrm.parse(JSON.parse(readSample("crm.json", now)));
  const crm = d1Crm(db);
  await crm.upsertCompanies(
    companies.map((company) => ({ ...company, id: companyIdOf(company.domain), at: now.toISOString() })),
  );
  await crm.upsertFacts(
    facts.map(({ domain, kind, ...fact }) => ({
      ...fact,
      id: `fact_${kind}`,
      companyId: companyIdOf(domain),
      kind,
      source: "sample",
      found: true,
    })),
  );
  return companies.length;
}
