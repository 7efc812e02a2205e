// `npm run evals`: scores every golden suite, checks the invariants, compares with the recorded baseline and prints a verdict: PROMOTE (exit
// code 0), HOLD or ROLLBACK (1). `-- --live` also asks a real model; `-- --record` makes these scores the baseline.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { type Baseline, baselineOf, readBaseline, readGates, writeBaseline } from "../evals/gates.ts";
import { type LiveModel, liveModel, liveScores, skippedScores } from "../evals/live.ts";
import { EvalsReport } from "../evals/reporter.ts";
import { readResult, RESULT_FILE, sourcesDigest, writeResult } from "../evals/result.ts";
import { recordedOf, suiteScore } from "../evals/suite-scores.ts";
import { suites } from "../evals/suites.ts";
import { tableOf } from "../evals/table.ts";
import { type Judged, type Measured, type SuiteScore, verdictOf } from "../evals/verdict.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { ROOT, workerOf } from "../local/workers.ts";
import { readWranglerConfig } from "../local/wrangler-config.ts";

const { values } = parseArgs({
  options: { live: { type: "boolean", default: false }, record: { type: "boolean", default: false } },
});
const gates = readGates();
const ModelVariables = z.object({
  MODEL_ENDPOINT: z.string(),
  MODEL_NAME: z.string(),
  MODEL_PRICES: z.string(),
  MODEL_BODY: z.string(),
  MODEL_API_KEY: z.string().default(""),
  MODEL_GATEWAY_TOKEN: z.string().default(""),
});
const { version: release } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));

/** Runs the golden lines and the invariants with Vitest. reporter.ts writes their result to a file. */
function testReport(): EvalsReport {
  const folder = mkdtempSync(join(tmpdir(), "evals-"));
  const file = join(folder, "report.json");
  const vitest = join(ROOT, "node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=dot", `--reporter=${join(ROOT, "evals/reporter.ts")}`];
  const files = ["evals/golden.test.ts", ...gates.invariants];
  spawnSync(process.execPath, [vitest, "run", "--project", "pure", ...reporters, ...files], {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, EVALS_REPORT: file },
  });
  try {
    return EvalsReport.parse(JSON.parse(readFileSync(file, "utf8")));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The verdict. With `--record`, also the new baseline, but only when the scores are PROMOTE: not below the floor, skipped, or from the peer. */
function judge(measured: Measured, against: Baseline): Judged & { readonly recorded: Baseline | null } {
  if (!values.record) return { ...verdictOf(measured, against, gates), recorded: null };
  const own = recordedOf(measured.scores);
  const judged = verdictOf(measured, own, gates);
  return { ...judged, recorded: judged.verdict === "PROMOTE" ? own : null };
}

function scripted(): Measured {
  const { golden, files } = testReport();
  const scores = suites.map((suite) =>
    suiteScore(suite, new Map(golden.filter((one) => one.suite === suite.name).map(({ id, found }) => [id, found]))),
  );
  // An invariant file that was not found, or whose tests were all skipped, counts as broken.
  const broken = gates.invariants.filter(
    (file) => !files.some((one) => one.file === file && one.held && one.tests > 0),
  );
  return { arm: "scripted", scores, broken, isPeer: false };
}

/** The model that the environment names. Unset variables have the planner's values. */
function modelOfEnvironment(): LiveModel | null {
  const modelVariables = Object.entries(process.env).filter(
    ([name, value]) => name.startsWith("MODEL_") && value !== "",
  );
  const env = { ...readWranglerConfig(workerOf("planner")).vars, ...Object.fromEntries(modelVariables) };
  return liveModel(ModelVariables.parse(env), { fetch, now: Date.now });
}

const sources = sourcesDigest();
const at = new Date().toISOString();
const storedResult = ({ verdict, reasons }: Judged, scores: readonly SuiteScore[]) => ({
  verdict,
  reasons: [...reasons],
  scores: [...scores],
  sources,
  at,
});

let file = readBaseline();
const measured = scripted();
const judged = judge(measured, baselineOf(file, "scripted"));
if (judged.recorded) file = { ...file, release, scripted: judged.recorded };
console.log(tableOf("scripted", measured.scores, baselineOf(file, "scripted"), judged));
let verdicts = [judged.verdict];
let live = readResult()?.live ?? null;

if (values.live) {
  const model = modelOfEnvironment();
  console.log(
    model
      ? `\nAsking ${model.name} about each live case ${gates.live.tries} times …`
      : "\nThe live suites were skipped: MODEL_ENDPOINT or MODEL_API_KEY is not set.",
  );
  const { tries, judgedFrom } = gates.live;
  const scores = model
    ? await liveScores(suites, { model, policy: samplePolicy, tries, judgedFrom })
    : skippedScores(suites);
  const isPeer = model?.isPeer() ?? false;
  const liveMeasured: Measured = { arm: "live", scores, broken: measured.broken, isPeer };
  const liveJudged = judge(liveMeasured, baselineOf(file, { live: model?.name ?? "" }));
  if (liveJudged.recorded) file = { ...file, live: { model: model?.name ?? null, suites: liveJudged.recorded } };
  console.log(tableOf("live", scores, baselineOf(file, { live: model?.name ?? "" }), liveJudged));
  if (model) {
    const { calls, costMicroDollars } = model.spent();
    console.log(`${calls} calls, ${(costMicroDollars / 1e6).toFixed(2)} dollars by MODEL_PRICES`);
  }
  verdicts = [...verdicts, liveJudged.verdict];
  live = { ...storedResult(liveJudged, scores), model: model?.name ?? null, isPeer };
}

if (values.record) {
  if (verdicts.every((one) => one === "PROMOTE")) writeBaseline(file);
  const what = verdicts.every((one) => one === "PROMOTE")
    ? `Recorded as the baseline of ${release}. Say in its commit why a score or a prompt changed.`
    : "Not recorded: only scores with the verdict PROMOTE may become the baseline.";
  console.log(`\n${what}`);
}
writeResult({ release, scripted: storedResult(judged, measured.scores), live });
console.log(`\n${RESULT_FILE}`);
process.exitCode = verdicts.every((one) => one === "PROMOTE") ? 0 : 1;
