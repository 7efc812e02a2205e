// Tests that every test file is in a project of vitest.config.ts. A file in no project would never run, and no test run would
// report it.
import { globSync } from "node:fs";
import { matchesGlob } from "node:path";
import { it } from "vitest";
import { ROOT } from "../local/workers.ts";
import config from "../vitest.config.ts";

interface Project {
  readonly test: { readonly name: string; readonly include: readonly string[]; readonly exclude: readonly string[] };
}
const projects = (config.test?.projects ?? []) as readonly Project[];
const projectsOf = (file: string): readonly string[] =>
  projects
    .map(({ test }) => test)
    .filter(({ include, exclude }) => {
      const isIn = (globs: readonly string[]) => globs.some((glob) => matchesGlob(file, glob));
      return isIn(include) && !isIn(exclude);
    })
    .map(({ name }) => name);

const files = globSync("**/*.test.ts", { cwd: ROOT, exclude: ["**/node_modules/**", "dist/**", ".wrangler/**"] });

it("every test file is in a project", ({ expect }) => {
  expect(files.length).toBeGreaterThan(100);
  expect(files.filter((file) => projectsOf(file).length === 0)).toEqual([]);
});

it("a worker test is in exactly one project: that of its Worker, else that of holdpoint-contacts", ({ expect }) => {
  const inOthers = files.filter((file) => file.endsWith(".worker.test.ts") && projectsOf(file).length !== 1);
  expect(inOthers).toEqual([]);
});
