// `npm test`: runs all tests. `--full` runs long tests in full instead of a slice. Other arguments are passed to Vitest.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ensureChromium } from "../testing/chromium.ts";
import { ensurePython } from "../testing/python.ts";
import { ROOT } from "../local/workers.ts";

const args = process.argv.slice(2);
const isFull = args.includes("--full");
const vitestArgs = args.filter((arg) => arg !== "--full");

let chromium: string;
try {
  chromium = ensureChromium();
  ensurePython();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
const reporters = ["--reporter=default", `--reporter=${join(ROOT, "checks/counts-reporter.ts")}`];
const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...vitestArgs], {
  cwd: ROOT,
  stdio: "inherit",
  env: { ...process.env, CHROMIUM_PATH: chromium, ...(isFull ? { HOLDPOINT_FULL: "1" } : {}) },
});
process.exit(status ?? 1);
