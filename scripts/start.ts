// `npm start`: runs all of Holdpoint on this machine, and the first time sends the sample leads. See `npm start -- --help`.
import { existsSync, mkdirSync, rmSync } from "node:fs";
import { deskApi } from "../local/desk-api.ts";
import { type PeerFlag, startOptions, type StartOptions } from "../local/options.ts";
import { PAST_CONTACTS } from "./sample-past/story.ts";
import { localPeer, peerSettings } from "./sample-peer.ts";
import {
  BUNDLES_FOLDER,
  IS_ELSEWHERE,
  LOCAL,
  LOCAL_NAME,
  LOG_FILE,
  PAST_FILE,
  SAMPLES_FILE,
  SECRETS_FILE,
  STATE_FOLDER,
  urlOf,
} from "../local/place.ts";
import { say, step } from "../local/progress.ts";
import { claimRun, endRemains, isForeign, isPortFree, otherRun } from "../local/running.ts";
import * as samples from "../local/samples.ts";
import { ensureSecrets, LOCAL_PERSON, type LocalSecrets, SAMPLE_REVIEWER, secretVariables } from "../local/secrets.ts";
import { localSources } from "../local/sources.ts";
import type { SourceType } from "../workers/ingest/sources.ts";
import { tableOf } from "../local/table.ts";
import type { ModelPeer } from "../testing/peers/model/peer.ts";
import { type Settings, wantedShards } from "../local/sharded-configs.ts";
import { tailOf } from "../local/runtime/log.ts";
import type { Prepared, Waiting } from "../local/runtime/messages.ts";
import { type Runtime, startRuntime } from "../local/runtime/runtime.ts";

/** The longest time that Ctrl-C waits for work that goes on. What is unfinished then is kept, and the next start continues it. */
const DRAIN_MILLISECONDS = 20_000;

const WARNING_CHARACTERS = 160;

interface Local {
  /** Records the process of the runtime, so that the next start can end it when this process was killed. */
  readonly recordRuntime: (pid: number) => void;
  readonly sources: ReadonlyMap<string, SourceType>;
  readonly secrets: LocalSecrets;
  readonly now: Date;
}

/** The reason why Holdpoint cannot start, checked before anything is changed; null when it can. */
async function obstacle({ port }: StartOptions): Promise<string | null> {
  if (IS_ELSEWHERE && isForeign(LOCAL))
    return `The folder ${LOCAL} has files, but no installation of Holdpoint. Choose a new or an empty folder with HOLDPOINT_HOME.`;
  const other = otherRun();
  if (other)
    return `Holdpoint already runs from this folder: ${other.url} (process ${other.pid}).\nStop it with Ctrl-C in its terminal, or: kill ${other.pid}`;
  await endRemains();
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
  const recordRuntime = claimRun(urlOf(options.port));
  const sources = localSources();
  const begun = samples.readSamplesState(SAMPLES_FILE);
  return {
    recordRuntime,
    sources,
    secrets: ensureSecrets(SECRETS_FILE, sources),
    now: begun ? new Date(begun.now) : new Date(),
  };
}

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
  const past = samples.readSamplesState(SAMPLES_FILE)?.past ?? "none";
  const state = { now: to.now.toISOString(), past };
  samples.writeSamplesState(SAMPLES_FILE, { ...state, done: false });
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
    "posting signed sample leads and mails",
    () => Promise.all([samples.postLeads(to), samples.postMails(to)]),
    ([leads, mails]) => `${leads} signed leads and ${mails} mails posted; each waits at a hold or has ended`,
  );
  await step(
    "confirming previews",
    () => samples.confirmPreviews(to),
    (count) => `${count} previews confirmed as ${SAMPLE_REVIEWER}; their drafts are written`,
  );
  samples.writeSamplesState(SAMPLES_FILE, { ...state, done: true });
}

async function welcome({ secrets, now }: Local, options: StartOptions): Promise<void> {
  const url = urlOf(options.port);
  const tokenOf = (identity: string): string => secrets.desk[identity] ?? "";
  const api = deskApi(url, tokenOf(SAMPLE_REVIEWER));
  await step(
    "adopting the policy",
    () => api.adoptFirstPolicy(),
    () => "policy adopted",
  );
  if (options.withSamples) {
    const secretOf = (source: string): string => secrets.sources[source] ?? "";
    const to = { url, api, systemKey: secrets.systemKey, secretOf, now };
    if (!samples.readSamplesState(SAMPLES_FILE)?.done) await putInSamples(to);
    say(`\n${tableOf(await samples.sampleRows(to))}`);
  }
  const code = await deskApi(url, tokenOf(LOCAL_PERSON)).signInCode();
  say(`
Desk         ${url}/login?code=${code}
             signs you in as ${LOCAL_PERSON}, once, within 10 minutes; later: npx holdpoint sign-in
Your lead    npm run lead -- --source website --file my-lead.json${options.port === 8787 ? "" : ` --url ${url}`}
Stop         Ctrl-C; all data stays in ${LOCAL_NAME}/`);
}

/** Whether the installation gets the sample past: only an empty one does, also when its first start was interrupted. */
function wantsPast({ withSamples }: StartOptions, { now }: Local): boolean {
  const state = samples.readSamplesState(SAMPLES_FILE);
  if (state) return state.past === "wanted";
  if (!withSamples || existsSync(STATE_FOLDER)) return false;
  samples.writeSamplesState(SAMPLES_FILE, { now: now.toISOString(), done: false, past: "wanted" });
  return true;
}

/** Makes the file of the sample past. It is kept until it is in the databases, so that an interrupted first start goes on with the same one. */
async function samplePast({ port }: StartOptions, { secrets, now }: Local): Promise<string> {
  if (existsSync(PAST_FILE)) return PAST_FILE;
  // Only a first start needs the code that plays it.
  const { writePast } = await import("./sample-past/write.ts");
  await writePast(PAST_FILE, { secrets, end: now.getTime(), publicUrl: urlOf(port) });
  return PAST_FILE;
}

/** Starts the Workers in their process, with everything that they need to know. Aborting `signal` ends it while it starts. */
async function startWorkers(options: StartOptions, local: Local, signal: AbortSignal): Promise<Runtime> {
  const { secrets, now, recordRuntime } = local;
  const settings = await startPeer(options);
  const past = wantsPast(options, local) ? samplePast(options, local) : null;
  const starting = startRuntime(
    {
      type: "start",
      port: options.port,
      state: STATE_FOLDER,
      bundles: BUNDLES_FOLDER,
      logFile: LOG_FILE,
      shards: wantedShards(),
      secrets: secretVariables(secrets),
      settings: { ...settings, ...samplesSetting() },
      now: now.toISOString(),
      hasPast: past !== null,
      isWatching: options.isWatching,
    },
    { signal, onSpawn: recordRuntime, onWarning, past },
  );
  // It is awaited below, after the past, and may fail before.
  starting.catch(() => undefined);
  if (past)
    await step(
      "playing six weeks of sample contacts",
      () => past,
      () => `${PAST_CONTACTS} sample contacts of the last six weeks`,
    );
  const runtime = await step(
    "building and starting the Workers",
    () => starting,
    ({ prepared }) => `all Workers run at ${urlOf(options.port)}; ${preparedLine(prepared)}`,
  );
  if (past) pastIsIn(runtime.prepared, local);
  return runtime;
}

/** The past is in the databases, or was left out for good. */
function pastIsIn({ isPastLeftOut }: Prepared, { now }: Local): void {
  if (isPastLeftOut) say("! the sample contacts were left out: the log already had events");
  const past = isPastLeftOut ? "none" : "there";
  samples.writeSamplesState(SAMPLES_FILE, { now: now.toISOString(), done: false, past });
  rmSync(PAST_FILE, { force: true });
}

/** The desk's variable that says which leads are samples. */
function samplesSetting(): Settings {
  const state = samples.readSamplesState(SAMPLES_FILE);
  return state && state.past !== "none" ? { desk: { SAMPLES_BEFORE: state.now } } : {};
}

/** A warning of a Worker on one line. The log has the rest. */
const onWarning = (text: string): void =>
  say(`! ${text.replaceAll(/\s+/g, " ").slice(0, WARNING_CHARACTERS)} (${LOCAL_NAME}/workers.log)`);

const preparedLine = ({ shards, migrations, companies }: Prepared): string =>
  [
    migrations === 0 ? "databases up to date" : `${migrations} migrations applied`,
    `the log in ${shards === 1 ? "one database" : `${shards} databases`}`,
    ...(companies === 0 ? [] : [`${companies} sample companies`]),
  ].join(", ");

/** Finishes what is under way, then ends the Workers. */
async function drain(runtime: Runtime): Promise<void> {
  say("\nStopping (Ctrl-C again stops at once) …");
  let shown = "";
  const kept = await runtime.stop(DRAIN_MILLISECONDS, (waiting) => {
    if (inWords(waiting) === shown) return;
    shown = inWords(waiting);
    say(`  waiting for ${shown}`);
  });
  if (kept && Object.keys(kept).length > 0) say(`Kept for the next start: ${inWords(kept)}.`);
  say(`Stopped. All data stays in ${LOCAL_NAME}/.`);
}

const inWords = (waiting: Waiting): string =>
  Object.entries(waiting)
    .map(([queue, count]) => `${count} ${count === 1 ? "message" : "messages"} in ${queue}`)
    .join(", ");

async function runUntilStopped(options: StartOptions): Promise<void> {
  const local = openLocal(options);
  const stopping = new AbortController();
  let runtime: Runtime | null = null;
  let isReady = false;

  const onSignal = (name: NodeJS.Signals): void => {
    // A second Ctrl-C is meant. A second SIGTERM may be the same one, from the process group and from npm.
    if (stopping.signal.aborted && name !== "SIGINT") return;
    if (!runtime || !isReady || stopping.signal.aborted) {
      stopping.abort();
      void (runtime?.kill() ?? Promise.resolve()).then(() => process.exit(130));
      return;
    }
    stopping.abort();
    void drain(runtime).then(() => process.exit(0));
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, onSignal);

  try {
    runtime = await startWorkers(options, local, stopping.signal);
    await welcome(local, options);
    isReady = true;
    await runtime.ended;
    if (!stopping.signal.aborted) throw new Error(`The Workers ended unexpectedly:\n\n${tailOf(LOG_FILE)}`);
  } catch (cause) {
    // After Ctrl-C the calls of `welcome` fail, which is no error.
    if (stopping.signal.aborted) return;
    await runtime?.kill();
    throw cause;
  }
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
// What Holdpoint writes is for its owner alone.
process.umask(0o077);
say("Holdpoint");
try {
  await runUntilStopped(commandLine.value);
} catch (cause) {
  console.error(`\n${cause instanceof Error ? cause.message : String(cause)}\n\nThe Workers' log is ${LOG_FILE}.`);
  process.exit(1);
}
