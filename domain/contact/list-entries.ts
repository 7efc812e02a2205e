// The entries of the suppression list that a stream carries, by the numbers the list gave them.
import type { StoredEvent } from "../../schema/events.ts";

const carriedBy = (event: StoredEvent): readonly number[] => {
  if (event.type === "SuppressionAdded") return event.payload.entries.map(({ revision }) => revision);
  return event.type === "SuppressionLifted" ? [event.payload.revision] : [];
};

/** Which of `revisions` no event carries, in their order. */
export function unlistedOf(events: readonly StoredEvent[], revisions: readonly number[]): readonly number[] {
  const carried = new Set(events.flatMap(carriedBy));
  return revisions.filter((revision) => !carried.has(revision));
}
