// The names of what is noted of a stream for people: damage of its object's storage, rows for reading that differ, an event that nobody
// signed. What was found is a short text, the `detail`; the name follows from it.

/**
 * `object_differs`: the storage can be read, but an event in it is not the one that was recorded. `object_unreadable`: the storage
 * or the key cannot be read at all. Both are repaired by a rebuild of the object.
 */
export type ObjectDamage = "object_unreadable" | "object_differs";

/** The detail for the first event that is not the recorded one. */
export const differsAt = (version: number): string => `event ${version}`;

/** The name of the damage with this detail: `storage`, `event <version>`, `key` or `no_answer`. */
export const damageOf = (detail: string): ObjectDamage =>
  /^event \d+$/.test(detail) ? "object_differs" : "object_unreadable";

/** Whether a reason is the name of an object's damage. */
export const isDamage = (reason: string): reason is ObjectDamage =>
  reason === "object_unreadable" || reason === "object_differs";

/** The first word of the detail of a stream whose rows of holds are not as its object says; the rows and their fields follow. */
export const ROWS_DIFFER = "read_model_differs";

/** The detail of a stream whose last event in the log the log's key has not signed: no object wrote it. */
export const UNSIGNED = "unsigned_tail";

/** Why a stream is noted for people. */
export type StreamTrouble = ObjectDamage | typeof ROWS_DIFFER | typeof UNSIGNED;

/** The name of what was noted with this detail. */
export function troubleOf(detail: string): StreamTrouble {
  if (detail.startsWith(ROWS_DIFFER)) return ROWS_DIFFER;
  return detail === UNSIGNED ? UNSIGNED : damageOf(detail);
}
