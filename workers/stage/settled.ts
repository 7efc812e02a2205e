// A reading that may have failed, kept for those who need it, so that the others go on.

/** What came of a promise, as a value. */
export async function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}

/** The value, or the failure thrown again where it is needed. */
export function valueOf<T>(result: PromiseSettledResult<T> | undefined): T {
  if (result === undefined) throw new Error("this was never read");
  if (result.status === "rejected") throw result.reason;
  return result.value;
}
