// The Workers of this project as files and names, made of the table of roles. Nothing here is kept by hand.
import { join } from "node:path";
import { type Role, ROLES, roles } from "../schema/roles.ts";

/** Every path in scripts/ starts here, so that a script works from any directory. */
export const ROOT = join(import.meta.dirname, "..");

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

/** The Worker that holds what is shared: its configuration is the one at the root. */
const AT_ROOT: Role = "contacts";
/** The Worker that `wrangler dev` and the test harness serve: they serve the first one. */
const SERVED: Role = "desk";

/** The Worker of a role. */
export function workerOf(role: Role): WorkerConfig {
  const isAtRoot = role === AT_ROOT;
  return {
    role,
    name: `holdpoint-${role}`,
    folder: isAtRoot ? "durable-objects" : `workers/${role}`,
    configPath: isAtRoot ? "wrangler.toml" : `workers/${role}/wrangler.toml`,
    envInterface: `${capitalised(role)}Env`,
    port: ROLES[role].port ? `${capitalised(role)}Port` : undefined,
  };
}

export const CONTACTS: WorkerConfig = workerOf(AT_ROOT);

export const WORKERS: readonly WorkerConfig[] = [SERVED, ...roles.filter((role) => role !== SERVED)].map(workerOf);
