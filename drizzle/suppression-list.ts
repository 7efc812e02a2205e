// The port to the central suppression list, which contains keyed digests only. A gate that cannot read the list lets no message pass. The D1
// adapter is in d1-suppression-list.ts.
import type { FlagCause, SuppressionKind } from "../schema/lists.ts";

export interface Suppression {
  readonly kind: SuppressionKind;
  readonly digest: string;
  readonly cause: FlagCause;
  readonly by?: string | undefined;
  /**
   * Identifies the cause of the entry. The same key adds one row for a digest, and a repeat returns that row, even if it was lifted since.
   * Without a key, a digest that is on the list gets no new row, and one that was lifted is added again.
   */
  readonly commandKey?: string | undefined;
}

export interface Lift {
  readonly kind: SuppressionKind;
  readonly digest: string;
  readonly by: string;
  /** Identifies the cause of the lift, as in `Suppression`. Without a key, a digest that is lifted already gets no new row. */
  readonly commandKey?: string | undefined;
}

export interface SuppressionList {
  /**
   * The given digests that are on the list, and the list's revision, read in one statement: a gate's check is valid as of this revision.
   * Throws when the list cannot be read.
   */
  read(digests: readonly string[]): Promise<{ readonly revision: number; readonly suppressed: readonly string[] }>;
  /** Adds entries and returns the revision of each entry's row, in order. */
  add(rows: readonly Suppression[]): Promise<readonly { readonly digest: string; readonly revision: number }[]>;
  /** Lifts a digest from the list, and returns the revision of the row that lifts it. */
  lift(row: Lift): Promise<number>;
}
