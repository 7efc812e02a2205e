// Which spellings of an address are one mailbox at its provider. The comparison key follows from it in domain/address.ts, and in SQL in
// drizzle/mailbox-sql.ts.

/** Providers that ignore some characters of a mailbox name, or have several domains for one mailbox. */
export const MAILBOX_RULES: readonly {
  /** The first one is that of the comparison key. */
  readonly domains: readonly [string, ...string[]];
  readonly ignored: readonly string[];
}[] = [
  { domains: ["gmail.com", "googlemail.com"], ignored: ["."] },
  { domains: ["proton.me", "protonmail.com", "pm.me"], ignored: [".", "_", "-"] },
];
