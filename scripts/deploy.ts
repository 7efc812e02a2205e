// `npm run deploy -- -e staging|production`: builds and uploads every Worker, if the evals let it. With the flag off and no model it needs PROMOTE of
// the scripted suites, otherwise of a live run, too. `--dry-run` asks the same and builds, but uploads nothing; `--secrets <folder>` gives each
// Worker the secrets of its `<role>.env`; `--desk <url>` says in that installation's log what was deployed on which verdict.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { z } from "zod";
import { readResult, sourcesDigest } from "../evals/result.ts";
import { type DeployOptions, recordRelease, switchedOn, workersInOrder, wranglerArguments } from "./deploy-plan.ts";
import { standsAgainst } from "./release-gate.ts";
import { ROOT } from "../local/workers.ts";
import { readWranglerConfig } from "../local/wrangler-config.ts";

const { values } = parseArgs({
  options: {
    env: { type: "string", short: "e" },
    "dry-run": { type: "boolean", default: false },
    secrets: { type: "string" },
    desk: { type: "string" },
  },
});
const environment = z.enum(["staging", "production"]).safeParse(values.env);
if (!environment.success) {
  console.error("npm run deploy -- -e staging|production [--dry-run] [--secrets <folder>] [--desk <url>]");
  process.exit(2);
}
// Asked before anything is deployed: afterwards it would be missing.
const token = process.env["HOLDPOINT_DESK_TOKEN"];
if (values.desk !== undefined && token === undefined) {
  console.error("Set HOLDPOINT_DESK_TOKEN to your own token: the log says who deployed.");
  process.exit(2);
}
const options: DeployOptions = {
  environment: environment.data,
  dryRun: values["dry-run"],
  secrets: values.secrets ?? null,
};

const { version: release } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")));
const workers = workersInOrder();
const configs = new Map(workers.map((worker) => [worker.role, readWranglerConfig(worker).env[options.environment]]));
const switched = switchedOn((role) => configs.get(role)?.vars ?? {});
const sources = sourcesDigest();

// What nobody has judged yet is judged now. A live run costs money: that one is asked for, never begun here.
if (readResult()?.scripted.sources !== sources)
  spawnSync(process.execPath, [join(ROOT, "scripts/evals.ts")], { cwd: ROOT, stdio: "inherit" });

const result = readResult();
const against = standsAgainst({ result, release, sources, switched });
if (against.length > 0) {
  for (const sentence of against) console.error(sentence);
  console.error(`Not deployed to ${options.environment}.`);
  process.exit(1);
}
console.log(`${release} may go to ${options.environment}: PROMOTE, flag ${switched.flag}.`);

const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");
const done: string[] = [];
for (const worker of workers) {
  console.log(`\n── ${worker.name}`);
  const { status } = spawnSync(process.execPath, [wrangler, ...wranglerArguments(worker, options)], {
    cwd: ROOT,
    stdio: "inherit",
    env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
  });
  // Each binds what stands before it: nothing goes on over a gap.
  if (status !== 0) {
    console.error(
      `\n${worker.name} failed. Deployed before it: ${done.join(", ") || "nothing"}. The command may be given again.`,
    );
    process.exit(1);
  }
  done.push(worker.name);
}
if (options.dryRun) {
  console.log("\nBuilt, and nothing was uploaded.");
  process.exit();
}
console.log(`\n${release} is in ${options.environment}.`);
const judged = { release, verdict: "PROMOTE", sources } as const;
const again = `POST /api/v1/releases with ${JSON.stringify(judged)}`;
if (values.desk === undefined || token === undefined) console.log(`The log does not know yet: ${again}`);
else {
  const told = await recordRelease({ desk: values.desk, token, judged, fetch });
  console.log(told ? `The log of ${values.desk} says so.` : `${values.desk} did not take it: ${again}`);
  process.exitCode = told ? 0 : 1;
}
