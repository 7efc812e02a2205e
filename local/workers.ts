// The files and names of each Worker, derived from the table of roles in schema/roles.ts.
import { join } from "node:path";
import { type Role, ROLES, roles } from "../schema/roles.ts";

/** The root folder of the project. Paths in scripts begin with it, so that a script works from any directory. */
export const ROOT = join(import.meta.dirname, "..");

export type WorkerConfig = {
  readonly role: Role;
  /** The name of the Worker, which service bindings use. */
  readonly name: string;
  /** The folder of the source, with the generated `env.d.ts` and the tsconfig. */
  readonly folder: string;
  /** The wrangler.toml, relative to the root. */
  readonly configPath: string;
  /** The name of the generated type of the bindings. */
  readonly envInterface: string;
  /** The entrypoints of holdpoint-contacts that this Worker binds, by the names of the bindings. */
  readonly entrypoints: Readonly<Record<string, string>>;
};

const capitalised = (role: Role) => `${role.charAt(0).toUpperCase()}${role.slice(1)}`;

/** The Worker with the objects, the databases' migrations and the cron. Its wrangler.toml is in the root folder. */
const AT_ROOT: Role = "contacts";
/** The Worker that `wrangler dev` and the test harness serve. It must be the first in the list. */
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
    entrypoints: {
      ...(ROLES[role].port && { PORT: `${capitalised(role)}Port` }),
      ...(ROLES[role].readsPort && { READS: `${capitalised(role)}ReadsPort` }),
    },
  };
}

export const CONTACTS: WorkerConfig = workerOf(AT_ROOT);

export const WORKERS: readonly WorkerConfig[] = [SERVED, ...roles.filter((role) => role !== SERVED)].map(workerOf);
