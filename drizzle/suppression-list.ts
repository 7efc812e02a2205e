// The central suppression list as the rest of the system knows it: digests in, digests out. Whoever cannot read it lets nobody pass.
import type { FlagCause, SuppressionKind } from "../schema/lists.ts";

export interface Suppression {
  readonly kind: SuppressionKind;
  readonly digest: string;
  readonly cause: FlagCause;
  readonly by?: string | undefined;
  /**
   * What the entry comes from. The same key adds one row for a digest, and always answers with that row, lifted since or not.
   * Without a key, an entry that stands is left as it is, and one that was lifted is added anew.
   */
  readonly commandKey?: string | undefined;
}

export interface Lift {
  readonly kind: SuppressionKind;
  readonly digest: string;
  readonly by: string;
  /** As with `Suppression`; without one, what is lifted already is left as it is. */
  readonly commandKey?: string | undefined;
}

export interface SuppressionList {
  /**
   * Which of the digests are on the list, and the list's revision, read in one statement: what a gate claims is true as of it.
   * Throws when the list cannot be read.
   */
  read(digests: readonly string[]): Promise<{ readonly revision: number; readonly suppressed: readonly string[] }>;
  /** Adds entries and answers with the revision of each one's row, in order. */
  add(rows: readonly Suppression[]): Promise<readonly { readonly digest: string; readonly revision: number }[]>;
  /** Takes a digest off the list; the revision of the row that says so. */
  lift(row: Lift): Promise<number>;
}
