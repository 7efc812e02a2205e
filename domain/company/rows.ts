// Makes the rows of a company for the CRM from the state of its stream.
import { FactFields } from "../../schema/events.ts";
import type { CompanyModel } from "../../schema/company-rows.ts";
import type { CompanyId, FactId } from "../../schema/ids.ts";
import type { Company, RecordedFact } from "./state.ts";

/** The rows of a company; null before it is recorded. Facts are in the order of their ids. */
export function companyModel(
  id: CompanyId,
  { version: head, recorded, facts: live, merged }: Company,
): CompanyModel | null {
  if (!recorded) return null;
  const facts = merged ? {} : live;
  const { name, domains, status, industry = null, size = null, version, at } = recorded;
  return {
    company: {
      id,
      name,
      domain: domains[0] ?? null,
      domains: JSON.stringify(domains),
      status,
      industry,
      size,
      version,
      head,
      updatedAt: at,
      mergedInto: merged?.into ?? null,
    },
    domains: domains.map((domain, place) => ({ domain, place, companyId: id })),
    facts: (Object.entries(facts) as [FactId, RecordedFact][])
      .map(([factId, fact]) => ({
        companyId: id,
        id: factId,
        version: fact.version,
        ...FactFields.strip().parse(fact),
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
  };
}
