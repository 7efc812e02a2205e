import * as fc from "fast-check";
import { describe, it } from "vitest";
import { LONG_MILLISECONDS, runs } from "../testing/properties.ts";
import { anyStory, told } from "../testing/honest-log.ts";
import { memorySource } from "./source.ts";
import { verifyLog } from "./verify.ts";

describe("an honest log", () => {
  it("has no fault, for any story", { timeout: LONG_MILLISECONDS }, async ({ expect }) => {
    await fc.assert(
      fc.asyncProperty(anyStory(60), async (story) => {
        const house = await told(story);
        const source = memorySource(house.rows());
        expect((await verifyLog(source)).faults).toEqual([]);
        expect((await verifyLog(source, { keys: house.keys })).faults).toEqual([]);
      }),
      runs(20),
    );
  });
});
