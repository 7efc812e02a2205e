// The number of runs of a property test. Normally it has few runs and a fixed seed, so that a failure can be repeated. With
// HOLDPOINT_FULL=1 it has 150 times as many runs and a new seed.

const [SLICE, FULL_FACTOR] = [3, 50];

/** The timeout for a long test. Only a test that hangs reaches it, even on a busy machine. */
export const LONG_MILLISECONDS = 300_000;

/** Parameters for `fc.assert`: a third of `slice` runs, or 50 times as many as `slice` with HOLDPOINT_FULL. fast-check prints the seed of a failed run. */
export const runs = (slice: number): { numRuns: number; seed?: number } =>
  process.env["HOLDPOINT_FULL"] === "1"
    ? { numRuns: slice * FULL_FACTOR }
    : { numRuns: Math.ceil(slice / SLICE), seed: 1 };
