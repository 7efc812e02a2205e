// `npm run mutation -- awaits [text]`: drops each await of the table whose name has the text, and runs the test that must fail then.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../../local/workers.ts";
import { AWAITS, type FailingTest } from "./awaits.ts";
import { withoutIt } from "./dropped-await.ts";

const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");
/** A run that takes longer hangs. It counts neither as found nor as not found. */
const TIMEOUT_MS = 180_000;

/** Runs a test file; with a name, without this await. Returns the status of Vitest; null when it was stopped. */
function statusOf({ project, file }: FailingTest, name: string | null): number | null {
  const run = [VITEST, "run", "--project", project, file, "--bail=1", "--reporter=dot"];
  const env = name === null ? process.env : withoutIt(name);
  return spawnSync(process.execPath, run, { cwd: ROOT, env, stdio: "ignore", timeout: TIMEOUT_MS }).status;
}

/** Returns whether every test of the table found its mutant. A test that fails without one finds nothing. */
export function runAwaits(text: string): boolean {
  const counts = { found: 0, "not found": 0, stopped: 0, "the test fails anyway": 0 };
  const sound = new Map<string, boolean>();
  for (const [name, test] of Object.entries(AWAITS)) {
    if (typeof test === "string" || !name.includes(text)) continue;
    const key = `${test.project} ${test.file}`;
    if (!sound.has(key)) sound.set(key, statusOf(test, null) === 0);
    const status = sound.get(key) ? statusOf(test, name) : undefined;
    const result =
      status === undefined
        ? "the test fails anyway"
        : status === null
          ? "stopped"
          : status === 0
            ? "not found"
            : "found";
    counts[result] += 1;
    console.log(`${result}: ${name} (${key})`);
  }
  console.log(JSON.stringify(counts));
  return counts["not found"] + counts.stopped + counts["the test fails anyway"] === 0;
}
