// Waits for a state of a running system by calling a probe again and again.

/** The shortest time between two probes: short compared with the one second that a queue waits. */
const PROBE_MILLISECONDS = 50;

/** A limit for a hang, just below that of a test, so that the error names the expected state. */
const PATIENCE_MILLISECONDS = 280_000;

/**
 * Calls the probe until it returns something other than undefined or false, and returns this value. It waits for a state, never for a
 * fixed time. Throws when the state is not reached in time. An error of the probe is thrown at once. Between two probes it waits at least as
 * long as the last probe took: on a busy machine, probes leave the other half of the time to the work that they wait for.
 */
export async function eventually<T>(
  probe: () => Promise<T | undefined | false>,
  {
    withinMilliseconds = PATIENCE_MILLISECONDS,
    everyMilliseconds = PROBE_MILLISECONDS,
    what = "the awaited state",
  } = {},
): Promise<T> {
  const deadline = Date.now() + withinMilliseconds;
  for (;;) {
    const startedAt = Date.now();
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    const now = Date.now();
    if (now > deadline) throw new Error(`${what} was not reached within ${withinMilliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, Math.max(everyMilliseconds, now - startedAt)));
  }
}
