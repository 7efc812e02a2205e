// `npm run evals`: scores every golden suite, holds the invariants, compares with the recorded baseline and ends with a verdict: PROMOTE (exit
// code 0), HOLD or ROLLBACK (1). `-- --live` asks a real model too; `-- --record` makes these scores the baseline.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { type BaselineFile, baselineOf, readBaseline, readGates, writeBaseline } from "../evals/gates.ts";
import { Told } from "../evals/reporter.ts";
import { readResult, RESULT_FILE, sourcesDigest, writeResult } from "../evals/result.ts";
import { suiteScore } from "../evals/suite-scores.ts";
import { suites } from "../evals/suites.ts";
import { tableOf } from "../evals/table.ts";
import { type Baseline, type Measured, type SuiteScore, verdictOf } from "../evals/verdict.ts";
import { ROOT } from "./workers.ts";

const { values } = parseArgs({
  options: { live: { type: "boolean", default: false }, record: { type: "boolean", default: false } },
});
const gates = readGates();
const baseline = readBaseline();
const { version: release } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

/** Vitest runs the golden lines and the invariants; what they came to is in a file of its own. */
function told(): Told {
  const folder = mkdtempSync(join(tmpdir(), "evals-"));
  const file = join(folder, "told.json");
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=dot", `--reporter=${join(ROOT, "evals/reporter.ts")}`];
  const files = ["evals/golden.test.ts", ...gates.invariants];
  spawnSync(process.execPath, [vitest, "run", "--project", "pure", ...reporters, ...files], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, EVALS_TOLD: file },
  });
  try {
    return Told.parse(JSON.parse(readFileSync(file, "utf8")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const { golden, files } = told();
const scores = suites.map((suite) =>
  suiteScore(suite, new Map(golden.filter((one) => one.suite === suite.name).map(({ id, found }) => [id, found]))),
);
const measured: Measured = {
  arm: "scripted",
  scores,
  // A file that was not found, or of which every test was skipped, holds nothing.
  broken: gates.invariants.filter((file) => !files.some((one) => one.file === file && one.held && one.tests > 0)),
  isPeer: false,
};

const recordedOf = (found: readonly SuiteScore[]): Baseline =>
  Object.fromEntries(
    found.flatMap(({ suite, score, ...rest }) => (score === null ? [] : [[suite, { score, ...rest }] as const])),
  );

let judged = verdictOf(measured, baselineOf(baseline, "scripted"), gates);
let file: BaselineFile = baseline;
if (values.record) {
  // What would be turned back must not become what others are compared with.
  const against = verdictOf(measured, recordedOf(scores), gates);
  if (against.verdict === "ROLLBACK") {
    console.log(`${tableOf("scripted", scores, recordedOf(scores), against)}\n\nNot recorded.`);
    process.exit(1);
  }
  file = { ...baseline, release, scripted: recordedOf(scores) };
  writeBaseline(file);
  judged = against;
  console.log(`Recorded as the baseline of ${release}: a commit of its own says why a score changed.\n`);
}
console.log(tableOf("scripted", scores, baselineOf(file, "scripted"), judged));

const sources = sourcesDigest();
const at = new Date().toISOString();
writeResult({
  release,
  scripted: { ...judged, reasons: [...judged.reasons], scores, sources, at },
  live: readResult()?.live ?? null,
});
console.log(`\n${RESULT_FILE}`);
process.exitCode = judged.verdict === "PROMOTE" ? 0 : 1;
