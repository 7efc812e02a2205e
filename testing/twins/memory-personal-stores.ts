// The memory twin of the personal stores, for tests and the simulator. The memory log stores events only, so an erasure empties
// only the contact's row in the CRM.
import type { Crm } from "../../drizzle/crm.ts";
import type { PersonalStores } from "../../drizzle/personal-stores.ts";

export const memoryPersonalStores = (crm: Pick<Crm, "erase" | "readmit">): PersonalStores => ({
  destroy: ({ contactId, at }) => crm.erase({ id: contactId, at }),
  readmit: (contactId) => crm.readmit(contactId),
});
