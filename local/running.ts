// One run per installation, and one listener per port: both are checked before anything is changed.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { z } from "zod";
import { RUNNING_FILE } from "./place.ts";

const Running = z.strictObject({ pid: z.int(), url: z.string() });

/** The run that already uses this installation, or null. A file that a killed run left behind counts for nothing. */
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

/** Says that this process runs here, and takes that back when it exits. */
export function claimRun(url: string): void {
  writeFileSync(RUNNING_FILE, `${JSON.stringify({ pid: process.pid, url })}\n`);
  process.once("exit", () => rmSync(RUNNING_FILE, { force: true }));
}

/** Whether nobody listens at the port of "localhost", under either of its addresses. */
export async function isPortFree(port: number): Promise<boolean> {
  const free = await Promise.all(["127.0.0.1", "::1"].map((host) => canListen(port, host)));
  return free.every(Boolean);
}

const canListen = (port: number, host: string): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 has no ::1 to be taken.
    server.once("error", (cause: NodeJS.ErrnoException) =>
      resolve(cause.code === "EADDRNOTAVAIL" || cause.code === "EAFNOSUPPORT"),
    );
    server.listen({ port, host }, () => server.close(() => resolve(true)));
  });
