// Generates a Worker's `env.d.ts`, the types of its bindings, from its wrangler.toml. Wrangler takes seconds for it, so the file
// is generated again only when something that it is made from has changed.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOT, type WorkerConfig } from "../local/workers.ts";

const CACHE = "node_modules/.cache/env-types";

export interface EnvTypesOptions {
  readonly root?: string;
  readonly generate?: (worker: WorkerConfig, configPaths: readonly string[], path: string) => Promise<string>;
}

/** Makes `env.d.ts` what the configurations say. Returns whether it had to be generated. */
export async function refreshEnvTypes(
  worker: WorkerConfig,
  portConfigPath: string,
  { root = ROOT, generate = generateWithWrangler }: EnvTypesOptions = {},
): Promise<boolean> {
  const path = join(root, worker.folder, "env.d.ts");
  // The first is the one asked for; the second types the port. Any other Worker is a plain Fetcher.
  const configPaths = [...new Set([worker.configPath, portConfigPath])].map((config) => join(root, config));
  const secrets = configPaths.map((config) => join(dirname(config), ".dev.vars"));
  const sources = [...configPaths, ...secrets, join(root, "package-lock.json")];
  const digestPath = join(root, CACHE, worker.role);
  // The file itself is in the digest: after an edit by hand it is generated again.
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
  // Loaded only when it is needed: wrangler is large.
  const { experimental_generateTypes } = await import("wrangler");
  const { content } = await experimental_generateTypes({
    config: [...configPaths],
    path,
    envInterface: worker.envInterface,
    includeRuntime: false,
  });
  return content;
}

const textOf = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, "utf8") : undefined);

function digestOf(paths: readonly string[]): string {
  const texts = paths.map((path) => [path, textOf(path) ?? null]);
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
}
