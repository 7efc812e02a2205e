// The order of the test files, so that all processors have work until the end: pipeline tests, which take long and often wait, begin; the many
// short tests in Node end. Vitest alone orders projects by name, and in a fresh clone files by their size, which says little about their time.
import { relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import { ROOT } from "../local/workers.ts";

/** The projects that begin, in this order. The Workers' projects follow. */
export const FIRST_PROJECTS = ["pipeline", "shards", "page", "simulator"];
export const LAST_PROJECT = "pure";

/** The longest files of the last project, which begin it. A file that is missing here costs a few seconds at the end, no more. */
export const LONGEST_FILES = [
  "cli/attacks.test.ts",
  "checks/added-source.test.ts",
  "evals/injection.test.ts",
  "domain/replies/structure.linear.test.ts",
  "domain/draft/linear.test.ts",
  "evals/planted.test.ts",
  "durable-objects/cron/root.test.ts",
  "scripts/sample-past/play.test.ts",
  "evals/parity/parity.test.ts",
];

/** The place of a project and, in the last project, of its long files. Files with the same place keep Vitest's order. */
export function placeOf(project: string, file: string): number {
  const first = FIRST_PROJECTS.indexOf(project);
  if (first !== -1) return first;
  if (project !== LAST_PROJECT) return FIRST_PROJECTS.length;
  const long = LONGEST_FILES.indexOf(file);
  return FIRST_PROJECTS.length + 1 + (long === -1 ? LONGEST_FILES.length : long);
}

/** Vitest's order (by project, then by the time of the last run), with the projects and files above in their places. */
export class Sequence extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ project, moduleId }: TestSpecification) => placeOf(project.name, relative(ROOT, moduleId));
    // oxlint-disable-next-line unicorn/no-array-sort -- a method of the sequencer, which returns a new list
    return (await super.sort(files)).toSorted((one, other) => place(one) - place(other));
  }
}
