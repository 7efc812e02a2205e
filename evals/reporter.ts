// Vitest's reporter for `npm run evals`: what each golden line came to, and which files held. Written as JSON to EVALS_REPORT.
import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, TestModule } from "vitest/node";
import { z } from "zod";
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
        // A test that is skipped holds nothing.
        tests: [...module.children.allTests("passed")].length,
      })),
    };
    writeFileSync(process.env["EVALS_REPORT"] ?? "/dev/stdout", JSON.stringify(report));
  }
}
