// Whether there is a contact of an id, by the rows and the log alone. An object is made by the first call to it, so a stranger's id in an address must not
// reach one.
import type { ContactId } from "../../schema/ids.ts";
import type { Desk } from "./desk.ts";

/** Whether the log has events of the contact. */
export const isLogged = async (desk: Desk, contactId: ContactId): Promise<boolean> =>
  (await desk.reads.stream(contactId)).length > 0;

/**
 * Whether the CRM or the log has the contact. A new contact's row is stored before its object has an event, so one that only the object has is known, too; one
 * that was erased has no row in the CRM any more, but its flags.
 */
export async function isKnown(desk: Desk, contactId: ContactId): Promise<boolean> {
  const ids = [contactId];
  // No word of the row is shown, so nobody is noted as its reader.
  const [cards, flags] = await Promise.all([desk.reads.contactCards(ids, null), desk.reads.contactFlags(ids)]);
  return cards.has(contactId) || flags.has(contactId) || isLogged(desk, contactId);
}
