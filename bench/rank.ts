// `npm run bench -- rank`: whether `npx holdpoint rank` takes as long for one more contact, however many there are, and how much memory it needs.
// Scores are written to four databases with the tables of the product; each number of contacts is measured in a process of its own, from the
// databases to the last line of the output. It fails when a contact of the largest number takes more than 1.5 times as long as one of the smallest.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { openRanking, type Ranking } from "../domain/rules/score-rank.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { shortened, sha256 } from "../schema/canonical.ts";
import { shardOf, StreamId } from "../schema/ids.ts";
import { tierOf } from "../domain/rules/score.ts";
import { rankPieces } from "../cli/rank-text.ts";
import { scorePages } from "../cli/sources/score-rows.ts";
import { openSqliteFile } from "../cli/sources/sqlite-file.ts";
import { memorySource } from "../replay/source.ts";
import { ROOT } from "../local/workers.ts";

const { values } = parseArgs({
  args: process.argv.slice(2),
  options: { contacts: { type: "string" }, folder: { type: "string" }, json: { type: "boolean", default: false } },
});

const SIZES = [1_000, 10_000, 100_000];
const SHARDS = 4;
/** A contact of the largest number may take this many times as long as one of the smallest. */
const MOST = 1.5;
/** So many contacts are ranked in all for each number, so that a short run is measured as well as a long one. */
const RANKED = 300_000;

const INSERT =
  "INSERT INTO contact_scores (stream_id, version, vertical, tier, composite, role_fit, scored_at) VALUES (?, 3, 'general', ?, ?, ?, '2026-11-29T09:00:00.000Z')";

const fileOf = (folder: string, shard: number): string => join(folder, `EVENTS_${shard}.sqlite`);

/** Writes the scores of `contacts` contacts. A third of them has the score of another one, as contacts with the same form have. */
function fill(folder: string, contacts: number): void {
  const migrations = join(ROOT, "drizzle/events");
  const databases = Array.from({ length: SHARDS }, (_, shard) => new DatabaseSync(fileOf(folder, shard)));
  for (const database of databases) {
    for (const name of readdirSync(migrations)
      .filter((file) => file.endsWith(".sql"))
      .toSorted())
      database.exec(readFileSync(join(migrations, name), "utf8"));
    database.exec("BEGIN");
  }
  const inserts = databases.map((database) => database.prepare(INSERT));
  for (let number = 0; number < contacts; number += 1) {
    const id = StreamId.parse(`ct_${shortened(sha256(String(number)))}`);
    const composite = number % 3 === 0 ? 7_506 : (number * 7_919) % 10_001;
    inserts[shardOf(id, SHARDS)]?.run(id, tierOf(composite, samplePolicy.score), composite, number % 2 ? "rule" : null);
  }
  for (const database of databases) {
    database.exec("COMMIT");
    database.close();
  }
}

interface Measured {
  readonly contacts: number;
  readonly microsecondsEach: number;
  readonly bytesEach: number;
  readonly megabytes: number;
}

/** Ranks as the command does, and counts the characters of the output instead of printing them. */
async function ranked(folder: string): Promise<Ranking> {
  const files = Array.from({ length: SHARDS }, (_, shard) => openSqliteFile(fileOf(folder, shard)));
  const source = { databases: files.map(({ query }) => query), log: memorySource([]) };
  const ranking = openRanking();
  for await (const { contacts } of scorePages(source, "general")) for (const contact of contacts) ranking.add(contact);
  let characters = 0;
  const all = { vertical: "general", contacts: ranking.contacts(), size: ranking.size, unreadable: 0 };
  for (const piece of rankPieces(all, "csv")) characters += piece.length;
  for (const file of files) file.close();
  if (characters < ranking.size) throw new Error("the output lacks contacts");
  return ranking;
}

const heapBytes = (): number => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** The processor time of ranking all contacts so often that `RANKED` are ranked, for one of them; the best of three times, after a first one. */
async function measured(folder: string, contacts: number): Promise<Measured> {
  const times = Math.ceil(RANKED / contacts);
  await ranked(folder);
  // The most that a process with one ranking has had. maxRSS is in kilobytes.
  const megabytes = process.resourceUsage().maxRSS / 1_024;
  const before = heapBytes();
  const kept: Ranking[] = [];
  for (let time = 0; time < times; time += 1) kept.push(await ranked(folder));
  const bytesEach = (heapBytes() - before) / kept.reduce((sum, { size }) => sum + size, 0);
  kept.length = 0;
  const tries: number[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const cpuBefore = process.cpuUsage();
    for (let time = 0; time < times; time += 1) await ranked(folder);
    const { user, system } = process.cpuUsage(cpuBefore);
    tries.push((user + system) / (times * contacts));
  }
  return { contacts, microsecondsEach: Math.min(...tries), bytesEach, megabytes };
}

/** Measures one number of contacts in a process of its own, so that the memory of one is not that of another. */
function inItsOwnProcess(contacts: number): Measured {
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-rank-"));
  try {
    fill(folder, contacts);
    const args = ["--expose-gc", import.meta.filename, "--contacts", String(contacts), "--folder", folder];
    return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as Measured;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (values.contacts !== undefined && values.folder !== undefined) {
  console.log(JSON.stringify(await measured(values.folder, Number(values.contacts))));
} else {
  const results = SIZES.map(inItsOwnProcess);
  const [smallest, largest] = [results[0], results.at(-1)];
  const ratio = (largest?.microsecondsEach ?? 0) / (smallest?.microsecondsEach ?? 1);
  if (values.json) console.log(JSON.stringify({ results, ratio }));
  else {
    console.log("CONTACTS  µs EACH  BYTES EACH  MOST MB");
    for (const { contacts, microsecondsEach, bytesEach, megabytes } of results)
      console.log(
        `${String(contacts).padEnd(8)}  ${microsecondsEach.toFixed(2).padStart(7)}  ${bytesEach.toFixed(0).padStart(10)}  ${megabytes.toFixed(0).padStart(7)}`,
      );
    console.log(
      `A contact of ${SIZES.at(-1)} takes ${ratio.toFixed(2)} times as long as one of ${SIZES[0]}, at most ${MOST}.`,
    );
  }
  if (ratio > MOST) process.exitCode = 1;
}
