// The switch for the length of tests.
/** Whether long tests run in full (`npm run test:full`). A normal run tests only a slice. */
export const isFull = process.env["HOLDPOINT_FULL"] === "1";

/** All entries in a full run; in a normal run every `step`-th, beginning with the first. */
export const sliceOf = <T>(all: readonly T[], step: number): readonly T[] =>
  isFull ? all : all.filter((_, at) => at % step === 0);
