// `npm run check`: everything a commit must pass, in order of speed. `--no-tests` leaves the tests to `npm test`.
import { spawnSync } from "node:child_process";
import { ROOT } from "../local/workers.ts";

const steps = ["format", "lint", "types", "layers", "unused", "build"];
if (!process.argv.includes("--no-tests")) steps.push("test");

const failed = steps.filter((step) => {
  console.log(`\n── ${step}`);
  return spawnSync("npm", ["run", "--silent", step], { cwd: ROOT, stdio: "inherit" }).status !== 0;
});
console.log(failed.length === 0 ? `\ncheck: ${steps.join(", ")}: all well` : `\ncheck: failed: ${failed.join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
