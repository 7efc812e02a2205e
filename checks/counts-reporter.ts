// Ends a test run with its counts on one plain line, for people and for machines that read only that.
import type { Reporter, TestModule } from "vitest/node";

/** A file that could not be loaded has no tests to fail: it counts as one failure. */
function failuresOf(module: TestModule): number {
  const failed = [...module.children.allTests("failed")].length;
  return failed === 0 && module.state() === "failed" ? 1 : failed;
}

export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const count = (state: "passed" | "skipped") =>
      modules.flatMap((module) => [...module.children.allTests(state)]).length;
    const failed = modules.reduce((sum, module) => sum + failuresOf(module), unhandledErrors.length);
    // After everything else that is still being printed.
    process.once("exit", () => console.log(`${count("passed")} passed, ${failed} failed, ${count("skipped")} skipped`));
  }
}
