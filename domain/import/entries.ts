// What a row of a file says, by kind of file: the rows that an import gives to those who store them.
import type { WishFlag } from "./wish-column.ts";
import type { Amount } from "./read-amount.ts";
import type { Note } from "./notes.ts";

export interface ContactEntry {
  /** Canonical, canon v1. */
  readonly email: string;
  /** Other addresses of the row, canonical. They make no contacts, but where the row opts out (`withSilenced`). */
  readonly otherEmails: readonly string[];
  readonly name?: string | undefined;
  readonly firstName?: string | undefined;
  readonly company?: string | undefined;
  readonly title?: string | undefined;
  /** As it was written. */
  readonly phone?: string | undefined;
  readonly profile?: string | undefined;
  readonly flags: readonly WishFlag[];
  /** The row says that mail is welcome, or that there was no opt-out. It never takes one back. */
  readonly saysYes: boolean;
}

/** The other addresses at which the person of a row must not be written to either: all of them, where the row opts out. */
export const silencedWith = ({ flags, otherEmails }: Pick<ContactEntry, "flags" | "otherEmails">): readonly string[] =>
  flags.length === 0 ? [] : otherEmails;

/** What is stored of a row: its contact, and of one that opts out every other address with the same flags. */
export const withSilenced = (entry: ContactEntry): readonly ContactEntry[] => [
  entry,
  ...silencedWith(entry).map((email) => ({ email, otherEmails: [], flags: entry.flags, saysYes: false })),
];

export interface SuppressionEntry {
  readonly kind: "address" | "domain" | "phone" | "digest";
  /** Canonical: an address, a registrable domain, a phone number; of an exported entry what `exportedEntryValue` makes. */
  readonly value: string;
}

export interface CompanyEntry {
  readonly name: string;
  /** Registrable; null where the file gives none that is the company's own. An export names a company without a domain by its id (`co_…`). */
  readonly domain: string | null;
  /** Registrable domains beside it. */
  readonly otherDomains?: readonly string[] | undefined;
  readonly status?: string | undefined;
  readonly industry?: string | undefined;
  readonly employees?: Amount | undefined;
  /** How many people work there, in words that need no reading. It goes before `employees`. */
  readonly size?: string | undefined;
  readonly revenue?: Amount | undefined;
}

export interface FactEntry {
  /** Registrable domain of the company; or its id (`co_…`), which an export names where it has none. */
  readonly company: string;
  /** Of an export: the fact that this one is, or replaces. */
  readonly factId?: string | undefined;
  readonly kind: string;
  /** The value as text; of a clear amount its digits. */
  readonly value: string;
  readonly amount?: Amount | undefined;
  readonly source?: string | undefined;
  /** False: it was searched for, and there is none. */
  readonly found?: boolean | undefined;
  /** How sure the source is, from 0 to 1. */
  readonly confidence?: number | undefined;
  /** Days, in UTC; of an export moments. */
  readonly observedAt?: string | undefined;
  readonly expiresAt?: string | undefined;
}

export interface Entries {
  readonly contacts: ContactEntry;
  readonly companies: CompanyEntry;
  readonly facts: FactEntry;
  /** One row may hold several. */
  readonly suppressions: readonly SuppressionEntry[];
}

/** A row as its reader gives it: taken, with what is told of it, or refused. */
export type ReadRow<Entry> =
  | { readonly is: "taken"; readonly entry: Entry; readonly notes: readonly Note[] }
  | { readonly is: "refused"; readonly notes: readonly [Note, ...Note[]] };

export const taken = <Entry>(entry: Entry, notes: readonly Note[] = []): ReadRow<Entry> => ({
  is: "taken",
  entry,
  notes,
});
export const refusedRow = (...notes: readonly [Note, ...Note[]]): ReadRow<never> => ({ is: "refused", notes });
