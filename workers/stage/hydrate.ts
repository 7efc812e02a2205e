// Reads the CRM once for a batch's contacts: fifty leads of one company share one read of its facts.
import type { Crm } from "../../drizzle/crm.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { QualifyPolicy } from "../../schema/policy.ts";

export type Hydration = ReadonlyMap<ContactId, Hydrated>;

export async function hydrate(
  crm: Pick<Crm, "hydrate">,
  ids: readonly ContactId[],
  policy: QualifyPolicy,
): Promise<Hydration> {
  if (ids.length === 0) return new Map();
  const rows = await crm.hydrate([...new Set(ids)]);
  return new Map([...rows].map(([id, row]) => [id, withoutMailboxProvider(row, policy)]));
}

/**
 * Removes the company of a mailbox provider's domain, because anyone may have an address there. A link to a company that a person
 * made stays.
 */
function withoutMailboxProvider(row: Hydrated, { freeMailDomains }: QualifyPolicy): Hydrated {
  const isProvider = row.company?.joinedBy === "domain" && freeMailDomains.includes(row.company.domain ?? "");
  return isProvider ? { ...row, company: null, facts: [] } : row;
}
