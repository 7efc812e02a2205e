// What `npm start` and the process of the runtime say to each other.
import * as z from "zod";

const Values = z.record(z.string(), z.string());

/** How to run: everything that the process needs to know, secrets included. They travel in this message and are in no file of the process. */
export const StartRuntime = z.strictObject({
  type: z.literal("start"),
  port: z.int(),
  /** The folder of databases, objects and queues. */
  state: z.string(),
  /** The folder into which the Workers are built. */
  bundles: z.string(),
  logFile: z.string(),
  /** The number of the log's databases; null for the installed number. */
  shards: z.int().nullable(),
  /** Secrets by their names. Each Worker gets those of its role. */
  secrets: Values,
  /** Variables of Workers that replace those of their configurations, by role. */
  settings: z.record(z.string(), Values),
  /** The samples' "now", as an instant. */
  now: z.string(),
  /** Whether the sample past follows in a message of its own: it is played while the Workers are built. */
  hasPast: z.boolean(),
  /** Whether a changed source file is built and served again. */
  isWatching: z.boolean(),
});
export type StartRuntime = z.infer<typeof StartRuntime>;

/** The file of the sample past, which an empty installation gets before it is ready. */
export const SamplePast = z.strictObject({ type: z.literal("past"), file: z.string() });

/** Finish what is under way, within this time, and end. */
export const StopRuntime = z.strictObject({ type: z.literal("stop"), withinMilliseconds: z.int() });

export const ToRuntime = z.discriminatedUnion("type", [StartRuntime, SamplePast, StopRuntime]);
export type ToRuntime = z.infer<typeof ToRuntime>;

/** The number of messages by queue; queues without any are left out. */
const Waiting = z.record(z.string(), z.int());
export type Waiting = z.infer<typeof Waiting>;

const Prepared = z.strictObject({
  shards: z.int(),
  /** The numbers of migrations that were applied, and of sample companies that were added. */
  migrations: z.int(),
  companies: z.int(),
  /** Whether a sample past was left out, because the log had an event of its own already. */
  isPastLeftOut: z.boolean(),
});
export type Prepared = z.infer<typeof Prepared>;

export const FromRuntime = z.discriminatedUnion("type", [
  /** All Workers run, and the databases are prepared. */
  z.strictObject({ type: z.literal("ready"), prepared: Prepared }),
  z.strictObject({ type: z.literal("failed"), text: z.string() }),
  /** A Worker has warned; the log has the whole line, and those that follow within a minute. */
  z.strictObject({ type: z.literal("warned"), text: z.string() }),
  /** A stop waits for these messages. */
  z.strictObject({ type: z.literal("waiting"), waiting: Waiting }),
  /** Everything has ended. These messages are kept for the next start. */
  z.strictObject({ type: z.literal("stopped"), kept: Waiting }),
]);
export type FromRuntime = z.infer<typeof FromRuntime>;
