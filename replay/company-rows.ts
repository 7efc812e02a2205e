// Compares the rows of companies in the CRM with the streams from which they follow. Reading the rows is in cli/.
import { foldCompany } from "../domain/company/evolve.ts";
import { companyModel } from "../domain/company/rows.ts";
import { canonicalJson } from "../schema/canonical.ts";
import type { CompanyModel } from "../schema/company-rows.ts";
import { CompanyId } from "../schema/ids.ts";
import { linksOf } from "./chain.ts";
import { type Fault, faultAt } from "./faults.ts";
import type { StreamRows } from "./source.ts";

/** Rows of a company as the CRM has them: of each table, by what names a row in a fault. */
export type StoredCompany = Readonly<
  Record<"companies" | "company_domains" | "company_facts", ReadonlyMap<string, object>>
>;

/** The rows that a company's stream gives; null for another stream, and where its chain is broken, which is a fault of its own. */
export function expectedCompany(stream: StreamRows): CompanyModel | null {
  const id = CompanyId.safeParse(stream.streamId);
  if (!id.success) return null;
  const links = [...linksOf(stream)];
  if (links.some(({ event, follows }) => !event || !follows)) return null;
  return companyModel(id.data, foldCompany(links.flatMap(({ event }) => event ?? [])));
}

const partsOf = ({ company, domains, facts }: CompanyModel): StoredCompany => ({
  companies: new Map([[company.id, company]]),
  company_domains: new Map(domains.map((row) => [row.domain, row])),
  company_facts: new Map(facts.map((row) => [row.id, row])),
});

/** The faults of a company's rows. */
export function companyRowFaults(model: CompanyModel, stored: StoredCompany): readonly Fault[] {
  const { id, head } = model.company;
  const expected = partsOf(model);
  return Object.entries(expected).flatMap(([table, rows]) => {
    const found = stored[table as keyof StoredCompany];
    return [...new Set([...rows.keys(), ...found.keys()])].flatMap((key): readonly Fault[] => {
      const [wanted, other] = [rows.get(key), found.get(key)];
      const field = `${table}.${key}`;
      if (!other) return [faultAt(id, head, { name: "company_row_missing", field, expected: "a row" })];
      if (!wanted) return [faultAt(id, head, { name: "company_row_unlogged", field, found: "a row" })];
      const [one, two] = [canonicalJson(wanted), canonicalJson(other)];
      return one === two ? [] : [faultAt(id, head, { name: "company_row_differs", field, expected: one, found: two })];
    });
  });
}
