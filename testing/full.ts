// The switch for the length of tests.
/** Whether long tests run in full (`npm run test:full`). A normal run tests only a slice. */
export const isFull = process.env["HOLDPOINT_FULL"] === "1";
