// What forms and imports say of a contact, where a person has corrected it, too. An import changes what is claimed, and is compared with that.
import type { ContactCard } from "../../drizzle/desk-reads.ts";

export const claimedOf = ({ name, title, companyName, corrected = {} }: ContactCard) => ({
  name: corrected.name ? corrected.name.claimed : name,
  title: corrected.title ? corrected.title.claimed : title,
  company: corrected.company ? corrected.company.claimed : companyName,
});
