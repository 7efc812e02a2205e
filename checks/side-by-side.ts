// Runs the programs of a check, as many at once as there are processors. The output of each program is collected, so that the outputs of two
// programs are not mixed.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { inParallel } from "../schema/in-parallel.ts";
import { ROOT } from "../local/workers.ts";

export interface Ended {
  readonly succeeded: boolean;
  /** Stdout and stderr in the order of writing. */
  readonly output: string;
}

/** Runs a JavaScript program with the present Node, in the root folder. */
export function runNode(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, ...env },
    });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => void chunks.push(chunk));
    child.once("error", reject);
    child.once("close", (code) =>
      resolve({ succeeded: code === 0, output: Buffer.concat(chunks).toString("utf8").trim() }),
    );
  });
}

/** Runs `work` for each item, as many at once as there are processors, and keeps the order of the items. */
export const sideBySide = <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> =>
  inParallel(items, work, availableParallelism());
