// Companies and facts for tests: wishes as people send them, and the rows that the CRM has of a company.
import type { CompanyModel, CompanyRow, FactRow } from "../schema/company-rows.ts";
import type { CompanyWish } from "../schema/company-commands.ts";
import { type CompanyId, companyIdOf, FactId } from "../schema/ids.ts";
import { ROSA, SYSTEM_KEY } from "./people.ts";

type Wish<T extends CompanyWish["type"]> = Extract<CompanyWish, { type: T }>;

export const companyWish = (domain: string, more: Partial<Wish<"PutCompany">> = {}): Wish<"PutCompany"> => ({
  type: "PutCompany",
  company: domain,
  name: "Engine Works",
  domains: [],
  status: "known",
  by: ROSA,
  ...more,
});

export const factWish = (domain: string, more: Partial<Wish<"PutFact">> = {}): Wish<"PutFact"> => ({
  type: "PutFact",
  company: domain,
  kind: "hiring",
  value: "two planners",
  source: "jobs.example",
  method: "person",
  confidence: 10_000,
  found: true,
  observedAt: "2026-11-01T00:00:00.000Z",
  expiresAt: null,
  by: ROSA,
  ...more,
});

interface Others {
  readonly domains?: readonly string[];
  readonly facts?: readonly FactRow[];
}

/** The rows of a company with one domain; without one, its id is that of `domain` all the same. */
export function companyModelOf(
  domain: string,
  { facts = [], domains = [domain], ...more }: Partial<Omit<CompanyRow, "domains">> & Others = {},
): CompanyModel {
  const id: CompanyId = more.id ?? companyIdOf(SYSTEM_KEY, domain);
  const company = {
    id,
    name: "Example",
    domain: domains[0] ?? null,
    domains: JSON.stringify(domains),
    status: "known" as const,
    industry: null,
    size: null,
    version: 1,
    head: 1,
    updatedAt: "2026-11-02T09:00:00.000Z",
    mergedInto: null,
    ...more,
  };
  return { company, domains: domains.map((one, place) => ({ domain: one, place, companyId: id })), facts };
}

/** The row of a fact of the company with this domain. */
export const factRowOf = (domain: string, id: string, more: Partial<FactRow> = {}): FactRow => ({
  companyId: companyIdOf(SYSTEM_KEY, domain),
  id: FactId.parse(id),
  kind: "hiring",
  value: "two planners",
  source: "seed",
  method: "person",
  confidence: 10_000,
  observedAt: "2026-11-02T09:00:00.000Z",
  expiresAt: null,
  found: true,
  version: 2,
  ...more,
});
