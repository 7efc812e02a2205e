// The twin for tests and the simulator, whose log keeps events only: a person's row in the CRM is all there is to destroy.
import type { Crm } from "../../drizzle/crm.ts";
import type { PersonalStores } from "../../drizzle/personal-stores.ts";

export const memoryPersonalStores = (crm: Pick<Crm, "erase" | "readmit">): PersonalStores => ({
  destroy: ({ contactId, at }) => crm.erase({ id: contactId, at }),
  readmit: (contactId) => crm.readmit(contactId),
});
