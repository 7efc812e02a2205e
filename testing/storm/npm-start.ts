// Runs `npm start` on a home, as a person does in a terminal: in a process group of its own, stopped by Ctrl-C or killed.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { urlOf } from "../../local/place.ts";
import { ROOT } from "../../local/workers.ts";
import type { Chance } from "../seed.ts";
import { freePort } from "../system/local-runtime.ts";
import type { Home } from "./home.ts";
import { killTree } from "./process-tree.ts";

export interface Started {
  /** The process at the top. */
  readonly pid: number;
  readonly url: string;
  readonly port: number;
  /** Settles with the milliseconds of the start when it has printed the desk's address. Throws when it ends before. */
  readonly ready: Promise<number>;
  printed(): string;
  /** Kills all its processes in a random order, unless it has ended. */
  kill(chance: Chance): Promise<void>;
  /** Ctrl-C: a signal to the whole process group. Returns the exit code. */
  stop(): Promise<number | null>;
}

const READY = /^Desk /m;

export interface StartedHow {
  readonly options?: readonly string[];
  /** By the command that a person types, through npm and its shell. Without it, only the script is started, which is quicker. */
  readonly byNpm?: boolean;
  /** The checkout. Without it, this one. */
  readonly root?: string;
}

/** Starts an installation at a free port, without samples unless the options say otherwise. */
export async function npmStart(
  home: Pick<Home, "folder">,
  { options = ["--no-samples"], byNpm = false, root = ROOT }: StartedHow = {},
): Promise<Started> {
  const port = await freePort();
  const [command = "", ...first] = byNpm ? ["npm", "start", "--"] : [process.execPath, "scripts/start.ts"];
  const child = spawn(command, [...first, ...options, "--port", String(port)], {
    cwd: root,
    env: { ...process.env, HOLDPOINT_HOME: home.folder, NODE_COMPILE_CACHE: join(ROOT, "node_modules/.cache/node") },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const { pid } = child;
  if (pid === undefined) throw new Error("npm start could not be started");
  const startedAt = Date.now();
  let text = "";
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  const ready = new Promise<number>((resolve, reject) => {
    const onText = (part: Buffer): void => {
      text += String(part);
      if (READY.test(text)) resolve(Date.now() - startedAt);
    };
    child.stdout.on("data", onText);
    child.stderr.on("data", onText);
    void ended.then((code) => reject(new Error(`npm start ended with ${code} before it was ready:\n${text}`)));
  });
  // A test that kills it while it starts awaits no `ready`.
  ready.catch(() => undefined);
  return {
    pid,
    port,
    url: urlOf(port),
    ready,
    printed: () => text,
    kill: async (chance) => {
      // The id of a process that has ended may already belong to another one.
      if (child.exitCode === null && child.signalCode === null) await killTree(pid, chance);
      await ended;
    },
    stop: async () => {
      process.kill(-pid, "SIGINT");
      return ended;
    },
  };
}
