// The process of the local runtime as `npm start` sees it: started, ready, stopped.
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../workers.ts";
import { FromRuntime, type Prepared, type StartRuntime, type ToRuntime, type Waiting } from "./messages.ts";

export interface Runtime {
  readonly prepared: Prepared;
  /** Settles when the process has ended, for any reason. */
  readonly ended: Promise<void>;
  /** Finishes what is under way and ends. Returns the messages that are kept for the next start; null when the process ended before. */
  stop(withinMilliseconds: number, onWait: (waiting: Waiting) => void): Promise<Waiting | null>;
  /** Ends at once. What was accepted is on disk. */
  kill(): Promise<void>;
}

export interface Watching {
  /** Ends the process while it starts. */
  readonly signal: AbortSignal;
  readonly onSpawn: (pid: number) => void;
  /** A Worker has warned; at most once a minute. */
  readonly onWarning: (text: string) => void;
  /** The file of the sample past, once it is made; null when there is none. */
  readonly past: Promise<string> | null;
}

/** The process mostly waits: little memory matters more than speed. */
export const SMALL_HEAP = ["--max-semi-space-size=1", "--v8-pool-size=1"];
/** The C library gives large buffers back when they are freed, instead of keeping them for the next one; the runtime below inherits this. */
export const GIVE_BACK = {
  MALLOC_MMAP_THRESHOLD_: "65536",
  MALLOC_TRIM_THRESHOLD_: "65536",
  MALLOC_ARENA_MAX: "1",
  UV_THREADPOOL_SIZE: "2",
};

/** Starts the process, and settles when all Workers answer. Throws with the reason when they do not. */
export async function startRuntime(
  start: StartRuntime,
  { signal, onSpawn, onWarning, past }: Watching,
): Promise<Runtime> {
  // Its own process group: Ctrl-C in the terminal reaches only the start script, which lets the Workers finish first.
  const child = spawn(process.execPath, [...SMALL_HEAP, join(import.meta.dirname, "process.ts")], {
    cwd: ROOT,
    env: { ...process.env, ...GIVE_BACK },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    detached: true,
  });
  if (child.pid !== undefined) onSpawn(child.pid);
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // A dead leader of the group leaves the runtime's own process behind.
  void ended.then(() => killGroup(child));
  const kill = async (): Promise<void> => {
    killGroup(child);
    await ended;
  };
  signal.addEventListener("abort", () => isStarted || killGroup(child));
  let isStarted = false;
  child.on("message", (data) => {
    const message = FromRuntime.parse(data);
    if (message.type === "warned") onWarning(message.text);
  });
  tell(child, start);
  // The caller sees why a past was not made, and ends.
  past?.then((file) => tell(child, { type: "past", file })).catch(() => undefined);
  const first = await Promise.race([answerOf(child, "ready", "failed"), ended.then(() => null)]);
  if (first?.type !== "ready") {
    await kill();
    throw new Error(first?.type === "failed" ? first.text : "The process of the Workers ended while it started.");
  }
  isStarted = true;
  return {
    prepared: first.prepared,
    ended,
    kill,
    stop: async (withinMilliseconds, onWait) => {
      child.on("message", (data) => {
        const message = FromRuntime.parse(data);
        if (message.type === "waiting") onWait(message.waiting);
      });
      tell(child, { type: "stop", withinMilliseconds });
      const last = await Promise.race([answerOf(child, "stopped", "failed"), ended.then(() => null)]);
      await (last?.type === "stopped" ? ended : kill());
      return last?.type === "stopped" ? last.kept : null;
    },
  };
}

const tell = (child: ChildProcess, message: ToRuntime): void => void child.send(message);

/** The next message of one of these types. */
function answerOf<T extends FromRuntime["type"]>(
  child: ChildProcess,
  ...types: readonly T[]
): Promise<Extract<FromRuntime, { type: T }>> {
  return new Promise((resolve) => {
    const onMessage = (data: unknown): void => {
      const message = FromRuntime.parse(data);
      if (!types.includes(message.type as T)) return;
      child.off("message", onMessage);
      resolve(message as Extract<FromRuntime, { type: T }>);
    };
    child.on("message", onMessage);
  });
}

/** Kills the whole process group. It is no error when the group has already ended. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, "SIGKILL");
  } catch {}
}
