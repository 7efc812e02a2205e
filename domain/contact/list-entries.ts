// Finds the entries of the suppression list that a stream's events have, by revision.
import type { StoredEvent } from "../../schema/events.ts";

const revisionsIn = (event: StoredEvent): readonly number[] => {
  if (event.type === "SuppressionAdded") return event.payload.entries.map(({ revision }) => revision);
  return event.type === "SuppressionLifted" ? [event.payload.revision] : [];
};

/** The given revisions that none of the events has, in the given order. */
export function unlistedOf(events: readonly StoredEvent[], revisions: readonly number[]): readonly number[] {
  const recorded = new Set(events.flatMap(revisionsIn));
  return revisions.filter((revision) => !recorded.has(revision));
}
