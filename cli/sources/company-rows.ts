// Reads the rows of companies from the CRM by their ids, and the ids of all.
import * as z from "zod";
import type { StoredCompany } from "../../replay/company-rows.ts";
import type { Query } from "./query.ts";

const COMPANIES = `SELECT id, name, domain, domains, status, industry, size, version, head, updated_at AS updatedAt,
  merged_into AS mergedInto FROM companies WHERE id IN (SELECT value FROM json_each(?1))`;
const DOMAINS = `SELECT domain, place, company_id AS companyId
  FROM company_domains WHERE company_id IN (SELECT value FROM json_each(?1))`;
const FACTS = `SELECT company_id AS companyId, id, kind, value, source, method, confidence, observed_at AS observedAt,
  expires_at AS expiresAt, found, version FROM company_facts WHERE company_id IN (SELECT value FROM json_each(?1))`;
const IDS = `SELECT id FROM companies WHERE id > ?1 UNION SELECT company_id FROM company_facts WHERE company_id > ?1
  UNION SELECT company_id FROM company_domains WHERE company_id > ?1 ORDER BY 1 LIMIT 500`;

const text = z.coerce.string();
const whole = z.coerce.number();
const Company = z.object({
  id: text,
  name: text,
  domain: text.nullable(),
  domains: text,
  status: text,
  industry: text.nullable(),
  size: text.nullable(),
  version: whole,
  head: whole,
  updatedAt: text,
  mergedInto: text.nullable(),
});
const Domain = z.object({ domain: text, place: whole, companyId: text });
const Fact = z.object({
  companyId: text,
  id: text,
  kind: text,
  value: text,
  source: text,
  method: text,
  confidence: whole,
  observedAt: text,
  expiresAt: text.nullable(),
  found: whole.transform((found) => found === 1),
  version: whole,
});

/** The rows of these companies, by the company's id. */
export async function companyRows(crm: Query, ids: readonly string[]): Promise<ReadonlyMap<string, StoredCompany>> {
  if (ids.length === 0) return new Map();
  const read = async <Row>(sql: string, shape: z.ZodType<Row>): Promise<readonly Row[]> =>
    z.array(shape).parse(await crm(sql, [JSON.stringify(ids)]));
  const [companies, domains, facts] = [
    await read(COMPANIES, Company),
    await read(DOMAINS, Domain),
    await read(FACTS, Fact),
  ];
  return new Map(
    ids.map((id) => [
      id,
      {
        companies: new Map(companies.filter((row) => row.id === id).map((row) => [row.id, row])),
        company_domains: new Map(domains.filter((row) => row.companyId === id).map((row) => [row.domain, row])),
        company_facts: new Map(facts.filter((row) => row.companyId === id).map((row) => [row.id, row])),
      },
    ]),
  );
}

/** The ids of all companies of which there is any row, in their order. */
export async function* companyIds(crm: Query): AsyncGenerator<string> {
  for (let after = ""; ;) {
    const page = z.array(z.object({ id: text })).parse(await crm(IDS, [after]));
    const last = page.at(-1);
    if (!last) return;
    yield* page.map(({ id }) => id);
    after = last.id;
  }
}
