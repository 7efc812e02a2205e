// `npm run bench -- leads`: leads to their held drafts, in the product and in its floor (bench/floor/), in turns in one run. docs/benchmarks.md says what
// is compared. `-- leads --leads 100 --rounds 1 --alone 10 --memory 0` is a quick try.
import { cpus } from "node:os";
import process from "node:process";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { LEAD_ROWS } from "../schema/lead-rows.ts";
import { type Driven, type Load, openLoad } from "./load.ts";
import { median, printResults, quantile, range } from "./results.ts";
import { startFloor, startProduct, untilIdle } from "./systems.ts";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    leads: { type: "string", default: "500" },
    "at-once": { type: "string", default: "32" },
    rounds: { type: "string", default: "3" },
    alone: { type: "string", default: "40" },
    /** The memory is measured again after this many leads of the product; 0: not. */
    memory: { type: "string", default: "3000" },
    json: { type: "boolean", default: false },
  },
});
const [leads, atOnce, rounds, alone, memoryLeads] = [
  Number(values.leads),
  Number(values["at-once"]),
  Number(values.rounds),
  Number(values.alone),
  Number(values.memory),
];
const WARM_UP = Math.min(100, leads);

/** Messages go to stderr, the result to stdout. */
const say = (text: string): void => console.error(text);

/** The mean length of an event as the log stores it. */
function textBytes(file: string): number {
  const log = new DatabaseSync(file, { readOnly: true, timeout: 10_000 });
  try {
    return Number(log.prepare("SELECT avg(length(body)) AS bytes FROM events").get()?.["bytes"]);
  } finally {
    log.close();
  }
}

let made = 0;
const more = (count: number): number[] => range(made, (made += count));

interface Side {
  readonly load: Load;
  readonly many: Driven[];
  readonly alone: Driven[];
}

say(`${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}; ${rounds} rounds`);
const [product, floor] = [await startProduct(), await startFloor()];
const sides: { readonly product: Side; readonly floor: Side } = {
  product: { load: openLoad(product), many: [], alone: [] },
  floor: { load: openLoad(floor), many: [], alone: [] },
};
try {
  for (const { load } of Object.values(sides)) await load.drive(more(WARM_UP), atOnce);
  const memory = { product: 0, floor: 0, later: Number.NaN };
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, { load, many }] of Object.entries(sides)) {
      const system = name === "product" ? product : floor;
      await untilIdle(system);
      const driven = await load.drive(more(leads), atOnce);
      many.push(driven);
      say(`round ${round}, ${name}: ${(leads / driven.seconds).toFixed(1)} leads/s`);
    }
    if (round > 1) continue;
    memory.product = product.cost().megabytes;
    memory.floor = floor.cost().megabytes;
  }
  await Promise.all([product, floor].map(untilIdle));
  for (let at = 0; at < alone; at += 1)
    for (const { load, alone: own } of Object.values(sides)) own.push(await load.drive(more(1), 1));
  const written = await floor.written();
  const floorLeads = WARM_UP + rounds * leads + alone;
  const rows = (written.object + written.log) / floorLeads;

  if (memoryLeads > 0) {
    const before = WARM_UP + rounds * leads + alone;
    say(`${Math.max(0, memoryLeads - before)} more leads, for the memory …`);
    await sides.product.load.drive(more(Math.max(0, memoryLeads - before)), atOnce);
    memory.later = product.cost().megabytes;
  }

  const rate = ({ many }: Side) => many.map(({ seconds }) => leads / seconds);
  const cpu = ({ many }: Side) => many.map(({ cpuSeconds }) => (cpuSeconds * 1_000) / leads);
  const ratio = (of: (side: Side) => readonly number[]) => {
    const [own, other] = [of(sides.product), of(sides.floor)];
    return median(own.map((value, index) => value / (other[index] ?? Number.NaN)));
  };
  const held = ({ alone: own }: Side) => own.flatMap(({ draft }) => draft);
  const preview = sides.product.alone.flatMap((one) => one.preview);
  printResults(
    [
      { what: "leads/s to the held draft, product", value: median(rate(sides.product)) },
      { what: "leads/s to the held draft, floor", value: median(rate(sides.floor)) },
      { what: "leads/s, product ÷ floor", value: ratio(rate), atLeast: 0.85 },
      { what: "processor ms a lead, product", value: median(cpu(sides.product)) },
      { what: "processor ms a lead, floor", value: median(cpu(sides.floor)) },
      { what: "processor a lead, product ÷ floor", value: ratio(cpu), atMost: 1.3 },
      { what: "ms from post to held draft, one at a time, p50, product", value: median(held(sides.product)) },
      { what: "ms from post to held draft, one at a time, p50, floor", value: median(held(sides.floor)) },
      {
        what: "one at a time, product ÷ floor",
        value: median(held(sides.product)) / median(held(sides.floor)),
        atMost: 1.15,
      },
      { what: "ms from webhook to preview hold, one at a time, p50", value: median(preview), atMost: 100 },
      { what: "ms from webhook to preview hold, one at a time, p95", value: quantile(preview, 0.95) },
      { what: `megabytes of the runtime after ${WARM_UP + leads} leads, product`, value: memory.product },
      { what: `megabytes of the runtime after ${WARM_UP + leads} leads, floor`, value: memory.floor },
      ...(memoryLeads > 0
        ? [
            {
              what: `megabytes after ${memoryLeads} leads ÷ after ${WARM_UP + leads}`,
              value: memory.later / memory.product,
              atMost: 1.2,
            },
          ]
        : []),
      { what: "bytes of an event's text, product", value: textBytes(product.logFile) },
      { what: "bytes of an event's text, floor", value: textBytes(floor.logFile) },
      { what: "billed rows a lead, floor", value: rows },
      { what: "billed rows a lead, product by its cost test", value: LEAD_ROWS.draft },
    ],
    values.json,
  );
} finally {
  for (const { load } of Object.values(sides)) load.close();
  await Promise.all([product.stop(), floor.stop()]);
}
