// Tests that each generated mutant (testing/awaits.ts) has an entry in the table, and that each test of the table exists.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { ROOT } from "../../local/workers.ts";
import { allAwaits } from "../../testing/awaits.ts";
import { AWAITS } from "./awaits.ts";

it("each await has a test that fails without it, or a reason; and each entry has an await", ({ expect }) => {
  expect(Object.keys(AWAITS).toSorted()).toEqual(
    allAwaits()
      .map(({ name }) => name)
      .toSorted(),
  );
});

it("each test of the table exists", ({ expect }) => {
  const files = Object.values(AWAITS).flatMap((test) => (typeof test === "string" ? [] : [test.file]));
  expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
