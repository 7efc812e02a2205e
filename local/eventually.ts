/** How often a probe is asked again: short against a queue's wait of a second. */
const PROBE_MILLISECONDS = 50;

/** A limit for a busy machine, just below that of a test, so that the error says what was waited for. */
const PATIENCE_MILLISECONDS = 110_000;

/**
 * Asks until the probe gives something other than undefined or false. Real queues take their time; what is waited for is a
 * state, never a duration. Throws when it does not come in time, and whatever the probe throws at once.
 */
export async function eventually<T>(
  probe: () => Promise<T | undefined | false>,
  {
    withinMilliseconds = PATIENCE_MILLISECONDS,
    everyMilliseconds = PROBE_MILLISECONDS,
    what = "what the test waits for",
  } = {},
): Promise<T> {
  const deadline = Date.now() + withinMilliseconds;
  for (;;) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${withinMilliseconds} ms`);
    await new Promise((resolve) => setTimeout(resolve, everyMilliseconds));
  }
}
