// Fills the CRM of a local installation with the sample companies.
import type { D1Database } from "@cloudflare/workers-types";
import { d1Crm } from "../drizzle/d1-crm.ts";
import { companyIdOf } from "../schema/ids.ts";
import type { SampleCrm } from "../samples/crm.ts";

/** Stores the sample companies and facts. Repeating it changes nothing. Returns the number of companies. */
export async function seedCrm(
  db: D1Database,
  systemKey: string,
  { companies, facts, now }: SampleCrm,
): Promise<number> {
  const crm = d1Crm(db);
  await crm.upsertCompanies(
    companies.map((company) => ({ ...company, id: companyIdOf(systemKey, company.domain), at: now })),
  );
  await crm.upsertFacts(
    facts.map(({ domain, kind, ...fact }) => ({
      ...fact,
      id: `fact_${kind}`,
      companyId: companyIdOf(systemKey, domain),
      kind,
      source: "sample",
      found: true,
    })),
  );
  return companies.length;
}
