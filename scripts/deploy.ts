// `npm run deploy -- -e staging|production`: builds and uploads every Worker, if the evals allow it. With the flag off and no model it needs
// PROMOTE of the scripted suites, otherwise also of a live run. `--dry-run` checks the same and builds, but uploads nothing. `--secrets <folder>`
// gives each Worker the secrets of its `<role>.env`. `--desk <url>` records the release and its verdict in the log of that installation.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { accessHeaders } from "../cli/desk-client.ts";
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
// Checked before anything is deployed: without the token, the deployment could not be recorded afterwards.
const token = process.env["HOLDPOINT_DESK_TOKEN"];
if (values.desk !== undefined && token === undefined) {
  console.error(
    "Set HOLDPOINT_DESK_TOKEN to a token with the scope release: the log records the verdict in its name (docs/people.md).",
  );
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

// Runs the scripted suites when these sources were not judged yet. A live run costs money, so it is never started here.
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
  // A Worker binds the Workers before it, so the deployment stops at the first failure.
  if (status !== 0) {
    console.error(
      `\n${worker.name} failed. Deployed before it: ${done.join(", ") || "nothing"}. The command can be repeated.`,
    );
    process.exit(1);
  }
  done.push(worker.name);
}
if (options.dryRun) {
  console.log("\nAll Workers were built; nothing was uploaded.");
  process.exit();
}
console.log(`\n${release} is deployed to ${options.environment}.`);
const judged = { release, verdict: "PROMOTE", sources } as const;
const again = `POST /api/v1/releases with ${JSON.stringify(judged)}`;
if (values.desk === undefined || token === undefined)
  console.log(`The log has no record of this deployment yet: ${again}`);
else {
  const recorded = await recordRelease({ desk: values.desk, token, access: accessHeaders(process.env), judged, fetch });
  console.log(recorded ? `The log of ${values.desk} records it.` : `${values.desk} did not record it: ${again}`);
  process.exitCode = recorded ? 0 : 1;
}
