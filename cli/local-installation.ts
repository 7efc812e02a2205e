// Reads the files that `npm start` writes beside its state for other programs on this machine: its secrets and its URL.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import * as z from "zod";
import type { Shell } from "./shell.ts";
import { STATE_FOLDER } from "./sources/local-d1.ts";

/** The person of the local installation, whose token the commands use. */
export const LOCAL_PERSON = "you@localhost";
export const LOCAL_DESK = "http://localhost:8787";

const Secrets = z.object({
  masterKey: z.string().optional(),
  systemKey: z.string(),
  desk: z.record(z.string(), z.string()).default({}),
  sources: z.record(z.string(), z.string()).default({}),
});
const Running = z.object({ url: z.string() });
const Samples = z.object({ now: z.string(), past: z.enum(["none", "there"]).catch("none") });

export interface StateOption {
  /** The folder of the local installation's state. */
  readonly state?: string | undefined;
}

/** The secrets of the local installation; null when there is none. */
export const localSecrets = (shell: Shell, options: StateOption): z.infer<typeof Secrets> | null =>
  read("secrets.json", Secrets, shell, options);

/** The URL of the local desk, from its last start. */
export const localDesk = (shell: Shell, options: StateOption): string =>
  read("running.json", Running, shell, options)?.url ?? LOCAL_DESK;

/** Leads of the local installation that began before this time are samples; null when none is. */
export function localSamplesBefore(shell: Shell, options: StateOption): string | null {
  const samples = read("samples.json", Samples, shell, options);
  return samples?.past === "there" ? samples.now : null;
}

/** The folder of the local installation's state: the given one, or that of `npm start`. */
export const localState = (shell: Shell, { state }: StateOption): string =>
  state === undefined ? STATE_FOLDER : resolve(shell.cwd, state);

function read<T>(name: string, shape: z.ZodType<T>, shell: Shell, options: StateOption): T | null {
  const file = join(localState(shell, options), "..", name);
  return existsSync(file) ? shape.parse(JSON.parse(readFileSync(file, "utf8"))) : null;
}
