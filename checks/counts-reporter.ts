// A reporter that ends a test run with the slowest files and the time of each project, then the counts on one plain line, for people and for programs. During the run it
// prints how many files are done.
import { relative } from "node:path";
import type { Reporter, TestModule, TestSpecification } from "vitest/node";
import { ROOT } from "../local/workers.ts";

/**
 * The number of failed tests of a file. A file that failed without a failed test (it could not be loaded) counts as one failure.
 */
function failuresOf(module: TestModule): number {
  const failed = [...module.children.allTests("failed")].length;
  return failed === 0 && module.state() === "failed" ? 1 : failed;
}

/** How many of the slowest files are listed. */
const SLOWEST = 25;
/** The number of finished files between two lines of progress. */
const FILES_PER_LINE = 10;

/** The time of a file: its imports, its setup and its tests. */
function secondsOf(module: TestModule): number {
  const { collectDuration, duration, setupDuration } = module.diagnostic();
  return (collectDuration + duration + setupDuration) / 1_000;
}

function slowestOf(modules: readonly TestModule[]): string {
  const rows = modules
    .map((module) => ({ module, seconds: secondsOf(module) }))
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, SLOWEST)
    .map(
      ({ module, seconds }) =>
        `${seconds.toFixed(1).padStart(7)} s  ${module.project.name.padEnd(10)} ${relative(ROOT, module.moduleId)}`,
    );
  return ["", "The files that took longest:", ...rows, "", "By kind of test:", ...byProject(modules), ""].join("\n");
}

/** The time of all files of each project. Files run side by side, so the sums are more than the time of the run. */
const byProject = (modules: readonly TestModule[]): readonly string[] =>
  [...Map.groupBy(modules, ({ project }) => project.name)]
    .map(([name, of]) => ({ name, files: of.length, seconds: of.reduce((sum, one) => sum + secondsOf(one), 0) }))
    .toSorted((one, other) => other.seconds - one.seconds)
    .map(({ name, files, seconds }) => `${seconds.toFixed(0).padStart(7)} s  ${name.padEnd(10)} ${files} files`);

export default class CountsReporter implements Reporter {
  #files = 0;
  #done = 0;

  onTestRunStart(specifications: readonly TestSpecification[]): void {
    this.#files = specifications.length;
    this.#done = 0;
  }

  onTestModuleEnd(): void {
    this.#done += 1;
    if (this.#done % FILES_PER_LINE === 0) console.log(`── ${this.#done} of ${this.#files} test files done`);
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = (state: "passed" | "skipped") =>
      modules.flatMap((module) => [...module.children.allTests(state)]).length;
    const failed = modules.reduce((sum, module) => sum + failuresOf(module), unhandledErrors.length);
    const slowest = slowestOf(modules);
    // Printed at exit, after all other output.
    process.once("exit", () => {
      console.log(slowest);
      console.log(`${count("passed")} passed, ${failed} failed, ${count("skipped")} skipped`);
    });
  }
}
