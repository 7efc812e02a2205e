// `npm run bench -- replay`: measures `verify` and compares it with bare loops on as many threads: one only reads, hashes and folds, the other checks the
// signature of each stream as well, which no verification can leave out.
// docs/bench-replay.md has the required values. `--events 100000` measures a smaller log, `--keep <folder>` keeps the logs.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { arch, cpus, platform, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { threadsFor } from "../cli/judged-export.ts";
import { writeExport } from "../cli/write-export.ts";
import { bytesAnEvent } from "./disk.ts";
import { generatedLog } from "./generate.ts";

/** The required values. */
const MIN_EVENTS_A_SECOND = 60_000;
const MIN_RATE = 0.6;
const MAX_RESIDENT_MEGABYTES = 256;
const MAX_GROWTH = 1.2;
const MAX_BYTES_AN_EVENT = 1_750;
/** The log whose bytes on disk are measured: more events take as much each. */
const ON_DISK = 100_000;
const SMALL = 10_000;
/**
 * The machine may be busy, so the best of several tries counts, with all programs in turns. The small log is read several times, so that both
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
const PROGRAMS = ["bare", "signed", "verify"] as const;
type What = (typeof PROGRAMS)[number];

function measure(what: What, path: string, times: number): Measured {
  const args = [...NODE_OPTIONS, join(import.meta.dirname, "replay-child.ts"), what, path, String(times)];
  const out = execFileSync(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] });
  return Measured.parse(JSON.parse(out.toString("utf8")));
}

/** Measures all programs in turns. */
function measureAll(path: string, times: number): Readonly<Record<What, Measured>> {
  const tries = Array.from({ length: TRIES }, () => ({
    bare: measure("bare", path, times),
    signed: measure("signed", path, times),
    verify: measure("verify", path, times),
  }));
  const bestBy = (what: What): Measured => bestOf(tries.map((one) => one[what]));
  const best = { bare: bestBy("bare"), signed: bestBy("signed"), verify: bestBy("verify") };
  for (const what of PROGRAMS) say(what, best[what]);
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
  const small = measureAll(smallLog, Math.round(large / SMALL));
  console.log(`a log of ${counted(large)}`);
  const whole = measureAll(largeLog, 1);

  const results = [
    ["events a second", 1 / perEvent(whole.verify), ">=", MIN_EVENTS_A_SECOND],
    ["rate beside the bare loop with signatures", perEvent(whole.signed) / perEvent(whole.verify), ">=", MIN_RATE],
    ["resident memory of all threads, MB", whole.verify.residentMegabytes, "<=", MAX_RESIDENT_MEGABYTES],
    [
      `processor time per event beside ${counted(SMALL)} events`,
      processorPerEvent(whole.verify) / processorPerEvent(small.verify),
      "<=",
      MAX_GROWTH,
    ],
    [
      `bytes on disk an event, over ${counted(ON_DISK)}`,
      await bytesAnEvent(await generatedLog(ON_DISK)),
      "<=",
      MAX_BYTES_AN_EVENT,
    ],
  ] as const;
  console.log(
    `\n  rate beside the bare loop without signatures: ${(perEvent(whole.bare) / perEvent(whole.verify)).toFixed(2)}`,
  );
  for (const [what, value, sign, bound] of results) {
    const isMet = sign === ">=" ? value >= bound : value <= bound;
    if (!isMet) process.exitCode = 1;
    console.log(`${isMet ? "✓" : "✗"} ${what}: ${value.toFixed(2)} (${sign} ${bound})`);
  }
} finally {
  if (!values.keep) rmSync(folder, { recursive: true });
}
