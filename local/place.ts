// Where a local installation keeps what is its own: secrets, databases and objects, the Workers' log. Git ignores all of it.
import { join } from "node:path";
import { ROOT } from "./workers.ts";

export const LOCAL = join(ROOT, ".holdpoint");

export const SECRETS_FILE = join(LOCAL, "secrets.json");
/** Databases, objects and whatever else the local runtime keeps; `wrangler dev --persist-to` and its proxy look below it. */
export const STATE_FOLDER = join(LOCAL, "state");
/** Configurations made for another number of databases than the project's own say. */
export const CONFIGS_FOLDER = join(LOCAL, "configs");
/** When the samples' "now" was, and whether they are all in. */
export const SAMPLES_FILE = join(LOCAL, "samples.json");
/** Who runs here at the moment. */
export const RUNNING_FILE = join(LOCAL, "running.json");
/** What the Workers and the runtime have to say. */
export const LOG_FILE = join(LOCAL, "workers.log");

/** The port of the desk, and so of everything: one process listens. */
export const DEFAULT_PORT = 8787;
export const urlOf = (port: number): string => `http://localhost:${port}`;
