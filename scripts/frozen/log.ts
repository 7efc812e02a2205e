import type { LogSource } from "../../replay/source.ts";
import type { LogKeys } from "./facts.ts";

/** A new log with the keys of its contacts. */
export interface MadeLog {
  readonly log: LogSource;
  readonly keys: LogKeys;
}
