// The entries of the suppression list that a stream's events have, by revision.
import type { StoredEvent } from "../../schema/events.ts";
import type { FlagCause, SuppressionKind } from "../../schema/lists.ts";

/** An entry as its event records it. A lift is always a person's, at the desk. */
export interface ListEntry {
  readonly revision: number;
  readonly op: "add" | "lift";
  readonly kind: SuppressionKind;
  readonly digest: string;
  readonly cause: FlagCause;
  readonly by: string | null;
}

/** The entries of the list that an event records; none for an event of another type. */
export function listEntriesIn(event: StoredEvent): readonly ListEntry[] {
  if (event.type === "SuppressionAdded") {
    const { entries, cause, by = null } = event.payload;
    return entries.map(({ revision, kind, digest }) => ({ revision, op: "add", kind, digest, cause, by }));
  }
  if (event.type !== "SuppressionLifted") return [];
  const { revision, kind, digest, by } = event.payload;
  return [{ revision, op: "lift", kind, digest, cause: "desk", by }];
}

/** A field in which a row differs from its entries, with the value of each. */
export interface ListDifference {
  readonly field: "op" | "digest" | "kind";
  readonly expected: string;
  readonly found: string;
}

/**
 * How a row of the list differs from the entries that events have of its revision; null when it does not. Several events may record
 * one row, when a later cause finds the digest on the list; the row has the kind of one of them.
 */
export function listDifference(
  entries: readonly Pick<ListEntry, "op" | "kind" | "digest">[],
  row: { readonly op: string; readonly kind: string; readonly digest: string },
): ListDifference | null {
  for (const field of ["op", "digest"] as const) {
    const other = entries.find((entry) => entry[field] !== row[field]);
    if (other) return { field, expected: other[field], found: row[field] };
  }
  const [first] = entries;
  if (!first || entries.some(({ kind }) => kind === row.kind)) return null;
  return { field: "kind", expected: first.kind, found: row.kind };
}

/** The given revisions that none of the events has, in the given order. */
export function unlistedOf(events: readonly StoredEvent[], revisions: readonly number[]): readonly number[] {
  const recorded = new Set(events.flatMap(listEntriesIn).map(({ revision }) => revision));
  return revisions.filter((revision) => !recorded.has(revision));
}
