// One measurement in a separate process, so that its memory can be measured: `replay-child.ts <verify|bare> <export> <times>`.
// Prints JSON: the number of events, the time in seconds, the processor time, and the largest resident memory.
import { cpuUsage, resourceUsage } from "node:process";
import { run } from "../cli/program.ts";
import { openExportFile } from "../cli/sources/export-file.ts";
import { readLines } from "../cli/sources/lines.ts";
import { MANIFEST_BYTES, rowInLine } from "../cli/export-format.ts";
import { evolve } from "../domain/contact/evolve.ts";
import { chainHash } from "../domain/contact/record.ts";
import { emptyContact } from "../domain/contact/state.ts";
import { GENESIS_HASH, type StoredEvent } from "../schema/events.ts";
import { wholeForm } from "../schema/stored-form.ts";
import type { EventRow } from "../schema/shipment.ts";

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

/** The minimum work of any verification: scan, parse, SHA-256, fold. It checks only hashes, and throws when one is wrong. */
async function bare(path: string): Promise<void> {
  let [streamId, contact, prevHash] = ["", emptyContact, ""];
  for await (const { lines } of readLines(path, { start: MANIFEST_BYTES, end: null })) {
    for (const { text } of lines) {
      const row = rowInLine(text) as EventRow;
      const event = wholeForm(JSON.parse(row.body), row) as StoredEvent;
      if (row.streamId !== streamId) [streamId, contact, prevHash] = [row.streamId, emptyContact, GENESIS_HASH];
      if (chainHash(prevHash, row) !== row.hash) throw new Error(`the hash of ${streamId}@${row.version} is wrong`);
      contact = evolve(contact, event, row.hash);
      prevHash = row.hash;
    }
  }
}

const [what, path = "", times = "1"] = process.argv.slice(2);
const { events } = openExportFile(path).manifest;
const [startedAt, cpuBefore] = [performance.now(), cpuUsage()];
for (let time = 0; time < Number(times); time += 1) await (what === "bare" ? bare(path) : verify(path));
const seconds = (performance.now() - startedAt) / 1_000;
const { user, system } = cpuUsage(cpuBefore);
// maxRSS is in kilobytes.
const residentMegabytes = resourceUsage().maxRSS / 1_000;
console.log(
  JSON.stringify({ events: events * Number(times), seconds, cpuSeconds: (user + system) / 1e6, residentMegabytes }),
);
