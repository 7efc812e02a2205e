// Runs asynchronous work on many items at once, within the number of connections that one Worker invocation may have open.

/** The platform allows six open connections per invocation, and a port call may use one. */
export const CONCURRENT_CALLS = 6;

/** Runs `work` for each item, at most six at a time, and keeps their order. A throw of `work` rejects, while other items may still run. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = Array<R>(items.length);
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: CONCURRENT_CALLS }, worker));
  return results;
}
