// Follows a value that another part of the system may replace: keeps the last one that is known, and looks for a newer one from time to time.

/**
 * How old the known value may be before the next look. What a person adopts is in force everywhere before they have changed the page, and a look each
 * ten seconds costs an instance nothing beside its messages.
 */
export const LOOK_EVERY_MS = 10_000;

interface Following<T> {
  /** Finds the value as it is now. `known` is the one before, which it may return. */
  readonly look: (known: T | null) => Promise<T>;
  readonly now: () => number;
}

/**
 * Returns a function that returns the followed value. While a look fails, the last known value stays. Throws what the look throws when none is known:
 * nothing may go on with a guess. With `isForced` it looks in any case.
 */
export function followed<T>({ look, now }: Following<T>): (isForced?: boolean) => Promise<T> {
  let known: T | null = null;
  let lookedAt = -Infinity;
  return async (isForced = false) => {
    const at = now();
    if (known !== null && !isForced && Math.abs(at - lookedAt) < LOOK_EVERY_MS) return known;
    // Before the await, so that one caller looks and the others go on. A request cannot wait for the promise of another one.
    lookedAt = at;
    try {
      known = await look(known);
    } catch (cause) {
      if (known === null) throw cause;
    }
    return known;
  };
}
