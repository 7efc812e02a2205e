// `npm run check`: runs all checks that a commit must pass, the fast ones first, and prints how long each took. `--no-tests` leaves the
// tests out.
import { spawnSync } from "node:child_process";
import { ROOT } from "../local/workers.ts";

const steps = ["format", "lint", "types", "layers", "unused", "audit", "build"];
if (!process.argv.includes("--no-tests")) steps.push("test");

interface StepResult {
  readonly step: string;
  readonly passed: boolean;
  readonly seconds: number;
}

function run(step: string): StepResult {
  console.log(`\n── ${step}`);
  const startedAt = performance.now();
  const { status } = spawnSync("npm", ["run", "--silent", step], { cwd: ROOT, stdio: "inherit" });
  return { step, passed: status === 0, seconds: (performance.now() - startedAt) / 1_000 };
}

const row = (name: string, seconds: number, note: string): string =>
  `${name.padEnd(8)} ${seconds.toFixed(1).padStart(7)} s${note}`;

const results = steps.map(run);
const failed = results.filter(({ passed }) => !passed).map(({ step }) => step);
console.log("\n── how long each step took");
for (const { step, passed, seconds } of results) console.log(row(step, seconds, passed ? "" : "  failed"));
console.log(
  row(
    "all",
    results.reduce((sum, { seconds }) => sum + seconds, 0),
    "",
  ),
);
console.log(failed.length === 0 ? `\ncheck: ${steps.join(", ")}: all well` : `\ncheck: failed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
