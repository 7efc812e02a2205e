// `npm run bench -- replay`: measures `verify` and compares it with a bare loop that only reads, hashes and folds, on as many threads.
// docs/bench-replay.md has the required values. `--events 100000` measures a smaller log, `--keep <folder>` keeps the logs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { arch, cpus, platform, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { threadsFor } from "../cli/judged-export.ts";
import { writeExport } from "../cli/write-export.ts";
import { generatedLog } from "./generate.ts";

/** The required values. */
const MIN_EVENTS_A_SECOND = 60_000;
const MIN_RATE = 0.6;
const MAX_RESIDENT_MEGABYTES = 256;
const MAX_GROWTH = 1.2;
const SMALL = 10_000;
/**
 * The machine may be busy, so the best of several tries counts, with both programs in turns. The small log is read several times, so that both
 * measurements read the same number of events.
 */
const TRIES = 3;
/** As cli/holdpoint.mjs starts Node. */
const NODE_OPTIONS = ["--max-semi-space-size=4"];

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: { events: { type: "string", default: "1000000" }, keep: { type: "string" } },
});
const large = Number(values.events);
const folder = values.keep
  ? resolve(process.env["INIT_CWD"] ?? ".", values.keep)
  : mkdtempSync(join(tmpdir(), "bench-"));

async function logOf(events: number): Promise<string> {
  const path = join(folder, `${events}.ndjson`);
  if (existsSync(path)) return path;
  console.log(`generating ${counted(events)} events …`);
  await writeExport({
    log: await generatedLog(events),
    path,
    lines: "ndjson",
    sealed: "closed",
    madeAt: new Date().toISOString(),
    onEvents: () => undefined,
  });
  return path;
}

const Measured = z.object({
  events: z.number(),
  megabytes: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  residentMegabytes: z.number(),
});
type Measured = z.infer<typeof Measured>;
type What = "bare" | "verify";

function measure(what: What, path: string, times: number): Measured {
  const args = [...NODE_OPTIONS, join(import.meta.dirname, "replay-child.ts"), what, path, String(times)];
  const out = execFileSync(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  return Measured.parse(JSON.parse(out.toString("utf8")));
}

/** Measures both programs in turns. */
function measureBoth(path: string, times: number): Readonly<Record<What, Measured>> {
  const tries = Array.from({ length: TRIES }, () => ({
    bare: measure("bare", path, times),
    verify: measure("verify", path, times),
  }));
  const best = { bare: bestOf(tries.map(({ bare }) => bare)), verify: bestOf(tries.map(({ verify }) => verify)) };
  say("bare", best.bare);
  say("verify", best.verify);
  return best;
}

const bestOf = (tries: readonly Measured[]): Measured => ({
  events: tries[0]?.events ?? 0,
  megabytes: tries[0]?.megabytes ?? 0,
  seconds: Math.min(...tries.map(({ seconds }) => seconds)),
  cpuSeconds: Math.min(...tries.map(({ cpuSeconds }) => cpuSeconds)),
  residentMegabytes: Math.max(...tries.map(({ residentMegabytes }) => residentMegabytes)),
});

const perEvent = ({ seconds, events }: Measured): number => seconds / events;
/** The small log is too small for several threads, so the time of processors is compared. */
const processorPerEvent = ({ cpuSeconds, events }: Measured): number => cpuSeconds / events;
const counted = (number: number): string => Math.round(number).toLocaleString("en");

function say(what: What, one: Measured): void {
  const cells = [
    counted(one.events).padStart(10),
    `${one.seconds.toFixed(2)} s`.padStart(10),
    `${one.cpuSeconds.toFixed(2)} s`.padStart(10),
    counted(1 / perEvent(one)).padStart(9),
    counted(one.megabytes / one.seconds).padStart(6),
    `${(perEvent(one) * 1e6).toFixed(1)} µs`.padStart(10),
    `${counted(one.residentMegabytes)} MB`.padStart(9),
  ];
  console.log(`${what.padEnd(7)}${cells.join(" ")}`);
}

mkdirSync(folder, { recursive: true });
try {
  const [smallLog, largeLog] = [await logOf(SMALL), await logOf(large)];
  const [cpu] = cpus();
  console.log(`${platform()} ${arch()}, ${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.versions.node}`);
  const bytes = statSync(largeLog).size;
  console.log(`${counted(bytes / 1e6)} MB of NDJSON, ${threadsFor(bytes)} threads; the best of ${TRIES}, in turns\n`);
  console.log("           events       time  processor  a second   MB/s  per event  resident");
  console.log(`a log of ${counted(SMALL)}, read ${counted(large / SMALL)} times`);
  const small = measureBoth(smallLog, Math.round(large / SMALL));
  console.log(`a log of ${counted(large)}`);
  const whole = measureBoth(largeLog, 1);

  const results = [
    ["events a second", 1 / perEvent(whole.verify), ">=", MIN_EVENTS_A_SECOND],
    ["rate beside the bare loop", perEvent(whole.bare) / perEvent(whole.verify), ">=", MIN_RATE],
    ["resident memory of all threads, MB", whole.verify.residentMegabytes, "<=", MAX_RESIDENT_MEGABYTES],
    [
      `processor time per event beside ${counted(SMALL)} events`,
      processorPerEvent(whole.verify) / processorPerEvent(small.verify),
      "<=",
      MAX_GROWTH,
    ],
  ] as const;
  console.log("");
  for (const [what, value, sign, bound] of results) {
    const isMet = sign === ">=" ? value >= bound : value <= bound;
    if (!isMet) process.exitCode = 1;
    console.log(`${isMet ? "✓" : "✗"} ${what}: ${value.toFixed(2)} (${sign} ${bound})`);
  }
} finally {
  if (!values.keep) rmSync(folder, { recursive: true });
}
