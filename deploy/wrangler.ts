// Builds and uploads a Worker with the pinned wrangler, by a generated configuration. The secrets go by a file that is there for the upload alone.
import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import * as z from "zod";
import { jsonIn } from "../schema/json.ts";
import { ROOT, workerOf } from "../local/workers.ts";
import { readWranglerConfig } from "../local/wrangler-config.ts";
import { generatedConfig } from "./generate.ts";
import type { Upload } from "./perform.ts";
import type { Installation } from "./resources.ts";

const WRANGLER = join(ROOT, "node_modules/wrangler/bin/wrangler.js");

/** The folder of the generated configurations, in which git has no part. */
export const generatedFolder = ({ environment, answers: { name } }: Installation): string =>
  join(ROOT, "dist/deploy", `${name}-${environment}`);

/** Writes a Worker's configuration, and gives its path. */
export function writeConfig({ role, deployed }: Omit<Upload, "secrets">, installation: Installation): string {
  const worker = workerOf(role);
  const from = join(ROOT, dirname(worker.configPath));
  const config = generatedConfig(role, readWranglerConfig(worker), installation, deployed, (path) =>
    resolve(from, path),
  );
  const path = join(generatedFolder(installation), role, "wrangler.json");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(config, null, 2)}\n`);
  return path;
}

interface Running {
  readonly release: string;
  readonly token: string;
  readonly apiBase: string | undefined;
  /** Builds, and uploads nothing. */
  readonly isDryRun: boolean;
}

/** Uploads a Worker. Throws with wrangler's output when it fails. */
export async function uploadWorker(upload: Upload, installation: Installation, running: Running): Promise<void> {
  const config = writeConfig(upload, installation);
  const folder = mkdtempSync(join(tmpdir(), "holdpoint-upload-"));
  const secrets = join(folder, "secrets.json");
  try {
    if (upload.secrets !== null) writeFileSync(secrets, JSON.stringify(upload.secrets), { mode: 0o600 });
    const { code, output } = await runWrangler(
      [
        "deploy",
        "--config",
        config,
        "--tag",
        running.release,
        "--message",
        `Holdpoint ${running.release}`,
        ...(running.isDryRun
          ? ["--dry-run", "--outdir", join(generatedFolder(installation), upload.role, "built")]
          : []),
        ...(upload.secrets !== null && !running.isDryRun ? ["--secrets-file", secrets] : []),
      ],
      running,
    );
    if (code !== 0) throw new Error(`wrangler could not upload ${upload.role}:\n${output}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function runWrangler(args: readonly string[], { token, apiBase }: Partial<Pick<Running, "token" | "apiBase">>) {
  return new Promise<{ readonly code: number | null; readonly output: string }>((settle, fail) => {
    const child = spawn(process.execPath, [WRANGLER, ...args], {
      cwd: ROOT,
      env: {
        ...process.env,
        ...(token !== undefined && { CLOUDFLARE_API_TOKEN: token }),
        ...(apiBase !== undefined && { CLOUDFLARE_API_BASE_URL: apiBase }),
        WRANGLER_SEND_METRICS: "false",
        // No question is asked: what is not in the configuration is an error.
        CI: "true",
        NO_COLOR: "1",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: Buffer) => void (output += chunk.toString("utf8"));
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", fail);
    child.once("close", (code) => settle({ code, output }));
  });
}

const Login = z.object({ token: z.string().min(1) });

/** The login of `wrangler login`, for the calls that are not wrangler's own; null where nobody is logged in. */
export async function wranglerToken(): Promise<string | null> {
  const { output } = await runWrangler(["auth", "token", "--json"], {});
  return Login.safeParse(jsonIn(output.slice(output.indexOf("{")))).data?.token ?? null;
}
