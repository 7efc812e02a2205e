// `npm run mutation`: plants one small mistake at a time in the pure core, and counts the mistakes that no test finds. `npm run mutation -- plan token`
// runs groups by name. `npm run mutation -- awaits` drops awaits instead (checks/mutation/awaits.ts), one at a time; `awaits types` measures which
// the type checker misses. A run takes long, so it is not part of `npm test`; docs/mutation.md has the results of the last run.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { MUTATION_GROUPS, type MutationGroup } from "./mutation/groups.ts";
import { runAwaits } from "./mutation/run-awaits.ts";
import { checkUntyped } from "./mutation/untyped.ts";
import { ROOT } from "../local/workers.ts";

/** Stryker is installed in this folder, not in the project, since only this script needs its hundred packages. All tools ignore the folder. */
const FOLDER = join(ROOT, ".wrangler/mutation");
const PACKAGES = ["@stryker-mutator/core@10.1.1", "@stryker-mutator/vitest-runner@10.1.1"];
const STRYKER = join(FOLDER, "node_modules/@stryker-mutator/core/bin/stryker.js");
/** Added to a multiple of the tests' normal time. A mutant that loops endlessly counts as found. */
const TIMEOUT_MILLISECONDS = 10_000;

const Report = z.object({
  files: z.record(
    z.string(),
    z.object({
      mutants: z.array(
        z.object({
          status: z.string(),
          mutatorName: z.string(),
          replacement: z.string().optional(),
          location: z.object({ start: z.object({ line: z.int() }) }),
        }),
      ),
    }),
  ),
});
type Report = z.infer<typeof Report>;
type Mutant = Report["files"][string]["mutants"][number];

function install(): void {
  if (existsSync(STRYKER)) return;
  mkdirSync(FOLDER, { recursive: true });
  // Stryker must use the project's Vitest, so peer dependencies are not installed.
  const options = ["--no-save", "--legacy-peer-deps", "--loglevel=error", "--prefix", FOLDER];
  const { status } = spawnSync("npm", ["install", ...options, ...PACKAGES], { stdio: "inherit" });
  if (status !== 0) throw new Error("Stryker cannot be installed.");
}

/** Runs Stryker on a group. */
function mutate({ name, mutate }: MutationGroup): Report {
  const report = join(FOLDER, `${name}.json`);
  const config = join(FOLDER, `${name}.config.json`);
  const settings = {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "checks/mutation/vitest.config.ts", related: false },
    coverageAnalysis: "perTest",
    concurrency: 1,
    mutate,
    reporters: ["json", "progress-append-only"],
    jsonReporter: { fileName: report },
    tempDirName: join(FOLDER, "tmp"),
    ignorePatterns: [".holdpoint", ".wrangler", "dist"],
    timeoutMS: TIMEOUT_MILLISECONDS,
  };
  writeFileSync(config, JSON.stringify(settings));
  const env = { ...process.env, HOLDPOINT_MUTATION_GROUP: name };
  const { status } = spawnSync(process.execPath, [STRYKER, "run", config], { cwd: ROOT, stdio: "inherit", env });
  if (status !== 0) throw new Error(`Stryker ended with ${status} on ${name}.`);
  return Report.parse(JSON.parse(readFileSync(report, "utf8")));
}

const SURVIVED = ["Survived", "NoCoverage"];
const count = (mutants: readonly Mutant[], ...statuses: readonly string[]): number =>
  mutants.filter(({ status }) => statuses.includes(status)).length;

/** One row of the table in docs/mutation.md. */
function lineOf([path, { mutants }]: readonly [string, Report["files"][string]]): string {
  const [killed, late, survived] = [count(mutants, "Killed"), count(mutants, "Timeout"), count(mutants, ...SURVIVED)];
  const all = killed + late + survived;
  const score = all === 0 ? "" : `${((100 * (killed + late)) / all).toFixed(1)} %`;
  return `| \`${path}\` | ${all} | ${killed} | ${late} | ${survived} | ${score} |`;
}

const names = process.argv.slice(2);
if (names[0] === "awaits") {
  const isRight = names[1] === "types" ? checkUntyped() : runAwaits(names[1] ?? "");
  process.exit(isRight ? 0 : 1);
}
const groups = MUTATION_GROUPS.filter(({ name }) => names.length === 0 || names.includes(name));
install();
const files = groups.flatMap((group) => Object.entries(mutate(group).files));
for (const [path, { mutants }] of files) {
  for (const { status, mutatorName, replacement, location } of mutants)
    if (SURVIVED.includes(status)) console.log(`${path}:${location.start.line} ${mutatorName}: ${replacement}`);
}
console.log(
  [
    "",
    "| file | mutants | killed | timed out | survived | score |",
    "|---|--:|--:|--:|--:|--:|",
    ...files.map(lineOf),
  ].join("\n"),
);
