// `npm start`: runs all of Holdpoint on this machine, and the first time sends the sample leads. See `npm start -- --help`.
import { execFile } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { deskApi, type DeskApi } from "../local/desk-api.ts";
import { untilQuiet, wakeUnfinished } from "../local/moving.ts";
import { type PeerFlag, startOptions, type StartOptions } from "../local/options.ts";
import { localPeer, peerSettings } from "./sample-peer.ts";
import { LOCAL, SAMPLES_FILE, SECRETS_FILE, urlOf } from "../local/place.ts";
import { say, step } from "../local/progress.ts";
import { claimRun, isPortFree, otherRun } from "../local/running.ts";
import * as samples from "../local/samples.ts";
import { ensureSecrets, LOCAL_PERSON, type LocalSecrets, SAMPLE_REVIEWER, secretVariables } from "../local/secrets.ts";
import { localSources } from "../local/sources.ts";
import type { SourceType } from "../workers/ingest/sources.ts";
import { tableOf } from "../local/table.ts";
import type { ModelPeer } from "../testing/peers/model/peer.ts";
import { type Settings, wantedShards } from "../local/sharded-configs.ts";
import { logTail, QUIET, startWorkers, type WorkersProcess } from "../local/workers-process.ts";

const run = promisify(execFile);

/** The longest wait of Ctrl-C. Unfinished work is sent again at the next start. */
const DRAIN_MILLISECONDS = 20_000;

interface Local {
  readonly sources: ReadonlyMap<string, SourceType>;
  readonly secrets: LocalSecrets;
  readonly now: Date;
}

/** The reason why Holdpoint cannot start, checked before anything is changed; null when it can. */
async function obstacle({ port }: StartOptions): Promise<string | null> {
  const other = otherRun();
  if (other) return `Holdpoint already runs from this folder: ${other.url} (process ${other.pid}).`;
  try {
    wantedShards();
    localSources();
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
  if (!(await isPortFree(port))) return `Port ${port} is in use. Choose another port: npm start -- --port ${port + 1}`;
  return null;
}

function openLocal(options: StartOptions): Local {
  if (options.isFresh) rmSync(LOCAL, { recursive: true, force: true });
  mkdirSync(LOCAL, { recursive: true });
  claimRun(urlOf(options.port));
  const sources = localSources();
  const begun = samples.readSamplesState(SAMPLES_FILE);
  return { sources, secrets: ensureSecrets(SECRETS_FILE, sources), now: begun ? new Date(begun.now) : new Date() };
}

const Prepared = z.union([
  z.strictObject({ shards: z.int(), migrations: z.int(), companies: z.int() }),
  z.strictObject({ installed: z.int() }),
]);

/** Prepares the databases, and returns the number of the log's databases. */
async function prepareDatabases({ now }: Local): Promise<number> {
  const script = join(import.meta.dirname, "../local/prepare-databases.ts");
  const env = { ...process.env, ...QUIET, WRANGLER_LOG: "error" };
  const { shards } = await step(
    "migrating and filling the databases",
    async () => {
      const done = Prepared.parse(
        JSON.parse((await run(process.execPath, [script, now.toISOString()], { env })).stdout),
      );
      if ("shards" in done) return done;
      throw new Error(
        `This installation has its log in ${databases(done.installed)}, but HOLDPOINT_SHARDS is ${wantedShards()}. The number is fixed at\ninstallation: unset HOLDPOINT_SHARDS, or start an empty installation with --fresh.`,
      );
    },
    (done) =>
      `databases: ${done.migrations === 0 ? "up to date" : `${done.migrations} migrations applied`}, the log in ${databases(done.shards)}, ${done.companies} sample companies`,
  );
  return shards;
}

const databases = (count: number): string => (count === 1 ? "one database" : `${count} databases`);

/** Starts the peer when the options ask for it, and returns the Workers' variables for it. The peer ends with this process. */
async function startPeer({ modelPeer }: StartOptions): Promise<Settings> {
  if (modelPeer === null) return {};
  const { url } = await step("starting the model peer", localPeer, ({ url }: ModelPeer) => peerLine(url, modelPeer));
  return peerSettings(url, modelPeer);
}

const peerLine = (url: string, flag: PeerFlag): string =>
  `model peer (scripted: there is no model behind it) at ${new URL("/", url)}${flag === "shadow" ? "; its plans are recorded, the rules act" : ""}`;

/** Sends the samples once. Afterwards their contacts are like any other contact. */
async function putInSamples(to: samples.Installation): Promise<void> {
  samples.writeSamplesState(SAMPLES_FILE, { now: to.now.toISOString(), done: false });
  await step(
    "adding suppressions",
    () => samples.addSuppressions(to),
    (count) => `${count} suppressions`,
  );
  await step(
    "importing histories",
    () => samples.importHistories(to),
    (count) => `${count} histories imported`,
  );
  await step(
    "posting signed sample leads",
    () => samples.postLeads(to),
    (count) => `${count} signed leads posted; each waits at a hold or has ended`,
  );
  await step(
    "confirming previews",
    () => samples.confirmPreviews(to),
    (count) => `${count} previews confirmed as ${SAMPLE_REVIEWER}; their drafts are written`,
  );
  samples.writeSamplesState(SAMPLES_FILE, { now: to.now.toISOString(), done: true });
}

async function welcome({ url }: WorkersProcess, { secrets, now }: Local, options: StartOptions): Promise<void> {
  const tokenOf = (identity: string): string => secrets.desk[identity] ?? "";
  const api = deskApi(url, tokenOf(SAMPLE_REVIEWER));
  await step(
    "adopting the policy",
    () => api.act("/policy/adopt"),
    () => "policy adopted",
  );
  await step(
    "waking unfinished runs",
    () => wakeUnfinished(api),
    (count) => (count === 0 ? "no unfinished runs" : `unfinished runs woken: ${count}`),
  );
  if (options.withSamples) {
    const secretOf = (source: string): string => secrets.sources[source] ?? "";
    const to = { url, api, systemKey: secrets.systemKey, secretOf, now };
    if (!samples.readSamplesState(SAMPLES_FILE)?.done) await putInSamples(to);
    say(`\n${tableOf(await samples.sampleRows(to))}`);
  }
  say(`
Desk         ${url}/login?token=${tokenOf(LOCAL_PERSON)}
             signs you in as ${LOCAL_PERSON}; an approved draft goes to the outbox there
Your lead    npm run lead -- --source website --file my-lead.json${options.port === 8787 ? "" : ` --url ${url}`}
Stop         Ctrl-C; all data stays in .holdpoint/`);
}

/** Stops in order: first waits for unfinished work, then ends the Workers. */
async function drain(workers: WorkersProcess, api: DeskApi): Promise<void> {
  say("\nFinishing the work in progress (Ctrl-C again stops at once) …");
  try {
    await untilQuiet(api, DRAIN_MILLISECONDS);
  } catch {
    say("Some work is unfinished; the next start continues it.");
  }
  await workers.stop();
  say("Stopped. All data stays in .holdpoint/.");
}

async function runUntilStopped(options: StartOptions): Promise<void> {
  const local = openLocal(options);
  const life: { workers?: WorkersProcess; isReady: boolean; isStopping: boolean } = {
    isReady: false,
    isStopping: false,
  };

  const onSignal = (): void => {
    const { workers, isReady, isStopping } = life;
    life.isStopping = true;
    if (!workers || !isReady || isStopping) {
      void (workers?.stop("at once") ?? Promise.resolve()).then(() => process.exit(130));
      return;
    }
    void drain(workers, deskApi(workers.url, local.secrets.desk[SAMPLE_REVIEWER] ?? "")).then(() => process.exit(0));
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);

  const shards = await prepareDatabases(local);
  const settings = await startPeer(options);
  const workers = await step(
    "starting the Workers",
    () => startWorkers({ port: options.port, secrets: secretVariables(local.secrets), shards, settings }),
    ({ url }) => `all Workers run at ${url}`,
  );
  life.workers = workers;
  try {
    await welcome(workers, local, options);
  } catch (cause) {
    // After Ctrl-C the calls of `welcome` fail, which is no error.
    if (life.isStopping) return;
    await workers.stop();
    throw cause;
  }
  life.isReady = true;
  await workers.ended;
  if (!life.isStopping) throw new Error(`The Workers ended unexpectedly:\n\n${logTail()}`);
}

const commandLine = startOptions(process.argv.slice(2));
if (!commandLine.ok) {
  (commandLine.error.isMistake ? console.error : console.log)(commandLine.error.text);
  process.exit(commandLine.error.isMistake ? 2 : 0);
}
const problem = await obstacle(commandLine.value);
if (problem !== null) {
  console.error(problem);
  process.exit(1);
}
say("Holdpoint");
try {
  await runUntilStopped(commandLine.value);
} catch (cause) {
  console.error(
    `\n${cause instanceof Error ? cause.message : String(cause)}\n\nThe Workers' log is .holdpoint/workers.log.`,
  );
  process.exit(1);
}
