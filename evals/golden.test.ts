// Every golden line is a test, run through the product's own steps with the default policy.
import { describe, it } from "vitest";
import { defaultPolicy } from "../schema/default-policy.ts";
import { suites } from "./suites.ts";

for (const { name, cases } of suites) {
  describe(name, () => {
    for (const { id, why, expected, answer } of cases) {
      it(`${id}: ${why}`, async ({ expect }) => {
        expect(await answer(defaultPolicy)).toEqual(expected);
      });
    }
  });
}
