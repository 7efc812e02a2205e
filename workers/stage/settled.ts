// Keeps the failure of a read for the messages that need its value, so that the others continue.

/** The result of a promise, as a value. */
export async function settled<T>(promise: Promise<T>): Promise<PromiseSettledResult<T>> {
  const [result] = await Promise.allSettled([promise]);
  return result;
}

/** The value; throws the read's failure. */
export function valueOf<T>(result: PromiseSettledResult<T> | undefined): T {
  if (result === undefined) throw new Error("the value was never read");
  if (result.status === "rejected") throw result.reason;
  return result.value;
}
