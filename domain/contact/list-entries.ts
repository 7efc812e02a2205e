// Finds the entries of the suppression list that a stream's events have, by revision.
import type { StoredEvent } from "../../schema/events.ts";

const carriedBy = (event: StoredEvent): readonly number[] => {
  if (event.type === "SuppressionAdded") return event.payload.entries.map(({ revision }) => revision);
  return event.type === "SuppressionLifted" ? [event.payload.revision] : [];
};

/** Those of `revisions` that no event has, in order. */
export function unlistedOf(events: readonly StoredEvent[], revisions: readonly number[]): readonly number[] {
  const carried = new Set(events.flatMap(carriedBy));
  return revisions.filter((revision) => !carried.has(revision));
}
