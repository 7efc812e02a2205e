// The company whose row counted in the grade of a hold: its name and domain, with a link to what it was at the version that the grade cites.
import type { CompanyNamed } from "../../../drizzle/desk-reads.ts";
import type { CompanyId } from "../../../schema/ids.ts";
import type { HoldRow } from "../../../schema/shipment.ts";
import { countedCompany } from "../../../schema/shown-hold.ts";
import { Phrase } from "./parts.tsx";

/** The names of companies, as they are now. */
export type CompanyNames = ReadonlyMap<CompanyId, CompanyNamed>;

/** The link to a company as it was at a version. */
export const companyPath = (companyId: string, version: number | string): string =>
  `/companies/${companyId}?version=${version}`;

/** The counted company; nothing where none counted. */
export const CountedCompany = ({ hold, names }: { readonly hold: HoldRow; readonly names: CompanyNames }) => {
  const counted = countedCompany(hold);
  if (!counted) return null;
  const { name, domain } = names.get(counted.companyId) ?? { name: counted.companyId, domain: null };
  return (
    <a href={companyPath(counted.companyId, counted.version)}>
      <Phrase text={domain === null ? name : `${name}, ${domain}`} />
    </a>
  );
};
