// Tests that the release which the Workers name is the package's.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "vitest";
import { RELEASE } from "./release.ts";

it("is the version of package.json", ({ expect }) => {
  const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")) as {
    version: string;
  };
  expect(RELEASE).toBe(version);
});
