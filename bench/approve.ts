// `npm run bench -- approve`: approvals of drafts, one at a time and many at once, and what an approval costs with its dispatch. The drafts are made
// first, and what a person reads before the click is not measured. `-- approve --alone 20 --many 32` is a quick try.
import { cpus } from "node:os";
import { DatabaseSync } from "node:sqlite";
import process from "node:process";
import { parseArgs } from "node:util";
import { eventually } from "../local/eventually.ts";
import { openLoad, someAtOnce } from "./load.ts";
import { printResults, quantile, range } from "./results.ts";
import { type OpenHold, startProduct, untilIdle } from "./systems.ts";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: {
    alone: { type: "string", default: "200" },
    many: { type: "string", default: "300" },
    "at-once": { type: "string", default: "32" },
    json: { type: "boolean", default: false },
  },
});
const [alone, many, atOnce] = [Number(values.alone), Number(values.many), Number(values["at-once"])];
/** The first approvals run code that no approval has run before. */
const WARM_UP = 20;

/** Messages go to stderr, the result to stdout. */
const say = (text: string): void => console.error(text);

say(`${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`);
const product = await startProduct();
const load = openLoad(product);
const log = new DatabaseSync(product.logFile, { readOnly: true, timeout: 10_000 });
const outbox = log.prepare("SELECT count(*) AS sent FROM outbox");
const allSent = (count: number) =>
  eventually(async () => Number(outbox.get()?.["sent"]) >= count, { what: `${count} messages in the outbox` });

/** Approves the draft as it was held. Returns the milliseconds until the answer. */
async function approve({ holdId, contactId, runId, digest }: OpenHold): Promise<number> {
  const at = performance.now();
  await product.api.act(`/holds/${holdId}/approve`, { contactId, runId, digest });
  return performance.now() - at;
}

try {
  say(`${WARM_UP + alone + many} drafts …`);
  const { drafts } = await load.drive(range(0, WARM_UP + alone + many), atOnce);
  const [first, one, rest] = [
    drafts.slice(0, WARM_UP),
    drafts.slice(WARM_UP, WARM_UP + alone),
    drafts.slice(WARM_UP + alone),
  ];
  for (const draft of first) await approve(draft);
  await allSent(WARM_UP);
  await untilIdle(product);

  const cpuBefore = product.cost().cpuSeconds;
  const times: number[] = [];
  for (const draft of one) times.push(await approve(draft));
  await allSent(WARM_UP + alone);
  const cpuSeconds = product.cost().cpuSeconds - cpuBefore;
  await untilIdle(product);

  const startedAt = performance.now();
  const clicks = someAtOnce(atOnce);
  for (const draft of rest) clicks.run(async () => void (await approve(draft)));
  await clicks.ended();
  const answered = (performance.now() - startedAt) / 1_000;
  await allSent(WARM_UP + alone + many);
  const sent = (performance.now() - startedAt) / 1_000;

  printResults(
    [
      { what: "ms of an approval, one at a time, p50", value: quantile(times, 0.5), atMost: 6 },
      { what: "ms of an approval, one at a time, p99", value: quantile(times, 0.99), atMost: 20 },
      { what: "processor ms of an approval with its dispatch", value: (cpuSeconds * 1_000) / alone, atMost: 8 },
      { what: `approvals/s, ${atOnce} at a time`, value: many / answered },
      { what: `sent/s, ${atOnce} approvals at a time`, value: many / sent },
    ],
    values.json,
  );
} finally {
  load.close();
  log.close();
  await product.stop();
}
