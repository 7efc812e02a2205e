// Generates a Worker's `env.d.ts`, the types of its bindings, from its wrangler.toml. Wrangler needs seconds for it, so the file is generated
// again only when one of its inputs has changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, type WorkerConfig } from "../local/workers.ts";

const CACHE = "node_modules/.cache/env-types";

export interface EnvTypesOptions {
  readonly root?: string;
  readonly generate?: (worker: WorkerConfig, configPaths: readonly string[], path: string) => Promise<string>;
}

/** Updates `env.d.ts` from the configurations. Returns whether the file was generated. */
export async function refreshEnvTypes(
  worker: WorkerConfig,
  portConfigPath: string,
  { root = ROOT, generate = generateWithWrangler }: EnvTypesOptions = {},
): Promise<boolean> {
  const path = join(root, worker.folder, "env.d.ts");
  // The first configuration is the Worker's; the second gives the type of its port. Bindings to other Workers get the type Fetcher.
  const configPaths = [...new Set([worker.configPath, portConfigPath])].map((config) => join(root, config));
  const secrets = configPaths.map((config) => join(dirname(config), ".dev.vars"));
  const sources = [...configPaths, ...secrets, join(root, "package-lock.json")];
  const digestPath = join(root, CACHE, worker.role);
  // The digest includes the generated file, so it is generated again after a manual edit.
  const digest = () => digestOf([...sources, path]);
  if (textOf(digestPath) === digest()) return false;
  writeFileSync(path, await generate(worker, configPaths, path));
  mkdirSync(dirname(digestPath), { recursive: true });
  writeFileSync(digestPath, digest());
  return true;
}

async function generateWithWrangler(
  worker: WorkerConfig,
  configPaths: readonly string[],
  path: string,
): Promise<string> {
  // Imported only when needed, since wrangler is large.
  const { experimental_generateTypes } = await import("wrangler");
  const { content } = await experimental_generateTypes({
    config: [...configPaths],
    path,
    envInterface: worker.envInterface,
    includeRuntime: false,
    // A deployment sets the variables: their values here say nothing of those there.
    strictVars: false,
  });
  return content;
}

const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

function digestOf(paths: readonly string[]): string {
  const texts = paths.map((path) => [path, textOf(path) ?? null]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}
