// What a deployment does, in order: the Workers as wrangler is told about them, and what their configuration switches on.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Switched } from "./release-gate.ts";
import { bindsOf, inBindingOrder, type Role, roles } from "../schema/roles.ts";
import { type WorkerConfig, workerOf } from "../local/workers.ts";
import type { Environment } from "../local/wrangler-config.ts";

/** Every Worker, each after those it binds. */
export const workersInOrder = (): readonly WorkerConfig[] => inBindingOrder(roles, bindsOf).map(workerOf);

export interface DeployOptions {
  readonly environment: "staging" | "production";
  readonly dryRun: boolean;
  /** A folder with a file `<role>.env` for each Worker that gets secrets now; null: they keep theirs. */
  readonly secrets: string | null;
}

/** The arguments of wrangler for one Worker. A dry run builds it and uploads nothing. */
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

/** Which models a configuration would ask. A Worker without an endpoint asks none; the planner none with its flag off. */
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
  readonly judged: { readonly release: string; readonly verdict: "PROMOTE"; readonly sources: string };
  readonly fetch: typeof globalThis.fetch;
}

/** Says in the log of an installation what was deployed there. False when its desk did not take it: it may be told again, and is recorded once. */
export async function recordRelease({ desk, token, judged, fetch }: Recording): Promise<boolean> {
  try {
    const { ok } = await fetch(new URL("/api/v1/releases", desk), {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(judged),
      signal: AbortSignal.timeout(RECORDING_MS),
    });
    return ok;
  } catch {
    return false;
  }
}

const RECORDING_MS = 20_000;
