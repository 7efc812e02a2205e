/** Whether the long properties run whole (`npm run test:full`) or in seeded slices. */
export const isFull = process.env["HOLDPOINT_FULL"] === "1";
