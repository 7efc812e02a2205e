// Runs all Workers on the local runtime in one child process: `wrangler dev` with all configurations, the desk's first.
import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT, WORKERS } from "./workers.ts";
import { readWranglerConfig } from "./wrangler-config.ts";
import { configsFor, type Settings } from "./sharded-configs.ts";
import { CONFIGS_FOLDER, LOCAL, LOG_FILE, STATE_FOLDER, urlOf } from "./place.ts";

export interface WorkersProcess {
  readonly url: string;
  /** Settles when the Workers have ended, for any reason. */
  readonly ended: Promise<void>;
  /** Ends the Workers and all their processes: by SIGTERM first, or "at once" by SIGKILL. */
  stop(how?: "at once"): Promise<void>;
}

/** Variables that keep the tools from using the network and other folders of the machine. */
export const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_HIDE_BANNER: "true",
  WRANGLER_LOG_PATH: join(LOCAL, "logs"),
  WRANGLER_REGISTRY_PATH: join(LOCAL, "registry"),
};

/**
 * The environment of the child. Wrangler gives each Worker the secrets that its configuration requires, and a variable of the environment
 * replaces a `[vars]` entry of the same name. So inherited variables with such names are removed.
 */
function environment(
  secrets: Readonly<Record<string, string>>,
  port: number,
  settings: Settings,
): Record<string, string | undefined> {
  const configured = new Set([
    ...WORKERS.flatMap((worker) => Object.keys(readWranglerConfig(worker).vars)),
    ...Object.values(settings).flatMap((own) => Object.keys(own)),
  ]);
  const inherited = Object.entries(process.env).filter(([name]) => !configured.has(name));
  return {
    ...Object.fromEntries(inherited),
    ...QUIET,
    WRANGLER_LOG: "info",
    NO_COLOR: "1",
    ...secrets,
    PUBLIC_URL: urlOf(port),
  };
}

/** Longer than a graceful stop takes. */
const STOP_MILLISECONDS = 8_000;

/** Starts the Workers, and settles when the desk answers. Throws with the end of their log when they do not start. */
export async function startWorkers({
  port,
  secrets,
  shards,
  settings,
}: {
  port: number;
  secrets: Readonly<Record<string, string>>;
  /** The number of the log's databases. */
  shards: number;
  settings: Settings;
}): Promise<WorkersProcess> {
  const configs = [...configsFor(shards, CONFIGS_FOLDER, settings).values()];
  const log = openSync(LOG_FILE, "w");
  const child = spawn(
    process.execPath,
    [
      "--import",
      join(import.meta.dirname, "end-with-parent.mjs"),
      join(ROOT, "node_modules/wrangler/bin/wrangler.js"),
      "dev",
      ...configs.flatMap((path) => ["-c", path]),
      `--port=${port}`,
      `--persist-to=${STATE_FOLDER}`,
      "--show-interactive-dev-session=false",
    ],
    // The child has its own process group, so Ctrl-C in the terminal reaches only the start script, which lets the Workers finish first.
    {
      cwd: ROOT,
      env: environment(secrets, port, settings) as NodeJS.ProcessEnv,
      stdio: ["ignore", log, log, "ipc"],
      detached: true,
    },
  );
  closeSync(log);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // Wrangler reports that it listens while it still builds. The login page answers only when all Workers are built.
  const answers = new Promise<void>((resolve) => child.once("message", () => resolve())).then(() =>
    fetch(new URL("/login", urlOf(port))),
  );
  const isReady = await Promise.race([
    answers.then(
      ({ ok }) => ok,
      () => false,
    ),
    ended.then(() => false),
  ]);
  if (!isReady) throw new Error(`The Workers did not start:\n\n${logTail()}`);
  return { url: urlOf(port), ended, stop: (how) => stop(child, ended, how) };
}

async function stop(child: ChildProcess, ended: Promise<void>, how?: "at once"): Promise<void> {
  signal(child, how === "at once" ? "SIGKILL" : "SIGTERM");
  const hardly = setTimeout(() => signal(child, "SIGKILL"), STOP_MILLISECONDS);
  await ended;
  clearTimeout(hardly);
  // The runtime may still run after wrangler has ended.
  signal(child, "SIGKILL");
}

/** Signals the whole process group. It is no error when the group has already ended. */
function signal(child: ChildProcess, name: "SIGTERM" | "SIGKILL"): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, name);
  } catch {}
}

const LOG_LINES = 25;

/** The last lines of the Workers' log. */
export const logTail = (): string => readFileSync(LOG_FILE, "utf8").trimEnd().split("\n").slice(-LOG_LINES).join("\n");
