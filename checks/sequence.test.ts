// Tests the order of the test files, and that it names no file or project that does not exist.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { ROOT } from "../local/workers.ts";
import config from "../vitest.config.ts";
import { FIRST_PROJECTS, LAST_PROJECT, LONGEST_FILES, placeOf } from "./sequence.ts";

interface Project {
  readonly test: { readonly name: string };
}
const projects = ((config.test?.projects ?? []) as readonly Project[]).map(({ test }) => test.name);

describe("the order of the test files", () => {
  it("names projects and files that exist", ({ expect }) => {
    expect(projects).toEqual(expect.arrayContaining([...FIRST_PROJECTS, LAST_PROJECT]));
    expect(LONGEST_FILES.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });

  it("keeps the files of a project together, and puts the long ones of the last project before its others", ({
    expect,
  }) => {
    const [longest] = LONGEST_FILES;
    const inOrder = [
      ["pipeline", "x.pipeline.test.ts"],
      ["simulator", "simulator/x.test.ts"],
      ["contacts", "x.worker.test.ts"],
      ["pure", longest!],
      ["pure", "x.test.ts"],
    ] as const;
    const places = inOrder.map(([project, file]) => placeOf(project, file));
    expect(places).toEqual([...new Set(places)].toSorted((one, other) => one - other));
    expect(placeOf("desk", "x.worker.test.ts")).toBe(placeOf("contacts", "y.worker.test.ts"));
  });
});
