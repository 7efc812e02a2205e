// Checks before a start: only one process may run an installation, and the port must be free.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { z } from "zod";
import { RUNNING_FILE } from "./place.ts";

const Running = z.strictObject({ pid: z.int(), url: z.string() });

/** The process that already runs this installation, or null. The file of a killed process is ignored. */
export function otherRun(): z.infer<typeof Running> | null {
  if (!existsSync(RUNNING_FILE)) return null;
  const running = Running.parse(JSON.parse(readFileSync(RUNNING_FILE, "utf8")));
  return isAlive(running.pid) ? running : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && "code" in cause && cause.code === "EPERM";
  }
}

/** Records that this process runs the installation, and removes the record when the process exits. */
export function claimRun(url: string): void {
  writeFileSync(RUNNING_FILE, `${JSON.stringify({ pid: process.pid, url })}\n`);
  process.once("exit", () => rmSync(RUNNING_FILE, { force: true }));
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
