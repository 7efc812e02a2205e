// Tests that the simulator finds each planted bug, so that a run without violations means something.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { BUGS } from "./bugs.ts";

describe("the stories find the planted bug", () => {
  it.for(BUGS)("$name", async ({ seen, hunt }, { expect }) => {
    let found: string | undefined;
    for await (const { violations } of hunt()) {
      found = violations.find((violation) => violation.startsWith(seen));
      if (found) break;
    }
    expect(found).toBeDefined();
  });
});

it("each planted bug is in the table of the README", ({ expect }) => {
  const readme = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
  expect(BUGS.filter(({ name }) => !readme.includes(`| ${name} |`)).map(({ name }) => name)).toEqual([]);
});
