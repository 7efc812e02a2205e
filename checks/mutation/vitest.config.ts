// Vitest's configuration for Stryker: the tests of one group, in Stryker's copy of the project.
import { defineConfig } from "vitest/config";
import { LONG_MILLISECONDS } from "../../testing/properties.ts";
import { MUTATION_GROUPS } from "./groups.ts";

const group = MUTATION_GROUPS.find(({ name }) => name === process.env["HOLDPOINT_MUTATION_GROUP"]);
if (!group) throw new Error("HOLDPOINT_MUTATION_GROUP names no group");

export default defineConfig({
  test: {
    root: `${import.meta.dirname}/../..`,
    include: [...group.tests],
    exclude: ["**/node_modules/**", "**/*.{worker,pipeline,page}.test.ts"],
    testTimeout: LONG_MILLISECONDS,
  },
});
