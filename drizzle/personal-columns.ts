// Every column that may contain personal text in clear. An erasure empties these columns, and its tests search all others for personal text.

/**
 * The columns by database and table. Sealed text and keyed digests are not listed: they are unreadable once the key is destroyed.
 */
export const PERSONAL_COLUMNS = {
  EVENTS: {
    holds: ["shown"],
    outbox: ["recipient", "subject", "message"],
  },
  CRM: {
    contacts: [
      "email",
      "name",
      "company_name",
      "title",
      "phone",
      "domain",
      "profile",
      "corrected_name",
      "corrected_company_name",
      "corrected_title",
    ],
    // An erasure deletes the rows of this table.
    identities: ["value"],
  },
} as const;
