// Reads the CRM once for a batch's contacts: fifty leads of one company share one read of its facts.
import type { Crm } from "../../drizzle/crm.ts";
import type { Hydrated } from "../../schema/hydrated.ts";
import type { ContactId } from "../../schema/ids.ts";
import type { QualifyPolicy } from "../../schema/policy.ts";
import { withoutMailboxProvider } from "../../domain/rules/grades.ts";

export interface Hydration {
  /** The contact's rows; undefined for a contact who was not looked up. Throws for rows that cannot be read: only that contact's message waits. */
  get(contactId: ContactId): Hydrated | undefined;
  /** Whether somebody has changed a row of the contact by hand so that it cannot be read. */
  isUnreadable(contactId: ContactId): boolean;
}

export async function hydrate(
  crm: Pick<Crm, "hydrate">,
  ids: readonly ContactId[],
  policy: QualifyPolicy,
): Promise<Hydration> {
  const asked = new Set(ids);
  const rows = asked.size === 0 ? new Map<ContactId, Hydrated | null>() : await crm.hydrate([...asked]);
  const isUnreadable = (contactId: ContactId): boolean => rows.get(contactId) === null;
  return {
    isUnreadable,
    get(contactId) {
      if (isUnreadable(contactId)) throw new Error("the rows of the contact cannot be read");
      const row = rows.get(contactId);
      return row ? withoutMailboxProvider(row, policy) : undefined;
    },
  };
}
