// Generates each Worker's `env.d.ts` from its wrangler.toml, then checks every program with TypeScript 7, as many at once as there are
// processors. The compiler stores its results in node_modules/.cache, so a later check reads only changed files.
import { join } from "node:path";
import { CONTACTS, ROOT, WORKERS } from "../local/workers.ts";
import { refreshEnvTypes } from "./env-types.ts";
import { runNode, sideBySide } from "./side-by-side.ts";

// TypeScript 7 is called by its path, since `tsc` in .bin is TypeScript 6, which dependency-cruiser needs.
const TSC = join(ROOT, "node_modules/typescript-native/bin/tsc");

for (const worker of WORKERS) await refreshEnvTypes(worker, CONTACTS.configPath);

const projects = [".", ...WORKERS.map(({ folder }) => folder)];

async function check(project: string): Promise<boolean> {
  const cache = join(
    ROOT,
    "node_modules/.cache/types",
    `${project === "." ? "root" : project.replaceAll("/", "-")}.tsbuildinfo`,
  );
  const whole = [TSC, "-p", project, "--singleThreaded"];
  const quick = await runNode([...whole, "--incremental", "--tsBuildInfoFile", cache]);
  // Only a whole run in one thread checks the files in the same order each time. In another order TypeScript 7 now and then reports
  // TS2589 without a file, for types that it finds right the next time. So a whole run decides about a failure.
  const { succeeded, output } = quick.succeeded ? quick : await runNode(whole);
  if (output !== "") console.log(output);
  return succeeded;
}

const results = await sideBySide(projects, check);
const failed = projects.filter((_, index) => !results[index]);
if (failed.length > 0) {
  console.error(`Type errors in: ${failed.join(", ")}`);
  process.exit(1);
}
console.log(`types: ${projects.length} programs without an error`);
