// Reads companies for the desk, from the rows that follow from their streams. It writes nothing. What a company was at an earlier version is in the
// log.
import * as z from "zod";
import { CompanyId, FactId } from "../schema/ids.ts";
import { CompanyStatus, FactMethod } from "../schema/lists.ts";
import type { DeskReads } from "./desk-reads.ts";
import { pageOf } from "./keyset.ts";

const COLUMNS = `id, name, domains, status, industry, size, version, head, updated_at AS updatedAt, merged_into AS mergedInto,
  (SELECT count(*) FROM company_facts WHERE company_id = companies.id) AS facts`;
// `instr` and `lower` as in contact-reads.ts.
const LIST = `SELECT ${COLUMNS} FROM companies
  WHERE merged_into IS NULL AND (?1 = '' OR instr(lower(name), ?1) > 0 OR instr(lower(domains), ?1) > 0) AND (name, id) > (?2, ?3) ORDER BY name, id LIMIT ?4`;
const ONE = `SELECT ${COLUMNS} FROM companies WHERE id = ?1`;
const OF_DOMAIN = "SELECT company_id AS id FROM company_domains WHERE domain = ?1 ORDER BY place, company_id LIMIT 1";
// Of several companies with a domain, the last row of a key counts below: the one whose main domain it is.
const NAMED = `WITH named AS (SELECT asked.value AS key, own.company_id AS company, own.place AS place
    FROM json_each(?1) AS asked JOIN company_domains AS own ON own.domain = asked.value)
  SELECT key, ${COLUMNS} FROM named JOIN companies ON companies.id = company ORDER BY place DESC, company DESC`;
const BY_ID = `SELECT id AS key, ${COLUMNS} FROM companies WHERE id IN (SELECT value FROM json_each(?1))`;
const FACTS = `SELECT company_id AS companyId, id, kind, value, source, method, confidence, observed_at AS observedAt, expires_at AS expiresAt, found, version
  FROM company_facts WHERE company_id IN (SELECT value FROM json_each(?1)) ORDER BY company_id, id`;
const NAMES = "SELECT id, name, domain, status FROM companies WHERE id IN (SELECT value FROM json_each(?1))";

const Card = z
  .object({
    id: CompanyId,
    name: z.string(),
    domains: z.string(),
    status: CompanyStatus,
    industry: z.string().nullable(),
    size: z.string().nullable(),
    version: z.int(),
    head: z.int(),
    facts: z.int(),
    updatedAt: z.string(),
    mergedInto: CompanyId.nullable(),
  })
  .transform(({ domains, ...row }) => ({ ...row, domains: z.array(z.string()).parse(JSON.parse(domains)) }));
const Keyed = z.object({ key: z.string() }).and(Card);
const Fact = z.object({
  companyId: CompanyId,
  id: FactId,
  kind: z.string(),
  value: z.string(),
  source: z.string(),
  method: FactMethod,
  confidence: z.int(),
  observedAt: z.string(),
  expiresAt: z.string().nullable(),
  found: z.literal([0, 1]).transform((found) => found === 1),
  version: z.int(),
});
const Name = z.object({ id: CompanyId, name: z.string(), domain: z.string().nullable(), status: CompanyStatus });

export function companyReads(
  crm: D1Database,
): Pick<DeskReads, "companies" | "company" | "companyNames" | "companiesNamed" | "companyFacts"> {
  return {
    async companies({ search = "", limit, after }) {
      const sought = search.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
      const { results } = await crm
        .prepare(LIST)
        .bind(sought, after?.name ?? "", after?.id ?? "", limit + 1)
        .all();
      return pageOf(z.array(Card).parse(results), limit, ({ name, id }) => ({ name, id }));
    },
    async company(key) {
      const id = CompanyId.safeParse(key).data ?? (await crm.prepare(OF_DOMAIN).bind(key).first())?.["id"];
      const row = typeof id === "string" ? await crm.prepare(ONE).bind(id).first() : null;
      return row ? Card.parse(row) : null;
    },
    async companiesNamed(keys) {
      if (keys.length === 0) return new Map();
      const asked = JSON.stringify(keys);
      const found = await crm.batch([crm.prepare(NAMED).bind(asked), crm.prepare(BY_ID).bind(asked)]);
      return new Map(
        z
          .array(Keyed)
          .parse(found.flatMap(({ results }) => results))
          .map(({ key, ...card }) => [key, card]),
      );
    },
    async companyFacts(ids) {
      if (ids.length === 0) return new Map();
      const { results } = await crm.prepare(FACTS).bind(JSON.stringify(ids)).all();
      return Map.groupBy(z.array(Fact).parse(results), ({ companyId }) => companyId);
    },
    async companyNames(ids) {
      if (ids.length === 0) return new Map();
      const { results } = await crm.prepare(NAMES).bind(JSON.stringify(ids)).all();
      return new Map(
        z
          .array(Name)
          .parse(results)
          .map((row) => [row.id, row]),
      );
    },
  };
}
