// The Workers of this project, by name. The desk comes first: `wrangler dev` and the test harness serve the first one.
import { join } from "node:path";

/** Every path in scripts/ starts here, so that a script works from any directory. */
export const ROOT = join(import.meta.dirname, "..");

export type Role = "desk" | "contacts" | "ingest" | "planner" | "qualifier" | "composer" | "dispatcher";

export type WorkerConfig = {
  readonly role: Role;
  /** The script's name, as service bindings say it. */
  readonly name: string;
  /** The folder of its source, where its generated `env.d.ts` and its tsconfig are. */
  readonly folder: string;
  /** Its wrangler.toml, relative to the root. */
  readonly configPath: string;
  /** The name of the generated type of its bindings. */
  readonly envInterface: string;
  /** Its own entrypoint at holdpoint-contacts, which has none itself. */
  readonly port: string | undefined;
};

const capitalised = (role: Role) => `${role.charAt(0).toUpperCase()}${role.slice(1)}`;

export const CONTACTS: WorkerConfig = {
  role: "contacts",
  name: "holdpoint-contacts",
  folder: "durable-objects",
  configPath: "wrangler.toml",
  envInterface: "ContactsEnv",
  port: undefined,
};

function workerOf(role: Role): WorkerConfig {
  return {
    role,
    name: `holdpoint-${role}`,
    folder: `workers/${role}`,
    configPath: `workers/${role}/wrangler.toml`,
    envInterface: `${capitalised(role)}Env`,
    port: `${capitalised(role)}Port`,
  };
}

export const WORKERS: readonly WorkerConfig[] = [
  workerOf("desk"),
  CONTACTS,
  workerOf("ingest"),
  workerOf("planner"),
  workerOf("qualifier"),
  workerOf("composer"),
  workerOf("dispatcher"),
];
