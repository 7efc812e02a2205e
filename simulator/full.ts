/** Whether long tests run in full (`npm run test:full`). A normal run takes only a slice. */
export const isFull = process.env["HOLDPOINT_FULL"] === "1";
