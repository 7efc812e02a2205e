// Builds every Worker as a deployment would, without deploying: what does not bundle fails here.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ROOT, WORKERS } from "../local/workers.ts";

const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");

const failed = WORKERS.filter(({ role, configPath }) => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [wrangler, "deploy", "--dry-run", "--env", "production", "--config", configPath, "--outdir", `dist/${role}`],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, WRANGLER_SEND_METRICS: "false" } },
  );
  const size = /Total Upload: (.*)/.exec(stdout)?.[1] ?? "not built";
  console.log(`${role.padEnd(10)} ${size}`);
  if (status !== 0) console.error(stdout, stderr);
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`Not built: ${failed.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}
