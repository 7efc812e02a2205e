// The Workers' bundles for the local runtime: one module for each Worker, built as a deployment does.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT, WORKERS } from "../workers.ts";
import { readWranglerConfig } from "../wrangler-config.ts";

/** The Worker of the local queues. */
export const QUEUES_WORKER = "holdpoint-queues";
/** The Worker that prepares the databases. */
export const INSTALLER_WORKER = "holdpoint-installer";
/** The Worker of the local queues with its main file. */
export const QUEUES_MAIN = [QUEUES_WORKER, "local/queues/index.ts"] as const;
const OWN_MAINS = [QUEUES_MAIN, [INSTALLER_WORKER, "local/installer/index.ts"] as const];

/** The text of a Worker's bundle is in this file of the folder. */
export const bundleIn = (folder: string, name: string): string => join(folder, `${name}.js`);

/** Builds all Workers into `folder`, unless it has them. Throws with the compiler's messages when a Worker does not build. */
export async function bundle(folder: string): Promise<void> {
  const mains = WORKERS.map(
    (worker) => [worker.name, join(worker.configPath, "..", readWranglerConfig(worker).main)] as const,
  );
  await bundleMains(folder, [...OWN_MAINS, ...mains]);
}

/** The same for any Workers, each by its name and its main file. */
export async function bundleMains(folder: string, mains: readonly (readonly [string, string])[]): Promise<void> {
  const program = join(import.meta.dirname, "build.ts");
  const sources = mains.map(([name, main]) => `${name}=${main}`);
  try {
    await promisify(execFile)(process.execPath, [program, folder, ...sources], { cwd: ROOT });
  } catch (cause) {
    const said = (cause as { readonly stderr?: string }).stderr?.trim();
    throw new Error(`The Workers do not build:\n\n${said || String(cause)}`, { cause });
  }
}
