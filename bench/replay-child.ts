// One measurement in a process of its own, so that the memory of all its threads can be measured: `replay-child.ts <verify|signed|bare> <export> <times>`.
// Prints JSON: the numbers of events and megabytes, the time in seconds, the processor time, and the largest resident memory.
import { statSync } from "node:fs";
import { cpuUsage, resourceUsage } from "node:process";
import { URL } from "node:url";
import { MANIFEST_BYTES } from "../cli/export-format.ts";
import { evenCuts, rangesOf, threadsFor } from "../cli/judged-export.ts";
import { run } from "../cli/program.ts";
import { type ExportFile, openExportFile } from "../cli/sources/export-file.ts";
import type { ByteRange } from "../cli/sources/lines.ts";
import { inThreads } from "../cli/threads.ts";
import { bareRange } from "./bare-range.ts";

/** Runs the command `holdpoint verify`. */
async function verify(path: string): Promise<void> {
  const code = await run(["verify", "--from", path, "--json"], {
    cwd: "/",
    env: {},
    out: () => undefined,
    err: (text) => void process.stderr.write(text),
    isTerminal: false,
    ask: async () => null,
    now: () => Date.now(),
    fetch,
    wait: async () => undefined,
  });
  if (code !== 0) throw new Error(`verify answers ${code}`);
}

/** The bare loop, in the ranges and on the threads of `verify`. */
async function bare(file: ExportFile, logKey: string | null): Promise<void> {
  const { path, manifest } = file;
  const { size } = statSync(path);
  const here = (range: ByteRange): Promise<number> => bareRange({ path, logKey }, range);
  const threads = {
    program: new URL("./bare-thread.ts", import.meta.url),
    data: { path, logKey },
    count: threadsFor(size - MANIFEST_BYTES),
  };
  const ranges = rangesOf(file, MANIFEST_BYTES, evenCuts(MANIFEST_BYTES, size));
  let read = 0;
  for await (const events of inThreads<ByteRange, number>(ranges, here, threads)) read += events;
  if (read !== manifest.events) throw new Error(`the bare loop has read ${read} of ${manifest.events} events`);
}

const [what, path = "", times = "1"] = process.argv.slice(2);
const file = openExportFile(path);
const [startedAt, cpuBefore] = [performance.now(), cpuUsage()];
for (let time = 0; time < Number(times); time += 1)
  await (what === "verify" ? verify(path) : bare(file, what === "signed" ? file.manifest.logKey : null));
const seconds = (performance.now() - startedAt) / 1_000;
const { user, system } = cpuUsage(cpuBefore);
const { size } = statSync(path);
console.log(
  JSON.stringify({
    events: file.manifest.events * Number(times),
    megabytes: (size / 1e6) * Number(times),
    seconds,
    cpuSeconds: (user + system) / 1e6,
    // maxRSS is in kilobytes.
    residentMegabytes: resourceUsage().maxRSS / 1_000,
  }),
);
