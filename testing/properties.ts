// The number of runs of a property test. Normally it has few runs and a fixed seed, so that a failure can be repeated. With
// HOLDPOINT_FULL=1 it has 50 times as many runs and a new seed.

const FULL_FACTOR = 50;

/** The timeout for a long test. Only a test that hangs reaches it, even on a busy machine. */
export const LONG_MILLISECONDS = 300_000;

/** Parameters for `fc.assert`: `slice` runs, or all with HOLDPOINT_FULL. fast-check prints the seed of a failed run. */
export const runs = (slice: number): { numRuns: number; seed?: number } =>
  process.env["HOLDPOINT_FULL"] === "1" ? { numRuns: slice * FULL_FACTOR } : { numRuns: slice, seed: 1 };
