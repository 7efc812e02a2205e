// Reads the CRM once for a batch's contacts: fifty leads of one company share one read of its facts.
import type { Crm } from "../../drizzle/crm.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { QualifyPolicy } from "../../schema/policy.ts";
import { withoutMailboxProvider } from "../../domain/rules/grades.ts";

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
