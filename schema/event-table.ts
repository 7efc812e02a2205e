// Tables over the event types. The compiler holds them complete: a new event type must be answered for in each table before anything compiles.
import type { EventType, TypedEvent } from "./events.ts";

/** What is done at an event, by its type. `null` says that nothing is done at this type, on purpose. */
export type EventTable<Given, Result> = {
  readonly [T in EventType]: ((event: TypedEvent<T>, given: Given) => Result) | null;
};

/** The result of the table's entry for this event; null where the table does nothing. */
export function atEvent<T extends EventType, Given, Result>(
  table: EventTable<Given, Result>,
  event: TypedEvent<T>,
  given: Given,
): Result | null {
  const entry = table[event.type];
  return entry && entry(event, given);
}

/**
 * `null` for each of these types. It stands last in a table: the compiler then refuses a type that the table has already named.
 */
export const nothingAt = <T extends EventType>(...types: readonly T[]): Readonly<Record<T, null>> =>
  Object.fromEntries(types.map((type) => [type, null])) as Record<T, null>;
