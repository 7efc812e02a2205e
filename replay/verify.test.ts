// Tests that verification has no fault for any honest log, with and without keys.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { anyStory, deploymentAfter } from "../testing/honest-log.ts";
import { memorySource } from "./source.ts";
import { verifyLog } from "./verify.ts";

describe("an honest log", () => {
  it("has no fault, for any story", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(anyStory(60), async (story) => {
        const deployment = await deploymentAfter(story);
        const source = memorySource(deployment.rows());
        expect((await verifyLog(source)).faults).toEqual([]);
        expect((await verifyLog(source, { keys: deployment.keys })).faults).toEqual([]);
      }),
      runs(20),
    );
  });
});
