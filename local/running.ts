// Checks before a start: only one process may run an installation, its folder must have no other files, and the port must be free. The file of the run names its processes.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { basename, join } from "node:path";
import * as z from "zod";
import { isRunning, killRemains, startOf } from "./processes.ts";
import { RUNNING_FILE, SECRETS_FILE } from "./place.ts";
import { ROOT } from "./workers.ts";
import { replaceFile } from "./write-file.ts";

const Running = z.object({
  /** The process of `npm start`. */
  pid: z.int().positive(),
  /** When it was started: a number alone may belong to another program by now. */
  startedAt: z.string().nullable(),
  url: z.string(),
  /** The process of the runtime, which leads a process group; null while it has not started. */
  runtime: z.int().positive().nullable(),
});
type Running = z.infer<typeof Running>;

/** What is left of a run: null without a file, and when nobody can read it, as after a crash while it was written. */
function recorded(file: string): Running | null {
  try {
    return Running.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/** The run of this installation that goes on; null when there is none. A number that another program has by now is no run. */
export function otherRun(file = RUNNING_FILE): Pick<Running, "pid" | "url"> | null {
  const run = recorded(file);
  return run && isRunning(run.pid, run.startedAt) ? run : null;
}

/** Ends what a killed run has left behind: two runtimes must never write the same files, and its port is free again. */
export async function endRemains(file = RUNNING_FILE): Promise<void> {
  const left = recorded(file);
  if (left?.runtime) await killRemains(left.runtime, join(ROOT, "node_modules"));
  rmSync(file, { force: true });
}

/**
 * Records that this process runs the installation, and removes the record when the process exits. Throws when another start has done so
 * meanwhile. Returns the function that records the process of the runtime.
 */
export function claimRun(url: string, file = RUNNING_FILE): (runtime: number) => void {
  const run = { pid: process.pid, startedAt: startOf(process.pid), url };
  try {
    // Created exclusively: of two starts at once, one fails here.
    writeFileSync(file, textOf({ ...run, runtime: null }), { flag: "wx", mode: 0o600 });
  } catch (cause) {
    const isTaken = cause instanceof Error && "code" in cause && cause.code === "EEXIST";
    throw isTaken ? new Error("Another start from this folder is under way.", { cause }) : cause;
  }
  process.once("exit", () => rmSync(file, { force: true }));
  return (runtime) => replaceFile(file, textOf({ ...run, runtime }));
}

const textOf = (run: Running): string => `${JSON.stringify(run)}\n`;

/** Whether the folder has files, but no installation. A start with `--fresh` would delete them. */
export function isForeign(folder: string): boolean {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  // The first start writes the one file before all others, and the other one before anything that a later start needs.
  return names.length > 0 && ![RUNNING_FILE, SECRETS_FILE].some((file) => names.includes(basename(file)));
}

/** Whether the port is free on both addresses of "localhost". */
export async function isPortFree(port: number): Promise<boolean> {
  const free = await Promise.all(["127.0.0.1", "::1"].map((host) => canListen(port, host)));
  return free.every(Boolean);
}

const canListen = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    // On a machine without IPv6, ::1 does not exist, so the port is free there.
    server.once("error", (cause: NodeJS.ErrnoException) =>
      resolve(cause.code === "EADDRNOTAVAIL" || cause.code === "EAFNOSUPPORT"),
    );
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
