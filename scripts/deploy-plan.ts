// The plan of a deployment: the order of the Workers, the arguments of wrangler, and the models that the configuration switches on.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Switched } from "./release-gate.ts";
import { bindsOf, inBindingOrder, type Role, roles } from "../schema/roles.ts";
import { type WorkerConfig, workerOf } from "../local/workers.ts";
import type { Environment } from "../local/wrangler-config.ts";

/** All Workers, each after the Workers that it binds. */
export const workersInOrder = (): readonly WorkerConfig[] => inBindingOrder(roles, bindsOf).map(workerOf);

export interface DeployOptions {
  readonly environment: "staging" | "production";
  readonly dryRun: boolean;
  /** A folder with a file `<role>.env` for each Worker that gets new secrets; null when the secrets do not change. */
  readonly secrets: string | null;
}

/** The arguments of wrangler for one Worker. A dry run builds the Worker and uploads nothing. */
export function wranglerArguments({ role, configPath }: WorkerConfig, options: DeployOptions): readonly string[] {
  const { environment, dryRun, secrets } = options;
  const file = secrets === null ? null : join(secrets, `${role}.env`);
  return [
    "deploy",
    "--env",
    environment,
    "--config",
    configPath,
    ...(dryRun ? ["--dry-run", "--outdir", `dist/${role}`] : []),
    ...(file !== null && !dryRun && existsSync(file) ? ["--secrets-file", file] : []),
  ];
}

/** The models that a configuration would ask. A Worker without an endpoint asks none; the planner asks none when its flag is off. */
export function switchedOn(vars: (role: Role) => Environment["vars"]): Switched {
  const flag = vars("planner")["SALES_SUPPORT_SEQUENCER_REASONING"] ?? "off";
  const models = roles.flatMap((role) => {
    const { MODEL_ENDPOINT: endpoint = "", MODEL_NAME: name = "" } = vars(role);
    return endpoint === "" || (role === "planner" && flag === "off") ? [] : [{ worker: role, name }];
  });
  return { flag, models };
}

interface Recording {
  readonly desk: string;
  readonly token: string;
  /** The headers with which the request comes through Cloudflare Access; empty where it need not. */
  readonly access: Readonly<Record<string, string>>;
  readonly judged: { readonly release: string; readonly verdict: "PROMOTE"; readonly sources: string };
  readonly fetch: typeof globalThis.fetch;
}

/** Records a deployment in the log of an installation. Returns false when the desk did not accept it. It can be sent again, and is recorded once. */
export async function recordRelease({ desk, token, access, judged, fetch }: Recording): Promise<boolean> {
  try {
    const { ok } = await fetch(new URL("/api/v1/releases", desk), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, ...access, "content-type": "application/json" },
      body: JSON.stringify(judged),
      signal: AbortSignal.timeout(RECORDING_MS),
    });
    return ok;
  } catch {
    return false;
  }
}

const RECORDING_MS = 20_000;
