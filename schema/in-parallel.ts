// Runs asynchronous work on many items, a limited number of them at once.

/** The platform allows six open connections per invocation, and a port call may use one. */
export const CONCURRENT_CALLS = 6;

/**
 * Runs `work` for each item, at most `atOnce` at a time, and keeps the order of the items. A throw of `work` rejects, while other items may
 * still run.
 */
export async function inParallel<T, R>(
  items: readonly T[],
  work: (item: T) => Promise<R>,
  atOnce = CONCURRENT_CALLS,
): Promise<R[]> {
  const results = Array<R>(items.length);
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
