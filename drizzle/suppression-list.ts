// The port to the central suppression list, which contains keyed digests only. A gate that cannot read the list lets no message pass. The D1
// adapter is in d1-suppression-list.ts.
import type { DispatchingRow } from "../schema/dispatching.ts";
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

/** A row of the list as an entry's event records it. */
export interface ListedRow {
  readonly digest: string;
  readonly revision: number;
  /** The kind of the row, which another cause may have written before under the same digest. */
  readonly kind: SuppressionKind;
}

/** The latest row of a digest, which is the valid one. */
export interface LatestRow extends ListedRow {
  readonly op: "add" | "lift";
  /** When the row was written: for people to read, and nothing is decided by it. */
  readonly at: string;
}

/**
 * `atLeast` is the highest revision that the log has, read before the call. Each function throws `ListWentBack` when the list's highest
 * revision is lower.
 */
export interface SuppressionList {
  /**
   * The given digests that are on the list, the list's revision, and the row of the stop switch, read in one statement: a gate's check is valid as of
   * this revision, and a claim's also as of the row's version. The row is null, or absent, when it says nothing (dispatching.ts). Throws when the list cannot be read.
   */
  read(
    digests: readonly string[],
    atLeast: number,
  ): Promise<{
    readonly revision: number;
    readonly suppressed: readonly string[];
    readonly dispatching?: DispatchingRow | null;
  }>;
  /** The rows of the given digests that are on the list now, each with its kind. Throws as `read` does. */
  standing(digests: readonly string[], atLeast: number): Promise<readonly ListedRow[]>;
  /** The latest row of each of the given digests that has one, on the list now or lifted. Throws as `read` does. */
  latest(digests: readonly string[], atLeast: number): Promise<readonly LatestRow[]>;
  /**
   * Adds entries and returns the row of each, in order. Nothing is written to a list that is behind: the new rows would get revisions
   * that the log has for other entries.
   */
  add(rows: readonly Suppression[], atLeast: number): Promise<readonly ListedRow[]>;
  /** Lifts a digest from the list, and returns the row that lifts it. */
  lift(row: Lift, atLeast: number): Promise<ListedRow>;
}

/** The list has lost entries that the log has: it is behind its log until a person rebuilds it. */
export class ListWentBack extends Error {
  constructor(listed: number, logged: number) {
    super(`the suppression list ends at revision ${listed}, and the log has revision ${logged}`);
    this.name = "ListWentBack";
  }
}

/** Why a reading or a write of the list failed, by name. Either way no message passes. */
export const listTrouble = (cause: unknown): "list_went_back" | "list_unreadable" =>
  cause instanceof ListWentBack ? "list_went_back" : "list_unreadable";
