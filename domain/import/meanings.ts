// The kinds of files that can be imported, and what a column of each can mean. A person names these words in `--map`.

export const IMPORT_KINDS = ["contacts", "companies", "facts", "suppressions"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Column meanings of each kind, in the words of `--map`. `ignore` leaves a column out; the wishes are in `WISH_MEANINGS`. */
export const MEANINGS = {
  contacts: ["email", "other_email", "name", "first_name", "last_name", "company", "title", "phone", "profile"],
  companies: ["name", "domain", "other_domains", "status", "industry", "employees", "size", "revenue"],
  facts: [
    "domain",
    "company",
    "fact_id",
    "kind",
    "value",
    "found",
    "source",
    "confidence",
    "observed_at",
    "expires_at",
  ],
  suppressions: ["entry", "email", "domain", "phone", "hash", "reason"],
} as const;
export type Meaning = (typeof MEANINGS)[ImportKind][number];

/** What a column of a person's wish can be called in `--map`: yes is an opt-out, no is one, or a word of a status. */
export const WISH_MEANINGS = ["unsubscribed", "subscribed", "bounced", "do_not_contact", "status"] as const;
