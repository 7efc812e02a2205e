// Generates each Worker's `env.d.ts` from its wrangler.toml, then checks every program with TypeScript 7.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { experimental_generateTypes } from "wrangler";
import { CONTACTS, ROOT, WORKERS, type WorkerConfig } from "../local/workers.ts";

// By its path: the `tsc` in .bin is TypeScript 6, which dependency-cruiser needs for its API.
const TSC = join(ROOT, "node_modules/typescript-native/bin/tsc");

async function generateEnv(worker: WorkerConfig): Promise<void> {
  const { content, path } = await experimental_generateTypes({
    // The first is the one asked for; the second types the port. Any other Worker is a plain Fetcher.
    config: [...new Set([worker.configPath, CONTACTS.configPath])].map((path) => join(ROOT, path)),
    path: join(ROOT, worker.folder, "env.d.ts"),
    envInterface: worker.envInterface,
    includeRuntime: false,
  });
  writeFileSync(path, content);
}

for (const worker of WORKERS) await generateEnv(worker);

const projects = [".", ...WORKERS.map(({ folder }) => folder)];
const failed = projects.filter((project) => {
  const { status } = spawnSync(process.execPath, [TSC, "-p", join(ROOT, project)], { cwd: ROOT, stdio: "inherit" });
  return status !== 0;
});
if (failed.length > 0) {
  console.error(`Type errors in: ${failed.join(", ")}`);
  process.exit(1);
}
console.log(`types: ${projects.length} programs without an error`);
