// The process of the local runtime. `npm start` starts it in a process group of its own, so that Ctrl-C in the terminal does not end it:
// it ends when it is told, and at once when `npm start` is gone.
import process from "node:process";
import * as z from "zod";
import { type FromRuntime, type StartRuntime, ToRuntime } from "./messages.ts";
import { bundle } from "./bundles.ts";
import type { Served } from "./serve.ts";
import { watchSources } from "./watch-sources.ts";
import { workerOf } from "../workers.ts";
import { readWranglerConfig } from "../wrangler-config.ts";

const tell = (message: FromRuntime): void => void process.send?.(message);

// `npm start` gets these signals as well, and says what is to be done.
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => {});
process.once("disconnect", () => process.kill(-process.pid, "SIGKILL"));

/** The terminal gets a Worker's warning at most this often. The log has all. */
const WARNING_MILLISECONDS = 60_000;

let served: Served | null = null;

/** The file of the sample past. */
const samplePast = Promise.withResolvers<string>();

async function start(message: StartRuntime): Promise<void> {
  // The runtime's library takes as long to load as the Workers take to build.
  const [{ serve }, past] = await Promise.all([
    import("./serve.ts"),
    message.hasPast ? samplePast.promise : null,
    bundle(message.bundles),
  ]);
  served = await serve(
    { ...message, past },
    atMostEvery(WARNING_MILLISECONDS, (text) => tell({ type: "warned", text })),
  );
  tell({ type: "ready", prepared: served.prepared });
  if (message.isWatching) watchSources(served);
  for (const minutes of cronMinutes()) setInterval(() => void served?.cron(), minutes * 60_000);
  await served.cron();
}

/** Calls `report` for the first text, and for another one only after this time. */
function atMostEvery(milliseconds: number, report: (text: string) => void): (text: string) => void {
  let reportedAt = -Infinity;
  return (text) => {
    if (Date.now() - reportedAt < milliseconds) return;
    reportedAt = Date.now();
    report(text);
  };
}

/** The minutes between two turns of the scheduled work. Only the expression that the configuration has is known here. */
function cronMinutes(): readonly number[] {
  const { crons } = readWranglerConfig(workerOf("contacts")).triggers;
  return crons.map((cron) =>
    z.coerce
      .number()
      .int()
      .min(1)
      .parse(/^\*\/(\d+) \* \* \* \*$/.exec(cron)?.[1]),
  );
}

process.on("message", (data) => {
  const message = ToRuntime.parse(data);
  if (message.type === "past") return samplePast.resolve(message.file);
  const done = message.type === "start" ? start(message) : stop(message.withinMilliseconds);
  done.catch((cause: unknown) => {
    tell({ type: "failed", text: cause instanceof Error ? cause.message : String(cause) });
  });
});

async function stop(withinMilliseconds: number): Promise<void> {
  const kept = (await served?.stop(withinMilliseconds, (waiting) => tell({ type: "waiting", waiting }))) ?? {};
  const stopped: FromRuntime = { type: "stopped", kept };
  process.send?.(stopped, () => process.exit(0));
}
