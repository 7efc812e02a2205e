// Vitest's reporter for `npm run evals`. Writes the answer of each golden line, and for each test file whether all its tests passed,
// as JSON to the file that EVALS_REPORT names.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import * as z from "zod";
import { ROOT } from "../local/workers.ts";

export const EvalsReport = z.strictObject({
  golden: z.array(z.object({ suite: z.string(), id: z.string(), found: z.unknown() })),
  files: z.array(z.strictObject({ file: z.string(), held: z.boolean(), tests: z.int() })),
});
export type EvalsReport = z.infer<typeof EvalsReport>;

export default class EvalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const report: EvalsReport = {
      golden: modules.flatMap((module) =>
        [...module.children.allTests()].flatMap((test) => {
          const { golden } = test.meta() as { golden?: EvalsReport["golden"][number] };
          return golden ? [golden] : [];
        }),
      ),
      files: modules.map((module) => ({
        file: relative(ROOT, module.moduleId),
        held: module.state() === "passed" && unhandledErrors.length === 0,
        // Skipped tests do not count: they prove nothing.
        tests: [...module.children.allTests("passed")].length,
      })),
    };
    writeFileSync(process.env["EVALS_REPORT"] ?? "/dev/stdout", JSON.stringify(report));
  }
}
