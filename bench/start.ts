// `npm run bench -- start`: what `npm start` costs. Seconds to the table and to the end, with few and with many contacts; processes, memory and
// processor at rest; milliseconds from webhook to preview for a lead that comes alone. docs/bench-start.md has the goals.
// `-- start --contacts 10,1000` measures with other numbers, `--rest 10` rests shorter.
import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Cost, restingStart, sendersTo } from "./installation.ts";
import { printResults, quantile, range, type Result } from "./results.ts";

/** The goals. Times in seconds on a calm machine with two processors. */
const GOALS = { table: 10, megabytes: 700, restPercent: 1, previewMilliseconds: 100, growth: 1.2, stop: 2 };
/** The machine may be busy, so the best of several tries counts. */
const TRIES = 3;
const ALONE = 40;
const AT_ONCE = 24;

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    contacts: { type: "string", default: "10,1000,10000" },
    rest: { type: "string", default: "60" },
    json: { type: "boolean", default: false },
  },
});
const counts = values.contacts.split(",").map(Number);

/** Messages go to stderr, the result to stdout. */
const say = (text: string): void => console.error(text);
const best = (numbers: readonly number[]): number => Math.min(...numbers);

async function withHome<T>(work: (home: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-bench-"));
  try {
    return await work(join(folder, "home"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts an empty installation with the samples: the first start that a person sees, up to its table. */
function firstTable(): Promise<number> {
  return withHome(async (home) => {
    const run = await restingStart(home, []);
    await run.stop();
    return run.startSeconds;
  });
}

interface Rest {
  readonly processes: number;
  readonly megabytes: number;
  readonly addedMegabytes: number;
  readonly percent: number;
}

/** What all processes cost at rest, over `seconds` after a pause of the same length. */
function atRest(seconds: number): Promise<Rest> {
  return withHome(async (home) => {
    const run = await restingStart(home, []);
    const pause = () => new Promise((resolve) => setTimeout(resolve, seconds * 1_000));
    await pause();
    const before: Cost = run.cost();
    await pause();
    const { cpuSeconds, ...memory } = run.cost();
    await run.stop();
    return { ...memory, percent: ((cpuSeconds - before.cpuSeconds) / seconds) * 100 };
  });
}

interface WithContacts {
  readonly contacts: number;
  readonly start: number;
  readonly stop: number;
  /** Milliseconds from webhook to preview, one lead at a time. */
  readonly alone: readonly number[];
}

/** Fills one installation more and more, and measures starts and stops in between. */
function withContacts(): Promise<readonly WithContacts[]> {
  return withHome(async (home) => {
    const measured: WithContacts[] = [];
    let made = 0;
    for (const contacts of counts) {
      const filling = await restingStart(home, ["--no-samples"]);
      const senders = sendersTo(home, filling.port);
      say(`${contacts} contacts: posting ${contacts - made} leads …`);
      await senders.send(range(made, contacts), AT_ONCE);
      made = contacts + ALONE;
      const alone = await senders.send(range(contacts, made), 1);
      senders.close();
      await filling.stop();
      const tries: { start: number; stop: number }[] = [];
      for (let at = 0; at < TRIES; at += 1) {
        const run = await restingStart(home, ["--no-samples"]);
        tries.push({ start: run.startSeconds, stop: await run.stop() });
      }
      measured.push({
        contacts,
        start: best(tries.map(({ start }) => start)),
        stop: best(tries.map(({ stop }) => stop)),
        alone,
      });
    }
    return measured;
  });
}

const [cpu] = cpus();
say(`${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.versions.node}; the best of ${TRIES}`);
const tables: number[] = [];
for (let at = 0; at < TRIES; at += 1) tables.push(await firstTable());
const rest = await atRest(Number(values.rest));
const grown = await withContacts();
const [few] = grown;
const many = grown.at(-1);
const alone = grown.flatMap((one) => one.alone);

const results: readonly Result[] = [
  { what: "seconds to the table, first start", value: best(tables), atMost: GOALS.table },
  { what: "processes at rest", value: rest.processes },
  { what: "megabytes at rest, shared pages counted once", value: rest.megabytes, atMost: GOALS.megabytes },
  { what: "megabytes at rest, all processes added up", value: rest.addedMegabytes },
  { what: "per cent of a core at rest", value: rest.percent, atMost: GOALS.restPercent },
  {
    what: "milliseconds from webhook to preview, one at a time, p50",
    value: quantile(alone, 0.5),
    atMost: GOALS.previewMilliseconds,
  },
  { what: "milliseconds from webhook to preview, one at a time, p95", value: quantile(alone, 0.95) },
  ...grown.flatMap(({ contacts, start, stop }) => [
    { what: `seconds to start with ${contacts} contacts`, value: start },
    { what: `seconds to stop with ${contacts} contacts`, value: stop, atMost: GOALS.stop },
  ]),
  {
    what: "start with many contacts ÷ with few",
    value: (many?.start ?? 0) / (few?.start ?? 1),
    atMost: GOALS.growth,
  },
  { what: "stop with many contacts ÷ with few", value: (many?.stop ?? 0) / (few?.stop ?? 1), atMost: GOALS.growth },
];
printResults(results, values.json);
