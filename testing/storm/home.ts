// A local installation in a temporary folder of its own (HOLDPOINT_HOME), so that a test touches no other installation.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalSecrets, readSecrets } from "../../local/secrets.ts";

export interface Home {
  readonly folder: string;
  /** Databases, objects and queues. */
  readonly state: string;
  readonly logFile: string;
  /** Throws before the first start has made them. */
  secrets(): LocalSecrets;
  remove(): void;
}

/** The home in `folder`; without one, in a new temporary folder. */
export function homeIn(folder = mkdtempSync(join(tmpdir(), "holdpoint-home-"))): Home {
  return {
    folder,
    state: join(folder, "state"),
    logFile: join(folder, "workers.log"),
    secrets: () => {
      const secrets = readSecrets(join(folder, "secrets.json"));
      if (!secrets) throw new Error(`${folder} has no secrets: the installation was never started`);
      return secrets;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
