// Builds every Worker as a deployment does, without uploading. A Worker that cannot be bundled fails here.
import { join } from "node:path";
import { ROOT, WORKERS, type WorkerConfig } from "../local/workers.ts";
import { runNode, sideBySide } from "./side-by-side.ts";

const wrangler = join(ROOT, "node_modules/wrangler/bin/wrangler.js");

async function build({ role, configPath }: WorkerConfig): Promise<boolean> {
  const { succeeded, output } = await runNode(
    [wrangler, "deploy", "--dry-run", "--config", configPath, "--outdir", `dist/${role}`],
    { WRANGLER_SEND_METRICS: "false" },
  );
  const size = /Total Upload: (.*)/.exec(output)?.[1] ?? "not built";
  console.log(`${role.padEnd(10)} ${size}`);
  if (!succeeded) console.error(output);
  return succeeded;
}

const results = await sideBySide(WORKERS, build);
const failed = WORKERS.filter((_, index) => !results[index]);
if (failed.length > 0) {
  console.error(`Not built: ${failed.map(({ name }) => name).join(", ")}`);
  process.exit(1);
}
