// Fills the CRM of a local installation with the sample companies.
import type { D1Database } from "@cloudflare/workers-types";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { companyIdOf } from "../schema/ids.ts";
import { sampleCrm } from "../samples/crm.ts";

/** Stores the companies and facts of samples/crm.json, with times relative to `now`. Repeating it with the same `now` changes nothing. */
export async function seedCrm(db: D1Database, now: Date): Promise<number> {
  const { companies, facts } = sampleCrm(now);
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
