/** An invocation has six connections, and a port call may use one. */
const CONCURRENT_CALLS = 6;

/** With a model a message takes seconds, so the events of six messages are in the log before the next six are handled. */
export const MODEL_PORTION = CONCURRENT_CALLS;

/** Runs `work` for each item, at most six at a time, and keeps their order. `work` does not throw. */
export async function inParallel<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = Array<R>(items.length);
  const entries = items.entries();
  const worker = async () => {
    for (const [index, item] of entries) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: CONCURRENT_CALLS }, worker));
  return results;
}
