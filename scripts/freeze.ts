// `npm run freeze -- <release>`: records logs that this release writes under replay/fixtures/, with their keys, facts and states. A test
// replays them from then on. `--states` derives the facts and states of a frozen release again; its logs stay unchanged. Keeps the release's build, too:
// the next release is tested beside it.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportSource, openExportFile } from "../cli/sources/export-file.ts";
import { writeExport } from "../cli/write-export.ts";
import {
  factsOf,
  FIXTURES,
  FROZEN_LOGS,
  keysIn,
  type LogKeys,
  pathsOf,
  readRecorded,
  statesOf,
} from "./frozen/facts.ts";
import { makeSamples } from "./frozen/samples.ts";
import { makeStories } from "./frozen/stories.ts";
import type { FrozenLog } from "./frozen/facts.ts";
import { bundle } from "../local/runtime/bundles.ts";
import { ROOT } from "../local/workers.ts";
import { buildIn, keepBuild } from "../testing/releases/build.ts";

// Without this, the runtime would ask the network for its location.
process.env["CLOUDFLARE_CF_FETCH_ENABLED"] = "false";
process.env["WRANGLER_LOG"] ??= "error";

const MAKERS = { samples: makeSamples, stories: makeStories };

async function record(release: string, name: FrozenLog): Promise<void> {
  const { log, keys } = await MAKERS[name]();
  const { faults } = await factsOf(log, keysIn(keys));
  if (faults > 0) throw new Error(`the log of the ${name} has ${faults} faults: a log with faults cannot be frozen`);
  const job = {
    lines: "ndjson",
    sealed: "closed",
    madeAt: new Date().toISOString(),
    onEvents: () => undefined,
  } as const;
  const { streams, events, root } = await writeExport({ ...job, log, path: pathsOf(release, name).log });
  console.log(`${name}: ${events} events in ${streams} streams, root ${root}`);
  await derive(release, name, keys);
}

/** Writes the facts and states that this release derives from an existing log. */
async function derive(release: string, name: FrozenLog, keys: LogKeys): Promise<void> {
  const paths = pathsOf(release, name);
  const log = exportSource(openExportFile(paths.log));
  const facts = await factsOf(log, keysIn(keys));
  writeFileSync(paths.recorded, `${JSON.stringify({ keys, facts }, null, 2)}\n`);
  writeFileSync(paths.states, `${(await statesOf(log)).join("\n")}\n`);
}

const [release, option] = process.argv.slice(2);
const isAgain = option === "--states";
if (release === undefined || !/^\d+\.\d+\.\d+$/.test(release) || (option !== undefined && !isAgain)) {
  console.error("npm run freeze -- <release> [--states]     for example: npm run freeze -- 0.1.0");
  process.exit(2);
}
if (existsSync(join(FIXTURES, release)) !== isAgain) {
  console.error(
    isAgain ? `There are no logs of ${release}.` : `The logs of ${release} are frozen: they are never recorded again.`,
  );
  process.exit(2);
}
mkdirSync(join(FIXTURES, release), { recursive: true });
for (const name of FROZEN_LOGS) {
  if (isAgain) await derive(release, name, readRecorded(pathsOf(release, name).recorded).keys);
  else await record(release, name);
}
if (!isAgain) {
  const folder = join(ROOT, "dist/bundles");
  mkdirSync(folder, { recursive: true });
  await bundle(folder);
  keepBuild(buildIn(folder, release));
  console.log(`build: kept as the one before the next release`);
}
