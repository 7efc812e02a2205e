// How long a property test runs: a seeded slice every day, so that a failure repeats itself, and the whole with HOLDPOINT_FULL.

const FULL_FACTOR = 50;

/** The limit for a test that hangs, far above what a test takes on a busy machine. */
export const LONG_MILLISECONDS = 300_000;

/** Parameters for `fc.assert`. The slice has a fixed seed; the whole draws one, and fast-check prints it when it fails. */
export const runs = (slice: number): { numRuns: number; seed?: number } =>
  process.env["HOLDPOINT_FULL"] === "1" ? { numRuns: slice * FULL_FACTOR } : { numRuns: slice, seed: 1 };
