// Every column that may contain personal text in clear. An erasure empties these columns, and its tests search all others for personal text.

/** By database and table. Sealed text and keyed digests are not listed: they are unreadable once the key is destroyed. */
export const PERSONAL_COLUMNS = {
  EVENTS: {
    holds: ["shown"],
    outbox: ["recipient", "subject", "message"],
  },
  CRM: {
    contacts: ["email", "name", "company_name", "title", "phone", "domain"],
    // These rows are deleted.
    identities: ["value"],
  },
} as const;
