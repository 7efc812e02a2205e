// Every column that may hold open personal text. Erasure empties these, and its tests look for a person in all others.

/** By database and table. What is sealed or a keyed digest is not in it: that dies with its key. */
export const PERSONAL_COLUMNS = {
  EVENTS: {
    holds: ["shown"],
    outbox: ["recipient", "subject", "message"],
  },
  CRM: {
    contacts: ["email", "name", "company_name", "title", "phone", "domain"],
    // These rows are taken away whole.
    identities: ["value"],
  },
} as const;
