// The files and folders of a local installation: secrets, databases, objects, and the log of the Workers. Git ignores all of them.
import { join, resolve } from "node:path";
import { ROOT } from "./workers.ts";

const USUAL = ".holdpoint";
/** The folder as messages name it. The command line reads the same variable (cli/sources/local-d1.ts). */
export const LOCAL_NAME = process.env["HOLDPOINT_HOME"] || USUAL;
/** Whether the variable names another folder than the usual one. */
export const IS_ELSEWHERE = LOCAL_NAME !== USUAL;
export const LOCAL = resolve(ROOT, LOCAL_NAME);

export const SECRETS_FILE = join(LOCAL, "secrets.json");
/** The state of the local runtime: databases, objects and queues, in the folder `v3` that Cloudflare's tools use. */
export const STATE_FOLDER = join(LOCAL, "state");
/** The Workers as they were built for the last start. */
export const BUNDLES_FOLDER = join(LOCAL, "bundles");
/** The time from which the samples count their "now", and whether all samples are posted. */
export const SAMPLES_FILE = join(LOCAL, "samples.json");
/** The contacts of the weeks before the first start, until they are in the databases. */
export const PAST_FILE = join(LOCAL, "sample-past.json");
/** The process that runs this installation at the moment. */
export const RUNNING_FILE = join(LOCAL, "running.json");
/** The output of the Workers and of the runtime. */
export const LOG_FILE = join(LOCAL, "workers.log");

/** The port of the desk. It serves all Workers, since one process listens. */
export const DEFAULT_PORT = 8787;
export const urlOf = (port: number): string => `http://localhost:${port}`;
