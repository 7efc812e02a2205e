// `npm run audit`: looks for known vulnerabilities of what is deployed, and writes its bill of materials to dist/sbom.cdx.json. Fails for a finding that is high or
// critical, and for a bill that lacks a locked package; not when the registry gives no answer, because a check must work offline.
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../local/workers.ts";
import { auditIn, productionIn, productionSbom } from "./locked-packages.ts";

/** Both read the lock file alone: what is installed here may have been changed. */
const npm = (...args: readonly string[]): string =>
  spawnSync("npm", [...args, "--package-lock-only", "--fetch-retries=0", "--fetch-timeout=20000"], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    maxBuffer: 100_000_000,
  }).stdout;

const production = productionIn(readFileSync(join(ROOT, "package-lock.json"), "utf8"));

const audit = auditIn(npm("audit", "--json"), production);
if (audit.answered) {
  for (const finding of audit.failing) console.error(`vulnerable and deployed: ${finding}`);
  for (const finding of audit.noted) console.log(`noted: ${finding}`);
  console.log(`audit: ${production.length} production packages, ${audit.failing.length} to repair`);
} else console.log(`audit: not answered by the registry, so nothing is known: ${audit.because}`);

const { sbom, missing } = productionSbom(npm("sbom", "--sbom-format", "cyclonedx"), production);
for (const id of missing) console.error(`not in the bill of materials: ${id}`);
mkdirSync(join(ROOT, "dist"), { recursive: true });
writeFileSync(join(ROOT, "dist/sbom.cdx.json"), `${JSON.stringify(sbom, null, 2)}\n`);
console.log(`sbom: ${production.length - missing.length} of ${production.length} packages, in dist/sbom.cdx.json`);

if (missing.length > 0 || (audit.answered && audit.failing.length > 0)) process.exit(1);
