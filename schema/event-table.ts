// Tables with one entry for each event type. A new event type does not compile until each table has an entry for it.
import type { EventType, TypedEvent } from "./events.ts";

/** What is done for an event, by its type. `null`: nothing is done for this type, on purpose. */
export type EventTable<Given, Result> = {
  readonly [T in EventType]: ((event: TypedEvent<T>, given: Given) => Result) | null;
};

/** Calls the table's entry for this event and returns its result; null when the entry is null. */
export function atEvent<T extends EventType, Given, Result>(
  table: EventTable<Given, Result>,
  event: TypedEvent<T>,
  given: Given,
): Result | null {
  const entry = table[event.type];
  return entry && entry(event, given);
}

/**
 * A `null` entry for each of these types. Spread it last into a table: the compiler then refuses a type that already has an
 * entry.
 */
export const nothingAt = <T extends EventType>(...types: readonly T[]): Readonly<Record<T, null>> =>
  Object.fromEntries(types.map((type) => [type, null])) as Record<T, null>;
